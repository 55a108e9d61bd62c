"""Asks for self-assessments: every voice side by side, as the asker may see them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from ownway.registers.people import queries as people
from ownway.registers.people.models import Relation
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack
from ownway.steps.allocation import policies
from ownway.steps.allocation.models import Assessment, GivenAnswer, SettledAnswer
from ownway.steps.allocation.queries.seen import (
    AnswerSeen,
    AssessmentLine,
    AssessmentSeen,
    QuestionSeen,
    SectionSeen,
    SettledSeen,
)
from ownway.steps.allocation.rules import routing, voices
from ownway.steps.allocation.rules.states import state_of
from ownway.steps.allocation.rules.voices import Given, Settled, Side
from ownway.values import Asker
from ownway.values.cannot import NotFound


def my_assessments(asker: Asker, *, person: UUID, now: datetime) -> tuple[AssessmentLine, ...]:
    """Return the self-assessments of *person*, the newest first.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see", person=person, now=now)
    rows = Assessment.objects.filter(person_id=person).prefetch_related("stages").order_by("-started_at", "-id")
    return tuple(_line(row) for row in rows)


def assessment(asker: Asker, *, assessment: UUID, now: datetime) -> AssessmentSeen:
    """Return one self-assessment with the answers of every voice.

    :raises NotFound: when there is none of that name for the asker.
    """
    row = found(asker, assessment=assessment, deed="see", now=now)
    line = _line(row)
    pack = programmes.pack(row.pack_version)
    sides = sides_of(row.id)
    names = _names(row.person_id, sides.values())
    shown = {question.id for question in routing.questions_for(pack, routing.answers_of(pack, counting(sides)))}
    if not policies.may_read_private(asker, person=row.person_id, now=now):
        shown -= routing.private_questions(pack)
    reached = {stage.stage: stage.at for stage in row.stages.all()}
    return AssessmentSeen(
        id=row.id,
        person=row.person_id,
        person_name=names.get(row.person_id, ""),
        programme=row.programme,
        version=row.pack_version,
        channel=row.channel,
        state=line.state,
        started_at=row.started_at,
        handed_in_at=reached.get("handed_in"),
        told_at=reached.get("told"),
        sections=sections_seen(pack, sides, shown, names),
        follows=row.follows_id,
        why_again=row.why_again,
    )


def answers_over_time(asker: Asker, *, assessment: UUID, question: str, now: datetime) -> tuple[AnswerSeen, ...]:
    """Return every answer that was ever given to one question, by whom and when, the first one first (A5).

    :raises NotFound: when there is none of that name for the asker, or the question is not for them to read.
    """
    row = found(asker, assessment=assessment, deed="see", now=now)
    private = routing.private_questions(programmes.pack(row.pack_version))
    if question in private and not policies.may_read_private(asker, person=row.person_id, now=now):
        raise NotFound("allocation.no_such_question")
    rows = list(GivenAnswer.objects.filter(assessment=row, question=question, at__lte=now).order_by("at", "id"))
    names = people.names_of({one.by_id for one in rows})
    return tuple(
        AnswerSeen(one.id, one.voice, one.value, one.words, one.by_id, names.get(one.by_id, ""), one.at, one.channel)
        for one in rows
    )


