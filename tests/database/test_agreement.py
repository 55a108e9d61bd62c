"""A plan held against its tests, agreed with its money committed, or returned with what would pass; by the actions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from ownway.registers.decisions import actions as decision_actions
from ownway.registers.decisions import queries as decisions
from ownway.registers.letters import queries as letters
from ownway.registers.money import queries as money
from ownway.rulebook.model import Test
from ownway.steps.agreement import actions, queries
from ownway.steps.agreement.actions import CannotApproveSum, CannotRefuse, CannotSign, CannotTest
from ownway.steps.agreement.rules.tests import Tried, latest, not_passed, reasons
from ownway.steps.allocation import queries as figures
from ownway.steps.planning import actions as planning
from ownway.steps.planning import queries as plans
from ownway.steps.planning.queries import PlanState
from ownway.values import Cannot, Money
from ownway.values.cannot import NotAllowed, NotFound
from tests.factories import Somebody, set_up, somebody, stands_beside, works_with
from tests.steps import (
    all_tests_passed,
    asks,
    estimated,
    install,
    later,
    planned_and_handed_in,
    signed,
    told,
)

TESTS = ["legal", "eligible_needs", "safe_and_well", "affordable", "someone_decides"]


@pytest.fixture
def programme(db: None) -> None:
    """The programme of these tests, in force."""
    install()


@pytest.fixture
def rosa(programme: None) -> Somebody:
    """A person with a plan to be agreed."""
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


@pytest.fixture
def panel(programme: None) -> Somebody:
    """Somebody of the panel, who had no part in it."""
    return somebody("Grace Adeyemi", "panel")


@pytest.fixture
def version(rosa: Somebody, idris: Somebody) -> UUID:
    """Her plan, handed in after the indicative budget was told."""
    told(rosa, idris)
    return planned_and_handed_in(rosa, now=later(5))


@pytest.mark.req("G1")
def test_a_plan_is_held_against_the_packs_tests_one_by_one_and_the_latest_word_counts(
    version: UUID, idris: Somebody, rosa: Somebody
) -> None:
    before = queries.judging(asks(idris), version=version, now=later(10))
    assert [test.id for test in before.tests] == TESTS
    assert {test.passed for test in before.tests} == {None}
    assert before.clock is not None
    assert before.may_test
    assert not before.may_sign
    for minutes, passed, words in ((11, False, "No one is there at night."), (12, True, "Her sister sleeps in.")):
        actions.record_test(
            asks(idris), now=later(minutes), version=version, test="safe_and_well", passed=passed, words=words
        )
    seen = queries.judging(asks(rosa), version=version, now=later(13))
    [safe] = [test for test in seen.tests if test.id == "safe_and_well"]
    assert (safe.passed, safe.words, safe.by_name) == (True, "Her sister sleeps in.", "Idris Vaughan")
    assert not seen.may_test


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"test": "charm", "passed": True}, "agreement.no_such_test"),
        ({"test": "legal", "passed": False}, "agreement.say_what_is_missing"),
    ],
)
def test_a_test_is_one_of_the_packs_and_says_what_is_missing(
    version: UUID, idris: Somebody, given: dict[str, Any], code: str
) -> None:
    with pytest.raises(CannotTest, match=code):
        actions.record_test(asks(idris), now=later(10), version=version, **given)


@pytest.mark.req("G1", "G6", "H3")
def test_signing_decides_agrees_the_figure_commits_the_money_writes_the_letter_and_stops_the_clock(
    version: UUID, idris: Somebody, rosa: Somebody
) -> None:
    all_tests_passed(idris, version, now=later(10))
    agreement = actions.sign(asks(idris), now=later(11), version=version, words="A good plan.")
    seen = queries.agreement_of(asks(rosa), person=rosa.party, now=later(12))
    figure = figures.figure_of(asks(rosa), person=rosa.party, now=later(12))
    account = money.account_of(asks(rosa), person=rosa.party, now=later(12))
    assert seen is not None
    assert figure is not None
    assert figure.money is not None
    assert account is not None
    assert (seen.id, seen.version, seen.signed_by_name, seen.starts) == (
        agreement, version, "Idris Vaughan", date(2026, 3, 2),
    )  # fmt: skip
    assert (figure.kind, figure.id, figure.money, figure.per) == ("agreed", seen.figure, seen.money, seen.every)
    [stream] = account.streams
    assert (stream.budget, stream.stream, stream.rate) == (seen.budget, "adult_social_care", figure.money)
    assert (stream.charged_until, stream.came_in) == (date(2026, 3, 30), Money(figure.money.pence * 4, "GBP"))
    decision = decisions.decision(asks(rosa), decision=seen.decision, now=later(12))
    assert (decision.kind, decision.outcome, decision.decided_by_name) == ("plan_agreed", "agreed", "Idris Vaughan")
    assert [reason.code for reason in decision.reasons] == [f"pack:word:test.{test}" for test in TESTS]
    assert decision.rule_version == seen.rule_version == figure.version
    assert decision.title_code == "decisions.kind.plan_agreed"
    sent = letters.letters_to(asks(rosa), person=rosa.party, now=later(12))
    assert "plan_agreed" in {letter.kind for letter in sent}
    assert plans.plan_version(asks(rosa), version=version, now=later(12)).state is PlanState.AGREED
    clocks = decisions.clocks_about(asks(rosa), person=rosa.party, now=later(12))
    assert version not in {clock.thing_id for clock in clocks}


@pytest.mark.req("G6")
def test_signing_twice_is_signing_once(version: UUID, idris: Somebody, rosa: Somebody, panel: Somebody) -> None:
    all_tests_passed(idris, version, now=later(10))
    first = actions.sign(asks(idris), now=later(11), version=version)
    assert actions.sign(asks(panel), now=later(12), version=version) == first
    assert len(queries.agreements_of(asks(rosa), person=rosa.party, now=later(13))) == 1
    agreed = [
        one
        for one in decisions.decisions_about(asks(rosa), person=rosa.party, now=later(13))
        if one.kind == "plan_agreed"
    ]
    assert len(agreed) == 1
    with pytest.raises(Cannot):
        actions.refuse(asks(panel), now=later(14), version=version, words="Too late.")


@pytest.mark.req("G1")
def test_nothing_is_signed_while_a_test_is_open(version: UUID, idris: Somebody, rosa: Somebody) -> None:
    with pytest.raises(CannotSign, match="tests_open"):
        actions.sign(asks(idris), now=later(10), version=version)
    all_tests_passed(idris, version, now=later(11))
    actions.record_test(
        asks(idris), now=later(12), version=version, test="legal", passed=False, words="The boat needs a licence."
    )
    with pytest.raises(CannotSign, match="tests_open"):
        actions.sign(asks(idris), now=later(13), version=version)
    assert queries.agreement_of(asks(rosa), person=rosa.party, now=later(14)) is None
    assert money.account_of(asks(rosa), person=rosa.party, now=later(14)) is None


@pytest.mark.req("G6")
def test_no_money_is_committed_on_an_estimate_nor_for_a_day_that_is_over(rosa: Somebody, idris: Somebody) -> None:
    estimated(rosa)
    version = planned_and_handed_in(rosa, now=later(5))
    all_tests_passed(idris, version, now=later(10))
    with pytest.raises(CannotSign, match="figure_unchecked"):
        actions.sign(asks(idris), now=later(11), version=version)
    with pytest.raises(CannotSign, match="starts_in_the_past"):
        actions.sign(asks(idris), now=later(11), version=version, starts=date(2026, 3, 1))


@pytest.mark.req("G5", "H3")
def test_a_refusal_says_which_test_failed_and_what_would_pass_and_the_budget_stays(
    version: UUID, idris: Somebody, rosa: Somebody
) -> None:
    with pytest.raises(CannotRefuse, match="no_test_failed"):
        actions.refuse(asks(idris), now=later(10), version=version, words="I do not like it.")
    actions.record_test(asks(idris), now=later(11), version=version, test="legal", passed=True)
    actions.record_test(
        asks(idris),
        now=later(11),
        version=version,
        test="safe_and_well",
        passed=False,
        words="Nobody is there at night.",
    )
    decision = actions.refuse(asks(idris), now=later(12), version=version, words="Let us find someone for the nights.")
    assert actions.refuse(asks(idris), now=later(13), version=version, words="Again.") == decision
    seen = decisions.decision(asks(rosa), decision=decision, now=later(14))
    assert [(reason.code, reason.words) for reason in seen.reasons] == [
        ("pack:word:test.safe_and_well.would_pass", "Nobody is there at night.")
    ]
    assert (seen.title_code, seen.may_be_challenged) == ("decisions.kind.plan_refused", True)
    assert seen.challenge_until == date(2026, 3, 30)
    figure = figures.figure_of(asks(rosa), person=rosa.party, now=later(14))
    assert figure is not None
    assert figure.kind == "indicative"
    plan = plans.plan_of(asks(rosa), person=rosa.party, now=later(14))
    assert plan is not None
    assert plan.state is PlanState.RETURNED
    assert "plan_refused" in {
        letter.kind for letter in letters.letters_to(asks(rosa), person=rosa.party, now=later(14))
    }
    with pytest.raises(Cannot):
        actions.sign(asks(idris), now=later(15), version=version)
    judged = queries.judging(asks(rosa), version=version, now=later(15))
    assert (judged.decision, judged.failed, judged.clock) == (decision, ("safe_and_well",), None)


@pytest.mark.req("G5")
def test_the_person_replies_challenges_and_is_answered_by_another_named_person_by_a_day(
    version: UUID, idris: Somebody, rosa: Somebody, panel: Somebody
) -> None:
    actions.record_test(asks(idris), now=later(10), version=version, test="legal", passed=False, words="Why a boat?")
    decision = actions.refuse(asks(idris), now=later(11), version=version, words="Tell us more about the boat.")
    decision_actions.reply(asks(rosa), now=later(12), decision=decision, words="It is how I see my brother.")
    challenge = decision_actions.challenge(asks(rosa), now=later(13), decision=decision, words="Boats are legal.")
    seen = decisions.decision(asks(rosa), decision=decision, now=later(14))
    assert seen.challenges[0].answer_due == date(2026, 3, 30)
    assert challenge in {clock.thing_id for clock in decisions.desk(asks(panel), now=later(14))}
    with pytest.raises(Cannot, match="own_decision"):
        decision_actions.answer_challenge(
            asks(idris), now=later(15), challenge=challenge, upheld=False, words="I still think so."
        )
    decision_actions.answer_challenge(
        asks(panel), now=later(16), challenge=challenge, upheld=True, words="It serves a named outcome and is legal."
    )
    seen = decisions.decision(asks(rosa), decision=decision, now=later(17))
    assert seen.challenges[0].answer is not None
    assert (seen.challenges[0].answer.by_name, seen.challenges[0].answer.upheld) == ("Grace Adeyemi", True)


@pytest.mark.req("G5", "P7")
def test_a_returned_plan_is_changed_handed_in_again_and_agreed(version: UUID, idris: Somebody, rosa: Somebody) -> None:
    actions.record_test(asks(idris), now=later(10), version=version, test="legal", passed=False, words="No licence.")
    actions.refuse(asks(idris), now=later(11), version=version, words="Get a licence first.")
    plan = plans.plan_version(asks(rosa), version=version, now=later(12)).id
    second = planning.begin_next_version(asks(rosa), now=later(13), plan=plan, why="I have the licence now.")
    planning.hand_in_plan(asks(rosa), now=later(14), plan=plan)
    all_tests_passed(idris, second, now=later(15))
    actions.sign(asks(idris), now=later(16), version=second)
    agreed = plans.agreed_plan_of(asks(rosa), person=rosa.party, now=later(17))
    assert agreed is not None
    assert (agreed.version, agreed.number) == (second, 2)


def test_nobody_decides_on_the_plan_of_somebody_close_nor_on_their_own(version: UUID, rosa: Somebody) -> None:
    nephew = somebody("Sipho Mbeki", "practitioner", "panel")
    stands_beside(nephew, rosa)
    stranger = somebody("Kwame Boateng")
    for who, refused in ((nephew, Cannot), (rosa, NotAllowed), (stranger, NotFound)):
        deeds: list[Callable[[], object]] = [
            lambda who=who: actions.record_test(asks(who), now=later(10), version=version, test="legal", passed=True),
            lambda who=who: actions.sign(asks(who), now=later(10), version=version),
            lambda who=who: actions.refuse(asks(who), now=later(10), version=version, words="No."),
        ]
        for deed in deeds:
            with pytest.raises(refused):
                deed()
    with pytest.raises(Cannot):
        actions.sign(set_up(later(10)), now=later(10), version=version)


@pytest.mark.req("G2")
def test_a_large_sum_is_approved_by_finance_and_never_called_a_risk(
    version: UUID, idris: Somebody, rosa: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    finance = somebody("Ann Beddoes", "finance")
    with pytest.raises(CannotApproveSum, match="needs_no_approval"):
        actions.approve_sum(asks(finance), now=later(10), version=version)
    seen = plans.plan_version(asks(idris), version=version, now=later(10))
    assert seen.standing is not None
    assert seen.pack.agreement.panel is not None
    # The limit of the pack is lowered to just below what this plan costs.
    lower = replace(seen.pack.agreement.panel, finance_above_pence_year=seen.standing.cost.pence - 1)
    monkeypatch.setattr(
        "ownway.registers.programmes.queries.pack",
        lambda version: replace(seen.pack, agreement=replace(seen.pack.agreement, panel=lower)),
    )
    all_tests_passed(idris, version, now=later(11))
    assert queries.judging(asks(idris), version=version, now=later(12)).waits_for_finance
    with pytest.raises(CannotSign, match="waits_for_finance"):
        actions.sign(asks(idris), now=later(12), version=version)
    with pytest.raises(NotAllowed):
        actions.approve_sum(asks(idris), now=later(13), version=version)
    first = actions.approve_sum(asks(finance), now=later(14), version=version, words="Within the year's money.")
    assert actions.approve_sum(asks(finance), now=later(15), version=version) == first
    assert actions.sign(asks(idris), now=later(16), version=version)


def test_what_was_agreed_is_never_overwritten(rosa: Somebody, idris: Somebody) -> None:
    signed(rosa, idris)
    for table in ("agreement_agreement", "agreement_test_tried"):
        for order in (f"update {table} set id = id", f"delete from {table}"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(order)


def test_an_agreement_is_nobody_elses_to_see(rosa: Somebody, idris: Somebody) -> None:
    agreement = signed(rosa, idris)
    stranger = somebody("Kwame Boateng")
    with pytest.raises(NotFound):
        queries.agreement(asks(stranger), agreement=agreement, now=later(20))
    with pytest.raises(NotFound):
        queries.agreement_of(asks(stranger), person=rosa.party, now=later(20))
    assert queries.agreement(asks(rosa), agreement=agreement, now=later(20)).words == "A good plan."


def test_reasons_are_told_for_each_test_in_the_packs_order_by_the_latest_word() -> None:
    tests = [Test(id=name) for name in ("a", "b", "c")]
    tried = [
        Tried("b", False, "Missing.", UUID(int=1), later(1)),
        Tried("a", False, "No.", UUID(int=1), later(1)),
        Tried("a", True, "", UUID(int=1), later(2)),
    ]
    assert latest(tried)["a"].passed
    assert not_passed(tests, tried) == ("b", "c")
    assert [reason.code for reason in reasons(tests, tried)] == ["pack:word:test.a", "pack:word:test.b.would_pass"]
