"""Bank details that count, those that wait for a second person, and the notices still due."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from ownway.registers.people.models import Contact, NoticeDue, PaymentDetails, TypedText
from ownway.registers.people.policies import check_may, may_each
from ownway.registers.people.queries.names import names_of
from ownway.registers.people.queries.seen import (
    ContactSeen,
    NoticeSeen,
    PaymentDetailsSeen,
    TypedSeen,
)
from ownway.registers.people.rules import payment
from ownway.values import Asker

KEPT_FOR = timedelta(hours=24)


def payment_details(asker: Asker, *, party: UUID, now: datetime) -> PaymentDetailsSeen | None:
    """Return the bank details of a party that count now, or nothing where none were confirmed."""
    check_may(asker, "people.see_payment_details", about=party, now=now)
    row = (
        PaymentDetails.objects.filter(party=party, answer__confirmed=True, answer__counts_from__lte=now)
        .select_related("answer")
        .order_by("-answer__counts_from", "-id")
        .first()
    )
    return None if row is None else _seen([row])[0]


def payment_details_of(
    asker: Asker, *, parties: Collection[UUID], now: datetime
) -> dict[UUID, PaymentDetailsSeen | None]:
    """Return the bank details that count now of each of *parties* whose details *asker* may see; the others not."""
    seen = may_each(asker, "people.see_payment_details", about=parties, now=now)
    rows = PaymentDetails.objects.filter(party__in=seen, answer__confirmed=True, answer__counts_from__lte=now)
    newest = rows.select_related("answer").order_by("party", "-answer__counts_from", "-id").distinct("party")
    return dict.fromkeys(seen) | {each.party: each for each in _seen(list(newest))}


def payment_details_kept(asker: Asker, *, party: UUID, now: datetime) -> PaymentDetailsSeen | None:
    """Return the newest bank details of a party that were not refused, or nothing; they may still wait.

    ``counts_from`` is nothing while they wait for a second person.
    """
    check_may(asker, "people.see_payment_details", about=party, now=now)
    rows = PaymentDetails.objects.filter(party=party).exclude(answer__confirmed=False).select_related("answer")
    row = rows.order_by("-kept_at", "-id").first()
    return None if row is None else _seen([row])[0]


def payment_details_waiting(asker: Asker, *, now: datetime) -> tuple[PaymentDetailsSeen, ...]:
    """Return the bank details that wait for a second person, leaving out those *asker* kept and those of their own."""
    check_may(asker, "people.confirm_payment_details", about=None, now=now)
    rows = PaymentDetails.objects.filter(answer__isnull=True).exclude(kept_by=asker.party).exclude(party=asker.party)
    return _seen(list(rows.order_by("kept_at")))


def notices_due(asker: Asker, *, now: datetime) -> tuple[NoticeSeen, ...]:
    """Return what parties must still be told, the oldest first."""
    check_may(asker, "people.give_notice", about=None, now=now)
    rows = NoticeDue.objects.filter(given__isnull=True).select_related("contact").order_by("made_at")
    return tuple(NoticeSeen(row.id, row.to_id, row.kind, row.facts, _contact(row.contact), row.made_at) for row in rows)


def typed(asker: Asker, *, now: datetime) -> tuple[TypedSeen, ...]:
    """Return what *asker* typed when their session had ended, in the last 24 hours, the latest first."""
    if asker.party is None:
        return ()
    sent = TypedText.objects.filter(party=asker.party, form="")
    rows = sent.filter(kept_at__gte=now - KEPT_FOR).order_by("-kept_at")
    return tuple(TypedSeen(row.id, row.path, row.typed, row.kept_at) for row in rows)


def drafts(asker: Asker, *, now: datetime, path: str = "") -> tuple[TypedSeen, ...]:
    """Return what *asker* began to type and has not sent, the latest first; at one *path*, or anywhere."""
    if asker.party is None:
        return ()
    begun = TypedText.objects.filter(party=asker.party, kept_at__lte=now).exclude(form="")
    rows = begun.order_by("-kept_at", "-id")
    found = rows.filter(path=path) if path else rows
    return tuple(TypedSeen(row.id, row.path, row.typed, row.kept_at) for row in found)


def _contact(row: Contact | None) -> ContactSeen:
    return ContactSeen(**row.ways) if row else ContactSeen()


def _seen(rows: list[Any]) -> tuple[PaymentDetailsSeen, ...]:
    names = names_of([row.party_id for row in rows] + [row.kept_by for row in rows])
    return tuple(
        PaymentDetailsSeen(
            id=row.id,
            party=row.party_id,
            party_name=names.get(row.party_id, ""),
            details=row.details,
            shown=payment.shown(row.details),
            kept_by=row.kept_by,
            kept_by_name=names.get(row.kept_by, ""),
            kept_at=row.kept_at,
            counts_from=row.answer.counts_from if hasattr(row, "answer") else None,
        )
        for row in rows
    )
