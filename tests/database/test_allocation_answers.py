"""Answers kept voice by voice, found again, handed in and estimated, against the database."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from ownway.registers.decisions import queries as decisions
from ownway.registers.letters import queries as letters
from ownway.rulebook.model import Kind
from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.actions import (
    CannotAnswerNow,
    CannotCheck,
    CannotHandIn,
    CannotStart,
)
from ownway.steps.allocation.rules.voices import Standing
from ownway.values import Every
from tests.allocating import NOW, PROGRAMME, answer_all, asks, begun, handed_in, install, later, told
from tests.factories import Somebody, somebody, stands_beside, works_with

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def programme(repository: Path) -> None:
    """The programme of these tests, in force."""
    install(repository)


@pytest.fixture
def rosa() -> Somebody:
    """A person who asks for support."""
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


@pytest.fixture
def lindiwe(rosa: Somebody) -> Somebody:
    """Her daughter."""
    daughter = somebody("Lindiwe Mbeki")
    stands_beside(daughter, rosa)
    return daughter


@pytest.mark.req("A1")
def test_the_first_questions_are_about_a_life_and_not_about_needs(rosa: Somebody) -> None:
    seen = queries.assessment(asks(rosa), assessment=begun(rosa), now=NOW)
    first = seen.sections[0]
    assert first.id == "life"
    assert {one.question.kind for one in first.questions} == {Kind.TEXT}


@pytest.mark.req("A1")
def test_answers_are_kept_one_by_one_and_found_again(rosa: Somebody) -> None:
    assessment = begun(rosa)
    actions.answer(
        asks(rosa), now=NOW, assessment=assessment, question="good_life", value={"text": "أريد أن أعمل في المكتبة"}
    )
    again = actions.start_assessment(asks(rosa), now=later(600), person=rosa.party, programme=PROGRAMME)
    assert again == assessment
    seen = queries.assessment(asks(rosa), assessment=again, now=later(600))
    found = seen.question("good_life")
    assert found is not None
    assert found.value == {"text": "أريد أن أعمل في المكتبة"}


@pytest.mark.req("A2")
def test_a_question_that_does_not_apply_is_hidden_and_shown_when_it_does(rosa: Somebody) -> None:
    assessment = begun(rosa)
    assert queries.assessment(asks(rosa), assessment=assessment, now=NOW).question("parenting") is None
    actions.answer(asks(rosa), now=NOW, assessment=assessment, question="looks_after_children", value={"yes": True})
    assert queries.assessment(asks(rosa), assessment=assessment, now=NOW).question("parenting") is not None
    first = queries.assessment(asks(rosa), assessment=assessment, now=NOW).question("looks_after_children")
    assert first is not None
    actions.answer(
        asks(rosa),
        now=later(),
        assessment=assessment,
        question="looks_after_children",
        value={"yes": False},
        base=[first.answers[0].id],
    )
    assert queries.assessment(asks(rosa), assessment=assessment, now=later()).question("parenting") is None


@pytest.mark.req("A4")
def test_handing_in_tells_an_estimate_at_once_with_reasons_a_letter_and_a_clock(
    rosa: Somebody, idris: Somebody
) -> None:
    assessment, estimate = handed_in(rosa)
    figure = queries.figure_of(asks(rosa), person=rosa.party, now=NOW)
    assert figure is not None
    assert (figure.id, figure.kind, figure.per) == (estimate, "estimate", Every.WEEK)
    assert figure.money is not None
    assert figure.money.pence > 0
    assert figure.worked.reason.because
    clock = decisions.clocks_about(asks(rosa), person=rosa.party, now=NOW)[0]
    assert (clock.kind, clock.thing_id, clock.due) == ("check", assessment, date(2026, 3, 22))
    assert [seen.thing_id for seen in decisions.desk(asks(idris), now=NOW)] == [assessment]
    assert [letter.kind for letter in letters.letters_to(asks(rosa), person=rosa.party, now=NOW)] == ["estimate_told"]


@pytest.mark.req("A4")
def test_missing_answers_make_a_range(rosa: Somebody) -> None:
    assessment = begun(rosa)
    answer_all(rosa, assessment, skip=frozenset({"nights"}))
    actions.hand_in(asks(rosa), now=NOW, assessment=assessment)
    figure = queries.figure_of(asks(rosa), person=rosa.party, now=NOW)
    assert figure is not None
    assert figure.money is None
    assert figure.range is not None
    assert figure.range[0] < figure.range[1]
    assert figure.worked.missing == ("nights",)


def test_handing_in_twice_tells_one_estimate(rosa: Somebody) -> None:
    assessment, estimate = handed_in(rosa)
    assert actions.hand_in(asks(rosa), now=later(), assessment=assessment) == estimate
    assert len(queries.figures_of(asks(rosa), person=rosa.party, now=later())) == 1


def test_nothing_answered_cannot_be_handed_in(rosa: Somebody) -> None:
    with pytest.raises(CannotHandIn, match="nothing_answered"):
        actions.hand_in(asks(rosa), now=NOW, assessment=begun(rosa))


@pytest.mark.req("A5")
def test_two_devices_that_answer_apart_make_a_conflict_that_the_person_settles(rosa: Somebody) -> None:
    assessment = begun(rosa)
    for minute, level in enumerate(("some", "lot")):
        actions.answer(asks(rosa), now=later(minute), assessment=assessment, question="nights", value={"level": level})
    seen = queries.assessment(asks(rosa), assessment=assessment, now=later(5)).question("nights")
    assert seen is not None
    assert seen.standing is Standing.TWO_ANSWERS
    with pytest.raises(CannotHandIn, match="two_answers"):
        actions.hand_in(asks(rosa), now=later(5), assessment=assessment)
    both = [answer.id for answer in seen.answers]
    actions.answer(
        asks(rosa), now=later(6), assessment=assessment, question="nights", value={"level": "lot"}, base=both
    )
    chosen = queries.assessment(asks(rosa), assessment=assessment, now=later(6)).question("nights")
    assert chosen is not None
    assert [answer.value for answer in chosen.answers] == [{"level": "lot"}]


def test_the_same_answer_sent_twice_is_kept_once(rosa: Somebody) -> None:
    assessment = begun(rosa)
    first, second = (
        actions.answer(asks(rosa), now=later(minute), assessment=assessment, question="nights", value={"level": "some"})
        for minute in (1, 2)
    )
    assert first == second


def test_a_second_assessment_cannot_start_while_the_first_is_checked(rosa: Somebody) -> None:
    handed_in(rosa)
    with pytest.raises(CannotStart, match="being_checked"):
        actions.start_assessment(asks(rosa), now=later(), person=rosa.party, programme=PROGRAMME)


def test_an_assessment_put_away_leaves_room_for_a_new_one(rosa: Somebody) -> None:
    assessment, _estimate = handed_in(rosa)
    actions.set_aside(asks(rosa), now=later(), assessment=assessment, words="I would rather not.")
    assert queries.my_assessments(asks(rosa), person=rosa.party, now=later(2))[0].state == "set_aside"
    assert actions.start_assessment(asks(rosa), now=later(3), person=rosa.party, programme=PROGRAMME) != assessment


@pytest.mark.req("A1")
def test_a_practitioner_writes_down_by_phone_what_the_person_says(rosa: Somebody, idris: Somebody) -> None:
    assessment = actions.start_assessment(asks(idris), now=NOW, person=rosa.party, programme=PROGRAMME, channel="phone")
    actions.answer(
        asks(idris), now=NOW, assessment=assessment, question="nights", value={"level": "lot"}, channel="phone"
    )
    seen = queries.assessment(asks(rosa), assessment=assessment, now=NOW).question("nights")
    assert seen is not None
    assert [(one.voice, one.channel, one.by_name) for one in seen.answers] == [("person", "phone", "Idris Vaughan")]


def test_nobody_answers_in_a_voice_that_is_not_theirs(rosa: Somebody, idris: Somebody, lindiwe: Somebody) -> None:
    assessment = begun(rosa)
    for who, voice in ((lindiwe, "person"), (idris, "person"), (rosa, "family"), (rosa, "practitioner")):
        with pytest.raises(CannotAnswerNow, match="not_your_voice"):
            actions.answer(
                asks(who), now=NOW, assessment=assessment, question="nights", value={"level": "lot"}, voice=voice
            )


def test_answers_stay_as_they_are_once_the_budget_is_told(rosa: Somebody, idris: Somebody) -> None:
    assessment, _decision = told(rosa, idris)
    with pytest.raises(CannotAnswerNow, match="no_longer_open"):
        actions.answer(asks(rosa), now=later(9), assessment=assessment, question="nights", value={"level": "lot"})
    with pytest.raises(CannotCheck, match="no_longer_open"):
        actions.agree_answer(asks(idris), now=later(9), assessment=assessment, question="nights")


def test_an_answer_that_the_pack_does_not_know_is_refused_and_nothing_is_kept(rosa: Somebody) -> None:
    assessment = begun(rosa)
    for question, value in (
        ("nights", {"level": "enormous"}),
        ("nights", {"number": "3"}),
        ("nights", {}),
        ("good_life", {"text": "a\x00b"}),
        ("good_life", {"text": "x" * 100_000}),
        ("no_such_question", {"level": "lot"}),
    ):
        with pytest.raises(Exception, match=r"answer\.|text\.|no_such_question"):
            actions.answer(asks(rosa), now=NOW, assessment=assessment, question=question, value=value)
    assert queries.assessment(asks(rosa), assessment=assessment, now=NOW).answered == 0


def test_an_answer_of_somebody_else_cannot_be_followed(rosa: Somebody, lindiwe: Somebody) -> None:
    assessment = begun(rosa)
    hers = actions.answer(
        asks(lindiwe), now=NOW, assessment=assessment, question="nights", value={"level": "lot"}, voice="family"
    )
    actions.answer(
        asks(rosa), now=later(), assessment=assessment, question="nights", value={"level": "some"}, base=[hers, uuid4()]
    )
    seen = queries.assessment(asks(rosa), assessment=assessment, now=later()).question("nights")
    assert seen is not None
    assert {answer.voice for answer in seen.answers} == {"person", "family"}
