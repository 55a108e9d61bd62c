"""Has rows checked against those they name as soon as they are written, so that a long run queues no checks."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models

NAMING = """
    SELECT quote_ident(conname) FROM pg_constraint
    WHERE contype = 'f' AND condeferrable AND confrelid = %s::regclass ORDER BY conname
"""


@contextmanager
def checked_at_once(but_for: type[models.Model]) -> Iterator[None]:
    """Check what rows name at once, while this lasts; that a row of *but_for* is there is checked when all is written.

    Otherwise the database keeps each check in memory up to the end of the transaction: a hundred bytes for each payment
    of a run, and so the more the larger the country. To be used inside a transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(NAMING, [but_for._meta.db_table])
        later = ", ".join(name for (name,) in cursor.fetchall())
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        if later:
            cursor.execute(f"SET CONSTRAINTS {later} DEFERRED")
        yield
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
