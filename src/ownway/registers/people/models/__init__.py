"""What the register of people keeps."""

from ownway.registers.people.models.invitations import Invitation, InvitationEnd, InvitationTaken
from ownway.registers.people.models.parties import (
    Account,
    Communication,
    Contact,
    NoticeDue,
    NoticeGiven,
    Party,
    PartyName,
    PaymentDetails,
    PaymentDetailsAnswer,
)
from ownway.registers.people.models.ties import (
    CapacityRecord,
    Consent,
    FirstAnswer,
    Relation,
    Representation,
    RoleHeld,
    TypedText,
)
from ownway.registers.people.models.tokens import Token, TokenEnd
from ownway.registers.people.models.visits import VisitNote

__all__ = [
    "Account",
    "CapacityRecord",
    "Communication",
    "Consent",
    "Contact",
    "FirstAnswer",
    "Invitation",
    "InvitationEnd",
    "InvitationTaken",
    "NoticeDue",
    "NoticeGiven",
    "Party",
    "PartyName",
    "PaymentDetails",
    "PaymentDetailsAnswer",
    "Relation",
    "Representation",
    "RoleHeld",
    "Token",
    "TokenEnd",
    "TypedText",
    "VisitNote",
]
