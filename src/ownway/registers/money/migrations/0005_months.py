"""Adds closed months: an entry counts in the month it was true in, or in the first open one where that was closed."""

from django.db import migrations, models
from django.db.models.functions import Greatest

from ownway.registers.money.models.months import FirstOfMonth, FirstOpenMonth
from ownway.registers.trail.models import append_only_sql

# Whoever writes an entry shares the lock until its transaction ends, whoever closes a month has it alone: so no entry
# can still be on its way into a month that is closed, and none is read as of a month that was closed meanwhile.
FIRST_OPEN = """
CREATE FUNCTION money_first_open() RETURNS date LANGUAGE plpgsql VOLATILE AS $body$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('money.months closing', 0));
    RETURN coalesce((SELECT max(month) + interval '1 month' FROM money_closedmonth)::date, date '1900-01-01');
END
$body$;

CREATE FUNCTION money_journal_month() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    first date := money_first_open();
BEGIN
    IF EXISTS (SELECT FROM fresh WHERE open_from <> first) THEN
        RAISE EXCEPTION 'A closed month takes no more entries.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'money_journal_month';
    END IF;
    RETURN NULL;
END
$body$;
"""

FIRST_OPEN_BACK = """
DROP FUNCTION money_journal_month();
DROP FUNCTION money_first_open();
"""

IN_ORDER = """
CREATE TRIGGER money_journal_month AFTER INSERT ON money_journal
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION money_journal_month();

CREATE FUNCTION money_closed_in_order() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('money.months closing', 0));
    IF NEW.month <> coalesce((SELECT max(month) + interval '1 month' FROM money_closedmonth)::date, NEW.month) THEN
        RAISE EXCEPTION 'Months are closed one after the other.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'money_closed_in_order';
    END IF;
    RETURN NEW;
END
$body$;
CREATE TRIGGER money_closed_in_order BEFORE INSERT ON money_closedmonth
    FOR EACH ROW EXECUTE FUNCTION money_closed_in_order();
"""

IN_ORDER_BACK = """
DROP TRIGGER money_journal_month ON money_journal;
DROP TRIGGER money_closed_in_order ON money_closedmonth;
DROP FUNCTION money_closed_in_order();
"""


class Migration(migrations.Migration):
    """Runs after the ledger stands."""

    dependencies = [("money", "0004_streams")]

    operations = [
        migrations.CreateModel(
            name="ClosedMonth",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("month", models.DateField(unique=True)),
                ("at", models.DateTimeField()),
                ("by", models.UUIDField()),
                ("transfers", models.BigIntegerField()),
                ("moved_pence", models.BigIntegerField()),
                ("sha256", models.TextField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="money_closed_first_day"),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="money_closed_sha256"
                    ),
                ],
            },
        ),
        migrations.RunSQL(FIRST_OPEN, FIRST_OPEN_BACK),
        migrations.AddField(
            model_name="journal",
            name="open_from",
            field=models.DateField(db_default=FirstOpenMonth()),
        ),
        migrations.AddField(
            model_name="journal",
            name="month",
            field=models.GeneratedField(
                db_persist=True,
                expression=Greatest(FirstOfMonth("true_on"), "open_from"),
                output_field=models.DateField(),
            ),
        ),
        migrations.AddIndex(
            model_name="journal",
            index=models.Index(fields=["month"], name="money_journal_month"),
        ),
        migrations.RunSQL(IN_ORDER, IN_ORDER_BACK),
        migrations.RunSQL(append_only_sql("money_closedmonth"), migrations.RunSQL.noop),
    ]
