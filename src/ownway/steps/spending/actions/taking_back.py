"""Takes back a spend that was told by mistake; both stay on record."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.money import actions as money
from ownway.registers.trail import actions as trail
from ownway.steps.spending import policies
from ownway.steps.spending.models import Spend, TakenBack
from ownway.values import Asker, Reason, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text


def take_back_spend(asker: Asker, *, now: datetime, spend: UUID, words: str = "") -> UUID:
    """Let a spend that was told by mistake not count, and return it; its money is back where it was.

    Taking it back twice is taking it back once.

    :raises NotFound: when there is no such spend for the asker.
    :raises CannotReverse: when the money it would give back has been used since.
    """
    row = Spend.objects.select_related("agreement").filter(pk=spend).first()
    if row is None:
        raise NotFound("spending.no_such_spend")
    policies.check_may(asker, "take_back", person=row.person_id, now=now)
    said = clean_text(words, longest=2000, field="words")
    with transaction.atomic():
        if TakenBack.objects.filter(spend=row).exists():
            return row.id
        journal = money.reverse(
            asker, now=now, key=f"{row.key}:back", journal=row.journal, reason=Reason("spending.told_by_mistake")
        )
        TakenBack.objects.create(
            id=new_identifier(now),
            spend=row,
            person_id=row.person_id,
            words=said,
            journal=journal,
            by_id=asker.party,
            at=now,
        )
        trail.note_change(
            asker, now=now, about=row.person_id, deed="spending.take_back", thing="spend", thing_id=row.id
        )
    return row.id
