"""Invented people and what they are to each other, made by the same actions that pages use."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from ownway.registers.decisions import actions as decisions
from ownway.registers.people import actions as people
from ownway.registers.people import queries as people_asked
from ownway.values import Asker, Basis, new_identifier

PASSWORD = "seven quiet herons"
LAST_WEEK = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
"""A moment safely before any request of a test."""


def set_up(now: datetime = LAST_WEEK) -> Asker:
    """The job that makes an installation's first people."""
    return Asker(Basis.JOB, new_identifier(now), named="set-up")


@dataclass(frozen=True, slots=True)
class Somebody:
    """An invented person who can sign in."""

    party: UUID
    name: str
    email: str
    password: str = PASSWORD


def somebody(
    name: str, *roles: str, email: str = "", now: datetime = LAST_WEEK, language: str = "en", easy_read: bool = False
) -> Somebody:
    """A person of this name with an account, holding these roles of work besides."""
    asker = set_up(now)
    party = people.register_person(asker, now=now, name=name, language=language, easy_read=easy_read)
    address = email or f"{name.lower().replace(' ', '.')}@example.org"
    people.make_account(asker, now=now, party=party, email=address, password=PASSWORD)
    for role in roles:
        people.give_role(asker, now=now, party=party, role=role)
    return Somebody(party, name, address)


def works_with(worker: Somebody, person: Somebody, now: datetime = LAST_WEEK) -> None:
    """Make *worker* the practitioner of *person*."""
    people.relate(set_up(now), now=now, who=worker.party, relation="works_with", to=person.party, starts=now)


def stands_beside(friend: Somebody, person: Somebody, relation: str = "family", now: datetime = LAST_WEEK) -> None:
    """Make *friend* family or carer of *person*."""
    people.relate(set_up(now), now=now, who=friend.party, relation=relation, to=person.party, starts=now)


def asks(who: Somebody, now: datetime) -> Asker:
    """Somebody as one who asks at this moment."""
    return people_asked.asker_for_party(who.party, request=new_identifier(now), now=now)


def decided(by: Somebody, about: Somebody, *, now: datetime, words: str = "As we agreed when we met.") -> UUID:
    """A decision of *by* about another that can be challenged for four weeks."""
    return decisions.decide(
        asks(by, now),
        now=now,
        about=about.party,
        kind="budget_told",
        outcome="told",
        words=words,
        thing="figure",
        thing_id=new_identifier(now),
        challenge_within_days=28,
    )
