"""What a suspension of a budget does to its rates and payments: its days are charged and paid at nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from ownway.registers.money.rules.dates import Due
from ownway.registers.money.rules.rates import DatedRate, rate_on
from ownway.values import Every, Period, Rounding, round_to_whole

ROUNDING = Rounding.DOWN
"""A payment for some of its days is rounded down, so that parts never come to more than the whole."""

AGAIN = "payment:again"
"""What the ledger calls a payment for days that count again after all."""


@dataclass(frozen=True, slots=True)
class Suspended:
    """The days from *starts* up to but not including *until* (without end where nothing) for which nothing is paid.

    One that was lifted from its own first day never was.
    """

    starts: date
    until: date | None = None
    told_at: datetime | None = None

    @property
    def is_real(self) -> bool:
        """Whether it has any days."""
        return self.until is None or self.until > self.starts

    def holds_on(self, day: date) -> bool:
        """Whether that day is suspended."""
        return self.starts <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class ToPay:
    """What is paid of one due payment, in pence, and the day from which it can be."""

    pence: int
    on: date


def to_pay(due: Due, pence: int, suspended: Sequence[Suspended]) -> ToPay:
    """Return what of a payment of *pence* is paid: the share of its days that are not suspended, rounded down.

    What falls due on a suspended day waits for the first day after. A payment that covers no days waits as a whole.
    """
    if due.covers is None or due.covers.end is None:
        free_on = _first_free(due.on, suspended)
        return ToPay(0, due.on) if free_on is None else ToPay(pence, free_on)
    free = due.covers.days - sum(_days(one, due.covers) for one in suspended)
    if free <= 0:
        return ToPay(0, due.on)
    # In advance it waits for the first of its days that is not suspended; in arrears it falls due as ever.
    begins = _first_free(due.covers.start, suspended)
    return ToPay(
        round_to_whole(Fraction(pence * free, due.covers.days), ROUNDING),
        due.on if begins is None else max(due.on, begins),
    )


def _first_free(day: date, suspended: Sequence[Suspended]) -> date | None:
    """Return *day*, or the first day after it that is not suspended; nothing where none is known."""
    for one in sorted(suspended, key=lambda one: one.starts):
        if one.is_real and one.holds_on(day):
            if one.until is None:
                return None
            day = one.until
    return day


def _days(one: Suspended, covers: Period) -> int:
    if not one.is_real:
        return 0
    shared = Period(one.starts, one.until).overlap(covers)
    return 0 if shared is None else shared.days


def with_suspensions(rates: Sequence[DatedRate], suspended: Sequence[Suspended]) -> list[DatedRate]:
    """Return *rates* with nothing charged for suspended days; what is given once is not taken back by them."""
    told = sorted(rates, key=lambda rate: rate.starts)
    for one in sorted(suspended, key=lambda one: one.starts):
        before = rate_on(told, one.starts)
        if not one.is_real or before is None or before.every is Every.ONCE:
            continue
        kept = [rate for rate in told if rate.starts < one.starts]
        kept.append(DatedRate(one.starts, 0, before.every))
        if one.until is not None:
            after = [rate for rate in told if rate.starts >= one.until]
            goes_on = rate_on(told, one.until)
            if goes_on is not None and goes_on.starts != one.until:
                kept.append(DatedRate(one.until, goes_on.pence, goes_on.every))
            kept += after
        told = kept
    return told


def met_by(suspended: Sequence[Suspended], *, is_once: bool, told_at: datetime) -> Sequence[Suspended]:
    """Return those suspensions that meet a schedule told at a moment.

    What is to be paid once and was told when the budget rested already is for just that: last wages, a retainer.
    """
    if not is_once:
        return suspended
    return [one for one in suspended if one.told_at is None or told_at < one.told_at]
