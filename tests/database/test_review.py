"""A review goes through the plan with both sides' words, changes what it must by the rule, and is linked both ways."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.db.utils import DatabaseError

from ownway.registers.decisions import queries as decisions
from ownway.registers.letters import queries as letters
from ownway.registers.trail.models import Line
from ownway.steps.agreement import actions as agreement
from ownway.steps.agreement import queries as agreements
from ownway.steps.agreement.queries import AgreementSeen
from ownway.steps.allocation import actions as allocation
from ownway.steps.allocation import queries as figures
from ownway.steps.control import actions as control
from ownway.steps.control.actions import Choice
from ownway.steps.planning import actions as planning
from ownway.steps.planning import queries as plans
from ownway.steps.review import actions, queries
from ownway.steps.review.actions import CannotConclude, CannotReview, Change, ChangeKind
from ownway.values import Asker, Basis, new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from tests.factories import Somebody, somebody, stands_beside
from tests.steps import NOW, all_tests_passed, asks, estimated, install, later
from tests.steps import line as given

SOON = later(60)
DAY = timedelta(days=1)


@pytest.fixture
def called(rosa: Somebody, agreed: AgreementSeen) -> UUID:
    """A review that she asked for."""
    return actions.call_review(asks(rosa, SOON), now=SOON, person=rosa.party, why="My sister has moved away.")


def seen(who: Somebody, review: UUID, now: object = SOON) -> queries.ReviewSeen:
    """A review as somebody sees it."""
    return queries.review(asks(who, now), review=review, now=now)  # type: ignore[arg-type]


def nightly(now: object) -> Asker:
    """The job of the night."""
    return Asker(Basis.JOB, new_identifier(now), named="nightly")  # type: ignore[arg-type]


@pytest.mark.req("R1")
def test_a_review_asks_every_question_of_the_pack_and_of_the_plan(
    rosa: Somebody, idris: Somebody, called: UUID
) -> None:
    shown = seen(rosa, called)
    plan = shown.plan
    assert plan is not None
    assert [one.id for one in shown.questions] == list(shown.pack.review.questions)
    gone_through = {one.id: one.planned for one in shown.questions if one.planned}
    assert gone_through == {one.question: f"About {one.question}: what I want." for one in plan.sections}
    actions.answer_review(asks(rosa, SOON), now=SOON, review=called, question="working", text="Swimming 🏊")
    soon = SOON + timedelta(minutes=1)
    actions.answer_review(asks(idris, soon), now=soon, review=called, question="working", text="The team holds.")
    actions.answer_review(asks(rosa, soon), now=soon, review=called, question="working", text="Swimming, and Ines.")
    told = seen(idris, called, soon).question("working")
    assert told is not None
    assert [(one.by_name, one.text) for one in told.said] == [
        ("Rosa Mbeki", "Swimming, and Ines."),
        ("Idris Vaughan", "The team holds."),
    ]


@pytest.mark.req("R1", "H3")
def test_whoever_is_concerned_calls_one_and_both_sides_see_its_clock_and_a_letter(
    rosa: Somebody, idris: Somebody, agreed: AgreementSeen
) -> None:
    sister = somebody("Lindiwe Mbeki")
    stands_beside(sister, rosa)
    review = actions.call_review(asks(sister, SOON), now=SOON, person=rosa.party, why="She sleeps badly.")
    again = actions.call_review(asks(rosa, SOON), now=SOON, person=rosa.party, why="Me too.")
    assert again == review
    (clock,) = [one for one in decisions.desk(asks(idris, SOON), now=SOON) if one.thing_id == review]
    assert (clock.kind, clock.due, clock.about) == ("review", date(2026, 3, 16), rosa.party)
    assert clock.id in {one.id for one in decisions.clocks_about(asks(rosa, SOON), person=rosa.party, now=SOON)}
    (letter,) = [
        one for one in letters.letters_to(asks(rosa, SOON), person=rosa.party, now=SOON) if one.kind == "review_due"
    ]
    assert letter.letter is not None
    assert "She sleeps badly." in letter.letter.plain
    assert "16 March 2026" in letter.letter.plain


@pytest.mark.req("R1")
def test_the_calendar_calls_a_review_once_four_weeks_before_it_is_due(
    rosa: Somebody, idris: Somebody, agreed: AgreementSeen
) -> None:
    starts = agreed.starts
    due = starts + timedelta(days=91)
    assert queries.due_of(asks(rosa, SOON), person=rosa.party, now=SOON) == due
    early = SOON + timedelta(days=60)
    assert actions.call_due_reviews(nightly(early), now=early) == 0
    then = SOON + timedelta(days=65)
    assert actions.call_due_reviews(nightly(then), now=then) == 1
    assert actions.call_due_reviews(nightly(then), now=then) == 0
    (line,) = queries.reviews_of(asks(rosa, then), person=rosa.party, now=then)
    assert (line.due, line.called_by_name, line.why) == (due, "", "")


@pytest.mark.req("R2", "H3")
def test_a_review_that_changes_nothing_is_a_decision_with_reasons_a_letter_and_a_next_day(
    rosa: Somebody, idris: Somebody, called: UUID
) -> None:
    decision = actions.conclude(
        asks(idris, SOON),
        now=SOON,
        review=called,
        words="It goes well.",
        person_words="Leave it as it is.",
        changes=[Change(ChangeKind.NOTHING)],
    )
    shown = seen(rosa, called)
    assert not shown.is_open
    assert (shown.words, shown.person_words, shown.concluded_by_name) == (
        "It goes well.",
        "Leave it as it is.",
        "Idris Vaughan",
    )
    assert shown.next_due == date(2027, 3, 2)
    assert queries.due_of(asks(rosa, SOON), person=rosa.party, now=SOON) == date(2027, 3, 2)
    kept = decisions.decision(asks(rosa, SOON), decision=decision, now=SOON)
    assert (kept.kind, kept.outcome, kept.decided_by_name) == ("review_concluded", "unchanged", "Idris Vaughan")
    assert kept.may_be_challenged
    assert not [one for one in decisions.desk(asks(idris, SOON), now=SOON) if one.thing_id == called]
    (letter,) = [
        one for one in letters.letters_to(asks(rosa, SOON), person=rosa.party, now=SOON) if one.kind == "review_done"
    ]
    assert letter.letter is not None
    for words in ("Nothing changes", "It goes well.", "2 March 2027", "You can challenge this until"):
        assert words in letter.letter.plain
    with pytest.raises(CannotReview, match="concluded_already"):
        actions.answer_review(asks(rosa, SOON), now=SOON, review=called, question="working", text="Late.")


@pytest.mark.req("R2")
def test_a_review_begins_the_next_version_of_the_plan_and_each_is_linked_to_the_other(
    rosa: Somebody, idris: Somebody, called: UUID
) -> None:
    actions.conclude(
        asks(idris, SOON),
        now=SOON,
        review=called,
        words="The hours should move.",
        changes=[Change(ChangeKind.PLAN, "Move hours to the winter.")],
    )
    (change,) = seen(rosa, called).changes
    assert (change.kind, change.plan_number, change.plan_state) == (ChangeKind.PLAN, 2, "draft")
    plan = plans.plan_version(asks(rosa, SOON), version=change.thing_id, now=SOON)  # type: ignore[arg-type]
    assert plan.why_changed == "Move hours to the winter."
    back = queries.cause_of(asks(rosa, SOON), thing_id=plan.version, now=SOON)
    assert back is not None
    assert back.id == called
    hers = seen(idris, called).changes[0]
    assert (hers.thing_id, hers.plan_number) == (plan.version, None)  # A draft is hers until she hands it in.
    now = SOON + DAY
    version = planning.hand_in_plan(asks(rosa, now), now=now, plan=plan.id)
    all_tests_passed(idris, version, now=now)
    agreement.sign(asks(idris, now), now=now, version=version, words="Good.")
    then = now + timedelta(minutes=1)
    assert seen(idris, called, then).changes[0].plan_state == "agreed"


@pytest.mark.req("R2", "A9")
def test_changed_needs_lead_by_the_rule_to_a_new_sum_shown_beside_the_old(
    rosa: Somebody, idris: Somebody, called: UUID
) -> None:
    before = agreements.agreement_of(asks(rosa, SOON), person=rosa.party, now=SOON)
    assert before is not None
    actions.conclude(
        asks(idris, SOON),
        now=SOON,
        review=called,
        words="Her sister moved away.",
        changes=[Change(ChangeKind.NEEDS, "Less help at home."), Change(ChangeKind.PLAN, "More hours.")],
    )
    needs = {one.kind: one for one in seen(rosa, called).changes}[ChangeKind.NEEDS]
    assert (needs.assessment_state, needs.figure, needs.money) == ("open", None, None)
    assessment = needs.thing_id
    assert assessment is not None
    back = queries.cause_of(asks(rosa, SOON), thing_id=assessment, now=SOON)
    assert back is not None
    assert back.id == called
    now = SOON + DAY
    assert estimated(rosa, now=now, level=2) == assessment
    allocation.agree_rest(asks(idris, now), now=now, assessment=assessment)
    allocation.tell_budget(asks(idris, now), now=now, assessment=assessment, words="More.")
    told = {one.kind: one for one in seen(rosa, called, now).changes}[ChangeKind.NEEDS]
    assert told.figure_money is not None
    assert told.figure_money > before.money
    assert told.money is None
    draft = plans.plan_of(asks(rosa, now), person=rosa.party, now=now)
    assert draft is not None
    planning.add_line(asks(rosa, now), now=now, plan=draft.id, given=given(draft.aims[0].id, what="A second morning"))
    version = planning.hand_in_plan(asks(rosa, now), now=now, plan=draft.id)
    all_tests_passed(idris, version, now=now)
    agreement.sign(asks(idris, now), now=now, version=version, words="Good.")
    then = now + timedelta(minutes=1)
    after = agreements.agreement_of(asks(rosa, then), person=rosa.party, now=then)
    assert after is not None
    changed = {one.kind: one for one in seen(rosa, called, then).changes}[ChangeKind.NEEDS].money
    assert changed is not None
    assert (changed.before, changed.after, changed.starts) == (before.money, after.money, after.starts)
    assert changed.after == told.figure_money


@pytest.mark.req("R2")
def test_a_new_choice_of_control_is_linked_to_the_review_that_asked_for_it(
    rosa: Somebody, idris: Somebody, agreed: AgreementSeen, called: UUID
) -> None:
    control.choose_degrees(asks(rosa, SOON), now=SOON, agreement=agreed.id, rest=Choice("managed_budget"))
    now = SOON + DAY
    actions.conclude(
        asks(idris, now), now=now, review=called, words="She wants it.", changes=[Change(ChangeKind.DEGREE)]
    )
    assert seen(rosa, called, now).changes[0].degree is None
    then = now + DAY
    control.choose_degrees(
        asks(rosa, then),
        now=then,
        agreement=agreed.id,
        rest=Choice("direct_payment", rosa.party),
        words="I run it now.",
    )
    degree = seen(rosa, called, then).changes[0].degree
    assert degree is not None
    assert (degree.before, degree.after) == (("managed_budget",), ("direct_payment",))
    back = queries.asked_for_choice(asks(rosa, then), person=rosa.party, now=then, before=then)
    assert back is not None
    assert back.id == called


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [Change(ChangeKind.NOTHING), Change(ChangeKind.PLAN, "x")],
        [Change(ChangeKind.PLAN), Change(ChangeKind.PLAN)],
    ],
    ids=["none", "nothing beside something", "the same twice"],
)
def test_a_conclusion_names_what_changes_or_that_nothing_does(
    idris: Somebody, called: UUID, changes: list[Change]
) -> None:
    with pytest.raises(CannotConclude, match="say_what_changes"):
        actions.conclude(asks(idris, SOON), now=SOON, review=called, words="So.", changes=changes)


def test_what_cannot_be_begun_undoes_the_whole_conclusion(rosa: Somebody, idris: Somebody, called: UUID) -> None:
    plan = seen(rosa, called).plan
    assert plan is not None
    planning.begin_next_version(asks(rosa, SOON), now=SOON, plan=plan.id, why="I want to sing.")
    planning.hand_in_plan(asks(rosa, SOON), now=SOON, plan=plan.id)
    lines = Line.objects.count()
    with pytest.raises(planning.CannotPlan, match="with_the_authority"):
        actions.conclude(
            asks(idris, SOON),
            now=SOON,
            review=called,
            words="Change both.",
            changes=[Change(ChangeKind.NEEDS, "More."), Change(ChangeKind.PLAN, "More.")],
        )
    assert seen(idris, called).is_open
    assert Line.objects.count() == lines
    assert len(figures.my_assessments(asks(rosa, SOON), person=rosa.party, now=SOON)) == 1


def test_concluding_twice_is_concluding_once_and_all_of_it_is_one_request(idris: Somebody, called: UUID) -> None:
    asker = asks(idris, SOON)
    changes = [Change(ChangeKind.PLAN, "More."), Change(ChangeKind.NEEDS, "More.")]
    first = actions.conclude(asker, now=SOON, review=called, words="So.", changes=changes)
    assert actions.conclude(asker, now=SOON, review=called, words="So.", changes=changes) == first
    deeds = set(Line.objects.filter(request=asker.request).values_list("deed", flat=True))
    assert {"review.conclude", "planning.start", "allocation.start", "decisions.decide", "letters.write"} <= deeds


def test_who_may_do_what_in_a_review(rosa: Somebody, idris: Somebody, called: UUID) -> None:
    sister, stranger, auditor = somebody("Lindiwe Mbeki"), somebody("Bo", "broker"), somebody("Mirela Popa", "auditor")
    stands_beside(sister, rosa)
    hers = seen(sister, called)
    assert hers.plan is None
    assert hers.may_answer
    assert {one.planned for one in hers.questions} == {""}
    actions.answer_review(asks(sister, SOON), now=SOON, review=called, question="important", text="She laughs more.")
    for who, error in ((rosa, NotAllowed), (sister, NotAllowed), (auditor, NotAllowed), (stranger, NotFound)):
        with pytest.raises(error):
            actions.conclude(
                asks(who, SOON), now=SOON, review=called, words="So.", changes=[Change(ChangeKind.NOTHING)]
            )
    assert not seen(auditor, called).may_answer
    with pytest.raises(NotFound):
        seen(stranger, called)
    with pytest.raises(NotFound):
        queries.review(asks(rosa, SOON), review=new_identifier(NOW), now=SOON)
    assert queries.cause_of(asks(rosa, SOON), thing_id=new_identifier(NOW), now=SOON) is None


def test_before_an_agreement_there_is_nothing_to_review(db: None) -> None:
    install()
    nia = somebody("Nia Prosser")
    assert queries.due_of(asks(nia), person=nia.party, now=NOW) is None
    with pytest.raises(CannotReview, match="nothing_agreed_yet"):
        actions.call_review(asks(nia), now=NOW, person=nia.party, why="I wonder.")


def test_a_question_that_is_not_asked_is_refused(rosa: Somebody, called: UUID) -> None:
    with pytest.raises(CannotReview, match="no_such_question"):
        actions.answer_review(asks(rosa, SOON), now=SOON, review=called, question="the_weather", text="Fine.")


@pytest.mark.parametrize("table", ["review_called", "review_answered", "review_concluded", "review_changed"])
@pytest.mark.parametrize("deed", ["delete from {}", "update {} set person_id = person_id"])
def test_the_application_can_neither_change_nor_delete_a_review(db: None, table: str, deed: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(deed.format(table))
