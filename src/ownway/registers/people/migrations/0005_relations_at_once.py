"""Lets the relations of one party to another be asked for in one word, those that a body lends them included."""

from django.db import migrations

# Every policy check asks this. Dated rows hold a start only, so the newest row of a line says whether it holds.
RELATIONS = """
CREATE FUNCTION people_relations(party uuid, other uuid, moment timestamptz) RETURNS text[]
    LANGUAGE plpgsql STABLE AS $body$
DECLARE
    kept text[];
    bodies uuid[];
BEGIN
    SELECT array_agg(kind) FILTER (WHERE to_id = other),
            array_agg(to_id) FILTER (WHERE kind = 'member_of' AND to_id <> other)
        INTO kept, bodies
        FROM (
            SELECT DISTINCT ON (kind, to_id) kind, to_id, holds FROM people_relation
            WHERE who_id = party AND (to_id = other OR kind = 'member_of') AND starts <= moment
            ORDER BY kind, to_id, starts DESC, id DESC
        ) newest WHERE holds;
    IF bodies IS NOT NULL THEN
        kept := kept || (
            SELECT array_agg(kind) FROM (
                SELECT DISTINCT ON (who_id, kind) kind, holds FROM people_relation
                WHERE who_id = ANY (bodies) AND to_id = other AND kind <> 'member_of' AND starts <= moment
                ORDER BY who_id, kind, starts DESC, id DESC
            ) newest WHERE holds
        );
    END IF;
    RETURN coalesce(kept, '{}');
END
$body$;
"""


class Migration(migrations.Migration):
    """Runs after the relations stand."""

    dependencies = [("people", "0004_first_answers")]

    operations = [
        migrations.RunSQL(RELATIONS, "DROP FUNCTION people_relations(uuid, uuid, timestamptz);"),
    ]
