"""Tables of reviews called, answered and concluded, and of what they changed; rows are only ever added."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

TABLES = (
    "review_answered",
    "review_called",
    "review_changed",
    "review_concluded",
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agreement", "0001_first"),
        ("people", "0002_ties"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReviewCalled",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("why", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                ("due", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreement.agreement"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={
                "db_table": "review_called",
            },
        ),
        migrations.CreateModel(
            name="ReviewAnswered",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("question", models.CharField(max_length=80)),
                ("text", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="review.reviewcalled"
                    ),
                ),
            ],
            options={
                "db_table": "review_answered",
            },
        ),
        migrations.CreateModel(
            name="ReviewChanged",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("thing", models.CharField(blank=True, default="", max_length=80)),
                ("thing_id", models.UUIDField(null=True)),
                ("why", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="review.reviewcalled"
                    ),
                ),
            ],
            options={
                "db_table": "review_changed",
            },
        ),
        migrations.CreateModel(
            name="ReviewConcluded",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("decision_id", models.UUIDField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                (
                    "person_words",
                    ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id"),
                ),
                ("held_on", models.DateField()),
                ("next_due", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="conclusion", to="review.reviewcalled"
                    ),
                ),
            ],
            options={
                "db_table": "review_concluded",
            },
        ),
        migrations.AddIndex(
            model_name="reviewcalled",
            index=models.Index(fields=["person", "at"], name="review_called_of"),
        ),
        migrations.AddIndex(
            model_name="reviewanswered",
            index=models.Index(fields=["review", "question"], name="review_answer_to"),
        ),
        migrations.AddIndex(
            model_name="reviewchanged",
            index=models.Index(fields=["thing_id"], name="review_changed_thing"),
        ),
        migrations.AddConstraint(
            model_name="reviewchanged",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["plan", "needs", "degree", "nothing"])), name="review_change_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewchanged",
            constraint=models.UniqueConstraint(fields=("review", "kind"), name="review_change_once"),
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in TABLES),
    ]
