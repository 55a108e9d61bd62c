"""Keeps what helpers say beside a plan, and what the person makes of it; rows are only ever added."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

TABLES = (
    "planning_comment",
    "planning_comment_answer",
)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_visit_notes"),
        ("planning", "0002_bad_spells_and_depth"),
    ]

    operations = [
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("question", models.CharField(max_length=80)),
                ("words", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="planning.plan"
                    ),
                ),
            ],
            options={
                "db_table": "planning_comment",
            },
        ),
        migrations.CreateModel(
            name="CommentAnswer",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                ("settles", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="planning.comment"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={
                "db_table": "planning_comment_answer",
            },
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["plan", "question"], name="planning_comment_of"),
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in TABLES),
    ]
