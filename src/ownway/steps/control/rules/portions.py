"""The parts of a budget, each under one degree of control: a line of the plan, or all that no line was chosen for."""

from collections.abc import Iterable, Mapping
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


def a_payment(per_year: Money, every: Every, times_per_year: Mapping[Every, Fraction]) -> Money:
    """Return what a yearly sum comes to in one payment, by the pack's own year."""
    return per_year.times(1 / times_per_year[every], ROUNDING)


def rest_per_year(budget: Money, lines: Mapping[UUID, Money], chosen: Iterable[UUID]) -> Money:
    """Return what of a yearly budget no line was chosen for; never below nothing."""
    taken = sum(lines[line].pence for line in chosen)
    return Money(max(0, budget.pence - taken), budget.currency)
