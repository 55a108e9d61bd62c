"""Who can sign in, and what the first letter to them needs to know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from ownway.registers.people.models import Account, Communication, InvitationTaken, Relation
from ownway.registers.people.policies import check_may
from ownway.registers.people.queries.names import name_of
from ownway.registers.people.rules.grant import CLOSE
from ownway.values import Asker
from ownway.values.cannot import NotFound


class SigningIn(Enum):
    """How far somebody has come on the way to an account."""

    CANNOT = "cannot"
    ASKED = "asked"
    """They have an account and have not chosen a password."""
    CAN = "can"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class FirstLetter:
    """To whom the first letter goes; *account* is what the link is made for."""

    account: Any
    name: str
    email: str
    language: str


def signing_in(asker: Asker, *, person: UUID, now: datetime) -> Mapping[UUID, SigningIn]:
    """Return for a person, and for everyone of their private life, whether they can sign in."""
    check_may(asker, "people.see_circle", about=person, now=now)
    close = Relation.objects.filter(to=person, kind__in=CLOSE).holding(now)
    parties = {person, *(row.who_id for row in close)}
    accounts = {row.party_id: row for row in Account.objects.filter(party__in=parties)}
    return {party: _standing(accounts.get(party)) for party in parties}


def _standing(account: Account | None) -> SigningIn:
    if account is None:
        return SigningIn.CANNOT
    if not account.is_active:
        return SigningIn.CLOSED
    return SigningIn.CAN if account.has_usable_password() else SigningIn.ASKED


def first_letter(asker: Asker, *, person: UUID, account: UUID, now: datetime) -> FirstLetter:
    """Return what the first letter needs to an account opened for *person* or for one beside them.

    :raises NotFound: when the asker may not let anybody beside this person sign in.
    """
    check_may(asker, "people.let_beside_sign_in", about=person, now=now)
    return letter_to(account, now=now)


def letter_to_invited(asker: Asker, *, account: UUID, now: datetime) -> FirstLetter:
    """Return what the first letter needs to an account that was opened for an invited address, and to no other.

    :raises NotFound: when it was not opened for an invitation, or has a password.
    """
    check_may(asker, "people.take_up_invitation", about=None, now=now)
    owner = Account.objects.filter(id=account).first()
    invited = owner is not None and InvitationTaken.objects.filter(party=owner.party_id).exists()
    if owner is None or not invited or owner.has_usable_password():
        raise NotFound("people.no_invitation")
    return letter_to(account, now=now)


def letter_to(account: UUID, *, now: datetime) -> FirstLetter:
    """Return what the first letter to the owner of an *account* needs; whoever calls has checked that it may go."""
    found = Account.objects.get(id=account)
    told = Communication.objects.filter(party=found.party_id, starts__lte=now).order_by("-starts").first()
    return FirstLetter(found, name_of(found.party_id), found.email, told.language if told else "en")
