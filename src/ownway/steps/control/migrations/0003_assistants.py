"""Tables of assistants, their terms from day to day, and what was noted of them; rows are only ever added."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

TABLES = ("control_assistant", "control_assistant_terms", "control_assistant_noted")


def party() -> models.Field:
    """Return a reference to a party."""
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party")


def assistant(related_name: str) -> models.Field:
    """Return a reference to an assistant."""
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to="control.assistant"
    )


class Migration(migrations.Migration):
    dependencies = [("control", "0002_promises"), ("people", "0002_ties"), ("trail", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="Assistant",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=200, unique=True)),
                ("at", models.DateTimeField()),
                ("by", party()),
                ("person", party()),
            ],
            options={
                "db_table": "control_assistant",
                "indexes": [models.Index(fields=["person"], name="control_assistant_of")],
            },
        ),
        migrations.CreateModel(
            name="AssistantTerms",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("starts", models.DateField()),
                ("is_employed", models.BooleanField()),
                ("told", ownway.registers.trail.models.sealed.SealedJSON(subject="person_id")),
                ("at", models.DateTimeField()),
                ("assistant", assistant("terms")),
                ("by", party()),
                ("person", party()),
            ],
            options={
                "db_table": "control_assistant_terms",
                "indexes": [models.Index(fields=["assistant", "starts", "id"], name="control_assistant_from")],
            },
        ),
        migrations.CreateModel(
            name="AssistantNoted",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("check_id", models.CharField(max_length=80)),
                ("outcome", models.CharField(max_length=20)),
                ("on", models.DateField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                ("at", models.DateTimeField()),
                ("assistant", assistant("noted")),
                ("by", party()),
                ("person", party()),
            ],
            options={
                "db_table": "control_assistant_noted",
                "indexes": [models.Index(fields=["assistant", "id"], name="control_assistant_said")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ("wished", "seen", "not_wanted", "agreed"))),
                        name="control_assistant_outcome",
                    )
                ],
            },
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in TABLES),
    ]
