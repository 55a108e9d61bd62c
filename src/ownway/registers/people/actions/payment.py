"""Keeps bank details that two people stand for: one writes them down, another confirms them, and the party is told."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.people.models import (
    Contact,
    NoticeDue,
    NoticeGiven,
    Party,
    PaymentDetails,
    PaymentDetailsAnswer,
)
from ownway.registers.people.policies import check_may
from ownway.registers.people.rules import payment
from ownway.registers.people.rules.payment import CannotKeepPaymentDetails as CannotKeepPaymentDetails
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Cannot, new_identifier
from ownway.values.cannot import NotFound


class CannotConfirmPaymentDetails(Cannot):
    """These bank details cannot be confirmed by this person, or were answered already."""


def keep_payment_details(asker: Asker, *, now: datetime, party: UUID, details: Mapping[str, str]) -> UUID:
    """Write down bank details of a party; they wait for a second person. Return their identifier.

    *details* takes ``account_name`` with ``sort_code`` and ``account_number``, or with ``iban`` (and ``bic``). The
    party is told by every way they were reached until lately, so that a stranger's change does not pass unseen.

    :raises CannotKeepPaymentDetails: when a number is missing or mistyped.
    """
    check_may(asker, "people.keep_payment_details", about=party, now=now)
    with transaction.atomic():
        if asker.party is None:
            raise CannotKeepPaymentDetails("people.needs_a_human")
        if not Party.objects.filter(id=party).exists():
            raise NotFound("people.not_found")
        kept = PaymentDetails.objects.create(
            id=new_identifier(now),
            party_id=party,
            details=payment.checked(details),
            kept_by=asker.party,
            kept_at=now,
        )
        for contact in _ways_to_tell(party, now=now):
            NoticeDue.objects.create(
                id=new_identifier(now),
                to_id=party,
                contact=contact,
                kind="payment_details_changed",
                facts={"shown": payment.shown(kept.details), "kept_by": str(asker.party)},
                made_at=now,
            )
        note_change(
            asker,
            now=now,
            about=party,
            deed="people.keep_payment_details",
            thing="payment_details",
            thing_id=kept.id,
            after=kept.details,
        )
        return kept.id


def confirm_payment_details(asker: Asker, *, now: datetime, details: UUID, confirmed: bool = True) -> datetime | None:
    """Answer for bank details as the second person; return from when they count (nothing, when refused).

    First details count at once, changed ones after the cooling off. A newer change that waits stops none of the older.

    :raises CannotConfirmPaymentDetails: when the one who kept them confirms, or they were answered already.
    """
    with transaction.atomic():
        kept = PaymentDetails.objects.filter(id=details).first()
        if kept is None:
            raise NotFound("people.not_found")
        check_may(asker, "people.confirm_payment_details", about=kept.party_id, now=now)
        if not asker.is_human or asker.party is None:
            raise CannotConfirmPaymentDetails("people.needs_a_human")
        if asker.party in (kept.kept_by, kept.party_id):
            raise CannotConfirmPaymentDetails("people.two_people")
        Party.objects.select_for_update().get(id=kept.party_id)
        if PaymentDetailsAnswer.objects.filter(details=kept).exists():
            raise CannotConfirmPaymentDetails("people.answered_already")
        is_change = PaymentDetailsAnswer.objects.filter(details__party=kept.party_id, confirmed=True).exists()
        counts = payment.counts_from(now, is_change=is_change) if confirmed else None
        PaymentDetailsAnswer.objects.create(
            id=new_identifier(now),
            details=kept,
            kept_by=kept.kept_by,
            by=asker.party,
            at=now,
            confirmed=confirmed,
            counts_from=counts,
        )
        note_change(
            asker,
            now=now,
            about=kept.party_id,
            deed="people.confirm_payment_details",
            thing="payment_details",
            thing_id=kept.id,
            after={"confirmed": confirmed, "counts_from": None if counts is None else counts.isoformat()},
        )
        return counts


def give_notice(asker: Asker, *, now: datetime, notice: UUID, letter: UUID | None = None) -> None:
    """Keep that a notice that was due has been given, and in which letter."""
    with transaction.atomic():
        due = NoticeDue.objects.filter(id=notice, given__isnull=True).first()
        if due is None:
            raise NotFound("people.not_found")
        check_may(asker, "people.give_notice", about=due.to_id, now=now)
        NoticeGiven.objects.create(id=new_identifier(now), notice=due, letter=letter, by=asker.party, at=now)
        note_change(asker, now=now, about=due.to_id, deed="people.give_notice", thing=due.kind, thing_id=due.id)


def _ways_to_tell(party: UUID, *, now: datetime) -> list[Contact | None]:
    """Return the contact that holds, and the one before it while it was still in use lately."""
    latest = list(Contact.objects.filter(party=party, starts__lte=now).order_by("-starts")[:2])
    if len(latest) == 2 and latest[0].starts <= now - payment.ALSO_TELL_BEFORE:
        latest.pop()
    return list(latest) or [None]
