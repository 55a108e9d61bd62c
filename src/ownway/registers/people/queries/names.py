"""What parties are called, and how they are found by it."""

from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from ownway.registers.people.models import PartyName
from ownway.registers.trail.models import own_secret, remember_keys
from ownway.registers.trail.rules.cipher import keyed_hash
from ownway.values.look import kept_in_this_look


@lru_cache(maxsize=1)
def _secret() -> bytes:
    return own_secret("names are found by")


def hashed(beginning: str) -> str:
    """Return the keyed hash by which the beginning of a word of a name is found."""
    return keyed_hash(_secret(), beginning)


def latest_names(parties: Iterable[UUID]) -> dict[UUID, PartyName]:
    """Return the latest name row of each party, with their keys fetched by one question."""
    wanted, known = set(parties), kept_in_this_look("names")
    if missing := wanted - known.keys():
        remember_keys(missing)
        rows = PartyName.objects.filter(party__in=missing).order_by("party_id", "-starts").distinct("party_id")
        known |= dict.fromkeys(missing) | {row.party_id: row for row in rows}
    return {party: row for party in wanted if (row := known[party]) is not None}


def names_of(parties: Iterable[UUID]) -> dict[UUID, str]:
    """Return the name of each party; for use inside pages about people the asker was found to know."""
    return {party: str(row.name) for party, row in latest_names(parties).items()}


def name_of(party: UUID) -> str:
    """Return the name of a party, or nothing where the register does not know them."""
    return names_of([party]).get(party, "")
