"""How the whole ledger stood at any past moment: by the day that was true, by what was known, and month by month.

Two clocks tell of a past moment: *on* (what was true by the end of that day) and *known_at* (what had been recorded by
then). Both together answer what one would have said then; *on* alone, what one says of that day now.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from ownway.registers.money.policies import check_may_with_budget
from ownway.registers.money.rules.plan import State
from ownway.registers.people.policies import check_may
from ownway.values import Asker, Money

# Both ends of each transfer that counts, summed by what the account is; *within* is a condition on the journal alone.
SUMS = """
    SELECT a.currency, coalesce(b.programme, ''), coalesce(b.stream, ''), a.state,
            sum(leg.gone)::bigint, sum(leg.come)::bigint
        FROM (
            SELECT t.debit_id AS account, t.pence AS gone, 0 AS come
                FROM money_transfer t JOIN money_journal j ON j.id = t.journal_id WHERE {within}
            UNION ALL SELECT t.credit_id, 0, t.pence
                FROM money_transfer t JOIN money_journal j ON j.id = t.journal_id WHERE {within}
        ) leg JOIN money_account a ON a.id = leg.account LEFT JOIN money_budget b ON b.id = a.budget_id
        WHERE {whose} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""
KNOWN = """j.true_on <= %(on)s AND (%(known_at)s::timestamptz IS NULL OR j.recorded_at <= %(known_at)s)"""
UNDER_WAY = """
    SELECT a.currency, a.state, sum(b.pence)::bigint FROM money_balance b JOIN money_account a ON a.id = b.account_id
        WHERE a.state IN ('clearing', 'held') GROUP BY 1, 2 HAVING sum(b.pence) <> 0 ORDER BY 1, 2
"""


class StateSum(NamedTuple):
    """What stands in one state of one stream (of none for cash), what left it and what reached it."""

    programme: str
    stream: str
    state: State
    gone: Money
    come: Money

    @property
    def money(self) -> Money:
        """What stands there: what reached it without what left it."""
        return self.come - self.gone


class Waiting(NamedTuple):
    """Money that is pending: promised (*held*), or on its way through a bank (*clearing*)."""

    state: State
    money: Money


def ledger_at(asker: Asker, *, on: date, now: datetime, known_at: datetime | None = None) -> tuple[StateSum, ...]:
    """Return how the whole ledger stood at the end of *on*, as known at a moment (without one, as known now).

    The sum of each circle is nothing, whatever the moment.
    """
    check_may(asker, "money.see_months", about=None, now=now)
    return tuple(_sums(KNOWN, "true", {"on": on, "known_at": known_at}))


def standing_at(
    asker: Asker, *, budget: UUID, day: date, now: datetime, known_at: datetime | None = None
) -> dict[State, Money]:
    """Return how a budget stood at the end of a day, as known at a moment (without one, as known now)."""
    found = check_may_with_budget(asker, "money.see_account", budget, now=now)
    given = {"on": day, "known_at": known_at, "budget": found.pk}
    rows = _sums(KNOWN, "a.budget_id = %(budget)s", given)
    return {row.state: row.money for row in rows if row.money}


def moved_in_month(month: date) -> Iterable[StateSum]:
    """Yield what moved in the month that begins on *month*, as it was booked."""
    return _sums("j.month = %(month)s", "true", {"month": month})


def under_way() -> tuple[Waiting, ...]:
    """Return what is pending now."""
    with connection.cursor() as cursor:
        cursor.execute(UNDER_WAY)
        return tuple(Waiting(State(state), Money(pence, currency)) for currency, state, pence in cursor.fetchall())


def _sums(within: str, whose: str, given: dict[str, Any]) -> list[StateSum]:
    with connection.cursor() as cursor:
        cursor.execute(SUMS.format(within=within, whose=whose), given)
        return [
            StateSum(programme, stream, State(state), Money(gone, currency), Money(come, currency))
            for currency, programme, stream, state, gone, come in cursor.fetchall()
        ]
