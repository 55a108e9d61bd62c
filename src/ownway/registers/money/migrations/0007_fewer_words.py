"""Opens a journal, locks and reads its budget in one word with the database, and posts its transfers in another.

For long runs it locks one account of each budget, in the order of budgets, and not every account that is written.
What the database guards stays: keys, circles, floors, months and append-only rows hold for whoever calls what.
"""

from django.db import migrations

# Runs with the caller's own rights, but for the lock: what the application may not write, it may not write here either.
CLAIM = """
CREATE FUNCTION money_claim(
    given_id uuid, given_key text, given_kind text, given_fingerprint bytea, given_answer uuid, given_budget uuid,
    given_about uuid, given_at timestamptz, given_on date, given_by uuid, given_request uuid, given_reason jsonb,
    given_words bytea, given_reverses uuid, locking boolean
) RETURNS TABLE (
    kept uuid, kept_answer uuid, kept_fingerprint bytea,
    account uuid, budget uuid, state text, purpose text, holder uuid, pence bigint
) LANGUAGE plpgsql AS $body$
#variable_conflict use_column
BEGIN
    -- Two calls with one key wait for each other here.
    INSERT INTO money_journal (
        id, key, kind, fingerprint, answer, budget_id, about_id, recorded_at, true_on, "by", request, reason, words,
        reverses_id
    ) VALUES (
        given_id, given_key, given_kind, given_fingerprint, given_answer, given_budget, given_about, given_at, given_on,
        given_by, given_request, given_reason, given_words, given_reverses
    ) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN QUERY SELECT id, answer, fingerprint, NULL::uuid, NULL::uuid, NULL, NULL, NULL::uuid, NULL::bigint
            FROM money_journal WHERE key = given_key;
    ELSIF locking THEN
        RETURN QUERY SELECT given_id, given_answer, given_fingerprint, locked.*
            FROM (SELECT) one LEFT JOIN money_lock(ARRAY[given_budget]) locked ON true;
    ELSE
        RETURN QUERY SELECT given_id, given_answer, given_fingerprint,
            NULL::uuid, NULL::uuid, NULL, NULL, NULL::uuid, NULL::bigint;
    END IF;
END
$body$;

CREATE FUNCTION money_move(ids uuid[], journals uuid[], debits uuid[], credits uuid[], pence bigint[]) RETURNS void
    LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO money_transfer (id, journal_id, debit_id, credit_id, pence)
        SELECT * FROM unnest(ids, journals, debits, credits, pence);
END
$body$;
"""

CLAIM_BACK = """
DROP FUNCTION money_claim(
    uuid, text, text, bytea, uuid, uuid, uuid, timestamptz, date, uuid, uuid, jsonb, bytea, uuid, boolean
);
DROP FUNCTION money_move(uuid[], uuid[], uuid[], uuid[], bigint[]);
"""


# One order for everybody: who posts to a budget holds the account it was opened with, the smaller budget first. So a
# long run can go from budget to budget in pieces, no other account needs a lock of its own beforehand, and nobody
# waits in a ring. Cash belongs to no budget; its accounts come last, by their own order.
LOCKS = """
CREATE OR REPLACE FUNCTION money_lock(budgets uuid[])
    RETURNS TABLE (account uuid, budget uuid, state text, purpose text, holder uuid, pence bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    PERFORM FROM money_account a JOIN money_balance b ON b.account_id = a.id
        WHERE a.budget_id = ANY (budgets) AND a.state = 'granted' ORDER BY a.budget_id FOR UPDATE OF b;
    RETURN QUERY SELECT a.id, a.budget_id, a.state, a.purpose, a.holder_id, b.pence
        FROM money_account a JOIN money_balance b ON b.account_id = a.id WHERE a.budget_id = ANY (budgets);
END
$body$;

CREATE OR REPLACE FUNCTION money_post() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    given bigint;
    sound bigint;
    touched uuid[];
    cash boolean;
BEGIN
    SELECT count(*) INTO given FROM fresh;
    SELECT count(*), array_agg(DISTINCT debit.budget_id) FILTER (WHERE debit.budget_id IS NOT NULL),
            bool_or(debit.budget_id IS NULL)
        INTO sound, touched, cash
        FROM fresh
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
    PERFORM FROM money_account a JOIN money_balance b ON b.account_id = a.id
        WHERE a.budget_id = ANY (touched) AND a.state = 'granted' ORDER BY a.budget_id FOR UPDATE OF b;
    IF cash THEN
        PERFORM FROM money_balance
            WHERE account_id IN (
                SELECT a.id FROM fresh JOIN money_account a ON a.id IN (fresh.debit_id, fresh.credit_id)
                WHERE a.budget_id IS NULL
            )
            ORDER BY account_id FOR UPDATE;
    END IF;
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

-- A balance changes with every posting: room on its page keeps the change there, and its index as it is.
ALTER TABLE money_balance SET (fillfactor = 50);
"""


class Migration(migrations.Migration):
    """Runs after the ledger stands."""

    dependencies = [("money", "0006_statements")]

    operations = [
        migrations.RunSQL(CLAIM, CLAIM_BACK),
        # What it replaces did the same more slowly; so it is not undone.
        migrations.RunSQL(LOCKS, migrations.RunSQL.noop),
    ]
