"""What each deed moves: from how a budget stands to the legs of one journal.

Limits stop a hold and a payment. They never stop a recorded fact: what was spent above what was there stands as
*owed* until money comes in that meets it.
"""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from ownway.registers.money.rules.plan import Leg, Place, Standing, State, after, total
from ownway.registers.money.rules.refusals import CannotPost, CannotReverse

MOST_PENCE = 10**12
"""Ten thousand million pounds: whoever types more has slipped, and sums stay far inside 64 bits."""

GRANTED = Place(State.GRANTED)
LEFT = Place(State.LEFT)
CONTRIBUTED = Place(State.CONTRIBUTED)
OWN_LEFT = Place(State.OWN_LEFT)
SHORTFALL = Place(State.SHORTFALL)
OVERGRANTED = Place(State.OVERGRANTED)


def check_pence(pence: object) -> int:
    """Return *pence* when it is a sum that can move: a whole number from 1 to :data:`MOST_PENCE`."""
    if type(pence) is not int or not 0 < pence <= MOST_PENCE:
        raise CannotPost("money.not_a_sum", field="pence", most=MOST_PENCE)
    return pence


def granted(pence: int) -> list[Leg]:
    """The funder agrees *pence* more."""
    return [Leg(GRANTED, LEFT, pence)]


def taken_back(standing: Standing, pence: int) -> list[Leg]:
    """The funder takes back *pence* for days not yet lived; what was used already comes off money still to come."""
    now = min(pence, standing.get(LEFT, 0))
    return [*leg(LEFT, GRANTED, now), *leg(SHORTFALL, OVERGRANTED, pence - now)]


def held(standing: Standing, pence: int, purpose: str) -> list[Leg]:
    """*pence* of what is left are promised to *purpose*."""
    check_there(standing, LEFT, pence)
    return [Leg(LEFT, Place(State.HELD, purpose), pence)]


def released(standing: Standing, pence: int, purpose: str) -> list[Leg]:
    """*pence* promised to *purpose* are free again."""
    promised = Place(State.HELD, purpose)
    check_there(standing, promised, pence)
    return [Leg(promised, LEFT, pence)]


def moved(standing: Standing, pence: int, purpose: str, to_purpose: str) -> list[Leg]:
    """*pence* promised to one purpose are promised to another; inside the plan that is free (U4)."""
    if purpose == to_purpose:
        raise CannotPost("money.same_purpose", field="to_purpose")
    promised = Place(State.HELD, purpose)
    check_there(standing, promised, pence)
    return [Leg(promised, Place(State.HELD, to_purpose), pence)]


def paid_out(standing: Standing, pence: int, out_of: Place, into: Place) -> list[Leg]:
    """*pence* leave the authority: to whoever holds the budget, or straight to what is bought."""
    check_there(standing, out_of, pence)
    return [Leg(out_of, into, pence)]


def spent(
    standing: Standing,
    pence: int,
    purpose: str,
    *,
    out_of: State = State.WITH_HOLDER,
    holder: UUID | None = None,
) -> list[Leg]:
    """*pence* were spent on *purpose*, and whatever was there, it is recorded.

    They come out of the funder's money first (with the holder; or what is left; or what is held for the same purpose
    and then what is left), then out of own money, and the rest is owed.
    """
    legs: list[Leg] = []
    purses = sorted(_purses(standing, out_of, purpose, holder), key=_order)
    if out_of is State.HELD and standing.get(LEFT, 0) > 0:
        purses.append(LEFT)
    for place in purses:
        now = min(pence, standing[place])
        legs += leg(place, Place(State.SPENT, purpose), now)
        pence -= now
    own = min(pence, standing.get(OWN_LEFT, 0))
    legs += leg(OWN_LEFT, Place(State.OWN_SPENT, purpose), own)
    short = State.OWED if out_of is State.WITH_HOLDER else State.OVERDRAWN
    legs += leg(SHORTFALL, Place(short, purpose), pence - own)
    return legs


def contributed(pence: int) -> list[Leg]:
    """A person or their family put in *pence* of their own."""
    return [Leg(CONTRIBUTED, OWN_LEFT, pence)]


