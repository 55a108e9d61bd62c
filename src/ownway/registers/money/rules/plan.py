"""The account plan: in which state a penny can be, and the four circles inside which it can move.

Money only moves inside a circle, so the sum of a circle is nothing for every budget on every day:

* the **funder's** circle: *granted* = left + held + with the holder + spent + returned + lapsed;
* a person's or family's **own** money, kept apart so that it never changes what they are entitled to (A7);
* the **shortfall** circle: what was used above what was there, until money that comes in meets it;
* the **share** circle: what a person is billed until they pay it or it is waived, and what payments are less by;
* **cash**: the authority's bank, one clearing account for each payment run, and what reached its payee.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Circle(StrEnum):
    """A set of states among which money moves and out of which it never gets."""

    FUNDER = "funder"
    OWN = "own"
    SHORTFALL = "shortfall"
    SHARE = "share"
    CASH = "cash"


class State(StrEnum):
    """Where money stands. The first state of a circle is its source, the only one that may stand below nothing."""

    # A state is its name; without this it is hashed by a detour, many times for each line of a run.
    __hash__ = str.__hash__

    GRANTED = "granted"
    """The funder's counter-account: what it has agreed so far, below nothing by exactly that."""
    LEFT = "left"
    """Agreed, and neither promised nor paid."""
    HELD = "held"
    """Promised to a payment or a purchase."""
    WITH_HOLDER = "with_holder"
    """Paid to whoever holds the budget, and not yet spent."""
    SPENT = "spent"
    """Used for the person's life."""
    RETURNED = "returned"
    """Given back to the funder."""
    LAPSED = "lapsed"
    """Not used before its period ended."""

    CONTRIBUTED = "contributed"
    """Where own money comes from."""
    OWN_LEFT = "own_left"
    """Own money put in and not yet used."""
    OWN_SPENT = "own_spent"
    """Own money used."""

    SHORTFALL = "shortfall"
    """The counter-account of all that is still to be met."""
    OWED = "owed"
    """Spent above what the holder had; met from what reaches the holder."""
    OVERDRAWN = "overdrawn"
    """Spent above what was left; met from what comes to be left."""
    OVERGRANTED = "overgranted"
    """Charged for days that a lower rate took back, when it was already used; met from what comes to be left."""

    BILLED = "billed"
    """The counter-account of all that a person was asked to pay themselves."""
    DUE = "due"
    """Billed, and neither paid nor waived."""
    PAID_IN = "paid_in"
    """Paid by the person of what they were billed."""
    WAIVED = "waived"
    """Billed and not asked for any more."""
    KEPT_BACK = "kept_back"
    """The person's share that a payment was less by."""

    BANK = "bank"
    """The authority's bank account."""
    CLEARING = "clearing"
    """One payment run's money on its way."""
    PAID = "paid"
    """What the bank has confirmed as paid."""


STATES: Mapping[Circle, tuple[State, ...]] = {
    Circle.FUNDER: (
        State.GRANTED,
        State.LEFT,
        State.HELD,
        State.WITH_HOLDER,
        State.SPENT,
        State.RETURNED,
        State.LAPSED,
    ),
    Circle.OWN: (State.CONTRIBUTED, State.OWN_LEFT, State.OWN_SPENT),
    Circle.SHORTFALL: (State.SHORTFALL, State.OWED, State.OVERDRAWN, State.OVERGRANTED),
    Circle.SHARE: (State.BILLED, State.DUE, State.PAID_IN, State.WAIVED, State.KEPT_BACK),
    Circle.CASH: (State.BANK, State.CLEARING, State.PAID),
}
SOURCES: frozenset[State] = frozenset(states[0] for states in STATES.values())
CIRCLE_OF: Mapping[State, Circle] = {state: circle for circle, states in STATES.items() for state in states}


class Place(NamedTuple):
    """One account of a budget: a state, for which purpose (a line of the plan) and in whose hands."""

    state: State
    purpose: str = ""
    holder: UUID | None = None

    @property
    def is_source(self) -> bool:
        """Whether this account may stand below nothing."""
        return self.state in SOURCES


@dataclass(frozen=True, slots=True)
class Leg:
    """Whole pence that leave one account (*debit*) and reach another (*credit*) of the same circle."""

    debit: Place
    credit: Place
    pence: int

    def __post_init__(self) -> None:
        if type(self.pence) is not int or self.pence <= 0:
            raise ValueError(f"A leg moves one penny or more; given {self.pence!r}.")
        if CIRCLE_OF[self.debit.state] is not CIRCLE_OF[self.credit.state]:
            raise ValueError(f"Money does not move from {self.debit.state} to {self.credit.state}.")
        if self.debit == self.credit:
            raise ValueError("Money moves from one account to another.")


Standing = Mapping[Place, int]
"""How many pence stand at each place of one budget; a place that is not named holds nothing."""


def after(standing: Standing, legs: Iterable[Leg]) -> dict[Place, int]:
    """Return how the places stand once *legs* have moved."""
    moved = dict(standing)
    for leg in legs:
        moved[leg.debit] = moved.get(leg.debit, 0) - leg.pence
        moved[leg.credit] = moved.get(leg.credit, 0) + leg.pence
    return moved


def total(standing: Standing, *states: State) -> int:
    """Return the pence that stand in any of *states*, over all purposes and holders."""
    return sum(pence for place, pence in standing.items() if place.state in states)


def agreed(standing: Standing) -> int:
    """Return what the funder has agreed so far, in pence."""
    return -total(standing, State.GRANTED)


def adds_up(standing: Standing) -> bool:
    """Whether *agreed = left + held + with the holder + spent + returned + lapsed* and every other circle closes."""
    return all(total(standing, *states) == 0 for states in STATES.values())
