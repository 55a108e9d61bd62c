"""Lets the database itself keep balances, floors and circles, and refuse a second payment and a second charge."""

from django.db import migrations

from ownway.registers.trail.models import append_only_sql

APPEND_ONLY = (
    "money_account",
    "money_journal",
    "money_transfer",
    "money_budget",
    "money_rate",
    "money_charge",
    "money_cut",
    "money_schedule",
    "money_run",
    "money_line",
    "money_leftout",
    "money_lineoutcome",
    "money_approval",
    "money_stage",
    "money_approvallimit",
    "money_payingaccount",
)

# The functions that write balances work with the owner's rights: the application's role may only read them.
BALANCES = """
CREATE FUNCTION money_open_balances() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    INSERT INTO money_balance (account_id, pence, floor)
        SELECT id, 0, CASE WHEN state IN ('granted', 'contributed', 'shortfall', 'bank') THEN NULL ELSE 0 END
        FROM fresh;
    RETURN NULL;
END
$body$;
CREATE TRIGGER money_account_balance AFTER INSERT ON money_account
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION money_open_balances();

CREATE FUNCTION money_post() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    given bigint;
    sound bigint;
BEGIN
    SELECT count(*) INTO given FROM fresh;
    SELECT count(*) INTO sound FROM fresh
        JOIN money_account debit ON debit.id = fresh.debit_id
        JOIN money_account credit ON credit.id = fresh.credit_id
        JOIN money_journal journal ON journal.id = fresh.journal_id
        WHERE debit.currency = credit.currency AND debit.circle = credit.circle
            AND debit.budget_id IS NOT DISTINCT FROM credit.budget_id
            AND (journal.budget_id IS NULL OR debit.budget_id IS NULL OR journal.budget_id = debit.budget_id)
            AND journal.transaction = pg_current_xact_id()::text::bigint;
    IF sound <> given THEN
        RAISE EXCEPTION 'A transfer stays inside one circle, budget and currency, and is posted with its journal.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'money_transfer_circle';
    END IF;
    -- One order for everybody who locks accounts, so that nobody waits in a ring.
    PERFORM FROM money_balance
        WHERE account_id IN (SELECT debit_id FROM fresh UNION ALL SELECT credit_id FROM fresh)
        ORDER BY account_id FOR UPDATE;
    UPDATE money_balance SET pence = money_balance.pence + moved.pence
        FROM (
            SELECT account_id, sum(leg.pence)::bigint AS pence
            FROM (
                SELECT debit_id AS account_id, -pence AS pence FROM fresh
                UNION ALL SELECT credit_id, pence FROM fresh
            ) leg GROUP BY account_id
        ) moved
        WHERE money_balance.account_id = moved.account_id AND moved.pence <> 0;
    RETURN NULL;
END
$body$;
CREATE TRIGGER money_transfer_post AFTER INSERT ON money_transfer
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION money_post();

-- Whoever posts to budgets first locks one account of each that is there from its opening, in one order; only then it
-- is read how they stand, in a statement of its own, which sees what those before have committed. Locking all accounts
-- would lead into rings: one that was opened meanwhile may come before one that is locked already.
CREATE FUNCTION money_lock(budgets uuid[])
    RETURNS TABLE (account uuid, budget uuid, state text, purpose text, holder uuid, pence bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    PERFORM FROM money_balance b JOIN money_account a ON a.id = b.account_id
        WHERE a.budget_id = ANY (budgets) AND a.state = 'granted' ORDER BY b.account_id FOR UPDATE OF b;
    RETURN QUERY SELECT a.id, a.budget_id, a.state, a.purpose, a.holder_id, b.pence
        FROM money_balance b JOIN money_account a ON a.id = b.account_id WHERE a.budget_id = ANY (budgets);
END
$body$;
REVOKE ALL ON FUNCTION money_lock(uuid[]) FROM PUBLIC;
"""

BALANCES_BACK = """
DROP TRIGGER money_account_balance ON money_account;
DROP TRIGGER money_transfer_post ON money_transfer;
DROP FUNCTION money_open_balances();
DROP FUNCTION money_post();
DROP FUNCTION money_lock(uuid[]);
"""

ONCE = """
CREATE FUNCTION money_charge_once() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF EXISTS (
        SELECT FROM money_charge charge
        WHERE charge.budget_id = NEW.budget_id AND charge.start < NEW."end"
            AND NOT EXISTS (SELECT FROM money_journal back WHERE back.reverses_id = charge.journal_id)
            AND least(charge."end", (SELECT min(cut.starts) FROM money_cut cut WHERE cut.charge_id = charge.id))
                > greatest(NEW.start, charge.start)
    ) THEN
        RAISE EXCEPTION 'A day of a budget is charged once.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'money_charge_once';
    END IF;
    RETURN NEW;
END
$body$;
CREATE TRIGGER money_charge_once BEFORE INSERT ON money_charge
    FOR EACH ROW EXECUTE FUNCTION money_charge_once();

CREATE FUNCTION money_line_once() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF EXISTS (
        SELECT FROM fresh JOIN money_line line
                ON line.schedule_id = fresh.schedule_id AND line.due_on = fresh.due_on AND line.id <> fresh.id
            LEFT JOIN money_lineoutcome outcome ON outcome.line_id = line.id
        WHERE outcome.id IS NULL OR outcome."end" = 'paid'
    ) THEN
        RAISE EXCEPTION 'What falls due is paid once.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'money_line_once';
    END IF;
    RETURN NULL;
END
$body$;
CREATE TRIGGER money_line_once AFTER INSERT ON money_line
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION money_line_once();

CREATE FUNCTION money_approval_of_run() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    SELECT run.built_by, run.total_pence INTO NEW.built_by, NEW.total_pence
        FROM money_run run WHERE run.id = NEW.run_id;
    RETURN NEW;
END
$body$;
CREATE TRIGGER money_approval_of_run BEFORE INSERT ON money_approval
    FOR EACH ROW EXECUTE FUNCTION money_approval_of_run();

CREATE FUNCTION money_stage_apart() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF NEW.stage IN ('exported', 'sent')
        AND EXISTS (SELECT FROM money_approval approval WHERE approval.run_id = NEW.run_id AND approval."by" = NEW."by")
    THEN
        RAISE EXCEPTION 'Whoever approved a run does not release its file.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'money_stage_apart';
    END IF;
    RETURN NEW;
END
$body$;
CREATE TRIGGER money_stage_apart BEFORE INSERT ON money_stage
    FOR EACH ROW EXECUTE FUNCTION money_stage_apart();
"""

ONCE_BACK = """
DROP TRIGGER money_charge_once ON money_charge;
DROP TRIGGER money_line_once ON money_line;
DROP TRIGGER money_approval_of_run ON money_approval;
DROP TRIGGER money_stage_apart ON money_stage;
DROP FUNCTION money_charge_once();
DROP FUNCTION money_line_once();
DROP FUNCTION money_approval_of_run();
DROP FUNCTION money_stage_apart();
"""


class Migration(migrations.Migration):
    """Runs after the tables stand."""

    dependencies = [("money", "0001_first"), ("trail", "0001_first")]

    operations = [
        migrations.RunSQL(BALANCES, BALANCES_BACK),
        migrations.RunSQL(ONCE, ONCE_BACK),
        *[migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in APPEND_ONLY],
    ]
