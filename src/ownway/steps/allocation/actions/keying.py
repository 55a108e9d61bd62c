"""Prints a form with a number on it, and keys in at once what was said by phone or written on paper."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.steps.allocation import policies
from ownway.steps.allocation.actions.answering import fitting, take_down
from ownway.steps.allocation.actions.rows import one_at_a_time
from ownway.steps.allocation.models import PaperForm, PaperKeyed
from ownway.steps.allocation.queries import assessments
from ownway.steps.allocation.rules import paper, voices
from ownway.steps.allocation.rules.cannot import CannotKeyIn
from ownway.values import Asker, new_identifier


def print_form(asker: Asker, *, now: datetime, person: UUID, programme: str) -> UUID:
    """Give out a number for a blank form of *programme* for *person*; return the form's identifier (H6).

    The number opens nothing: it says which rules the form was printed under, and for whom.

    :raises NotFound: when the asker may not know the person, or nothing of that name is in force.
    """
    policies.check_may(asker, "print_form", person=person, now=now)
    version = programmes.in_force(programme, on=timezone.localdate(now))
    with transaction.atomic():
        kept = give_out(asker, now=now, person=person, kind="assessment", programme=programme, version=version)
        trail.note_change(
            asker,
            now=now,
            about=person,
            deed="allocation.print_form",
            thing="paper_form",
            thing_id=kept.id,
            after={"number": kept.number, "version": version},
        )
    return kept.id


def give_out(asker: Asker, *, now: datetime, person: UUID, kind: str, programme: str, version: str) -> PaperForm:
    """Give out, within a deed, a number for a blank form of this *kind* printed under *version*; return the form."""
    return PaperForm.objects.create(
        id=new_identifier(now),
        number=_free_number(),
        kind=kind,
        person_id=person,
        programme=programme,
        pack_version=version,
        by_id=asker.party,
        at=now,
    )


def key_in(
    asker: Asker,
    *,
    now: datetime,
    assessment: UUID,
    values: Mapping[str, Mapping[str, Any]],
    channel: str,
    number: str = "",
) -> int:
    """Key in at once what the person said by phone, or wrote on the form of that *number*; return how many answers.

    Each answer is the person's own, marked with the way it came and who typed it. What they answered before is
    followed and stays readable. A form is keyed in by its number, so that the paper is found again.

    :raises NotFound: when there is no such assessment for the asker.
    :raises CannotKeyIn: for another way of answering, or a number that is misread or another person's.
    :raises CannotAnswerNow: when the sum is told, or the programme has no such question.
    :raises CannotAnswer: when an answer does not fit its question.
    """
    row = assessments.found(asker, assessment=assessment, deed="key_in", now=now)
    if channel not in voices.SPOKEN_FOR:
        raise CannotKeyIn("allocation.no_such_channel", field="channel")
    fitted = {question: fitting(row, question, value) for question, value in values.items()}
    kept = 0
    with transaction.atomic():
        one_at_a_time(row.person_id)
        policies.check_may_answer(
            asker, person=row.person_id, voice="person", channel=channel, state=assessments.state(row), now=now
        )
        if channel == "paper":
            came_back(asker, now=now, person=row.person_id, kind="assessment", number=number, thing_id=row.id)
        for question, value in fitted.items():
            own = voices.heads(assessments.given_by(row.id, question=question, voice="person"))
            before = {one.id for one in own}
            id = take_down(
                asker,
                now=now,
                row=row,
                question=question,
                value=value,
                own=own,
                follows=before,
                voice="person",
                channel=channel,
            )
            kept += id not in before
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="allocation.key_in",
            thing="assessment",
            thing_id=row.id,
            after={"channel": channel, "answers": kept, "number": paper.read_number(number)},
        )
    return kept


def came_back(asker: Asker, *, now: datetime, person: UUID, kind: str, number: str, thing_id: UUID) -> str:
    """Keep, within the deed that keys it in, that a form came back; return its number as it is kept.

    :raises CannotKeyIn: when no form of that number and *kind* was printed for the person.
    """
    read = paper.read_number(number)
    form = PaperForm.objects.filter(number=read, kind=kind, person_id=person).first() if read else None
    if form is None:
        raise CannotKeyIn("allocation.no_such_form", field="number")
    if not PaperKeyed.objects.filter(form=form, thing_id=thing_id).exists():
        PaperKeyed.objects.create(id=new_identifier(now), form=form, thing_id=thing_id, by_id=asker.party, at=now)
    return read


def _free_number() -> str:
    while True:
        number = paper.new_number()
        if not PaperForm.objects.filter(number=number).exists():
            return number
