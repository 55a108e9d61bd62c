"""Registers persons and organisations, and keeps their names, contact and communication needs."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ownway.registers.people.models import Communication, Contact, Party, PartyName
from ownway.registers.people.policies import check_may
from ownway.registers.people.queries import hashed
from ownway.registers.people.rules.names import kept_for
from ownway.registers.trail.actions import make_key, note_change
from ownway.values import Asker, Cannot, new_identifier
from ownway.values.text import clean_text

LONGEST_NAME = 200
LONGEST_LINE = 2_000
WAYS = ("email", "phone", "address", "leave_word_with")


class CannotRegister(Cannot):
    """This party cannot be registered as given."""


class CannotSetCommunication(Cannot):
    """This way of being told things is none we know."""


def register_person(
    asker: Asker,
    *,
    now: datetime,
    name: str,
    known_as: str = "",
    born: date | None = None,
    language: str = "en",
    easy_read: bool = False,
    large_print: bool = False,
    told_by: str = "screen",
    needs: str = "",
    contact: Mapping[str, Any] | None = None,
) -> UUID:
    """Register a person, make the key their file is sealed under, and return their identifier.

    One name alone is enough, and no fixed address is an address: *contact* takes ``email``, ``phone``, ``address``,
    ``no_fixed_address`` (true or false) and ``leave_word_with``, each of them optional.

    :raises CannotKeepText: when there is no name, or a text is too long.
    """
    check_may(asker, "people.register_person", about=None, now=now)
    with transaction.atomic():
        if born is not None and born > now.date():
            raise CannotRegister("people.born_later", field="born")
        person = _register(asker, Party.Kind.PERSON, now=now)
        _name(asker, person, now=now, name=name, known_as=known_as, born=born)
        _communicate(
            asker,
            person,
            now=now,
            language=language,
            easy_read=easy_read,
            large_print=large_print,
            told_by=told_by,
            needs=needs,
        )
        _contact(asker, person, now=now, ways=contact or {})
        note_change(asker, now=now, about=person, deed="people.register_person", thing="person", thing_id=person)
        return person


def enter_person(asker: Asker, *, now: datetime, name: str, language: str, deed: str) -> UUID:
    """Write a person of whom a name is known into the register, once *deed* is granted; return their identifier."""
    with transaction.atomic():
        person = _register(asker, Party.Kind.PERSON, now=now)
        _name(asker, person, now=now, name=name, known_as="", born=None)
        _communicate(
            asker, person, now=now, language=language, easy_read=False, large_print=False, told_by="screen", needs=""
        )
        _contact(asker, person, now=now, ways={})
        note_change(asker, now=now, about=person, deed=deed, thing="person", thing_id=person)
        return person


def register_organisation(
    asker: Asker, *, now: datetime, name: str, kind: str = "organisation", contact: Mapping[str, Any] | None = None
) -> UUID:
    """Register an organisation (or, as *kind*, a ``team``) and return its identifier.

    :raises CannotRegister: when it is neither.
    """
    check_may(asker, "people.register_organisation", about=None, now=now)
    with transaction.atomic():
        if kind not in (Party.Kind.ORGANISATION, Party.Kind.TEAM):
            raise CannotRegister("people.kind_unknown", field="kind", kind=kind)
        body = _register(asker, kind, now=now)
        _name(asker, body, now=now, name=name, known_as="", born=None)
        _contact(asker, body, now=now, ways=contact or {})
        note_change(asker, now=now, about=body, deed="people.register_organisation", thing=kind, thing_id=body)
        return body


def rename(asker: Asker, *, now: datetime, party: UUID, name: str, known_as: str = "") -> None:
    """Keep a new name for someone from now on; the one before stays readable in its row."""
    check_may(asker, "people.rename", about=party, now=now)
    with transaction.atomic():
        before = PartyName.objects.filter(party=party).order_by("-starts").first()
        born = date.fromisoformat(before.born) if before and before.born else None
        kept = _name(asker, party, now=now, name=name, known_as=known_as, born=born)
        note_change(
            asker,
            now=now,
            about=party,
            deed="people.rename",
            thing="name",
            thing_id=kept.id,
            before={"name": before.name, "known_as": before.known_as} if before else None,
            after={"name": kept.name, "known_as": kept.known_as},
        )


def set_contact(asker: Asker, *, now: datetime, party: UUID, contact: Mapping[str, Any]) -> None:
    """Keep new ways of reaching a party from now on."""
    check_may(asker, "people.set_contact", about=party, now=now)
    with transaction.atomic():
        before = Contact.objects.filter(party=party).order_by("-starts").first()
        kept = _contact(asker, party, now=now, ways=contact)
        note_change(
            asker,
            now=now,
            about=party,
            deed="people.set_contact",
            thing="contact",
            thing_id=kept.id,
            before=before.ways if before else None,
            after=kept.ways,
        )


def set_communication(
    asker: Asker,
    *,
    now: datetime,
    person: UUID,
    language: str,
    easy_read: bool = False,
    large_print: bool = False,
    told_by: str = "screen",
    needs: str = "",
) -> None:
    """Keep how a person wants to be told things from now on: language, Easy Read, large print; screen, paper or phone.

    :raises CannotSetCommunication: when *told_by* is none of the three, or the language is no language code.
    """
    check_may(asker, "people.set_communication", about=person, now=now)
    with transaction.atomic():
        kept = _communicate(
            asker,
            person,
            now=now,
            language=language,
            easy_read=easy_read,
            large_print=large_print,
            told_by=told_by,
            needs=needs,
        )
        note_change(
            asker,
            now=now,
            about=person,
            deed="people.set_communication",
            thing="communication",
            thing_id=kept.id,
            after={"language": language, "easy_read": easy_read, "large_print": large_print, "told_by": told_by},
        )


def _register(asker: Asker, kind: str, *, now: datetime) -> UUID:
    party = Party.objects.create(id=new_identifier(now), kind=kind, made_at=now)
    make_key(asker, now=now, subject=party.id)
    return party.id


def _name(asker: Asker, party: UUID, *, now: datetime, name: str, known_as: str, born: date | None) -> PartyName:
    full = clean_text(name, longest=LONGEST_NAME, field="name", required=True)
    called = clean_text(known_as, longest=LONGEST_NAME, field="known_as")
    return PartyName.objects.create(
        id=new_identifier(now),
        party_id=party,
        starts=now,
        by=asker.party,
        name=full,
        known_as=called,
        born=None if born is None else born.isoformat(),
        found_by=kept_for((full, called), hashed),
    )


def _contact(asker: Asker, party: UUID, *, now: datetime, ways: Mapping[str, Any]) -> Contact:
    unknown = set(ways) - {*WAYS, "no_fixed_address"}
    if unknown:
        raise CannotRegister("people.contact_unknown", way=min(unknown))
    kept: dict[str, Any] = {
        way: clean_text(ways[way], longest=LONGEST_LINE, field=way) for way in WAYS if ways.get(way)
    }
    if ways.get("no_fixed_address"):
        kept["no_fixed_address"] = True
    return Contact.objects.create(id=new_identifier(now), party_id=party, starts=now, by=asker.party, ways=kept)


def _communicate(
    asker: Asker,
    person: UUID,
    *,
    now: datetime,
    language: str,
    easy_read: bool,
    large_print: bool,
    told_by: str,
    needs: str,
) -> Communication:
    if told_by not in ("screen", "paper", "phone"):
        raise CannotSetCommunication("people.told_by_unknown", field="told_by", told_by=told_by)
    code = clean_text(language, longest=12, field="language", required=True)
    if not code.replace("-", "").isalnum() or not code.isascii():
        raise CannotSetCommunication("people.language_unknown", field="language", language=code)
    return Communication.objects.create(
        id=new_identifier(now),
        party_id=person,
        starts=now,
        by=asker.party,
        language=code,
        easy_read=bool(easy_read),
        large_print=bool(large_print),
        told_by=told_by,
        needs=clean_text(needs, longest=LONGEST_LINE, field="needs"),
    )
