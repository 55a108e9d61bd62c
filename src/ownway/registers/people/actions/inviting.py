"""Invites somebody by email to stand beside a person: for one address, once, within seven days, then confirmed."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from ownway.registers.people.actions.accounts import open_account
from ownway.registers.people.actions.arriving import BESIDE
from ownway.registers.people.actions.parties import enter_person
from ownway.registers.people.actions.ties import relate
from ownway.registers.people.models import Account, Invitation, InvitationEnd, InvitationTaken
from ownway.registers.people.policies import check_may
from ownway.registers.people.queries.invitations import found, open_invitation
from ownway.registers.people.queries.names import hashed
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Basis, Cannot, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text

LASTS = timedelta(days=7)
SECRET_BYTES = 24


class CannotInvite(Cannot):
    """An invitation cannot be sent, taken up or confirmed so."""


def invite(asker: Asker, *, now: datetime, person: UUID, email: str, relation: str) -> tuple[UUID, str]:
    """Invite whoever reads *email* to be *relation* (family or carer) to a person; return it and the link's secret.

    :raises CannotInvite: when the address is none, or the relation is neither.
    """
    check_may(asker, "people.invite", about=person, now=now)
    address = clean_text(email, longest=254, field="email", required=True).lower()
    try:
        validate_email(address)
    except ValidationError:
        raise CannotInvite("people.email_wrong", field="email") from None
    if relation not in BESIDE:
        raise CannotInvite("people.relation_unknown", field="relation", relation=relation)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    with transaction.atomic():
        row = Invitation.objects.create(
            id=new_identifier(now),
            person_id=person,
            relation=relation,
            email=address,
            hashed=hashed(secret),
            by=asker.party,
            made_at=now,
            expires_at=now + LASTS,
        )
        note_change(
            asker, now=now, about=person, deed="people.invite", thing="invitation", thing_id=row.id,
            after={"relation": relation, "email": address},
        )  # fmt: skip
    return row.id, secret


def take_up(asker: Asker, *, now: datetime, secret: str, name: str = "", language: str = "en") -> UUID | None:
    """Take an invitation up, by the account of its address; return an account that was opened for it, if one was.

    Whoever has no account there gives a *name*: an account is opened for the invited address and no other, and has no
    password yet. So a forwarded link opens nothing to whoever it was forwarded to.

    :raises NotFound: when the invitation is none, used, over, or somebody else's.
    :raises CannotInvite: when the address has an account, with which they must sign in.
    """
    check_may(asker, "people.take_up_invitation", about=None, now=now)
    try:
        with transaction.atomic():
            row = open_invitation(secret, now=now)
            party, opened = _whoever(asker, row, now=now, name=name, language=language)
            InvitationTaken.objects.create(id=new_identifier(now), invitation=row, party_id=party, at=now)
            note_change(
                asker, now=now, about=row.person_id, deed="people.take_up_invitation", thing="invitation",
                thing_id=row.id, after={"party": str(party)},
            )  # fmt: skip
            return opened
    except IntegrityError:
        # Somebody else took it up at the same moment.
        raise NotFound("people.no_invitation") from None


def _whoever(asker: Asker, row: Invitation, *, now: datetime, name: str, language: str) -> tuple[UUID, UUID | None]:
    """Return who takes the invitation up, and the account that is opened for them where there is none."""
    account = Account.objects.filter(email=row.email).first()
    if asker.party is not None:
        meant = account is not None and account.party_id == asker.party and account.is_active
        if not meant or asker.party == row.person_id:
            raise NotFound("people.no_invitation")
        return asker.party, None
    if account is not None:
        raise CannotInvite("people.invited_has_account")
    # The secret of the link is a code; whoever holds it is nobody else here.
    holder, deed = Asker(Basis.CODE, asker.request), "people.take_up_invitation"
    party = enter_person(holder, now=now, name=name, language=language, deed=deed)
    return party, open_account(holder, now=now, party=party, email=row.email, deed=deed)


def confirm_invited(asker: Asker, *, now: datetime, invitation: UUID, is_them: bool) -> None:
    """Say whether the one who took an invitation up is the one who was meant; only then do they stand beside.

    Saying no, and saying it before anybody took it up, takes the invitation back.

    :raises NotFound: when there is none, or it has ended.
    :raises CannotInvite: when it is confirmed and nobody took it up.
    """
    row = found(invitation)
    check_may(asker, "people.invite", about=row.person_id, now=now)
    taken = InvitationTaken.objects.filter(invitation=row).first()
    if is_them and taken is None:
        raise CannotInvite("people.not_taken_up")
    try:
        with transaction.atomic():
            InvitationEnd.objects.create(
                id=new_identifier(now), invitation=row, confirmed=is_them, by=asker.party, at=now
            )
            if is_them and taken is not None:
                relate(asker, now=now, who=taken.party_id, relation=row.relation, to=row.person_id)
            note_change(
                asker, now=now, about=row.person_id, deed="people.invite", thing="invitation", thing_id=row.id,
                after={"confirmed": is_them},
            )  # fmt: skip
    except IntegrityError:
        raise NotFound("people.no_invitation") from None
