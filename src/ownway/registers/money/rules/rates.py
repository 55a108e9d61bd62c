"""What a dated rate comes to over days: exact, by the calendar, and without a penny of drift."""

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from ownway.registers.money.rules.refusals import CannotCharge
from ownway.values import Every, Period, Rounding, round_to_whole

MONTHS_IN = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
DAYS_IN = {Every.DAY: 1, Every.WEEK: 7, Every.FORTNIGHT: 14, Every.FOUR_WEEKS: 28}


@dataclass(frozen=True, slots=True)
class DatedRate:
    """*pence* every so often from *starts* on, until the next rate starts; a rate of 0 pence ends the budget."""

    starts: date
    pence: int
    every: Every


def months_later(start: date, months: int) -> date:
    """Return the same day *months* later, or the last day of that month where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def times(start: date, every: Every, number: int) -> date:
    """Return the day on which what began on *start* comes round for the *number*-th time.

    Months are always counted from *start*, so that the 31st comes back after February.
    """
    if every in DAYS_IN:
        return start + timedelta(days=DAYS_IN[every] * number)
    if every in MONTHS_IN:
        return months_later(start, MONTHS_IN[every] * number)
    raise ValueError("What happens once does not come round.")


def first_period(start: date, every: Every) -> Period:
    """Return the days that are charged first: one round of *every*, or a year for what is given once."""
    return Period(start, times(start, Every.YEAR if every is Every.ONCE else every, 1))


def rounds_until(start: date, every: Every, day: date) -> Fraction:
    """Return how often *every* fits into the days from *start* to *day*; a part counts by its days."""
    if day <= start:
        return Fraction(0)
    if every is Every.ONCE:
        return Fraction(1)
    if every in DAYS_IN:
        return Fraction((day - start).days, DAYS_IN[every])
    step = MONTHS_IN[every]
    whole, _ = divmod((day.year - start.year) * 12 + day.month - start.month, step)
    while months_later(start, whole * step) > day:
        whole -= 1
    begun, ends = (
        months_later(start, whole * step),
        months_later(start, (whole + 1) * step),
    )
    return whole + Fraction((day - begun).days, (ends - begun).days)


def pence_until(rate: DatedRate, day: date) -> int:
    """Return what *rate* has come to from its start up to but not including *day*, to the nearest penny."""
    return round_to_whole(rate.pence * rounds_until(rate.starts, rate.every, day), Rounding.HALF_UP)


def pence_for(rates: Sequence[DatedRate], period: Period) -> int:
    """Return what *rates* come to over *period*.

    Each stretch is the difference of two sums counted from the rate's own start; so however the days are cut into
    periods, the parts add up to the whole.

    :raises CannotCharge: ``money.no_rate`` when no rate has started by the first day.
    """
    if period.end is None:
        raise ValueError("Only days that end can be charged.")
    ordered = sorted(rates, key=lambda rate: rate.starts)
    if not ordered or ordered[0].starts > period.start:
        raise CannotCharge("money.no_rate", day=period.start.isoformat())
    pence = 0
    for number, rate in enumerate(ordered):
        until = ordered[number + 1].starts if number + 1 < len(ordered) else None
        stretch = Period(rate.starts, until).overlap(period)
        if stretch is not None and stretch.end is not None:
            pence += pence_until(rate, stretch.end) - pence_until(rate, stretch.start)
    return pence


def rate_on(rates: Sequence[DatedRate], day: date) -> DatedRate | None:
    """Return the rate that governs *day*, or nothing before the first."""
    begun = [rate for rate in rates if rate.starts <= day]
    return max(begun, key=lambda rate: rate.starts) if begun else None


def unspent(charged: Period, pence: int, cut: date) -> int:
    """Return how many of the *pence* charged for a period belong to its days from *cut* on.

    The lived days keep their share by days, rounded to the nearest penny.
    """
    if cut <= charged.start:
        return pence
    if charged.end is None or cut >= charged.end:
        return 0
    lived = Fraction((cut - charged.start).days, charged.days)
    return pence - round_to_whole(pence * lived, Rounding.HALF_UP)


def first_after(start: date, every: Every, day: date, reaches: Callable[[date, date], bool]) -> int:
    """Return the smallest number of times after which what began on *start* ``reaches`` *day*."""
    number = max(0, int(rounds_until(start, every, day)) - 1)
    while not reaches(times(start, every, number), day):
        number += 1
    return number
