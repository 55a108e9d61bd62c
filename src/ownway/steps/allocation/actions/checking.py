"""Checks a self-assessment question by question: agrees, disagrees, settles, and overwrites nobody."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ownway.registers.decisions import actions as decisions
from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.steps.allocation import policies
from ownway.steps.allocation.actions.answering import fitting, take_down
from ownway.steps.allocation.actions.rows import one_at_a_time
from ownway.steps.allocation.models import Assessment, SettledAnswer
from ownway.steps.allocation.queries import assessments
from ownway.steps.allocation.queries.working import asked_in_words
from ownway.steps.allocation.rules import voices
from ownway.steps.allocation.rules.cannot import CannotCheck
from ownway.steps.allocation.rules.voices import Side, Standing
from ownway.values import Asker, Reason, new_identifier
from ownway.values.text import clean_text


def agree_answer(asker: Asker, *, now: datetime, assessment: UUID, question: str) -> UUID:
    """Agree with what was answered to *question*: the practitioner's own answer is the same; return its identifier.

    :raises CannotCheck: when nothing was answered, or the others do not say the same.
    """
    row = assessments.found(asker, assessment=assessment, deed="check", now=now)
    with transaction.atomic():
        _ready(asker, row, now=now)
        return _agree(asker, row, assessments.side_of(row.id, question), now=now)


def agree_rest(asker: Asker, *, now: datetime, assessment: UUID) -> int:
    """Agree with every answer that nobody disputes and that has not been checked yet; return how many.

    :raises CannotCheck: when the assessment is not there to be checked.
    """
    seen = assessments.assessment(asker, assessment=assessment, now=now)
    row = assessments.found(asker, assessment=assessment, deed="check", now=now)
    waiting = [one.id for one in seen.questions if one.is_checked and one.standing is Standing.UNCHECKED]
    with transaction.atomic():
        _ready(asker, row, now=now)
        sides = assessments.sides_of(row.id)
        for question in waiting:
            _agree(asker, row, sides[question], now=now)
    return len(waiting)


def disagree(
    asker: Asker, *, now: datetime, assessment: UUID, question: str, value: Mapping[str, Any], words: str
) -> UUID:
    """Put the practitioner's own answer beside the others, with *words* why; return its identifier.

    :raises CannotCheck: without words, or when the assessment is not there to be checked.
    :raises CannotAnswer: when the value does not fit the question.
    """
    row = assessments.found(asker, assessment=assessment, deed="check", now=now)
    why = clean_text(words, longest=4000, field="words", required=True)
    given = fitting(row, question, value)
    with transaction.atomic():
        _ready(asker, row, now=now)
        return _own_answer(asker, row, assessments.side_of(row.id, question), given, now=now, words=why)


def settle(
    asker: Asker, *, now: datetime, assessment: UUID, question: str, value: Mapping[str, Any], words: str
) -> UUID:
    """Settle on one answer to *question* with the reason in *words*, in the asker's name; return its identifier.

    Everybody's own answer stays beside it.

    :raises CannotCheck: without a human being behind it, without words, or when nobody has answered.
    :raises CannotAnswer: when the value does not fit the question.
    """
    row = assessments.found(asker, assessment=assessment, deed="check", now=now)
    why = clean_text(words, longest=4000, field="words", required=True)
    given = fitting(row, question, value)
    if not asker.is_human:
        raise CannotCheck("allocation.a_person_settles")
    with transaction.atomic():
        _ready(asker, row, now=now)
        side = assessments.side_of(row.id, question)
        if side.settled and side.settled.value == given and side.settled.words == why:
            return SettledAnswer.objects.filter(assessment=row, question=question).latest("at").id
        kept = SettledAnswer.objects.create(
            id=new_identifier(now),
            assessment=row,
            person_id=row.person_id,
            question=question,
            value=given,
            words=why,
            by_id=asker.party,
            at=now,
        )
        decisions.decide(
            asker,
            now=now,
            about=row.person_id,
            kind="answer_settled",
            outcome="settled",
            reasons=(
                Reason("allocation.settled_on", {"asked": asked_in_words(programmes.pack(row.pack_version), question)}),
            ),
            words=why,
            rule_version=row.pack_version,
            thing="settled_answer",
            thing_id=kept.id,
        )
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="allocation.check",
            thing="settled_answer",
            thing_id=kept.id,
            reason=Reason("allocation.settled", {"question": question}, words=why),
            before={"answers": [{"voice": head.voice, "value": head.value} for head in side.heads]},
            after={"question": question, "value": given},
        )
    return kept.id


def _ready(asker: Asker, row: Assessment, *, now: datetime) -> None:
    one_at_a_time(row.person_id)
    fresh = Assessment.objects.prefetch_related("stages").get(pk=row.pk)
    policies.check_may_check(asker, person=row.person_id, state=assessments.state(fresh), now=now)


def _agree(asker: Asker, row: Assessment, side: Side, *, now: datetime) -> UUID:
    said = [head for head in side.heads if head.voice != "practitioner"]
    if not said:
        raise CannotCheck("allocation.nothing_to_agree_with", field=side.question)
    value = voices.counting(Side(side.question, side.standing, tuple(said)))
    if value is None or any(head.value != value for head in said):
        raise CannotCheck("allocation.others_differ", field=side.question)
    return _own_answer(asker, row, side, value, now=now)


def _own_answer(
    asker: Asker, row: Assessment, side: Side, value: Mapping[str, Any], *, now: datetime, words: str = ""
) -> UUID:
    own = side.by_voice("practitioner")
    return take_down(
        asker,
        now=now,
        row=row,
        question=side.question,
        value=value,
        own=own,
        follows=[head.id for head in own],
        voice="practitioner",
        words=words,
    )
