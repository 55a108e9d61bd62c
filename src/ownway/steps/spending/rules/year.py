"""A year of money in twelve months: what came in and what went out in each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


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
