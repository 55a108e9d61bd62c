"""Takes down an answer as one voice gives it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.rulebook.model import Answer
from ownway.steps.allocation import policies
from ownway.steps.allocation.actions.rows import one_at_a_time
from ownway.steps.allocation.models import Assessment, GivenAnswer
from ownway.steps.allocation.queries import assessments
from ownway.steps.allocation.rules import voices
from ownway.steps.allocation.rules.cannot import CannotAnswerNow
from ownway.values import Asker, new_identifier
from ownway.values.text import clean_text


def answer(
    asker: Asker,
    *,
    now: datetime,
    assessment: UUID,
    question: str,
    value: Mapping[str, Any],
    base: Iterable[UUID] = (),
    voice: str = "person",
    channel: str = "self",
    words: str = "",
) -> UUID:
    """Take down what *voice* answers to *question*; return the answer's identifier.

    *value* is in the form of ``rulebook.model.Answer``. *base* holds the answers of the same voice that its giver had
    before them. Where somebody answered in between, both stay and are shown side by side until that voice
    chooses; nothing is overwritten (A5). The same answer given twice is kept once.

    :raises NotFound: when there is no such assessment for the asker.
    :raises CannotAnswerNow: when the sum is told, the voice is not theirs, or the pack has no such question.
    :raises CannotAnswer: when the value does not fit the question.
    """
    row = assessments.found(asker, assessment=assessment, deed="answer", now=now)
    said = clean_text(words, longest=4000, field="words")
    given = fitting(row, question, value)
    with transaction.atomic():
        one_at_a_time(row.person_id)
        policies.check_may_answer(
            asker, person=row.person_id, voice=voice, channel=channel, state=assessments.state(row), now=now
        )
        # Only answers of the same voice to the same question can be followed; the giver saw no other before theirs.
        before = assessments.given_by(row.id, question=question, voice=voice)
        seen = {one.id for one in before}.intersection(base)
        return take_down(
            asker,
            now=now,
            row=row,
            question=question,
            value=given,
            own=voices.heads(before),
            follows=seen,
            voice=voice,
            channel=channel,
            words=said,
        )


def fitting(row: Assessment, question: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """Return *value* in its normal form, once it fits the question of the assessment's pack.

    :raises CannotAnswerNow: when the pack has no such question.
    :raises CannotAnswer: when the value does not fit it.
    """
    pack = programmes.pack(row.pack_version)
    try:
        asked = pack.question(question)
    except KeyError:
        raise CannotAnswerNow("allocation.no_such_question") from None
    return Answer.from_json(asked, value).as_json()


def take_down(
    asker: Asker,
    *,
    now: datetime,
    row: Assessment,
    question: str,
    value: Mapping[str, Any],
    own: Sequence[voices.Given],
    follows: Iterable[UUID],
    voice: str,
    channel: str = "self",
    words: str = "",
) -> UUID:
    """Keep the answer and its line on the trail; within the transaction of the deed that calls it.

    *own* is what *voice* says now; *follows* the answers of that voice which the giver had before them.
    """
    if len(own) == 1 and own[0].value == value and own[0].words == words:
        return own[0].id
    kept = GivenAnswer.objects.create(
        id=new_identifier(now),
        assessment=row,
        person_id=row.person_id,
        question=question,
        voice=voice,
        value=value,
        words=words,
        follows=sorted(follows),
        channel=channel,
        by_id=asker.party,
        at=now,
    )
    trail.note_change(
        asker,
        now=now,
        about=row.person_id,
        deed="allocation.check" if voice == "practitioner" else "allocation.answer",
        thing="answer",
        thing_id=kept.id,
        before=None if not own else {"answers": [head.value for head in own]},
        after={"question": question, "voice": voice, "channel": channel, "value": value},
    )
    return kept.id
