"""Takes down what a carer says when asked alone, lets them take it back, and says that counted help is not so."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.rulebook.model import Answer, Pack
from ownway.steps.allocation import policies
from ownway.steps.allocation.actions.answering import take_down
from ownway.steps.allocation.actions.rows import one_at_a_time
from ownway.steps.allocation.actions.starting import begin_or_go_on
from ownway.steps.allocation.models import Assessment, CarersWord
from ownway.steps.allocation.queries import assessments, carers
from ownway.steps.allocation.rules import help as helping
from ownway.steps.allocation.rules import states, voices
from ownway.steps.allocation.rules.cannot import CannotGiveWord
from ownway.values import Asker, new_identifier
from ownway.values.text import clean_text


def give_word(
    asker: Asker,
    *,
    now: datetime,
    person: UUID,
    usual: str,
    values: Mapping[str, Mapping[str, Any]],
    until: date | None = None,
    words: str = "",
) -> UUID:
    """Keep what a carer says about their help for *person*: which help gladly, until which day, and what is private.

    From now on this help counts, and no other; *words* is for the carer and the practitioner alone. Nothing of it
    goes on the person's trail or into what they take away, but which help counts and until when.

    :raises NotFound: when the asker may not know the person.
    :raises NotAllowed: when they are neither carer nor family.
    :raises CannotGiveWord: for help the programme does not ask about, or a last day that has passed.
    :raises CannotAnswer: when an answer does not fit its question.
    """
    pack = carers.pack_for_help(asker, person=person, usual=usual, now=now)
    said = clean_text(words, longest=8000, field="words")
    if until is not None and until < timezone.localdate(now):
        raise CannotGiveWord("allocation.help_day_passed", field="until")
    return _keep(asker, now=now, person=person, values=_fitting(pack, values), until=until, words=said)


def end_help(asker: Asker, *, now: datetime, person: UUID, words: str = "", told: str = "") -> UUID:
    """Take one's help back: it counts no more from today, and the person's needs are looked at again at once (A9).

    *words* stays private; *told* is what the person may read of it. Where the last sum was told, a new self-assessment
    begins; where one is under way, it simply counts anew. Whoever works with the person has a clock.

    :raises NotFound: when the asker may not know the person.
    :raises CannotGiveWord: when they never said that they help.
    """
    private = clean_text(words, longest=8000, field="words")
    open_words = clean_text(told, longest=2000, field="told")
    with transaction.atomic():
        policies.check_may(asker, "give_word", person=person, now=now)
        one_at_a_time(person)
        before = carers.latest_words(person, now=now).get(asker.party) if asker.party else None
        if before is None or before.ended:
            raise CannotGiveWord("allocation.no_help_to_end")
        kept = _row(asker, now=now, person=person, values=before.value, until=None, words=private, ended=True)
        _look_again(asker, now=now, person=person, word=kept.id, told=open_words)
    return kept.id


def say_help_not_so(asker: Asker, *, now: datetime, assessment: UUID, question: str, words: str) -> UUID:
    """Say that the help counted at *question* is not given: the asker's own answer is that there is none (LR12).

    It stands beside the others like any answer, with *words*; whoever checks has to settle it before a sum is told.

    :raises NotFound: when there is no such assessment for the asker.
    :raises CannotAnswerNow: when the sum is told: then a challenge is the way.
    :raises CannotGiveWord: when the question is not about help, or no words are given.
    """
    row = assessments.found(asker, assessment=assessment, deed="not_so", now=now)
    why = clean_text(words, longest=4000, field="words", required=True)
    pack = programmes.pack(row.pack_version)
    asked = next((one for one in helping.help_questions(pack) if one.id == question), None)
    if asked is None:
        raise CannotGiveWord("allocation.not_about_help")
    with transaction.atomic():
        one_at_a_time(row.person_id)
        own = policies.voices_of(asker, person=row.person_id, channel="self", now=now)
        voice = next((one for one in voices.VOICES if one in own), "person")
        policies.check_may_answer(
            asker, person=row.person_id, voice=voice, channel="self", state=assessments.state(row), now=now
        )
        before = voices.heads(assessments.given_by(row.id, question=question, voice=voice))
        return take_down(
            asker,
            now=now,
            row=row,
            question=question,
            value=helping.no_help(asked),
            own=before,
            follows=[one.id for one in before],
            voice=voice,
            words=why,
        )


def _fitting(pack: Pack, values: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    asked = {question.id: question for question in helping.help_questions(pack)}
    for id in values:
        if id not in asked:
            raise CannotGiveWord("allocation.not_about_help", field=id)
    return {id: Answer.from_json(asked[id], value).as_json() for id, value in values.items()}


def _keep(
    asker: Asker, *, now: datetime, person: UUID, values: Mapping[str, Any], until: date | None, words: str
) -> UUID:
    with transaction.atomic():
        policies.check_may(asker, "give_word", person=person, now=now)
        one_at_a_time(person)
        return _row(asker, now=now, person=person, values=values, until=until, words=words, ended=False).id


def _row(
    asker: Asker,
    *,
    now: datetime,
    person: UUID,
    values: Mapping[str, Any],
    until: date | None,
    words: str,
    ended: bool,
) -> CarersWord:
    kept = CarersWord.objects.create(
        id=new_identifier(now),
        carer_id=asker.party,
        person_id=person,
        value=dict(values),
        until=until,
        ended=ended,
        words=words,
        by_id=asker.party,
        at=now,
    )
    # On the carer's own trail: that they said something, and what, is theirs.
    trail.note_change(
        asker,
        now=now,
        about=asker.party,
        deed="allocation.give_word",
        thing="carers_word",
        thing_id=kept.id,
        after={"until": until.isoformat() if until else None, "ended": ended},
    )
    return kept


def _look_again(asker: Asker, *, now: datetime, person: UUID, word: UUID, told: str) -> None:
    last = Assessment.objects.filter(person_id=person).order_by("-started_at", "-id").first()
    if last is None:
        return
    state = assessments.state(last)
    if state == "told":
        begin_or_go_on(asker, now=now, person=person, programme=last.programme, channel="with_someone", why_again=told)
    if state not in states.MOVES or not (state == "told" or state in states.CAN_BE_ANSWERED):
        return
    days = programmes.pack(last.pack_version).allocation.checked_within_days
    decisions.start_clock(
        asker,
        now=now,
        about=person,
        kind="help_ended",
        due=timezone.localdate(now) + timedelta(days=days),
        waits_on_role="practitioner",
        waits_on=assessments.practitioner_for(person, now=now),
        thing="carers_word",
        thing_id=word,
    )
