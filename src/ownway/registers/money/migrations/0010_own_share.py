"""Adds a circle to the ledger for what people are billed, their dated shares and bills, and unit costs of services."""

import django.db.models.deletion
from django.db import migrations, models

from ownway.registers.trail.models import append_only_sql

STATES = {
    "funder": ["granted", "left", "held", "with_holder", "spent", "returned", "lapsed"],
    "own": ["contributed", "own_left", "own_spent"],
    "shortfall": ["shortfall", "owed", "overdrawn", "overgranted"],
    "share": ["billed", "due", "paid_in", "waived", "kept_back"],
    "cash": ["bank", "clearing", "paid"],
}
APPEND_ONLY = ("money_ownshare", "money_bill", "money_sharekept", "money_unitcost")

FLOORS = """
CREATE OR REPLACE FUNCTION money_open_balances() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    INSERT INTO money_balance (account_id, pence, floor)
        SELECT id, 0, CASE WHEN state IN ({sources}) THEN NULL ELSE 0 END
        FROM fresh;
    RETURN NULL;
END
$body$;
"""
BEFORE = "'granted', 'contributed', 'shortfall', 'bank'"

# Whose days are billed twice would pay twice.
ONCE = """
CREATE FUNCTION money_bill_once() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF EXISTS (
        SELECT FROM money_bill bill
        WHERE bill.budget_id = NEW.budget_id AND bill.start < NEW."end" AND bill."end" > NEW.start
    ) THEN
        RAISE EXCEPTION 'A day of a budget is billed once.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'money_bill_once';
    END IF;
    RETURN NEW;
END
$body$;
CREATE TRIGGER money_bill_once BEFORE INSERT ON money_bill FOR EACH ROW EXECUTE FUNCTION money_bill_once();
"""
ONCE_BACK = "DROP TRIGGER money_bill_once ON money_bill; DROP FUNCTION money_bill_once();"


class Migration(migrations.Migration):
    dependencies = [("money", "0009_funders_undone")]

    operations = [
        migrations.RemoveConstraint(model_name="account", name="money_account_state"),
        migrations.RemoveField(model_name="account", name="circle"),
        migrations.AddField(
            model_name="account",
            name="circle",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    *[models.When(state__in=states, then=models.Value(circle)) for circle, states in STATES.items()]
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", sorted(state for states in STATES.values() for state in states))),
                name="money_account_state",
            ),
        ),
        migrations.RunSQL(FLOORS.format(sources=BEFORE + ", 'billed'"), FLOORS.format(sources=BEFORE)),
        migrations.AddField(
            model_name="line",
            name="own_share_pence",
            field=models.BigIntegerField(db_default=0),
        ),
        migrations.CreateModel(
            name="UnitCost",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("programme", models.TextField()),
                ("service", models.TextField()),
                ("starts", models.DateField()),
                ("pence", models.BigIntegerField()),
                ("currency", models.TextField()),
                ("parts", models.JSONField()),
                ("least_pence", models.BigIntegerField()),
                ("most_pence", models.BigIntegerField()),
                ("method", models.TextField()),
                ("source", models.TextField()),
                ("by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "service", "starts"), name="money_unit_cost_start"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("least_pence__gte", 0),
                            ("least_pence__lte", models.F("pence")),
                            ("most_pence__gte", models.F("pence")),
                            ("pence__gt", 0),
                        ),
                        name="money_unit_cost_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bill",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("start", models.DateField()),
                ("end", models.DateField()),
                ("pence", models.BigIntegerField()),
                ("due_on", models.DateField()),
                (
                    "budget",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bills", to="money.budget"
                    ),
                ),
                (
                    "journal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bill", to="money.journal"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("budget", "start"), name="money_bill_start"),
                    models.CheckConstraint(condition=models.Q(("start__lt", models.F("end"))), name="money_bill_days"),
                    models.CheckConstraint(condition=models.Q(("pence__gte", 0)), name="money_bill_not_below_nothing"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnShare",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("starts", models.DateField()),
                ("pence", models.BigIntegerField()),
                ("every", models.TextField()),
                ("way", models.TextField()),
                ("pay_within_days", models.IntegerField()),
                ("rule_version", models.TextField(blank=True)),
                ("decision", models.UUIDField()),
                (
                    "budget",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="own_shares", to="money.budget"
                    ),
                ),
                (
                    "journal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="own_share", to="money.journal"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("budget", "starts"), name="money_own_share_start"),
                    models.CheckConstraint(
                        condition=models.Q(("pence__gte", 0)), name="money_own_share_not_below_nothing"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["gross", "net"])), name="money_own_share_way"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "every__in",
                                ["day", "fortnight", "four_weeks", "month", "once", "quarter", "week", "year"],
                            )
                        ),
                        name="money_own_share_every",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShareKept",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("due_on", models.DateField()),
                ("pence", models.BigIntegerField()),
                (
                    "journal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares_kept", to="money.journal"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="money.line"),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares_kept", to="money.schedule"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("schedule", "due_on"), name="money_share_kept_once"),
                    models.CheckConstraint(condition=models.Q(("pence__gt", 0)), name="money_share_kept_something"),
                ],
            },
        ),
        migrations.RunSQL(ONCE, ONCE_BACK),
        *[migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in APPEND_ONLY],
    ]
