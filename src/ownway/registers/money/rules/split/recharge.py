"""Moves what was spent from one budget's books to another's, so that each stream stands charged with what it pays.

What the first had spent is left there again, and the second has spent it. Cash does not move by it: what holders hold
stays the same over both, and the funders settle between them by their reports.
"""

from collections.abc import Iterator

from ownway.registers.money.rules.movements import LEFT, OWN_LEFT, SHORTFALL, leg, spent
from ownway.registers.money.rules.own_share import OWN_SHARE
from ownway.registers.money.rules.plan import Leg, Place, Standing, State, after

TAKEN_FROM = (
    (State.OVERDRAWN, SHORTFALL, State.LEFT),
    (State.OWED, SHORTFALL, State.WITH_HOLDER),
    (State.OWN_SPENT, OWN_LEFT, State.LEFT),
    (State.SPENT, LEFT, State.LEFT),
)
"""In which state a spend can stand, where its pence go when another stream pays, and out of which purse that one pays.

What was short or was met by the family's own money comes first. Whom a holder's pocket was owed by, the next one owes.
What the person pays as their share stays: no funder bears it.
"""

SHARE = Place(State.CONTRIBUTED, OWN_SHARE)


def taken_off(standing: Standing, pence: int, purpose: str) -> list[tuple[Leg, State]]:
    """Return the legs by which a budget bears *pence* of a purpose no longer, each with the purse the next pays from.

    :raises ValueError: when less was spent on that purpose: the books and the split would part.
    """
    legs: list[tuple[Leg, State]] = []
    for state, back, purse in TAKEN_FROM:
        if state is State.OWN_SPENT and SHARE in standing:
            continue
        place = Place(state, purpose)
        now = min(pence, max(0, standing.get(place, 0)))
        legs += [(one, purse) for one in leg(place, back, now)]
        pence -= now
    if pence:
        raise ValueError(f"{pence} pence more are to be taken off than were spent.")
    return legs


def taken_on(standing: Standing, pence: int, purpose: str, purse: State) -> Iterator[Leg]:
    """Yield the legs by which another budget bears *pence* of a purpose; beyond what it has it stands as short."""
    yield from spent(standing, pence, purpose, out_of=purse)


def recharged(giving: Standing, taking: Standing, pence: int, purpose: str) -> tuple[list[Leg], list[Leg]]:
    """Return the legs of both budgets when *pence* of a purpose change from the one to the other."""
    off = taken_off(giving, pence, purpose)
    on: list[Leg] = []
    for moved, purse in off:
        legs = list(taken_on(taking, moved.pence, purpose, purse))
        taking = after(taking, legs)
        on += legs
    return [moved for moved, _ in off], on
