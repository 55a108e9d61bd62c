"""What moves when a payment comes back late, or when a holder returns what was paid for days taken back since."""

from uuid import UUID

from ownway.registers.money.rules.movements import LEFT, OVERGRANTED, SHORTFALL, given_back, leg
from ownway.registers.money.rules.plan import Leg, Place, Standing, State, after
from ownway.registers.money.rules.refusals import CannotConfirm, CannotPost


def sent_back_late(standing: Standing, pence: int, *, lands: str, purpose: str, holder: UUID) -> list[Leg]:
    """Return the legs by which a payment that the bank sent back after all is left again.

    It comes out of where it landed; what of it was spent since was spent out of the holder's own pocket, and stands as
    owed until it is paid again; what was given back since comes from there.

    :raises CannotConfirm: ``money.gone_since`` where less than all of it can be found.
    """
    with_them, at_once = Place(State.WITH_HOLDER, "", holder), Place(State.SPENT, purpose)
    first = at_once if lands == State.SPENT else with_them
    spent = sorted((place for place in standing if place.state is State.SPENT), key=lambda place: place.purpose)
    legs: list[Leg] = []
    for place in dict.fromkeys([first, *spent, Place(State.RETURNED)]):
        now = min(pence, standing.get(place, 0))
        legs += leg(place, LEFT, now)
        if place.state is State.SPENT and place != first:
            legs += leg(SHORTFALL, Place(State.OWED, place.purpose), now)
        pence -= max(now, 0)
    if pence:
        raise CannotConfirm("money.gone_since")
    return legs


def overpaid_returned(standing: Standing, pence: int, holder: UUID | None) -> list[Leg]:
    """Return the legs by which *pence* come back from a holder: against what is to come off first, then returned.

    :raises CannotPost: ``money.more_than_was_there`` above all that holders have, or *holder* has; a slip would be told
        as own money of theirs.
    """
    with_them = [place for place in standing if place.state is State.WITH_HOLDER and holder in (None, place.holder)]
    if pence > (most := sum(standing[place] for place in with_them)):
        raise CannotPost("money.more_than_was_there", field="pence", most=most)
    legs: list[Leg] = []
    to_come_off = standing.get(OVERGRANTED, 0)
    for place in sorted(with_them, key=lambda place: str(place.holder or "")):
        now = min(pence, to_come_off, standing[place])
        legs += leg(place, LEFT, now)
        pence, to_come_off = pence - now, to_come_off - now
    return legs + (given_back(after(standing, legs), pence, holder) if pence else [])
