"""Adds suspensions of budgets and their ends, and payments that came back late, which may be paid once more."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

APPEND_ONLY = ("money_suspension", "money_suspensionend", "money_latereturn")

ONCE = """
CREATE OR REPLACE FUNCTION money_line_once() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF EXISTS (
        SELECT FROM fresh JOIN money_line line
                ON line.schedule_id = fresh.schedule_id AND line.due_on = fresh.due_on AND line.id <> fresh.id
            LEFT JOIN money_lineoutcome outcome ON outcome.line_id = line.id
        WHERE (outcome.id IS NULL OR outcome."end" = 'paid') {but}
    ) THEN
        RAISE EXCEPTION 'What falls due is paid once.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'money_line_once';
    END IF;
    RETURN NULL;
END
$body$;
"""
BUT_LATE = "AND NOT EXISTS (SELECT FROM money_latereturn late WHERE late.line_id = line.id)"


class Migration(migrations.Migration):
    dependencies = [
        ("money", "0007_fewer_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="LateReturn",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("code", models.TextField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(null=True, subject="line.payee_id")),
                ("by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "journal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="late_return", to="money.journal"
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="late_return", to="money.line"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Suspension",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("starts", models.DateField()),
                ("decision", models.UUIDField()),
                ("by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "budget",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="suspensions", to="money.budget"
                    ),
                ),
                (
                    "journal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="suspension", to="money.journal"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SuspensionEnd",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("until", models.DateField()),
                ("decision", models.UUIDField()),
                ("by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "journal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="suspension_end", to="money.journal"
                    ),
                ),
                (
                    "suspension",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="end", to="money.suspension"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        *[migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in APPEND_ONLY],
        migrations.RunSQL(ONCE.format(but=BUT_LATE), ONCE.format(but="")),
    ]
