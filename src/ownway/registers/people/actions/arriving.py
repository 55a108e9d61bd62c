"""Lets people in: somebody new whom a practitioner takes on, those who stand beside them, and their way to sign in."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ownway.registers.people.actions.accounts import open_account
from ownway.registers.people.actions.parties import register_person
from ownway.registers.people.actions.ties import CannotRelate, relate
from ownway.registers.people.models import Relation
from ownway.registers.people.policies import check_may
from ownway.values import Asker

BESIDE = ("family", "cares_for")
"""What somebody can be noted as from the start; whoever speaks for a person needs a ground first."""


def take_in(
    asker: Asker,
    *,
    now: datetime,
    name: str,
    known_as: str = "",
    born: date | None = None,
    telling: Mapping[str, Any] | None = None,
    contact: Mapping[str, Any] | None = None,
) -> UUID:
    """Register somebody who came by telephone, letter or at the desk, and take them on; return their identifier.

    *telling* and *contact* are as in :func:`register_person`: language and print, and the ways to reach them.

    :raises CannotRegister: when they would be born in days to come.
    """
    with transaction.atomic():
        person = register_person(
            asker, now=now, name=name, known_as=known_as, born=born, contact=contact, **dict(telling or {})
        )
        relate(asker, now=now, who=_self(asker), relation="works_with", to=person)
    return person


def note_beside(
    asker: Asker, *, now: datetime, person: UUID, name: str, relation: str, contact: Mapping[str, Any] | None = None
) -> UUID:
    """Register somebody who stands beside a person, as family or as a carer; return their identifier.

    :raises CannotRelate: when *relation* is neither.
    """
    check_may(asker, "people.relate", about=person, now=now)
    if relation not in BESIDE:
        raise CannotRelate("people.relation_unknown", field="relation", relation=relation)
    with transaction.atomic():
        who = register_person(asker, now=now, name=name, contact=contact)
        relate(asker, now=now, who=who, relation=relation, to=person)
    return who


def let_sign_in(asker: Asker, *, now: datetime, person: UUID, email: str, who: UUID | None = None) -> UUID:
    """Open an account that has no password yet, for a person or for *who* stands beside them; return its identifier.

    Whoever reads the letter at that address chooses the password, so the address is proved by it.

    :raises CannotMakeAccount: when the address is none or taken, or they have an account.
    :raises CannotRelate: when *who* is not beside that person.
    """
    own = who is None or who == person
    deed = "people.make_account" if own else "people.let_beside_sign_in"
    check_may(asker, deed, about=person, now=now)
    with transaction.atomic():
        kinds = (*BESIDE, "represents")
        if not own and not Relation.objects.filter(who=who, to=person, kind__in=kinds).holding(now):
            raise CannotRelate("people.not_related", field="relation")
        return open_account(asker, now=now, party=who or person, email=email, deed=deed)


def _self(asker: Asker) -> UUID:
    if asker.party is None:
        raise CannotRelate("people.not_related", field="relation")
    return asker.party
