"""Invitations of a person, and what the holder of a link may know of one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ownway.registers.people.models import Account, Invitation
from ownway.registers.people.policies import check_may
from ownway.registers.people.queries.names import hashed, name_of
from ownway.values import Asker
from ownway.values.cannot import NotFound

LONGEST_SECRET = 100


@dataclass(frozen=True, slots=True)
class InvitationSeen:
    """An open invitation as the person sees it; *taken_by* is the name that was given, where somebody took it up."""

    id: UUID
    email: str
    relation: str
    expires_at: datetime
    taken_by: str


@dataclass(frozen=True, slots=True)
class InvitedSeen:
    """What the holder of a link may know: who invites only once they are signed in with the invited address."""

    is_for_asker: bool
    has_account: bool
    person_name: str
    relation: str


def invitations_of(asker: Asker, *, person: UUID, now: datetime) -> tuple[InvitationSeen, ...]:
    """Return the open invitations of a person, the newest first: those that wait to be taken up, or to be confirmed."""
    check_may(asker, "people.see_circle", about=person, now=now)
    rows = Invitation.objects.filter(person=person, end=None).select_related("taken").order_by("-made_at")
    return tuple(
        InvitationSeen(row.id, row.email, row.relation, row.expires_at, _taken_by(row))
        for row in rows
        if row.expires_at > now or hasattr(row, "taken")
    )


def _taken_by(row: Invitation) -> str:
    return name_of(row.taken.party_id) if hasattr(row, "taken") else ""


def invited(asker: Asker, *, secret: str, now: datetime) -> InvitedSeen:
    """Return what the holder of an invitation's link may know of it.

    :raises NotFound: when it is none, used or over, or they are signed in with another address.
    """
    check_may(asker, "people.take_up_invitation", about=None, now=now)
    row = open_invitation(secret, now=now)
    account = Account.objects.filter(email=row.email).first()
    own = account is not None and asker.party is not None and account.party_id == asker.party
    if asker.party is not None and not own:
        raise NotFound("people.no_invitation")
    return InvitedSeen(own, account is not None, name_of(row.person_id) if own else "", row.relation)


def open_invitation(secret: str, *, now: datetime) -> Invitation:
    """Return the invitation whose link holds this secret, while it can be taken up.

    :raises NotFound: when it is none, used or over.
    """
    known = Invitation.objects.filter(hashed=hashed(secret[:LONGEST_SECRET]), expires_at__gt=now, taken=None, end=None)
    row = known.first()
    if row is None:
        raise NotFound("people.no_invitation")
    return row


def found(invitation: UUID) -> Invitation:
    """Return the invitation of this identifier.

    :raises NotFound: when there is none.
    """
    row = Invitation.objects.filter(id=invitation).first()
    if row is None:
        raise NotFound("people.no_invitation")
    return row
