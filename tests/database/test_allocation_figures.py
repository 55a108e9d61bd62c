"""The budget told, moved, challenged, moved over to and worked out again, against the database."""

from datetime import date
from pathlib import Path

import pytest

from ownway.registers.decisions import queries as decisions
from ownway.registers.letters import queries as letters
from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.actions import (
    CannotMoveFigure,
    CannotTellBudget,
)
from ownway.values import Every, Money
from ownway.values.cannot import NotAllowed
from ownway.values.text import CannotKeepText
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
    actions.show_facts(asks(idris), now=later(3), assessment=assessment)
    actions.say_to_facts(asks(rosa), now=later(3), assessment=assessment)
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
    assert sorted(kinds) == ["budget_told", "estimate_told", "facts_shown"]


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
