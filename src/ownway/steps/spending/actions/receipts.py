"""Keeps a receipt with a spend: a photo without what the camera wrote into it, or a PDF."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.trail import actions as trail
from ownway.registers.trail.models import take_turn
from ownway.steps.spending import policies
from ownway.steps.spending.models import Receipt, Spend
from ownway.steps.spending.rules.cannot import CannotKeepReceipt
from ownway.steps.spending.rules.receipts import prepared
from ownway.values import Asker, new_identifier
from ownway.values.cannot import NotFound

MOST_RECEIPTS = 20


def keep_receipt(asker: Asker, *, now: datetime, spend: UUID, content: bytes) -> UUID:
    """Keep a receipt with a spend, and return it; the same file handed in again is kept once.

    :raises NotFound: when there is no such spend for the asker.
    :raises CannotKeepReceipt: for what is no photo and no PDF, for too much of it, and for too many.
    """
    row = Spend.objects.filter(pk=spend).first()
    if row is None:
        raise NotFound("spending.no_such_spend")
    policies.check_may(asker, "record", person=row.person_id, now=now)
    made = prepared(content)
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        take_turn("spending.receipts", spend)
        before = row.receipts.filter(sha256=sha256).only("id").first()
        if before is not None:
            return before.id
        if row.receipts.count() >= MOST_RECEIPTS:
            raise CannotKeepReceipt("spending.receipts_enough", field="content", most=MOST_RECEIPTS)
        kept = Receipt.objects.create(
            id=new_identifier(now),
            spend=row,
            person_id=row.person_id,
            media_type=made.media_type,
            ending=made.ending,
            length=len(made.content),
            sha256=sha256,
            content=made.content,
            by_id=asker.party,
            at=now,
        )
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="spending.keep_receipt",
            thing="receipt",
            thing_id=kept.id,
            after={"media_type": made.media_type, "length": len(made.content)},
        )
    return kept.id
