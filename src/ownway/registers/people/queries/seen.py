"""The register as those who may see it: immutable answers, never rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """A party and how they want to be told things. *born* is an ISO day, or nothing."""

    id: UUID
    kind: str
    name: str
    known_as: str
    born: str | None
    language: str
    easy_read: bool
    large_print: bool
    told_by: str
    needs: str
    erased: bool

    @property
    def called(self) -> str:
        """What they like to be called."""
        return self.known_as or self.name


@dataclass(frozen=True, slots=True)
class PersonListed:
    """One line of a list of people: who, since when, and by which relation."""

    id: UUID
    name: str
    known_as: str
    relation: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class CircleMember:
    """Someone who is something to a person: by which relation, since when; a representative with ground and reach."""

    id: UUID
    name: str
    relation: str
    since: datetime
    words: str
    basis: str = ""
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactSeen:
    """How a party is reached."""

    email: str = ""
    phone: str = ""
    address: str = ""
    no_fixed_address: bool = False
    leave_word_with: str = ""


@dataclass(frozen=True, slots=True)
class PaymentDetailsSeen:
    """Bank details: *details* in full only for those who may see them, *shown* with the last four signs."""

    id: UUID
    party: UUID
    party_name: str
    details: dict[str, str]
    shown: str
    kept_by: UUID
    kept_by_name: str
    kept_at: datetime
    counts_from: datetime | None


@dataclass(frozen=True, slots=True)
class LookSeen:
    """One line of "who looked at my file": who, in which roles, when, at what, why; whether it was refused."""

    at: datetime
    who: UUID | None
    who_name: str
    named: str
    basis: str
    roles: tuple[str, ...]
    deed: str
    why: str
    looked: bool
    refused: bool
    page: str
    own: bool


@dataclass(frozen=True, slots=True)
class ConsentSeen:
    """What a person allows another, for which purpose, since when."""

    to: UUID
    to_name: str
    purpose: str
    since: datetime
    words: str


@dataclass(frozen=True, slots=True)
class CapacitySeen:
    """One decision on one day, whether the person could make it, and the help that was tried first."""

    id: UUID
    day: Any
    decision: str
    help_tried: str
    has_capacity: bool
    best_interest: str
    wishes: str
    by_name: str


@dataclass(frozen=True, slots=True)
class NoticeSeen:
    """Something a party must still be told, and by which way of reaching them."""

    id: UUID
    to: UUID
    kind: str
    facts: dict[str, Any]
    contact: ContactSeen
    made_at: datetime


@dataclass(frozen=True, slots=True)
class TypedSeen:
    """What was typed at *path* and did not arrive, or was not sent yet."""

    id: UUID
    path: str
    typed: dict[str, list[str]]
    kept_at: datetime
