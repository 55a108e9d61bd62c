"""Registers people, relates them and lets them ask: what the tests of the register share."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from ownway.registers.people import actions, queries
from ownway.values import Asker, Basis, new_identifier

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def setup() -> Asker:
    """Return the set-up."""
    return Asker(Basis.JOB, new_identifier(NOW), named="set-up")


def person(name: str = "Amina Yusuf", **told: Any) -> UUID:
    """Register a person."""
    return actions.register_person(setup(), now=NOW, name=name, **told)


def staff(role: str, name: str = "Tom O’Neill") -> UUID:
    """Register somebody with a role."""
    party = person(name)
    actions.give_role(setup(), now=NOW, party=party, role=role)
    return party


def relate(who: UUID, relation: str, to: UUID) -> None:
    """Relate two parties from NOW on."""
    actions.relate(setup(), now=NOW, who=who, relation=relation, to=to)


def asks(party: UUID, now: datetime = NOW) -> Asker:
    """Return a party as one who asks."""
    return queries.asker_for_party(party, request=new_identifier(now), now=now)


def practitioner_of(who: UUID) -> UUID:
    """Register a practitioner who works with a person."""
    party = staff("practitioner")
    relate(party, "works_with", who)
    return party
