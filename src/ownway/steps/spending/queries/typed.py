"""What a typed line would be as a spend of a person, before anything is written down."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from ownway.steps.spending.queries.recording import recording
from ownway.steps.spending.rules.typed import TypedSpend, read_line
from ownway.values import Asker
from ownway.values.text import clean_text


def typed_spend(asker: Asker, *, person: UUID, text: str, now: datetime) -> TypedSpend:
    """Return what *text* says of a spend of *person*: what, how much, when, for which part of the plan, and what not.

    :raises CannotRecordSpend: ``spending.nothing_agreed`` before there is an agreed budget.
    """
    told = recording(asker, person=person, now=now)
    words = clean_text(text, longest=500, field="typed", required=True)
    return read_line(words, today=timezone.localdate(now), lines=[(line.id, line.what) for line in told.lines])
