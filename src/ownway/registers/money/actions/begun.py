"""What of each schedule was paid or is under way: as a day before which nothing is missing, and singly after that.

A schedule of many years has thousands of payments behind it, and nearly always nothing is missing among them. The
database counts them; only where it counts fewer than fell due are they looked at one by one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from ownway.registers.money.models import Line, Schedule
from ownway.registers.money.models.among import among
from ownway.registers.money.rules.dates import count_of_dues
from ownway.registers.money.rules.runs import LineEnd
from ownway.values import Every

AGAIN = (LineEnd.REJECTED, LineEnd.TAKEN_OUT)
"""Ends after which the same payment falls due anew; so it does after the bank sent it back late."""


class Begun(NamedTuple):
    """*whole* is, for a schedule, the last day up to which all was paid or is under way. *attempts* tells of payments
    after that: how often one was tried in vain, or -1 where it was paid or is under way; what is not in it was never
    begun.
    """

    whole: Mapping[UUID, date]
    attempts: Mapping[tuple[UUID, date], int]


def begun(schedules: Iterable[Schedule], budgets: Collection[UUID]) -> Begun:
    """Return what of these schedules, which pay out of these *budgets*, was begun."""
    lines = Line.objects.filter(budget__in=among(budgets))
    known = {row.pk: row for row in schedules}
    whole: dict[UUID, date] = {}
    gaps: list[UUID] = []
    counted = _stands(lines).values("schedule").annotate(count=Count("due_on", distinct=True), last=Max("due_on"))
    for schedule, count, last in counted.values_list("schedule", "count", "last"):
        row = known[schedule]
        fell_due = count_of_dues(row.starts, Every(row.every), in_advance=row.in_advance, until=last)
        if count == fell_due:
            whole[schedule] = last
        else:
            gaps.append(schedule)
    attempts: dict[tuple[UUID, date], int] = defaultdict(int)
    again = lines.filter(Q(late_return__isnull=False) | Q(outcome__end__in=AGAIN))
    for schedule, on in again.values_list("schedule", "due_on"):
        attempts[schedule, on] += 1
    for schedule, on in _stands(Line.objects.filter(schedule__in=among(gaps))).values_list("schedule", "due_on"):
        attempts[schedule, on] = -1
    return Begun(whole, attempts)


def _stands(lines: "QuerySet[Line]") -> "QuerySet[Line]":
    """Of *lines* those that were paid or are under way."""
    return lines.filter(late_return=None).exclude(outcome__end__in=AGAIN).order_by()
