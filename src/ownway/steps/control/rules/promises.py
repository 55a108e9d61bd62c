"""Which payment periods of a choice have begun, so that what is agreed for them is promised."""

from collections.abc import Iterator
from datetime import date

from ownway.registers.money.rules.rates import times
from ownway.values import Every, Period


def begun(starts: date, every: Every, today: date) -> Iterator[Period]:
    """Yield each payment period that began by *today*, the first on the day the choice starts."""
    number = 0
    while (first := times(starts, every, number)) <= today:
        yield Period(first, times(starts, every, number + 1))
        number += 1
