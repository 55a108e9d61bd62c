"""The whole ledger line by line, for a file: accounts, closed months, then each journal with its transfers.

It holds no names and no words, only whose account it is by identifier; what is sealed stays where it is.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import connection

from ownway.registers.money.rules.books import beancount, table
from ownway.registers.money.rules.refusals import CannotExport
from ownway.registers.people.policies import check_may
from ownway.values import Asker

# One statement, so that every line is of one moment, however much is posted meanwhile.
LINES = """
    SELECT 1 AS part, NULL::date AS month, NULL::uuid AS journal, a.id AS own,
            json_build_object('account', json_build_object(
            'id', a.id, 'state', a.state, 'currency', a.currency, 'pence', coalesce(s.pence, 0),
            'budget', a.budget_id, 'programme', b.programme, 'stream', b.stream, 'person', b.person_id,
            'run', a.run_id, 'purpose', a.purpose, 'holder', a.holder_id))::text AS line
        FROM money_account a LEFT JOIN money_balance s ON s.account_id = a.id
            LEFT JOIN money_budget b ON b.id = a.budget_id
    UNION ALL
    SELECT 3, j.month, j.id, NULL, json_build_object('journal', json_build_object(
            'id', j.id, 'key', j.key, 'kind', j.kind, 'true_on', j.true_on, 'month', j.month,
            'recorded_at', to_char(j.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'budget', j.budget_id, 'reverses', j.reverses_id, 'reversed_by', back.id))::text
        FROM money_journal j LEFT JOIN money_journal back ON back.reverses_id = j.id
    UNION ALL
    SELECT 3, j.month, j.id, t.id, json_build_object('transfer', json_build_object(
            'id', t.id, 'journal', t.journal_id, 'debit', t.debit_id, 'credit', t.credit_id, 'pence', t.pence))::text
        FROM money_transfer t JOIN money_journal j ON j.id = t.journal_id
    UNION ALL
    SELECT 2, c.month, NULL, NULL, json_build_object('closed', json_build_object(
            'month', c.month, 'transfers', c.transfers, 'moved_pence', c.moved_pence, 'sha256', c.sha256))::text
        FROM money_closedmonth c
    ORDER BY part, month NULLS FIRST, journal NULLS FIRST, own NULLS FIRST
"""
AT_ONCE = 5_000
BOOKS: dict[str, Callable[[Iterator[str]], Iterator[str]]] = {"lines": iter, "beancount": beancount, "csv": table}


def ledger_lines(asker: Asker, *, now: datetime) -> Iterator[str]:
    """Yield the whole ledger as of one moment, each line a JSON object with one name that says what it is.

    ``account`` (with the balance that is kept), ``closed`` for each closed month with its mark, then in the order of
    months each ``journal`` followed by its ``transfer`` lines. Memory stays flat however long it is.
    """
    check_may(asker, "money.export_ledger", about=None, now=now)
    with connection.chunked_cursor() as cursor:
        cursor.execute(LINES)
        while rows := cursor.fetchmany(AT_ONCE):
            for *_, line in rows:
                yield f"{line}\n"


def ledger_book(asker: Asker, *, now: datetime, kind: str) -> Iterator[str]:
    """Yield the text of the whole ledger as of one moment: ``lines``, ``beancount`` or ``csv``.

    :raises CannotExport: ``money.no_such_book``.
    """
    if kind not in BOOKS:
        raise CannotExport("money.no_such_book", field="kind", given=kind)
    yield from BOOKS[kind](ledger_lines(asker, now=now))
