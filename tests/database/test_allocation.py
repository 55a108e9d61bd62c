"""Allocation from the first answer to the budget that is told, by its actions, against the database."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from ownway.registers.decisions import queries as decisions
from ownway.registers.letters import queries as letters
from ownway.registers.people import queries as people
from ownway.registers.programmes import actions as programmes
from ownway.registers.programmes import queries as rules
from ownway.rulebook.model import Kind
from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.actions import (
    CannotAnswerNow,
    CannotCheck,
    CannotHandIn,
    CannotMoveFigure,
    CannotStart,
    CannotTellBudget,
)
from ownway.steps.allocation.rules.voices import Standing
from ownway.values import Asker, Every, Money, new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from ownway.values.text import CannotKeepText
from tests.factories import Somebody, set_up, somebody, stands_beside, works_with

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
PROGRAMME = "in-control"


def later(minutes: int = 1) -> datetime:
    """A moment some minutes after the first of a test."""
    return NOW + timedelta(minutes=minutes)


def asks(who: Somebody, now: datetime = NOW) -> Asker:
    """The one who asks, as signed in."""
    return people.asker_for_party(who.party, request=new_identifier(now), now=now)


@pytest.fixture(autouse=True)
def programme(repository: Path) -> None:
    """The programme of these tests, in force."""
    if not rules.programmes(on=NOW.date()):
        programmes.install(set_up(), now=NOW - timedelta(days=2), folder=repository / "packs" / PROGRAMME)


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


def begun(rosa: Somebody) -> UUID:
    """A self-assessment that she started herself."""
    return actions.start_assessment(asks(rosa), now=NOW, person=rosa.party, programme=PROGRAMME)


def answer_all(rosa: Somebody, assessment: UUID, level: int = 1, skip: frozenset[str] = frozenset()) -> None:
    """Answer every question she is asked: the given step from the least need, all texts, no to every yes or no."""
    answered: set[str] = set()
    while True:
        seen = queries.assessment(asks(rosa), assessment=assessment, now=NOW)
        waiting = [one for one in seen.questions if one.value is None and one.id not in skip and one.id not in answered]
        if not waiting:
            return
        for one in waiting:
            question = one.question
            if question.kind is Kind.TEXT:
                value: dict[str, object] = {"text": "My garden, and my grandchildren on Sundays 🌻"}
            elif question.kind is Kind.YES_NO:
                value = {"yes": False}
            else:
                value = {"level": question.levels[min(level, len(question.levels) - 1)].id}
            actions.answer(asks(rosa), now=NOW, assessment=assessment, question=one.id, value=value)
            answered.add(one.id)


def handed_in(rosa: Somebody) -> tuple[UUID, UUID]:
    """A self-assessment answered whole and handed in, with its estimate."""
    assessment = begun(rosa)
    answer_all(rosa, assessment)
    return assessment, actions.hand_in(asks(rosa), now=NOW, assessment=assessment)


def told(rosa: Somebody, idris: Somebody) -> tuple[UUID, UUID]:
    """An assessment checked and told, with the decision."""
    assessment, _estimate = handed_in(rosa)
    actions.agree_rest(asks(idris), now=later(), assessment=assessment)
    return assessment, actions.tell_budget(
        asks(idris), now=later(2), assessment=assessment, words="As we said on Monday."
    )


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


@pytest.mark.req("A5")
def test_a_difference_is_settled_with_a_reason_and_everyone_is_still_heard(
    rosa: Somebody, idris: Somebody, lindiwe: Somebody
) -> None:
    assessment, _estimate = handed_in(rosa)
    actions.answer(
        asks(lindiwe),
        now=later(),
        assessment=assessment,
        question="nights",
        value={"level": "lot"},
        voice="family",
        words="She wanders at night.",
    )
    actions.agree_rest(asks(idris), now=later(2), assessment=assessment)
    seen = queries.assessment(asks(idris), assessment=assessment, now=later(2))
    assert [one.id for one in seen.to_check] == ["nights"]
    with pytest.raises(CannotTellBudget, match="not_all_settled"):
        actions.tell_budget(asks(idris), now=later(3), assessment=assessment, words="")
    actions.settle(
        asks(idris),
        now=later(4),
        assessment=assessment,
        question="nights",
        value={"level": "some"},
        words="We kept a diary for a week together.",
    )
    asked = queries.assessment(asks(rosa), assessment=assessment, now=later(4)).question("nights")
    assert asked is not None
    assert {answer.voice for answer in asked.answers} == {"person", "family"}
    assert asked.settled is not None
    assert (asked.settled.by_name, asked.settled.words) == ("Idris Vaughan", "We kept a diary for a week together.")
    kinds = [decision.kind for decision in decisions.decisions_about(asks(rosa), person=rosa.party, now=later(4))]
    assert kinds == ["answer_settled"]


@pytest.mark.req("A4", "H3")
def test_the_budget_is_told_by_name_with_every_reason_and_what_changed(rosa: Somebody, idris: Somebody) -> None:
    assessment, estimate = handed_in(rosa)
    actions.disagree(
        asks(idris),
        now=later(),
        assessment=assessment,
        question="nights",
        value={"level": "lot"},
        words="Someone has to be awake.",
    )
    actions.settle(
        asks(idris), now=later(2), assessment=assessment, question="nights", value={"level": "lot"}, words="Agreed."
    )
    actions.agree_rest(asks(idris), now=later(3), assessment=assessment)
    decision = actions.tell_budget(asks(idris), now=later(4), assessment=assessment, words="You told me a lot.")
    figure = queries.figure_of(asks(rosa), person=rosa.party, now=later(4))
    assert figure is not None
    assert (figure.kind, figure.decision, figure.told_by_name) == ("indicative", decision, "Idris Vaughan")
    assert figure.change is not None
    assert figure.change.code == "allocation.figure_rose"
    assert [reason.facts.get("question") for reason in figure.change.because] == ["nights"]
    before = queries.figure(asks(rosa), figure=estimate, now=later(4))
    assert before.money is not None
    assert figure.money is not None
    assert figure.money - before.money == Money(int(figure.change.facts["by"] or 0), "GBP")
    made = decisions.decision(asks(rosa), decision=decision, now=later(4))
    assert made.decided_by_name == "Idris Vaughan"
    assert made.rule_version == figure.version
    assert made.may_be_challenged
    assert decisions.clocks_about(asks(rosa), person=rosa.party, now=later(4)) == ()
    kinds = [letter.kind for letter in letters.letters_to(asks(rosa), person=rosa.party, now=later(4))]
    assert sorted(kinds) == ["budget_told", "estimate_told"]


def test_telling_twice_makes_one_decision(rosa: Somebody, idris: Somebody) -> None:
    assessment, decision = told(rosa, idris)
    assert actions.tell_budget(asks(idris), now=later(9), assessment=assessment, words="") == decision


def test_an_estimate_cannot_be_told_as_a_budget_while_an_answer_is_missing(rosa: Somebody, idris: Somebody) -> None:
    assessment = begun(rosa)
    answer_all(rosa, assessment, skip=frozenset({"nights"}))
    actions.hand_in(asks(rosa), now=NOW, assessment=assessment)
    actions.agree_rest(asks(idris), now=later(), assessment=assessment)
    with pytest.raises(CannotTellBudget, match="not_all_settled"):
        actions.tell_budget(asks(idris), now=later(2), assessment=assessment, words="")


@pytest.mark.req("A8")
def test_a_figure_can_be_challenged_and_a_clock_runs_on_the_answer(rosa: Somebody, idris: Somebody) -> None:
    told(rosa, idris)
    figure = queries.figure_of(asks(rosa), person=rosa.party, now=later(3))
    assert figure is not None
    actions.challenge_figure(asks(rosa), now=later(3), figure=figure.id, words="Nights are harder than that.")
    clock = decisions.clocks_about(asks(rosa), person=rosa.party, now=later(3))[0]
    assert (clock.kind, clock.due) == ("challenge_answer", date(2026, 3, 30))


def test_an_estimate_is_no_decision_to_challenge(rosa: Somebody) -> None:
    _assessment, estimate = handed_in(rosa)
    with pytest.raises(CannotTellBudget, match="estimate_is_no_decision"):
        actions.challenge_figure(asks(rosa), now=later(), figure=estimate, words="")


@pytest.mark.req("A8")
def test_a_panel_moves_a_figure_with_a_reason_inside_the_limits_and_both_figures_are_told(
    rosa: Somebody, idris: Somebody
) -> None:
    told(rosa, idris)
    panel = somebody("Grace Oyelaran", "panel")
    held = queries.figure_of(asks(panel), person=rosa.party, now=later(3))
    assert held is not None
    assert held.money is not None
    with pytest.raises(CannotMoveFigure, match="outside_limits"):
        actions.move_figure(asks(panel), now=later(3), figure=held.id, pence=held.money.pence * 2, words="More.")
    with pytest.raises(CannotKeepText):
        actions.move_figure(asks(panel), now=later(3), figure=held.id, pence=held.money.pence + 100, words=" ")
    actions.move_figure(
        asks(panel), now=later(4), figure=held.id, pence=held.money.pence + 100, words="Travel to dialysis."
    )
    moved = queries.figure_of(asks(rosa), person=rosa.party, now=later(4))
    assert moved is not None
    assert moved.is_moved
    assert (moved.formula, moved.money) == (held.money, held.money + Money(100, "GBP"))
    assert moved.change is not None
    assert moved.change.because[0].words == "Travel to dialysis."
    with pytest.raises(NotAllowed):
        actions.move_figure(asks(rosa), now=later(5), figure=moved.id, pence=1, words="Me.")


@pytest.mark.req("A12")
def test_who_would_get_less_is_told_in_person_first_and_protected_while_a_challenge_runs(
    rosa: Somebody, idris: Somebody
) -> None:
    actions.note_package(
        asks(idris), now=NOW, person=rosa.party, money=Money(900_000, "GBP"), every=Every.MONTH, since=date(2024, 5, 1)
    )
    assessment, _estimate = handed_in(rosa)
    actions.agree_rest(asks(idris), now=later(), assessment=assessment)
    with pytest.raises(CannotTellBudget, match="tell_in_person_first"):
        actions.tell_budget(asks(idris), now=later(2), assessment=assessment, words="")
    actions.note_told_in_person(
        asks(idris), now=later(3), assessment=assessment, on=date(2026, 3, 2), words="At her kitchen table."
    )
    actions.tell_budget(asks(idris), now=later(4), assessment=assessment, words="")
    moving = queries.moving_over(asks(rosa), person=rosa.party, now=later(5))
    assert moving is not None
    assert moving.is_lower
    # 12 months of £9,000 come to 52 weeks of £2,076.92.
    assert moving.old == Money(207_692, "GBP")
    assert moving.protected is None
    figure = queries.figure_of(asks(rosa), person=rosa.party, now=later(5))
    assert figure is not None
    actions.challenge_figure(asks(rosa), now=later(6), figure=figure.id, words="It is not enough.")
    challenged = queries.moving_over(asks(rosa), person=rosa.party, now=later(7))
    assert challenged is not None
    assert challenged.protected == Money(207_692, "GBP")


@pytest.mark.req("A9")
def test_asking_again_keeps_the_checked_figure_until_the_new_one_is_checked(rosa: Somebody, idris: Somebody) -> None:
    first, _decision = told(rosa, idris)
    again = actions.start_assessment(
        asks(rosa), now=later(10), person=rosa.party, programme=PROGRAMME, why_again="My husband died."
    )
    assert again != first
    seen = queries.assessment(asks(rosa), assessment=again, now=later(10))
    assert (seen.follows, seen.why_again) == (first, "My husband died.")
    assert queries.previous_values(asks(rosa), assessment=again, now=later(10))["nights"] == {"level": "little"}
    answer_all(rosa, again, level=3)
    actions.hand_in(asks(rosa), now=later(11), assessment=again)
    held = queries.figure_of(asks(rosa), person=rosa.party, now=later(12))
    assert held is not None
    assert (held.assessment, held.kind) == (first, "indicative")
    newest = queries.figures_of(asks(rosa), person=rosa.party, now=later(12))[0]
    assert newest.change is not None
    assert newest.change.code == "allocation.figure_rose"


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


def test_a_stranger_finds_nothing(rosa: Somebody) -> None:
    assessment, estimate = handed_in(rosa)
    stranger = somebody("Kwame Boateng")
    worker = somebody("Ffion Rees", "practitioner")
    for who in (stranger, worker):
        with pytest.raises(NotFound):
            queries.assessment(asks(who), assessment=assessment, now=NOW)
        with pytest.raises(NotFound):
            queries.figure(asks(who), figure=estimate, now=NOW)
        with pytest.raises(NotFound):
            actions.answer(asks(who), now=NOW, assessment=assessment, question="nights", value={"level": "lot"})
        with pytest.raises(NotFound):
            actions.start_assessment(asks(who), now=NOW, person=rosa.party, programme=PROGRAMME)


def test_the_person_cannot_check_their_own_answers(rosa: Somebody) -> None:
    assessment, _estimate = handed_in(rosa)
    for deed in (
        lambda: actions.agree_rest(asks(rosa), now=NOW, assessment=assessment),
        lambda: actions.tell_budget(asks(rosa), now=NOW, assessment=assessment, words="Mine."),
        lambda: actions.settle(
            asks(rosa), now=NOW, assessment=assessment, question="nights", value={"level": "lot"}, words="Mine."
        ),
    ):
        with pytest.raises(NotAllowed):
            deed()


@pytest.mark.parametrize("table", ["given_answer", "settled_answer", "figure", "assessment", "assessment_stage"])
def test_the_database_refuses_to_change_or_remove_a_row(rosa: Somebody, table: str) -> None:
    handed_in(rosa)
    for order in (f"delete from allocation_{table}", f"update allocation_{table} set id = id"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(order)


def test_what_people_wrote_is_not_readable_in_the_database(rosa: Somebody) -> None:
    assessment = begun(rosa)
    actions.answer(asks(rosa), now=NOW, assessment=assessment, question="good_life", value={"text": "heliotrope"})
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(encode(value, 'escape'), ' ') from allocation_given_answer")
        assert "heliotrope" not in cursor.fetchone()[0]
