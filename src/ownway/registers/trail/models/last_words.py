"""Sends all that the end of a deed writes to the database in one word, and the commit with it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def last_words() -> Iterator[None]:
    """Send what a block writes in one word, and the commit with it where the transaction ends with this block.

    It is for the last statements of a deed alone: nothing is asked in it, and nothing is written after it. What the
    database refuses is raised at the end of the block, before anything is committed: the statements after a refused
    one, and the commit, are passed over by the database itself. Inside another transaction only that one commits.
    """
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield
        # Django commits once more on its way out, and finds that nothing is open.
        if len(connection.atomic_blocks) == 1:
            with connection.cursor() as cursor:
                cursor.execute("COMMIT")
