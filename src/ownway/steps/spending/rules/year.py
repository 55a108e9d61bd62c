"""A year of money: what came in and went out in each month, and how fast it goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from ownway.values import Rounding, round_to_whole

EARLY_DAYS = 28
NEAR_PARTS = 10
"""Within one such part of the even pace, it is called even."""


@dataclass(frozen=True, slots=True)
class Month:
    """What came in and went out in the month that begins on *first*, in pence."""

    first: date
    came_in: int
    went_out: int


def months(moved: Iterable[tuple[date, int]], today: date, count: int = 12) -> tuple[Month, ...]:
    """Return the last *count* months up to that of *today*, the earliest first.

    *moved* is each day with what came in (above nothing) or went out (below it); days outside are left out.
    """
    found = list(moved)
    months_shown = [_before(today, back) for back in range(count - 1, -1, -1)]
    return tuple(
        Month(
            first,
            sum(pence for on, pence in found if pence > 0 and (on.year, on.month) == (first.year, first.month)),
            -sum(pence for on, pence in found if pence < 0 and (on.year, on.month) == (first.year, first.month)),
        )
        for first in months_shown
    )


def _before(today: date, back: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    return date(year, month + 1, 1)


@dataclass(frozen=True, slots=True)
class Pace:
    """How much was used since the budget's year began on *first*, beside what an even pace would have used by today.

    *lasts_until* is the day on which the year's money would end at this pace; none where it reaches to the year's end.
    """

    first: date
    days_gone: int
    days: int
    used: int
    even: int
    lasts_until: date | None

    @property
    def code(self) -> str:
        """The reason code that says it: early in the year, even, less or more."""
        if self.days_gone < EARLY_DAYS:
            return "spending.pace_early"
        if abs(self.used - self.even) * NEAR_PARTS <= self.even:
            return "spending.pace_even"
        if self.used < self.even:
            return "spending.pace_less"
        return "spending.pace_ends" if self.lasts_until else "spending.pace_more"


def pace(starts: date, per_year: int, moved: Iterable[tuple[date, int]], today: date) -> Pace:
    """Return the pace of a budget of *per_year* pence that began on *starts*; years are counted from that day.

    *moved* is each day with what came in (above nothing) or went out (below it).
    """
    first = starts
    while (after := _year_later(first)) <= today:
        first = after
    days, gone = (_year_later(first) - first).days, max((today - first).days + 1, 1)
    used = max(-sum(pence for on, pence in moved if pence < 0 and first <= on <= today), 0)
    even = round_to_whole(Fraction(per_year * min(gone, days), days), Rounding.HALF_UP)
    lasts = None
    if (used - even) * NEAR_PARTS > even and gone >= EARLY_DAYS:
        reach = round_to_whole(Fraction(per_year * gone, used), Rounding.DOWN)
        lasts = max(first + timedelta(days=reach), today) if reach < days else None
    return Pace(first, gone, days, used, even, lasts)


def _year_later(day: date) -> date:
    # Who begins on 29 February begins anew on the last day of that month.
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 2, 28)
