"""When a regular payment falls due, and which days it covers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ownway.registers.money.rules.rates import first_after, times
from ownway.values import Every, Period


@dataclass(frozen=True, slots=True)
class Due:
    """One occurrence of a schedule: due on a day, for the days it covers (none for a payment made once)."""

    on: date
    covers: Period | None


def dues(starts: date, every: Every, *, in_advance: bool, first: date, last: date) -> Iterator[Due]:
    """Yield what falls due from *first* to *last*, both days included, in order.

    In advance means on the first day of what it covers; in arrears on the day after its last.
    """
    if every is Every.ONCE:
        if first <= starts <= last:
            yield Due(starts, None)
        return
    number = first_after(starts, every, first, lambda day, wanted: day >= wanted)
    if not in_advance:
        number = max(1, number)
    while (on := times(starts, every, number)) <= last:
        begins, ends = (number, number + 1) if in_advance else (number - 1, number)
        yield Due(on, Period(times(starts, every, begins), times(starts, every, ends)))
        number += 1


def count_of_dues(starts: date, every: Every, *, in_advance: bool, until: date) -> int:
    """Return how often something falls due from its start to *until*, that day included, without going through them."""
    if every is Every.ONCE:
        return int(starts <= until)
    following = first_after(starts, every, until, lambda day, wanted: day > wanted)
    return max(0, following if in_advance else following - 1)
