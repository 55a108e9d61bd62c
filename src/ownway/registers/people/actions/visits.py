"""Writes down what came of a visit, however late the telephone that kept it found a signal."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.people.models import VisitNote
from ownway.registers.people.policies import check_may
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Cannot, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text

LONGEST = 10_000


class CannotNoteVisit(Cannot):
    """This cannot be kept as a note of a visit."""


def note_visit(asker: Asker, *, now: datetime, person: UUID, day: date, words: str, note: UUID | None = None) -> UUID:
    """Keep a note of a visit on *day*; return it. The person reads it too.

    *note* names it beforehand, so that what a telephone sends twice is kept once.

    :raises CannotNoteVisit: when the day is still to come, nothing is said, or no human asks.
    """
    check_may(asker, "people.note_visit", about=person, now=now)
    if asker.party is None or not asker.is_human:
        raise CannotNoteVisit("people.needs_a_human")
    if day > timezone.localdate(now):
        raise CannotNoteVisit("people.visit_to_come", field="day")
    said = clean_text(words, longest=LONGEST, field="words", required=True)
    with transaction.atomic():
        before = VisitNote.objects.filter(pk=note).first() if note else None
        if before is not None:
            if (before.person_id, before.by_id) != (person, asker.party):
                raise NotFound("people.not_found")
            return before.id
        kept = VisitNote.objects.create(
            id=note or new_identifier(now),
            person_id=person,
            day=day,
            words=said,
            by_id=asker.party,
            written_at=now,
        )
        note_change(asker, now=now, about=person, deed="people.note_visit", thing="visit", thing_id=kept.id)
        return kept.id