def given_back(standing: Standing, pence: int, holder: UUID | None = None) -> list[Leg]:
    """Whoever holds the budget paid back *pence*; what goes beyond what they held is own money of theirs."""
    legs: list[Leg] = []
    for place in sorted(_purses(standing, State.WITH_HOLDER, "", holder), key=_order):
        now = min(pence, standing[place])
        legs += leg(place, Place(State.RETURNED), now)
        pence -= now
    return [*legs, *leg(CONTRIBUTED, OWN_LEFT, pence)]


def lapsed(standing: Standing, pence: int) -> list[Leg]:
    """*pence* of what is left were not used in time."""
    check_there(standing, LEFT, pence)
    return [Leg(LEFT, Place(State.LAPSED), pence)]


def reversed_legs(standing: Standing, legs: Sequence[Leg]) -> list[Leg]:
    """All *legs* the other way round, the last first.

    Where a spend stood as owed and was met since, what met it comes back to the purse that met it.
    """
    back: list[Leg] = []
    for once in reversed(legs):
        open_now = standing.get(once.credit, 0) if once.credit.state in MET_FROM else once.pence
        back += leg(once.credit, once.debit, min(once.pence, open_now))
        if once.pence > open_now:
            met = Place(State.SPENT, once.credit.purpose)
            back += leg(met, _purse_that_met(standing, once.credit.state), once.pence - open_now)
    below = [place for place, pence in after(standing, back).items() if pence < 0 and not place.is_source]
    if below:
        raise CannotReverse(
            "money.used_since",
            state=str(min(below, key=_order).state),
        )
    return back


MET_FROM = {State.OWED: State.WITH_HOLDER, State.OVERDRAWN: State.LEFT}


def _purse_that_met(standing: Standing, state: State) -> Place:
    return min(
        (place for place in standing if place.state is MET_FROM[state]),
        key=_order,
        default=LEFT,
    )


def settled(standing: Standing, legs: Sequence[Leg]) -> list[Leg]:
    """*legs*, and behind them those by which money that came in meets what was still to be met."""
    told = [*legs]
    if not total(standing, State.OWED, State.OVERDRAWN, State.OVERGRANTED):
        return told
    # What this very journal leaves unmet stays so: it took all that was there.
    arrived = {moved.credit for moved in legs}
    if LEFT in arrived:
        told += _meet(after(standing, told), LEFT, [OVERGRANTED])
        told += _meet(after(standing, told), LEFT, _unmet(standing, State.OVERDRAWN))
    for purse in sorted((place for place in arrived if place.state is State.WITH_HOLDER), key=_order):
        told += _meet(after(standing, told), purse, _unmet(standing, State.OWED))
    return told


def _meet(standing: Standing, purse: Place, unmet: Iterable[Place]) -> Iterator[Leg]:
    there = standing.get(purse, 0)
    for place in unmet:
        now = min(there, standing.get(place, 0))
        use = GRANTED if place == OVERGRANTED else Place(State.SPENT, place.purpose)
        yield from leg(purse, use, now)
        yield from leg(place, SHORTFALL, now)
        there -= now


def _unmet(standing: Standing, state: State) -> list[Place]:
    return sorted((place for place in standing if place.state is state), key=_order)


def _purses(standing: Standing, state: State, purpose: str, holder: UUID | None) -> Iterator[Place]:
    for place, pence in standing.items():
        if place.state is not state or pence <= 0:
            continue
        # Only what was held says for what, and only what was paid out says with whom.
        if state is State.HELD and place.purpose != purpose:
            continue
        if state is State.WITH_HOLDER and holder not in (None, place.holder):
            continue
        yield place


def _order(place: Place) -> tuple[str, str, str]:
    return place.state, place.purpose, str(place.holder or "")


def leg(debit: Place, credit: Place, pence: int) -> list[Leg]:
    """One leg, or none where nothing moves."""
    return [Leg(debit, credit, pence)] if pence > 0 else []


def check_there(standing: Standing, place: Place, pence: int) -> None:
    """Refuse to take more from *place* than stands there."""
    there = standing.get(place, 0)
    if pence > there:
        raise CannotPost(
            "money.not_enough",
            field="pence",
            asked=pence,
            there=there,
            state=str(place.state),
        )
