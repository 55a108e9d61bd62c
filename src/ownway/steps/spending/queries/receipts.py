"""The receipts of a spend: which there are, and each as it is kept."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ownway.steps.spending import policies
from ownway.steps.spending.models import Receipt, Spend
from ownway.values import Asker
from ownway.values.cannot import NotFound


@dataclass(frozen=True, slots=True)
class ReceiptSeen:
    """One receipt, without its bytes: what it is (``image/jpeg`` or ``application/pdf``), how long, and since when."""

    id: UUID
    person: UUID
    media_type: str
    ending: str
    length: int
    at: datetime


def receipts_of(asker: Asker, *, spend: UUID, now: datetime) -> tuple[ReceiptSeen, ...]:
    """Return the receipts of a spend, the first kept first.

    :raises NotFound: when there is no such spend for the asker.
    """
    row = Spend.objects.filter(pk=spend).first()
    if row is None:
        raise NotFound("spending.no_such_spend")
    policies.check_may(asker, "record", person=row.person_id, now=now)
    return tuple(_seen(one) for one in row.receipts.defer("content").order_by("at", "id"))


def receipt(asker: Asker, *, receipt: UUID, now: datetime) -> tuple[ReceiptSeen, bytes]:
    """Return one receipt with its bytes.

    :raises NotFound: when there is none for the asker, or its bytes were erased.
    """
    row = Receipt.objects.filter(pk=receipt).first()
    if row is None:
        raise NotFound("spending.no_such_receipt")
    policies.check_may(asker, "record", person=row.person_id, now=now)
    content = row.content
    if not isinstance(content, bytes):
        raise NotFound("spending.no_such_receipt")
    return _seen(row), content


def _seen(row: Receipt) -> ReceiptSeen:
    return ReceiptSeen(row.id, row.person_id, row.media_type, row.ending, row.length, row.at)
