"""Months of the ledger: which are closed, what moved in each, what is pending, and whether a mark still fits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Max
from django.utils.timezone import localdate

from ownway.registers.money.models import ClosedMonth
from ownway.registers.money.queries.standing import StateSum, moved_in_month, under_way
from ownway.registers.money.rules.months import BEFORE_ALL, Mark, MonthLine, first_of_month, month_after
from ownway.registers.money.rules.proof import Fault
from ownway.registers.people.policies import check_may
from ownway.registers.people.queries import names_of
from ownway.values import Asker, Money

MONTH_LINES = """
    SELECT j.id::text, j.true_on::text, t.id::text, t.debit_id::text, t.credit_id::text, t.pence
    FROM money_journal j JOIN money_transfer t ON t.journal_id = j.id
    WHERE j.month > %s AND j.month <= %s ORDER BY j.month, j.id, t.id
"""
COUNTED = """
    SELECT j.month, count(*), count(back.id), count(*) FILTER (WHERE j.true_on < j.month)
    FROM money_journal j LEFT JOIN money_journal back ON back.reverses_id = j.id
    WHERE EXISTS (SELECT FROM money_transfer t WHERE t.journal_id = j.id) GROUP BY j.month
"""
AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class MonthSeen:
    """A month of the ledger; *closed_at* is nothing while it is open. *late* entries were true in an earlier month."""

    month: date
    entries: int
    reversed: int
    late: int
    is_over: bool
    is_next: bool
    closed_at: datetime | None = None
    closed_by: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class MonthWhole:
    """A month with what moved in it, state by state, and what stood under way when it was asked."""

    seen: MonthSeen
    sums: tuple[StateSum, ...]
    on_their_way: tuple[Money, ...]
    promised: tuple[Money, ...]


def months(asker: Asker, *, now: datetime) -> tuple[MonthSeen, ...]:
    """Return every month from the first with an entry to this one, the newest first."""
    check_may(asker, "money.see_months", about=None, now=now)
    return _months(localdate(now))


def month(asker: Asker, *, month: date, now: datetime) -> MonthWhole | None:
    """Return one month whole, or nothing where the ledger has no such month."""
    check_may(asker, "money.see_months", about=None, now=now)
    found = next((one for one in _months(localdate(now)) if one.month == first_of_month(month)), None)
    if found is None:
        return None
    waiting = under_way()
    return MonthWhole(
        seen=found,
        sums=tuple(moved_in_month(found.month)),
        on_their_way=tuple(one.money for one in waiting if one.state.value == "clearing"),
        promised=tuple(one.money for one in waiting if one.state.value == "held"),
    )


def first_open_month() -> date:
    """Return the first month that is open; one long ago where none was ever closed."""
    last: date | None = ClosedMonth.objects.aggregate(last=Max("month"))["last"]
    return BEFORE_ALL if last is None else month_after(last)


def mark_of(month: date) -> Mark:
    """Return the mark over all transfers of a month and of all open ones before it, after the mark closed before."""
    before = ClosedMonth.objects.filter(month__lt=month).order_by("-month").first()
    mark = Mark(month, before.sha256 if before else "")
    for line in _lines(before.month if before else date.min, month):
        mark.add(line)
    return mark


def prove_months(asker: Asker, *, now: datetime) -> tuple[Fault, ...]:
    """Return a fault for each closed month that is not as it was when it was closed."""
    check_may(asker, "money.prove_ledger", about=None, now=now)
    return tuple(changed_months())


def changed_months() -> Iterator[Fault]:
    """Yield ``money.closed_month_changed`` for each closed month that is not as it was when it was closed."""
    for closed in ClosedMonth.objects.order_by("month"):
        mark = mark_of(closed.month)
        if (mark.sha256, mark.transfers, mark.moved_pence) != (closed.sha256, closed.transfers, closed.moved_pence):
            yield Fault("money.closed_month_changed", closed.pk, mark.moved_pence - closed.moved_pence)


def _lines(after: date, month: date) -> Iterator[MonthLine]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(MONTH_LINES, [after, month])
        while rows := cursor.fetchmany(AT_ONCE):
            yield from map(MonthLine._make, rows)


def _months(today: date) -> tuple[MonthSeen, ...]:
    counted = _counted()
    closed = list(ClosedMonth.objects.order_by("month"))
    names = names_of({row.by for row in closed})
    first_open = first_open_month()
    found, each = [], min([*counted, *(row.month for row in closed), first_of_month(today)])
    while each <= first_of_month(today):
        # The first that was closed took all before it along.
        shut = next((row for row in closed if row.month >= each), None)
        is_over = month_after(each) <= today
        found.append(
            MonthSeen(
                month=each,
                **dict(zip(("entries", "reversed", "late"), counted.get(each, (0, 0, 0)), strict=True)),
                is_over=is_over,
                is_next=is_over and shut is None and first_open in (BEFORE_ALL, each),
                closed_at=shut.at if shut else None,
                closed_by=names.get(shut.by, "") if shut else "",
                sha256=shut.sha256 if shut else "",
            )
        )
        each = month_after(each)
    return tuple(reversed(found))


def _counted() -> dict[date, tuple[int, int, int]]:
    """Return for each month how many entries moved something, how many were reversed, how many came late."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)
        return {month: (entries, reversed_, late) for month, entries, reversed_, late in cursor.fetchall()}
