"""A budget that rests from a day on and goes on again, and a payment that the bank sends back after all."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from ownway.registers.letters.queries import letters_to
from ownway.registers.money import actions as money
from ownway.registers.money import queries
from ownway.registers.money.models import Line, Schedule
from ownway.registers.money.rules.runs import RunState
from ownway.registers.people import actions as people
from ownway.values import Every, new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from tests.ledger.scene import BANK, MONDAY, NOW, Scene, stands

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
AUTUMN = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    made.ready_to_pay()
    made.bank_details(made.person)
    return made


def scheduled(scene: Scene, *, in_advance: bool = True, stream: str = "adult-social-care") -> UUID:
    """A budget of 140 pounds a week, paid to the person every four weeks; gives the budget."""
    budget = scene.open_budget(rate=140, stream=stream)
    money.set_schedule(
        scene.ask(scene.worker),
        now=NOW,
        key=scene.key(),
        budget=budget,
        holder=scene.person.party,
        starts=MONDAY,
        pence=56_000,
        every=Every.FOUR_WEEKS,
        in_advance=in_advance,
    )
    return budget


def run_on(scene: Scene, day: date, *, until: RunState = RunState.CONFIRMED) -> UUID:
    """Build a run for a day and take it on as far as asked; the bank pays on that very day."""
    now = datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC)
    made = money.build_run(scene.ask(scene.ann, now), now=now, pay_on=day, key=scene.key())
    if until is not RunState.BUILT:
        money.approve_run(scene.ask(scene.ben, now), now=now, run=made)
        money.export_run(scene.ask(scene.ann, now), now=now, run=made)
        money.mark_sent(scene.ask(scene.ann, now), now=now, run=made)
    if until is RunState.CONFIRMED:
        money.confirm_run(scene.ask(scene.ben, now), now=now, run=made, paid_on=day)
    return made


def paid(scene: Scene, made: UUID) -> list[tuple[date, int]]:
    return [(line.due_on, line.money.pence) for line in queries.run(scene.ask(scene.ann), run=made, now=AUTUMN).lines]


def suspended(scene: Scene, budget: UUID, starts: date, now: datetime = LATER) -> UUID:
    return money.suspend_budget(
        scene.ask(scene.worker, now), now=now, budget=budget, starts=starts, decision=new_identifier(now)
    )


def resumed(scene: Scene, suspension: UUID, until: date, now: datetime = AUTUMN) -> UUID:
    return money.resume_budget(
        scene.ask(scene.worker, now), now=now, suspension=suspension, until=until, decision=new_identifier(now)
    )


@pytest.mark.req("U7")
def test_suspended_days_are_neither_charged_nor_paid_and_the_days_before_are(scene: Scene) -> None:
    budget = scheduled(scene)
    run_on(scene, MONDAY)
    # Seven of the 28 days of the second payment come before the suspension.
    suspended(scene, budget, MONDAY + 5 * WEEK)
    second = run_on(scene, MONDAY + 4 * WEEK)
    assert paid(scene, second) == [(MONDAY + 4 * WEEK, 14_000)]
    assert stands(budget) == {"granted": -70_000, "with_holder": 70_000}
    with pytest.raises(money.CannotBuildRun, match=r"money\.nothing_due"):
        run_on(scene, MONDAY + 8 * WEEK)
    money.charge_due(scene.ask(scene.ann, AUTUMN), now=AUTUMN, key=scene.key(), until=date(2026, 9, 1))
    assert stands(budget)["granted"] == -70_000
    assert queries.prove_ledger(scene.ask(scene.ann), now=AUTUMN).holds


def test_a_budget_goes_on_from_a_day_with_what_the_payment_under_way_lacked(scene: Scene) -> None:
    budget = scheduled(scene)
    run_on(scene, MONDAY)
    rest = suspended(scene, budget, MONDAY + 5 * WEEK)
    run_on(scene, MONDAY + 4 * WEEK)
    # It goes on in the last of the four weeks: that week is paid beside the next regular payment.
    resumed(scene, rest, MONDAY + 7 * WEEK)
    due = run_on(scene, date(2026, 9, 1))
    assert sum(pence for _, pence in paid(scene, due)) == 14_000 + 3 * 56_000
    assert stands(budget)["with_holder"] == 56_000 + 14_000 + 14_000 + 3 * 56_000
    assert stands(budget)["granted"] == -(56_000 + 14_000 + 14_000 + 3 * 56_000)
    with pytest.raises(money.CannotBuildRun, match=r"money\.nothing_due"):
        run_on(scene, date(2026, 9, 1))


@pytest.mark.req("U7")
def test_a_suspension_that_was_a_mistake_leaves_no_gap(scene: Scene) -> None:
    with_mistake, beside = scheduled(scene), scheduled(scene, stream="supporting-people")
    run_on(scene, MONDAY)
    rest = suspended(scene, with_mistake, MONDAY + 5 * WEEK)
    run_on(scene, MONDAY + 4 * WEEK)
    resumed(scene, rest, MONDAY + 5 * WEEK)
    run_on(scene, date(2026, 9, 1))
    assert stands(with_mistake) == stands(beside)
    assert [one.until for one in queries.suspensions_of(scene.ask(scene.worker), budget=with_mistake, now=AUTUMN)] == [
        MONDAY + 5 * WEEK
    ]


def test_a_payment_in_arrears_is_paid_for_the_days_that_were_lived(scene: Scene) -> None:
    budget = scheduled(scene, in_advance=False)
    suspended(scene, budget, MONDAY + WEEK, now=NOW)
    assert paid(scene, run_on(scene, MONDAY + 4 * WEEK)) == [(MONDAY + 4 * WEEK, 14_000)]
    assert stands(budget) == {"granted": -14_000, "with_holder": 14_000}


@pytest.mark.req("U7")
def test_what_waits_in_a_run_leaves_it_and_what_went_out_is_shown_as_too_much(scene: Scene) -> None:
    budget = scheduled(scene)
    run_on(scene, MONDAY)
    waits = run_on(scene, MONDAY + 4 * WEEK, until=RunState.BUILT)
    starts = MONDAY + 3 * WEEK
    met = queries.met_by_suspension(scene.ask(scene.worker, LATER), budget=budget, starts=starts, now=LATER)
    assert [(one.too_much.pence, one.is_out) for one in met] == [(14_000, True), (56_000, False)]
    suspended(scene, budget, starts)
    line = queries.run(scene.ask(scene.ann), run=waits, now=LATER).lines[0]
    assert (line.end, line.why) == ("taken_out", "money.suspended")
    assert stands(budget) == {"granted": -56_000, "with_holder": 56_000, "shortfall": -14_000, "overgranted": 14_000}


def test_what_was_overpaid_comes_back_against_it_first_and_the_rest_is_returned(scene: Scene) -> None:
    budget = scheduled(scene)
    run_on(scene, MONDAY)
    suspended(scene, budget, MONDAY + 3 * WEEK)
    key = scene.key()
    for _ in range(2):
        money.return_overpaid(
            scene.ask(scene.ann, LATER), now=LATER, key=key, budget=budget, pence=20_000, on=LATER.date()
        )
    assert stands(budget) == {"granted": -42_000, "with_holder": 36_000, "returned": 6_000}
    assert queries.prove_ledger(scene.ask(scene.ann), now=LATER).holds


def test_a_budget_is_suspended_once_at_a_time_and_not_before_it_began(scene: Scene) -> None:
    budget = scheduled(scene)
    with pytest.raises(money.CannotSuspend, match=r"money\.before_budget"):
        suspended(scene, budget, MONDAY - WEEK)
    rest = suspended(scene, budget, MONDAY + WEEK)
    with pytest.raises(money.CannotSuspend, match=r"money\.suspended_already"):
        suspended(scene, budget, MONDAY + 2 * WEEK)
    with pytest.raises(money.CannotSuspend, match=r"money\.resumed_before"):
        resumed(scene, rest, MONDAY)
    resumed(scene, rest, MONDAY + 3 * WEEK)
    with pytest.raises(money.CannotSuspend, match=r"money\.resumed_already"):
        resumed(scene, rest, MONDAY + 4 * WEEK)
    with pytest.raises(money.CannotSuspend, match=r"money\.suspended_then"):
        suspended(scene, budget, MONDAY + 2 * WEEK)
    with pytest.raises(NotFound):
        resumed(scene, new_identifier(NOW), MONDAY)
    with pytest.raises(NotAllowed):
        money.suspend_budget(
            scene.ask(scene.person), now=NOW, budget=budget, starts=MONDAY, decision=new_identifier(NOW)
        )


def test_the_same_suspension_told_twice_is_one(scene: Scene) -> None:
    budget, decision = scheduled(scene), new_identifier(NOW)
    scene.charge(budget, MONDAY, MONDAY + 4 * WEEK)
    first, second = (
        money.suspend_budget(scene.ask(scene.worker), now=NOW, budget=budget, starts=MONDAY + WEEK, decision=decision)
        for _ in range(2)
    )
    assert first == second
    assert stands(budget) == {"granted": -14_000, "left": 14_000}


@pytest.mark.req("U1")
def test_a_payment_that_comes_back_late_is_left_again_told_and_paid_once_more_to_new_details(scene: Scene) -> None:
    budget = scheduled(scene)
    made = run_on(scene, MONDAY)
    line = Line.objects.get(run=made)
    for _ in range(2):
        money.record_late_return(
            scene.ask(scene.ben, LATER), now=LATER, run=made, line=line.pk, on=MONDAY + WEEK, why="account_closed"
        )
    assert stands(budget) == {"granted": -56_000, "left": 56_000}
    letter = letters_to(scene.ask(scene.person, LATER), person=scene.person.party, now=LATER)[0]
    assert letter.kind == "payment_came_back"
    seen = queries.late_returns(scene.ask(scene.ann, LATER), now=LATER)
    assert [(one.line, one.money.pence, one.is_paid_again) for one in seen] == [(line.pk, 56_000, False)]
    with pytest.raises(money.CannotBuildRun) as refused:
        run_on(scene, MONDAY + 2 * WEEK)
    assert refused.value.why.facts["reason"] == "money.account_came_back"
    mended = people.keep_payment_details(
        scene.ask(scene.ann, LATER), now=LATER, party=scene.person.party, details=BANK | {"account_number": "12345678"}
    )
    people.confirm_payment_details(scene.ask(scene.ben, LATER), now=LATER, details=mended)
    again = run_on(scene, date(2026, 6, 15))
    assert (MONDAY, 56_000) in paid(scene, again)
    assert queries.late_returns(scene.ask(scene.ann, LATER), now=LATER)[0].is_paid_again
    with pytest.raises(money.CannotBuildRun, match=r"money\.nothing_due"):
        run_on(scene, date(2026, 6, 15))
    with pytest.raises(IntegrityError), transaction.atomic():
        kept = Line.objects.filter(due_on=MONDAY).latest("attempt")
        kept.pk, kept.attempt = new_identifier(NOW), kept.attempt + 1
        Line.objects.bulk_create([kept])
    assert queries.prove_ledger(scene.ask(scene.ann), now=LATER).holds


def test_what_was_spent_of_a_payment_that_came_back_late_stands_as_owed_until_it_is_paid_again(scene: Scene) -> None:
    budget = scheduled(scene)
    made = run_on(scene, MONDAY)
    money.record_spend(
        scene.ask(scene.person), now=NOW, key=scene.key(), budget=budget, pence=20_000, on=MONDAY, purpose="help"
    )
    money.record_late_return(
        scene.ask(scene.ben, LATER), now=LATER, run=made, line=Line.objects.get(run=made).pk, on=MONDAY, why="odd words"
    )
    assert stands(budget) == {"granted": -56_000, "left": 56_000, "shortfall": -20_000, "owed": 20_000}
    run_on(scene, MONDAY + WEEK)
    assert stands(budget) == {"granted": -56_000, "with_holder": 36_000, "spent": 20_000}


def test_only_what_was_told_as_paid_comes_back_late(scene: Scene) -> None:
    scheduled(scene)
    made = run_on(scene, MONDAY, until=RunState.SENT)
    asked = {"now": LATER, "run": made, "on": MONDAY, "why": "closed"}
    line = Line.objects.get(run=made).pk
    with pytest.raises(money.CannotConfirm, match=r"money\.not_paid"):
        money.record_late_return(scene.ask(scene.ben, LATER), line=line, **asked)  # type: ignore[arg-type]
    with pytest.raises(money.CannotConfirm, match=r"money\.no_line"):
        money.record_late_return(scene.ask(scene.ben, LATER), line=made, **asked)  # type: ignore[arg-type]
    with pytest.raises(money.CannotConfirm, match=r"money\.sender_confirms"):
        money.record_late_return(scene.ask(scene.ann, LATER), line=line, **asked)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        money.record_late_return(scene.ask(scene.worker, LATER), line=line, **asked)  # type: ignore[arg-type]


def test_a_suspended_budget_promises_no_next_payment(scene: Scene) -> None:
    budget = scheduled(scene)
    ask = scene.ask(scene.person, LATER)
    assert queries.schedules_of(ask, person=scene.person.party, now=LATER)[0].next_due == date(2026, 6, 1)
    suspended(scene, budget, MONDAY)
    assert queries.schedules_of(ask, person=scene.person.party, now=LATER)[0].next_due is None
    assert Schedule.objects.filter(budget=budget).count() == 1
