"""Persons as those may see them who ask: one, my people, my circle, and whom a name finds."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ownway.registers.people.models import (
    Communication,
    Contact,
    Party,
    Relation,
    Representation,
)
from ownway.registers.people.policies import check_may, memberships
from ownway.registers.people.queries.names import hashed, latest_names, names_of
from ownway.registers.people.queries.seen import (
    CircleMember,
    ContactSeen,
    PersonListed,
    PersonSeen,
)
from ownway.registers.people.rules.grant import CLOSE
from ownway.registers.people.rules.names import asked_for
from ownway.registers.trail.models import is_erased
from ownway.values import Asker
from ownway.values.cannot import NotFound
from ownway.values.look import once_a_look

MOST_FOUND = 50
SEE_ALL = frozenset({"panel", "finance", "auditor"})
FOR_A_LIVING = ("works_with", "brokers_for", "provides_for")


@once_a_look
def person(asker: Asker, *, person: UUID, now: datetime) -> PersonSeen:
    """Return a party as *asker* may see them.

    :raises NotFound: when they may not know of them, or there is none.
    """
    check_may(asker, "people.see", about=person, now=now)
    party = Party.objects.filter(id=person).first()
    named = latest_names([person]).get(person)
    if party is None or named is None:
        raise NotFound("people.not_found")
    told = Communication.objects.filter(party=person, starts__lte=now).order_by("-starts").first()
    return PersonSeen(
        id=party.id,
        kind=party.kind,
        name=named.name,
        known_as=named.known_as,
        born=named.born or None,
        language=told.language if told else "en",
        easy_read=told.easy_read if told else False,
        large_print=told.large_print if told else False,
        told_by=told.told_by if told else "screen",
        needs=told.needs if told else "",
        erased=is_erased(named.name),
    )


def contact_of(asker: Asker, *, party: UUID, now: datetime) -> ContactSeen:
    """Return how a party is reached now."""
    check_may(asker, "people.see_contact", about=party, now=now)
    row = Contact.objects.filter(party=party, starts__lte=now).order_by("-starts").first()
    return ContactSeen(**row.ways) if row else ContactSeen()


def people_i_work_with(asker: Asker, *, now: datetime) -> tuple[PersonListed, ...]:
    """Return those with whom *asker*, or a team of theirs, works now, by name; for brokers and providers likewise."""
    return _listed(asker, FOR_A_LIVING, now=now)


def people_close_to_me(asker: Asker, *, now: datetime) -> tuple[PersonListed, ...]:
    """Return those to whom *asker* is family, representative or carer now."""
    return _listed(asker, sorted(CLOSE), now=now)


def find(asker: Asker, *, words: str, now: datetime) -> tuple[PersonListed, ...]:
    """Return the people whose names hold words that begin so, of those *asker* may know; at most fifty."""
    check_may(asker, "people.find", about=None, now=now)
    wanted = asked_for(words, hashed)
    if not wanted:
        return ()
    known: Any = Party.objects.filter(kind=Party.Kind.PERSON, names__found_by__contains=wanted)
    if not asker.roles & SEE_ALL:
        known = known.filter(id__in=[row.to_id for row in _relations(asker, now=now)])
    found = list(known.order_by("-id").values_list("id", flat=True).distinct()[:MOST_FOUND])
    names = latest_names(found)
    return _in_order(PersonListed(party, row.name, row.known_as, "", None) for party, row in names.items())


def circle_of(asker: Asker, *, person: UUID, now: datetime) -> tuple[CircleMember, ...]:
    """Return everyone who is something to a person now: family, carers, representatives, practitioners, brokers …"""
    check_may(asker, "people.see_circle", about=person, now=now)
    rows = Relation.objects.filter(to=person).holding(now)
    grounds = {row.representative_id: row for row in Representation.objects.filter(person=person).holding(now)}
    names = names_of(row.who_id for row in rows)
    return tuple(
        CircleMember(
            id=row.who_id,
            name=names.get(row.who_id, ""),
            relation=row.kind,
            since=row.starts,
            words=row.words,
            basis=grounds[row.who_id].basis if row.kind == "represents" and row.who_id in grounds else "",
            scope=tuple(grounds[row.who_id].scope) if row.kind == "represents" and row.who_id in grounds else (),
        )
        for row in sorted(rows, key=lambda row: (row.kind, row.starts))
    )


def _relations(asker: Asker, *, now: datetime, kinds: "tuple[str, ...] | list[str]" = ()) -> list[Any]:
    if asker.party is None:
        return []
    bodies = {asker.party} | memberships(asker.party, now=now)
    rows = Relation.objects.filter(who__in=bodies).exclude(kind="member_of")
    return (rows.filter(kind__in=kinds) if kinds else rows).holding(now)


def _listed(asker: Asker, kinds: "tuple[str, ...] | list[str]", *, now: datetime) -> tuple[PersonListed, ...]:
    rows = {row.to_id: row for row in _relations(asker, now=now, kinds=kinds) if row.to_id != asker.party}
    names = latest_names(rows)
    return _in_order(
        PersonListed(party, names[party].name, names[party].known_as, row.kind, row.starts)
        for party, row in rows.items()
        if party in names
    )


def _in_order(listed: Any) -> tuple[PersonListed, ...]:
    return tuple(sorted(listed, key=lambda one: (one.name.casefold(), str(one.id))))
