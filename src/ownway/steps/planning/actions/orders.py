"""Notes what an order of a court or of the law fixes for a person, and its end."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.trail import actions as trail
from ownway.steps.planning import policies
from ownway.steps.planning.models import OrderInForce
from ownway.steps.planning.rules.cannot import CannotNoteOrder
from ownway.values import Asker, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text

KINDS = ("court", "child_protection", "mental_health", "probation")


def note_order(
    asker: Asker,
    *,
    now: datetime,
    person: UUID,
    kind: str,
    fixes: str,
    source: str,
    starts: date,
    ends: date | None = None,
    instead_of: UUID | None = None,
) -> UUID:
    """Note an order on a person: what it fixes, where it comes from, from when and until when (P11).

    *instead_of* names the row that this one puts right or ends.

    :raises CannotNoteOrder: for an unknown kind, or an end that is not after the start.
    """
    policies.check_may(asker, "note_order", person=person, now=now)
    if kind not in KINDS:
        raise CannotNoteOrder("planning.no_such_order_kind", field="kind")
    if ends is not None and ends <= starts:
        raise CannotNoteOrder("planning.order_ends_before_it_starts", field="ends")
    what = clean_text(fixes, longest=4000, field="fixes", required=True)
    where = clean_text(source, longest=1000, field="source", required=True)
    with transaction.atomic():
        if instead_of and not OrderInForce.objects.filter(pk=instead_of, person_id=person).exists():
            raise NotFound("planning.no_such_order")
        kept = OrderInForce.objects.create(
            id=new_identifier(now),
            person_id=person,
            kind=kind,
            fixes=what,
            source=where,
            starts=starts,
            ends=ends,
            ended_before_id=instead_of,
            by_id=asker.party,
            at=now,
        )
        trail.note_change(
            asker,
            now=now,
            about=person,
            deed="planning.note_order",
            thing="order",
            thing_id=kept.id,
            after={"kind": kind, "starts": starts.isoformat(), "ends": ends.isoformat() if ends else None},
        )
    return kept.id


def end_order(asker: Asker, *, now: datetime, order: UUID, ends: date) -> UUID:
    """Note that an order ends on *ends*; the row before it stays on record.

    :raises NotFound: when there is none of that name for the asker.
    """
    row = OrderInForce.objects.filter(pk=order).first()
    if row is None:
        raise NotFound("planning.no_such_order")
    return note_order(
        asker,
        now=now,
        person=row.person_id,
        kind=row.kind,
        fixes=row.fixes,
        source=row.source,
        starts=row.starts,
        ends=ends,
        instead_of=row.id,
    )
