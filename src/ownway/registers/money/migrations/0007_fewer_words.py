"""Opens a journal, locks and reads its budget in one word with the database, and posts its transfers in another.

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


class Migration(migrations.Migration):
    """Runs after the ledger stands."""

    dependencies = [("money", "0006_statements")]

    operations = [migrations.RunSQL(CLAIM, CLAIM_BACK)]
