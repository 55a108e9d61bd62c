"""What must be paid and on which day: agreed payments laid out on the calendar, in exact pence.

A payment that is agreed has a beginning, perhaps an end, and a rhythm; a month's payment falls on the same day of each
month, or on its last day where the month is shorter.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

Every = Literal["once", "week", "2 weeks", "4 weeks", "month", "quarter", "year"]
RHYTHMS: tuple[str, ...] = get_args(Every)
WEEKS: dict[str, int] = {"week": 1, "2 weeks": 2, "4 weeks": 4}
MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Agreed:
    """One agreed payment: from which account, whole pence each time, how often, from when, and until when if at all.

    *agreed* is the day on which it became known, *end_known* that on which its end did. Money that comes into the
    account has *coming* true.
    """

    account: str
    pence: int
    every: Every
    first: date
    last: date | None
    agreed: date
    coming: bool = False
    end_known: date | None = None

    def days(self, since: date, until: date, seen_on: date | None = None) -> Iterator[date]:
        """Yield the days from *since* to *until*, both included, on which it falls due.

        An end that was not known yet on the day *seen_on* is not counted with.
        """
        known = self.end_known is None or seen_on is None or self.end_known <= seen_on
        end = min(until, self.last) if self.last is not None and known else until
        if self.every == "once":
            if since <= self.first <= end:
                yield self.first
            return
        if self.every in WEEKS:
            step = 7 * WEEKS[self.every]
            passed = max(0, -(-(since - self.first).days // step))
            day = self.first + timedelta(days=step * passed)
            while day <= end:
                yield day
                day += timedelta(days=step)
            return
        apart = MONTHS[self.every]
        number = max(0, (since.year - self.first.year) * 12 + since.month - self.first.month) // apart
        while (day := _months_on(self.first, number * apart)) <= end:
            if day >= since:
                yield day
            number += 1


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _months_on(day: date, months: int) -> date:
    """Return the same day so many months on, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
