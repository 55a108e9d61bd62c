"""Before a sum is fixed: needs costed one by one beside it, and the person's own look at what was written."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from ownway.registers.decisions import queries as decisions
from ownway.registers.letters import queries as letters
from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.actions import CannotAnswerNow, CannotCostNeeds, CannotShowFacts, CannotTellBudget
from ownway.values import Money
from ownway.values.cannot import NotAllowed
from tests.allocating import asks, handed_in, install, later
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


def settled_otherwise(rosa: Somebody, idris: Somebody) -> UUID:
    """Her answers checked, one of them settled otherwise than she said."""
    assessment, _estimate = handed_in(rosa)
    actions.settle(
        asks(idris), now=later(), assessment=assessment, question="meals", value={"level": "none"}, words="She cooks."
    )
    actions.agree_rest(asks(idris), now=later(2), assessment=assessment)
    return assessment


def tell(idris: Somebody, assessment: UUID, minutes: int, words: str = "As we said.") -> UUID:
    """The sum, told."""
    moment = later(minutes)
    return actions.tell_budget(asks(idris, moment), now=moment, assessment=assessment, words=words)


@pytest.mark.req("A4", "LR15")
def test_no_sum_is_fixed_before_the_person_has_seen_what_was_settled_otherwise(rosa: Somebody, idris: Somebody) -> None:
    assessment = settled_otherwise(rosa, idris)
    with pytest.raises(CannotTellBudget, match="facts_needed"):
        tell(idris, assessment, 3)
    actions.show_facts(asks(idris), now=later(4), assessment=assessment)
    with pytest.raises(CannotTellBudget, match="facts_waiting"):
        tell(idris, assessment, 5)
    seen = queries.facts_of(asks(rosa), assessment=assessment, now=later(5))
    assert seen.otherwise == ("meals",)
    assert seen.due == later(4).date() + timedelta(days=21)
    (clock,) = [
        one for one in decisions.clocks_about(asks(rosa), person=rosa.party, now=later(5)) if one.kind == "facts"
    ]
    assert clock.due == seen.due
    assert "facts_shown" in {one.kind for one in letters.letters_to(asks(rosa), person=rosa.party, now=later(5))}
    actions.say_to_facts(asks(rosa), now=later(6), assessment=assessment)
    assert actions.say_to_facts(asks(rosa), now=later(7), assessment=assessment)
    tell(idris, assessment, 8)
    assert decisions.clocks_about(asks(rosa), person=rosa.party, now=later(9)) == ()


def test_what_is_not_so_opens_the_question_again(rosa: Somebody, idris: Somebody) -> None:
    assessment = settled_otherwise(rosa, idris)
    actions.show_facts(asks(idris), now=later(4), assessment=assessment)
    actions.say_to_facts(asks(rosa), now=later(5), assessment=assessment, question="meals", words="I burn everything.")
    with pytest.raises(CannotTellBudget, match="facts_not_so"):
        tell(idris, assessment, 6)
    (objection,) = queries.facts_of(asks(idris), assessment=assessment, now=later(6)).objections
    assert (objection.question, objection.words, objection.is_open) == ("meals", "I burn everything.", True)
    actions.settle(
        asks(idris, later(7)),
        now=later(7),
        assessment=assessment,
        question="meals",
        value={"level": "little"},
        words="We cooked together.",
    )
    # Her help with meals is asked again, now that she needs some.
    actions.agree_rest(asks(idris), now=later(7), assessment=assessment)
    actions.say_to_facts(asks(idris), now=later(8), assessment=assessment, channel="phone")
    tell(idris, assessment, 9)


def test_when_the_time_has_passed_the_sum_may_be_told(rosa: Somebody, idris: Somebody) -> None:
    assessment = settled_otherwise(rosa, idris)
    actions.show_facts(asks(idris), now=later(4), assessment=assessment)
    tell(idris, assessment, 60 * 24 * 22)


def test_where_all_counts_as_the_person_said_nothing_has_to_be_shown(rosa: Somebody, idris: Somebody) -> None:
    assessment, _estimate = handed_in(rosa)
    with pytest.raises(CannotShowFacts, match="not_all_settled"):
        actions.show_facts(asks(idris), now=later(), assessment=assessment)
    actions.agree_rest(asks(idris), now=later(), assessment=assessment)
    tell(idris, assessment, 2)


def test_nobody_says_for_the_person_that_it_is_so(rosa: Somebody, idris: Somebody) -> None:
    assessment = settled_otherwise(rosa, idris)
    actions.show_facts(asks(idris), now=later(4), assessment=assessment)
    daughter = somebody("Lindiwe Mbeki")
    stands_beside(daughter, rosa)
    with pytest.raises(CannotAnswerNow, match="not_your_voice"):
        actions.say_to_facts(asks(daughter), now=later(5), assessment=assessment)
    with pytest.raises(CannotAnswerNow, match="not_your_voice"):
        actions.say_to_facts(asks(idris), now=later(5), assessment=assessment)
    actions.say_to_facts(asks(daughter), now=later(5), assessment=assessment, question="meals", words="She cannot.")


@pytest.mark.req("A3", "LR2")
def test_the_needs_costed_one_by_one_stand_beside_the_sum_and_a_gap_asks_for_words(
    rosa: Somebody, idris: Somebody
) -> None:
    assessment, _estimate = handed_in(rosa)
    actions.agree_rest(asks(idris), now=later(), assessment=assessment)
    costing = queries.costing_of(asks(rosa), assessment=assessment, now=later())
    assert costing.figure is not None
    assert costing.total is None
    assert not any(cost.question.startswith("help_") for cost in costing.costs)
    near = Money(costing.figure.pence // 2, "GBP")
    for question in ("meals", "nights"):
        actions.cost_need(asks(idris), now=later(2), assessment=assessment, question=question, money=near)
    seen = queries.costing_of(asks(rosa), assessment=assessment, now=later(3))
    assert seen.comparison is not None
    assert (seen.comparison.code, seen.is_far) == ("allocation.costing_near", False)
    far = Money(costing.figure.pence * 2, "GBP")
    actions.cost_need(asks(idris), now=later(4), assessment=assessment, question="meals", money=far)
    assert queries.costing_of(asks(rosa), assessment=assessment, now=later(5)).is_far
    with pytest.raises(CannotTellBudget, match="say_why_far"):
        tell(idris, assessment, 6, words="")
    tell(idris, assessment, 7, words="Her sister cooks, so the dear service is not needed.")


def test_only_the_practitioner_costs_needs_and_only_needs(rosa: Somebody, idris: Somebody) -> None:
    assessment, _estimate = handed_in(rosa)
    with pytest.raises(NotAllowed):
        actions.cost_need(asks(rosa), now=later(), assessment=assessment, question="meals", money=Money(100, "GBP"))
    for question, money in (
        ("good_life", Money(100, "GBP")),
        ("meals", Money(100, "EUR")),
        ("meals", Money(-1, "GBP")),
    ):
        with pytest.raises(CannotCostNeeds):
            actions.cost_need(asks(idris), now=later(), assessment=assessment, question=question, money=money)
