"""Decisions, replies, challenges and answers, and the clocks that run on them."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

APPEND_ONLY = (
    "decisions_decision",
    "decisions_reply",
    "decisions_challenge",
    "decisions_answer",
    "decisions_clock",
    "decisions_clockstop",
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [("trail", "0001_first"), ("people", "0002_ties")]

    operations = [
        migrations.CreateModel(
            name="Clock",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60)),
                ("due", models.DateField()),
                ("waits_on_role", models.CharField(max_length=20)),
                ("thing", models.CharField(max_length=60)),
                ("thing_id", models.UUIDField()),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("started_at", models.DateTimeField()),
                ("started_by", models.UUIDField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="clocks", to="people.party"
                    ),
                ),
                (
                    "waits_on",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awaited",
                        to="people.party",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ClockStop",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("stopped_at", models.DateTimeField()),
                ("by", models.UUIDField(null=True)),
                ("reason", ownway.registers.trail.models.sealed.SealedJSON(subject="person_id")),
                (
                    "clock",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stop", to="decisions.clock"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60)),
                ("outcome", models.CharField(max_length=60)),
                ("voice", models.CharField(max_length=10)),
                ("decided_at", models.DateTimeField()),
                ("request", models.UUIDField()),
                ("rule_version", models.CharField(blank=True, max_length=40)),
                ("reasons", ownway.registers.trail.models.sealed.SealedJSON(subject="person_id")),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, subject="person_id")),
                ("thing", models.CharField(max_length=60)),
                ("thing_id", models.UUIDField()),
                ("challenge_until", models.DateField(null=True)),
                ("answer_within_days", models.PositiveSmallIntegerField()),
                ("answer_role", models.CharField(max_length=20)),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decided", to="people.party"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="people.party"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Challenge",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, subject="person_id")),
                ("answer_due", models.DateField()),
                (
                    "made_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="challenges", to="decisions.decision"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                ("agrees", models.BooleanField(null=True)),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="decisions.decision"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("outcome", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, subject="person_id")),
                ("reasons", ownway.registers.trail.models.sealed.SealedJSON(subject="person_id")),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "challenge",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="decisions.challenge"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["not_upheld", "upheld", "withdrawn"])),
                        name="decisions_answer_outcome",
                    )
                ]
            },
        ),
        migrations.AddIndex(
            model_name="clock", index=models.Index(fields=["waits_on_role", "due"], name="decisions_clock_role")
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.UniqueConstraint(
                fields=("kind", "thing_id", "ordinal"), name="decisions_clock_one_by_one"
            ),
        ),
        migrations.AddIndex(
            model_name="decision", index=models.Index(fields=["person", "-decided_at"], name="decisions_person")
        ),
        migrations.AddIndex(model_name="decision", index=models.Index(fields=["thing_id"], name="decisions_thing")),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("voice__in", ("person", "authority"))), name="decisions_voice"
            ),
        ),
        migrations.AddConstraint(
            model_name="challenge",
            constraint=models.UniqueConstraint(fields=("decision", "ordinal"), name="decisions_challenge_one_by_one"),
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in APPEND_ONLY),
    ]
