"""Moves what was spent from one budget's books to another's, so that each stream stands charged with what it pays.

What the first had spent is left there again, and the second has spent it. Cash does not move by it: what holders hold
stays the same over both, and the funders settle between them by their reports.
"""

from collections.abc import Iterator, Sequence

from ownway.registers.money.rules.movements import LEFT, OWN_LEFT, SHORTFALL, leg, spent
from ownway.registers.money.rules.plan import Leg, Place, Standing, State, after
from ownway.registers.money.rules.refusals import CannotReverse

USED = (State.SPENT, State.OWN_SPENT, State.OWED, State.OVERDRAWN)
"""In which states a spend can stand."""

TAKEN_FROM = (
    (State.OVERDRAWN, SHORTFALL, State.LEFT),
    (State.OWED, SHORTFALL, State.WITH_HOLDER),
    (State.SPENT, LEFT, State.LEFT),
)
"""In which state a spend can stand, where its pence go when another stream pays, and out of which purse that one pays.

What was short comes first. Whom a holder's pocket was owed by, the next one owes.
"""


def own_in_it(own: int, short: int, away: int) -> int:
    """Return how much of the family's *own* money is in a spend of which other streams bear *away*.

    What was *short* is paid by others first, then own money is given back.
    """
    return own - min(own, max(0, away - short))


def taken_off(standing: Standing, pence: int, purpose: str, own: int = 0) -> list[tuple[Leg, State]]:
    """Return the legs by which a budget bears *pence* of a purpose no longer, each with the purse the next pays from.

    :param own: So much of it was the family's own money, which is given back; what a person pays as their share is
        never in it, because no funder bears that.
    :raises ValueError: when less was spent on that purpose: the books and the split would part.
    """
    met_by_family = Place(State.OWN_SPENT, purpose)
    own = min(own, max(0, standing.get(met_by_family, 0)))
    legs, pence = [(one, State.LEFT) for one in leg(met_by_family, OWN_LEFT, own)], pence - own
    for state, back, purse in TAKEN_FROM:
        place = Place(state, purpose)
        now = min(pence, max(0, standing.get(place, 0)))
        legs += [(one, purse) for one in leg(place, back, now)]
        pence -= now
    if pence:
        raise ValueError("More is to be taken off than was spent.")
    return legs


def taken_on(standing: Standing, pence: int, purpose: str, purse: State, own: int = 0) -> Iterator[Leg]:
    """Yield the legs by which another budget bears *pence* of a purpose; beyond what it has it stands as short.

    Own money pays only what it had paid before (*own*): nobody's family pays because a stream took a spend on.
    """
    again = min(pence, own, standing.get(OWN_LEFT, 0))
    yield from leg(OWN_LEFT, Place(State.OWN_SPENT, purpose), again)
    yield from spent({**standing, OWN_LEFT: 0}, pence - again, purpose, out_of=purse)


def recharged(
    giving: Standing, taking: Standing, pence: int, purpose: str, *, own_back: int = 0, own_again: int = 0
) -> tuple[list[Leg], list[Leg]]:
    """Return the legs of both budgets when *pence* of a purpose change from the one to the other.

    *own_back* of them the family had paid in the first, and gets back; *own_again* it had paid in the second before.
    """
    off = taken_off(giving, pence, purpose, own_back)
    on: list[Leg] = []
    for moved, purse in off:
        legs = list(taken_on(taking, moved.pence, purpose, purse, own_again))
        own_again -= sum(one.pence for one in legs if one.debit == OWN_LEFT)
        taking = after(taking, legs)
        on += legs
    return [moved for moved, _ in off], on


def spend_reversed(standing: Standing, legs: Sequence[Leg], missing: int) -> list[Leg]:
    """Return the legs that undo a spend which other streams bore in the meantime, out of how its budget stands now.

    What was with a holder or promised is so again, and own money goes back to the family, but what is *missing* of it;
    then what is short of the same purpose is met, and the rest is left. Where what had been left was used since, what
    it was used for stands as overdrawn.

    :raises CannotReverse: ``money.used_since`` when all of it is promised by now.
    """
    used = [one for one in legs if one.credit.state in USED]
    purpose = used[0].credit.purpose
    purses = [(one.debit, one.pence) for one in used if one.credit.state is State.SPENT and one.debit != LEFT]
    own = sum(one.pence for one in used if one.credit.state is State.OWN_SPENT) - missing
    back = leg(Place(State.OWN_SPENT, purpose), OWN_LEFT, own)
    rest = sum(one.pence for one in used) - own
    shorts = Place(State.OVERDRAWN, purpose), Place(State.OWED, purpose)
    short = sum(max(0, standing.get(place, 0)) for place in shorts)
    free = max(0, rest - sum(pence for _, pence in purses))
    there = min(rest - min(free, short), max(0, standing.get(Place(State.SPENT, purpose), 0)))
    back += [*_met(standing, shorts, rest - there), *_filled(standing, purses, there, purpose)]
    if any(pence < 0 for place, pence in after(standing, back).items() if not place.is_source):
        raise CannotReverse("money.used_since", state=State.SPENT.value)
    return back


def _met(standing: Standing, shorts: Sequence[Place], pence: int) -> list[Leg]:
    """Return the legs by which what is short is no longer asked for, up to *pence*."""
    legs: list[Leg] = []
    for place in shorts:
        now = min(pence, max(0, standing.get(place, 0)))
        legs += leg(place, SHORTFALL, now)
        pence -= now
    return legs


def _filled(standing: Standing, purses: Sequence[tuple[Place, int]], there: int, purpose: str) -> Iterator[Leg]:
    """Yield the legs that fill *purses* again: from the spend itself, what is left, or others that then stand short."""
    own, left, others = Place(State.SPENT, purpose), max(0, standing.get(LEFT, 0)), dict(standing)
    others[own] = others.get(own, 0) - there
    for purse, pence in purses:
        of_it = min(there, pence)
        of_left = min(left, pence - of_it)
        yield from leg(own, purse, of_it)
        yield from leg(LEFT, purse, of_left)
        there, left, still = there - of_it, left - of_left, pence - of_it - of_left
        for place in sorted((one for one in others if one.state is State.SPENT), key=lambda one: one.purpose):
            now = min(still, max(0, others[place]))
            yield from leg(place, purse, now)
            yield from leg(SHORTFALL, Place(State.OVERDRAWN, place.purpose), now)
            others[place] -= now
            still -= now
    yield from leg(own, LEFT, there)