def can_answer_as(asker: Asker, *, person: UUID, channel: str, now: datetime) -> frozenset[str]:
    """Return the voices in which the asker may answer for *person* through *channel*.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see", person=person, now=now)
    return policies.voices_of(asker, person=person, channel=channel, now=now)


def may_do(asker: Asker, *, deed: str, person: UUID, now: datetime) -> bool:
    """Whether the asker may do an ``allocation`` *deed* (``"check"``, ``"tell_budget"``) for *person* at all."""
    return policies.may(asker, deed, person=person, now=now)


def previous_values(asker: Asker, *, assessment: UUID, now: datetime) -> Mapping[str, Mapping[str, Any]]:
    """Return the answers that counted in the assessment this one looks at again, by question; none for a first one.

    :raises NotFound: when there is none of that name for the asker.
    """
    row = found(asker, assessment=assessment, deed="see", now=now)
    return counting(sides_of(row.follows_id)) if row.follows_id else {}


def found(asker: Asker, *, assessment: UUID, deed: str, now: datetime) -> Assessment:
    """Return the row of an assessment for use inside this app, once the asker may do *deed* with it.

    :raises NotFound: when there is none of that name for the asker.
    """
    row = Assessment.objects.filter(pk=assessment).prefetch_related("stages").first()
    if row is None:
        raise NotFound("allocation.no_such_assessment")
    policies.check_may(asker, deed, person=row.person_id, now=now)
    return row


def practitioner_for(person: UUID, *, now: datetime) -> UUID | None:
    """Return who has worked with *person* longest of those who do now, or nothing where nobody does yet."""
    rows = Relation.objects.filter(to_id=person, kind="works_with").holding(now)
    return min(rows, key=lambda row: (row.starts, row.id)).who_id if rows else None


def state(row: Assessment) -> str:
    """Return the state that *row* has come to."""
    return _line(row).state


def side_of(assessment: UUID, question: str) -> Side:
    """Return the answers to one *question* side by side."""
    return sides_of(assessment, question=question).get(question) or voices.side_by_side(question, ())


def given_by(assessment: UUID, *, question: str, voice: str) -> list[Given]:
    """Return every answer one *voice* gave to one *question*, those that later ones follow included."""
    rows = GivenAnswer.objects.filter(assessment_id=assessment, question=question, voice=voice)
    return [_given(row) for row in rows]


def sides_of(assessment: UUID, *, question: str = "") -> dict[str, Side]:
    """Return for each question answered in *assessment* (or for *question* alone) its answers side by side."""
    only = {"assessment_id": assessment, **({"question": question} if question else {})}
    given: dict[str, list[Given]] = defaultdict(list)
    for answer in GivenAnswer.objects.filter(**only):
        given[answer.question].append(_given(answer))
    settled: dict[str, list[Settled]] = defaultdict(list)
    for row in SettledAnswer.objects.filter(**only):
        settled[row.question].append(Settled(row.question, row.value, row.words, row.by_id, row.at))
    return {
        question: voices.side_by_side(question, given[question], settled[question]) for question in {**given, **settled}
    }


def counting(sides: Mapping[str, Side]) -> dict[str, Mapping[str, Any]]:
    """Return the answer that counts now for each question that has one."""
    counted = {question: voices.counting(side) for question, side in sides.items()}
    return {question: value for question, value in counted.items() if value is not None}


def _given(row: GivenAnswer) -> Given:
    return Given(
        id=row.id,
        question=row.question,
        voice=row.voice,
        value=row.value,
        at=row.at,
        follows=frozenset(row.follows),
        by=row.by_id,
        channel=row.channel,
        words=row.words,
    )


def _line(row: Assessment) -> AssessmentLine:
    stages = sorted(row.stages.all(), key=lambda stage: (stage.at, stage.id))
    return AssessmentLine(
        id=row.id,
        person=row.person_id,
        programme=row.programme,
        version=row.pack_version,
        state=state_of([stage.stage for stage in stages]),
        started_at=row.started_at,
        state_since=stages[-1].at if stages else row.started_at,
    )


def _names(person: UUID, sides: Iterable[Side]) -> dict[UUID, str]:
    speakers = {person}
    for side in sides:
        speakers |= {head.by for head in side.heads if head.by}
        if side.settled:
            speakers.add(side.settled.by)
    return people.names_of(speakers)


def sections_seen(
    pack: Pack, sides: Mapping[str, Side], shown: set[str], names: Mapping[UUID, str]
) -> tuple[SectionSeen, ...]:
    """Return the questions *shown*, section by section, each with its answers side by side."""
    sections = (
        SectionSeen(section.id, tuple(_question(pack, id, sides, names) for id in section.questions if id in shown))
        for section in pack.sections
    )
    return tuple(section for section in sections if section.questions)


def _question(pack: Pack, id: str, sides: Mapping[str, Side], names: Mapping[UUID, str]) -> QuestionSeen:
    question = pack.question(id)
    side = sides.get(id) or voices.side_by_side(id, ())
    settled = side.settled
    return QuestionSeen(
        question=question,
        standing=side.standing,
        answers=tuple(
            AnswerSeen(
                id=head.id,
                voice=head.voice,
                value=head.value,
                words=head.words,
                by=head.by,
                by_name=names.get(head.by, "") if head.by else "",
                at=head.at,
                channel=head.channel,
            )
            for head in side.heads
        ),
        settled=SettledSeen(settled.value, settled.words, settled.by, names.get(settled.by, ""), settled.at)
        if settled
        else None,
        value=voices.counting(side),
        is_checked=routing.is_checked(question),
    )
