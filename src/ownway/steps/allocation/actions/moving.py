"""Notes what somebody had before they move over, and that a lower figure was told to them in person first."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.trail import actions as trail
from ownway.steps.allocation import policies
from ownway.steps.allocation.models import PackageBefore, ToldInPerson
from ownway.steps.allocation.queries import assessments
from ownway.steps.allocation.rules.cannot import CannotNotePackage
from ownway.values import Asker, Every, Money, new_identifier
from ownway.values.text import clean_text


def note_package(
    asker: Asker, *, now: datetime, person: UUID, money: Money, every: Every, since: date, words: str = ""
) -> UUID:
    """Note the support *person* has had *since* a day, as a sum each *every*; return its identifier.

    A later note corrects an earlier one and leaves it readable.

    :raises NotFound: when the asker may not know the person.
    :raises CannotNotePackage: for a sum below nothing, once, or a day still to come.
    """
    policies.check_may(asker, "note_package", person=person, now=now)
    said = clean_text(words, longest=2000, field="words")
    if money.pence < 0 or every is Every.ONCE:
        raise CannotNotePackage("allocation.no_such_package", field="pence")
    if since > timezone.localdate(now):
        raise CannotNotePackage("allocation.day_to_come", field="since")
    with transaction.atomic():
        row = PackageBefore.objects.create(
            id=new_identifier(now),
            person_id=person,
            pence=money.pence,
            currency=money.currency,
            every=every.value,
            since=since,
            words=said,
            by_id=asker.party,
            at=now,
        )
        trail.note_change(
            asker,
            now=now,
            about=person,
            deed="allocation.note_package",
            thing="package_before",
            thing_id=row.id,
            after={"pence": money.pence, "currency": money.currency, "every": every.value, "since": since.isoformat()},
        )
    return row.id


def note_told_in_person(asker: Asker, *, now: datetime, assessment: UUID, on: date, words: str) -> UUID:
    """Note that the person was told in person of a lower figure before any letter, *on* a day; return its identifier.

    :raises NotFound: when there is no such assessment for the asker.
    :raises CannotNotePackage: for a day still to come, or without words.
    """
    row = assessments.found(asker, assessment=assessment, deed="check", now=now)
    said = clean_text(words, longest=4000, field="words", required=True)
    if on > timezone.localdate(now):
        raise CannotNotePackage("allocation.day_to_come", field="on")
    with transaction.atomic():
        kept = ToldInPerson.objects.create(
            id=new_identifier(now),
            assessment=row,
            person_id=row.person_id,
            on=on,
            words=said,
            by_id=asker.party,
            at=now,
        )
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="allocation.check",
            thing="told_in_person",
            thing_id=kept.id,
            after={"on": on.isoformat(), "words": said},
        )
    return kept.id
