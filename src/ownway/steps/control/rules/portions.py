"""The parts of a budget, each under one degree of control: a line of the plan, or all that no line was chosen for."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from ownway.values import Every, Money, Rounding

ROUNDING = Rounding.DOWN
"""One payment is rounded down, so that the parts together never pay more than the budget; stray pence stay left."""

HOLDER_TIES: Mapping[str, frozenset[str]] = {
    "person": frozenset({"self"}),
    "representative": frozenset({"represents"}),
    "broker": frozenset({"brokers_for"}),
    "provider": frozenset({"provides_for"}),
    "practitioner": frozenset(),
    "authority": frozenset(),
}
"""Kind of holder → what a holder of that kind must be to the person; nobody is paid where nothing is named."""


REST = "rest"
"""What the ledger calls the part of a budget that no line of the plan stands for."""

PAYMENT = "payment:"
"""What is on its way to a holder is held apart from what is promised to a purchase, so that neither takes the other."""


def purpose_of(line: UUID | None) -> str:
    """Return what the ledger calls a part of the budget."""
    return f"line:{line}" if line else REST


def line_of(purpose: str) -> UUID | None:
    """Return the plan's line that a purpose of the ledger stands for, or nothing for the rest."""
    kind, _, name = purpose.removeprefix(PAYMENT).partition(":")
    return UUID(name) if kind == "line" and name else None


def payment_of(line: UUID | None) -> str:
    """Return what the ledger calls the regular payment of a part."""
    return f"{PAYMENT}{purpose_of(line)}"


def first_day(today: date, agreed_from: date, last: date | None) -> date:
    """Return the first day on which a choice may start; *last* is the start of the latest choice there is.

    The first choice reaches back to the day the money was agreed from, for it is the person's from then on.
    """
    return agreed_from if last is None else max(today, agreed_from, last + timedelta(days=1))


def a_payment(per_year: Money, every: Every, times_per_year: Mapping[Every, Fraction]) -> Money:
    """Return what a yearly sum comes to in one payment, by the pack's own year."""
    return per_year.times(1 / times_per_year[every], ROUNDING)


def rest_per_year(budget: Money, lines: Mapping[UUID, Money], chosen: Iterable[UUID]) -> Money:
    """Return what of a yearly budget no line was chosen for; never below nothing."""
    taken = sum(lines[line].pence for line in chosen)
    return Money(max(0, budget.pence - taken), budget.currency)
