"""Somebody beside a person who cannot sign in yet, somebody invited, and a program that acts for the person."""

from datetime import datetime, timedelta
from uuid import UUID

from ownway.registers.people import actions as people
from tests.factories import Somebody, asks


def let_in(person: Somebody, worker: Somebody, now: datetime) -> dict[str, UUID | str]:
    """Note somebody of the family, make a token, invite a carer; return what each is known by."""
    name = f"{person.name.split()[-1]} Newcomer"
    newcomer = people.note_beside(asks(worker, now), now=now, person=person.party, name=name, relation="family")
    token, _secret = people.make_token(
        asks(person, now), now=now, named="Diary", scopes=["planning"], expires_at=now + timedelta(days=9)
    )
    invitation, secret = people.invite(
        asks(person, now), now=now, person=person.party, email=f"{newcomer.hex}@example.org", relation="cares_for"
    )
    return {"newcomer": newcomer, "token": token, "invitation": invitation, "secret": secret}
