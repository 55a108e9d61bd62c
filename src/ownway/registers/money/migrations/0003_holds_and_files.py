"""Adds holds, the bank files as they were made, and what the bank said of a payment that came back."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

APPEND_ONLY = ("money_hold", "money_holdrelease", "money_runfile", "money_runfilepart")

# Nobody waits twice for the same payment, and none is put into a run while a hold on it stands.
HELD = """
CREATE FUNCTION money_line_not_held() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF EXISTS (
        SELECT FROM fresh JOIN money_hold hold
                ON hold.schedule_id = fresh.schedule_id AND (hold.due_on IS NULL OR hold.due_on = fresh.due_on)
            LEFT JOIN money_holdrelease release ON release.hold_id = hold.id
        WHERE release.id IS NULL
    ) THEN
        RAISE EXCEPTION 'A payment that is held does not go into a run.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'money_line_not_held';
    END IF;
    RETURN NULL;
END
$body$;
CREATE TRIGGER money_line_not_held AFTER INSERT ON money_line
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION money_line_not_held();
"""

HELD_BACK = """
DROP TRIGGER money_line_not_held ON money_line;
DROP FUNCTION money_line_not_held();
"""


class Migration(migrations.Migration):
    """Runs after the register of decisions stands, for a hold is one."""

    dependencies = [
        ("decisions", "0001_first"),
        ("money", "0002_guards"),
    ]

    operations = [
        migrations.AddField(
            model_name="lineoutcome",
            name="words",
            field=ownway.registers.trail.models.sealed.SealedText(null=True, subject="line.payee_id"),
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("due_on", models.DateField(null=True)),
                ("look_again_on", models.DateField()),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="decisions.decision"
                    ),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="money.schedule"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HoldRelease",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="decisions.decision"
                    ),
                ),
                (
                    "hold",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="release", to="money.hold"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RunFile",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("name", models.TextField()),
                ("sha256", models.TextField()),
                ("length", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="file", to="money.run"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RunFilePart",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.IntegerField()),
                ("packed", ownway.registers.trail.models.sealed.SealedBytes()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="money.runfile"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("file", "number"), name="money_run_file_part")],
            },
        ),
        migrations.RunSQL(HELD, HELD_BACK),
        *[migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in APPEND_ONLY],
    ]
