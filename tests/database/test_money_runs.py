"""Payments by runs: built, approved by a second person, exported, sent, confirmed; each due day is paid once."""

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import xmlschema

from ownway.registers.money import actions as money
from ownway.registers.money.models import Account, Line
from ownway.registers.money.queries import prove_ledger, run, runs, schedules_of
from ownway.registers.money.rules.runs import RunState
from ownway.registers.trail.models import keys
from ownway.values import Every, Reason
from ownway.values.cannot import NotAllowed
from tests.ledger.scene import MONDAY, NOW, Scene, pounds, stands

pytestmark = pytest.mark.django_db
SCHEMA = Path(__file__).parents[1] / "unit" / "bank_schemas" / "pain.001.001.09.xsd"
LATER = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    made.ready_to_pay()
    return made


def scheduled(scene: Scene, pence: int = 56_000, every: Every = Every.FOUR_WEEKS, **told: object) -> UUID:
    """A budget of 140 pounds a week, paid to the person four weeks at a time."""
    budget = scene.open_budget(rate=140)
    given = {"holder": scene.person.party, "starts": MONDAY, "degree": "direct"} | told
    money.set_schedule(
        scene.ask(scene.worker), now=NOW, key=scene.key(), budget=budget, pence=pence, every=every, **given
    )
    return budget


def built(scene: Scene, pay_on: date = MONDAY, now: datetime = NOW) -> UUID:
    return money.build_run(scene.ask(scene.ann), now=now, pay_on=pay_on, key=scene.key())


def sent(scene: Scene) -> UUID:
    made = built(scene)
    money.approve_run(scene.ask(scene.ben), now=NOW, run=made)
    money.export_run(scene.ask(scene.ann), now=NOW, run=made)
    money.mark_sent(scene.ask(scene.ann), now=NOW, run=made)
    return made


def cash() -> dict[str, int]:
    rows = Account.objects.filter(budget=None).select_related("balance")
    return {row.state: row.balance.pence for row in rows if row.balance.pence}


def test_a_slip_in_the_year_builds_no_run_and_charges_nothing(scene: Scene) -> None:
    """A run charges budgets for all the days it pays: a pay day in some other year is refused, one in autumn is not."""
    scene.bank_details(scene.person)
    budget = scheduled(scene)
    before = stands(budget)
    with pytest.raises(money.CannotBuildRun) as refused:
        built(scene, pay_on=date(MONDAY.year + 1, MONDAY.month, MONDAY.day))
    assert (refused.value.why.code, refused.value.field) == ("money.too_far_ahead", "pay_on")
    assert stands(budget) == before
    assert built(scene, pay_on=MONDAY + timedelta(weeks=20))


@pytest.mark.req("U1")
def test_a_payment_goes_through_four_eyes_and_a_bank_file_to_the_person(scene: Scene) -> None:
    scene.bank_details(scene.person)
    budget = scheduled(scene)
    made = built(scene)
    assert stands(budget) == {"granted": -56_000, "held": 56_000}
    assert money.approve_run(scene.ask(scene.ben), now=NOW, run=made) is RunState.APPROVED
    file = money.export_run(scene.ask(scene.ann), now=NOW, run=made)
    xmlschema.XMLSchema(str(SCHEMA)).validate(io.BytesIO(file.content))
    assert b"<CtrlSum>560.00</CtrlSum>" in file.content
    assert b"55779911" in file.content
    money.mark_sent(scene.ask(scene.ann), now=NOW, run=made)
    assert cash() == {"bank": -56_000, "clearing": 56_000}
    assert money.confirm_run(scene.ask(scene.ben), now=NOW, run=made) is RunState.CONFIRMED
    assert stands(budget) == {"granted": -56_000, "with_holder": 56_000}
    assert cash() == {"bank": -56_000, "paid": 56_000}
    seen = run(scene.ask(scene.ann), run=made, now=NOW)
    assert [stage.state for stage in seen.stages] == [
        RunState.BUILT,
        RunState.APPROVED,
        RunState.EXPORTED,
        RunState.SENT,
        RunState.CONFIRMED,
    ]
    assert [(line.payee_name, line.money, line.account, line.end) for line in seen.lines] == [
        ("Maryam Okafor", pounds(560), "…9911", "paid")
    ]
    assert prove_ledger(scene.ask(scene.ann), now=NOW).holds


def test_a_run_is_built_by_a_process_that_has_no_key_in_memory_yet(scene: Scene) -> None:
    """Lines are sealed before they are copied in: while it takes rows, the database can be asked for no key."""
    scene.bank_details(scene.person)
    scheduled(scene)
    keys.forget_all_keys()
    made = built(scene)
    assert [line.account for line in run(scene.ask(scene.ann), run=made, now=NOW).lines] == ["…9911"]


def test_whoever_built_a_run_cannot_approve_it(scene: Scene) -> None:
    scene.bank_details(scene.person)
    scheduled(scene)
    made = built(scene)
    with pytest.raises(money.CannotApprove, match=r"money\.own_run"):
        money.approve_run(scene.ask(scene.ann), now=NOW, run=made)
    with pytest.raises(NotAllowed):
        money.approve_run(scene.ask(scene.worker), now=NOW, run=made)
    with pytest.raises(NotAllowed):
        money.approve_run(scene.job(), now=NOW, run=made)
    assert runs(scene.ask(scene.ann), now=NOW)[0].state is RunState.BUILT


def test_a_run_that_a_job_built_takes_two_people(scene: Scene) -> None:
    scene.bank_details(scene.person)
    scheduled(scene)
    made = money.build_run(scene.job(), now=NOW, pay_on=MONDAY, key="nightly")
    assert money.approve_run(scene.ask(scene.ann), now=NOW, run=made) is RunState.BUILT
    with pytest.raises(money.CannotApprove, match=r"money\.approved_by_you"):
        money.approve_run(scene.ask(scene.ann), now=NOW, run=made)
    assert money.approve_run(scene.ask(scene.ben), now=NOW, run=made) is RunState.APPROVED


def test_nobody_approves_above_their_limit(scene: Scene) -> None:
    scene.bank_details(scene.person)
    scheduled(scene)
    cara = scene.somebody("Cara Ito", "finance")
    made = built(scene)
    with pytest.raises(money.CannotApprove, match=r"money\.no_approval_limit"):
        money.approve_run(scene.ask(cara), now=NOW, run=made)
    money.set_approval_limit(
        scene.ask(scene.ann), now=NOW, party=cara.party, limit=pounds(559), currency="GBP", starts=MONDAY
    )
    with pytest.raises(money.CannotApprove, match=r"money\.above_your_limit"):
        money.approve_run(scene.ask(cara), now=NOW, run=made)
    with pytest.raises(money.CannotSetLimit, match=r"money\.own_limit"):
        money.set_approval_limit(
            scene.ask(cara), now=NOW, party=cara.party, limit=pounds(9_999), currency="GBP", starts=date(2026, 5, 1)
        )


def test_a_file_made_again_is_the_same_and_no_other_kind_is_made(scene: Scene) -> None:
    scene.bank_details(scene.person)
    scheduled(scene)
    made = built(scene)
    with pytest.raises(money.CannotExport, match=r"money\.run_not_approved"):
        money.export_run(scene.ask(scene.ann), now=NOW, run=made)
    money.approve_run(scene.ask(scene.ben), now=NOW, run=made)
    with pytest.raises(money.CannotExport, match=r"money\.approver_releases"):
        money.export_run(scene.ask(scene.ben), now=NOW, run=made)
    first = money.export_run(scene.ask(scene.ann), now=NOW, run=made)
    again = money.export_run(scene.job(), now=LATER, run=made)
    assert (again.content, again.sha256, again.name) == (first.content, first.sha256, first.name)
    assert (first.again, again.again) == (False, True)
    with pytest.raises(money.CannotExport, match=r"money\.other_file_made"):
        money.export_run(scene.ask(scene.ann), now=NOW, run=made, file_kind="csv.sort-code")


def test_what_the_bank_rejects_is_left_again_and_falls_due_anew(scene: Scene) -> None:
    scene.bank_details(scene.person)
    budget = scheduled(scene)
    made = sent(scene)
    line = run(scene.ask(scene.ben), run=made, now=NOW).lines[0]
    money.confirm_run(scene.ask(scene.ben), now=NOW, run=made, rejected={line.id: "Ask again"})
    assert stands(budget) == {"granted": -56_000, "left": 56_000}
    assert cash() == {}
    seen = run(scene.ask(scene.ben), run=made, now=NOW)
    assert (seen.state, seen.lines[0].end) == (RunState.CONFIRMED, "rejected")
    assert (seen.lines[0].why, seen.lines[0].words) == ("money.returned.not_said", "Ask again")
    again = run(scene.ask(scene.ann), run=built(scene), now=NOW)
    assert (again.lines[0].due_on, again.lines[0].money) == (MONDAY, pounds(560))
    assert stands(budget) == {"granted": -56_000, "held": 56_000}


def test_lines_are_confirmed_one_by_one_and_each_once(scene: Scene) -> None:
    scene.bank_details(scene.person)
    scheduled(scene, pence=14_000, every=Every.WEEK)
    made = money.build_run(scene.ask(scene.ann), now=LATER, pay_on=date(2026, 6, 1), key="late")
    money.approve_run(scene.ask(scene.ben), now=LATER, run=made)
    money.export_run(scene.ask(scene.ann), now=LATER, run=made)
    money.mark_sent(scene.ask(scene.ann), now=LATER, run=made)
    lines = [line.id for line in run(scene.ask(scene.ben), run=made, now=LATER).lines]
    assert len(lines) == 5
    ben = scene.ask(scene.ben)
    assert money.confirm_run(ben, now=LATER, run=made, lines=lines[:2]) is RunState.SENT
    assert money.confirm_run(ben, now=LATER, run=made, lines=lines[:2]) is RunState.SENT
    with pytest.raises(money.CannotConfirm, match=r"money\.line_ended"):
        money.confirm_run(ben, now=LATER, run=made, rejected={lines[0]: "No"}, lines=[])
    assert cash() == {"bank": -70_000, "clearing": 42_000, "paid": 28_000}
    assert money.confirm_run(ben, now=LATER, run=made) is RunState.CONFIRMED
    assert money.confirm_run(ben, now=LATER, run=made) is RunState.CONFIRMED
    assert cash() == {"bank": -70_000, "paid": 70_000}


def test_whoever_sent_the_file_does_not_confirm_it(scene: Scene) -> None:
    scene.bank_details(scene.person)
    scheduled(scene)
    made = sent(scene)
    with pytest.raises(money.CannotConfirm, match=r"money\.sender_confirms"):
        money.confirm_run(scene.ask(scene.ann), now=NOW, run=made)


def test_what_falls_due_is_in_one_run_only(scene: Scene) -> None:
    scene.bank_details(scene.person)
    budget = scheduled(scene)
    built(scene)
    with pytest.raises(money.CannotBuildRun, match=r"money\.nothing_due"):
        built(scene)
    second = built(scene, pay_on=date(2026, 6, 1), now=LATER)
    assert [line.due_on for line in run(scene.ask(scene.ann), run=second, now=LATER).lines] == [date(2026, 6, 1)]
    assert stands(budget) == {"granted": -112_000, "held": 112_000}


def test_a_run_that_is_given_up_frees_its_money(scene: Scene) -> None:
    scene.bank_details(scene.person)
    budget = scheduled(scene)
    made = built(scene)
    money.abandon_run(scene.ask(scene.ann), now=NOW, run=made, reason=Reason("money.mistake"))
    assert stands(budget) == {"granted": -56_000, "left": 56_000}
    with pytest.raises(money.CannotApprove, match=r"money\.run_went_on"):
        money.approve_run(scene.ask(scene.ben), now=NOW, run=made)
    assert built(scene) != made


def test_a_replayed_build_gives_the_first_run(scene: Scene) -> None:
    scene.bank_details(scene.person)
    scheduled(scene)
    ann = scene.ask(scene.ann)
    first = money.build_run(ann, now=NOW, pay_on=MONDAY, key="may")
    assert money.build_run(ann, now=NOW, pay_on=MONDAY, key="may") == first
    assert Line.objects.filter(run=first).count() == 1


def test_without_confirmed_bank_details_nobody_is_paid_and_it_is_said(scene: Scene) -> None:
    scheduled(scene)
    with pytest.raises(money.CannotBuildRun) as refused:
        built(scene)
    assert refused.value.why.facts["reason"] == "money.no_payment_details"


def test_two_degrees_in_one_budget_are_paid_each_in_its_way(scene: Scene) -> None:
    agency = scene.somebody("Harbour Lane Care")
    scene.bank_details(scene.person)
    scene.bank_details(agency)
    budget = scheduled(scene, pence=8_000, every=Every.WEEK)
    money.set_schedule(
        scene.ask(scene.worker),
        now=NOW,
        key="agency",
        budget=budget,
        holder=agency.party,
        pence=6_000,
        every=Every.WEEK,
        starts=MONDAY,
        degree="authority",
        purpose="mornings",
        lands="spent",
    )
    made = sent(scene)
    money.confirm_run(scene.ask(scene.ben), now=NOW, run=made)
    assert stands(budget) == {"granted": -14_000, "with_holder": 8_000, "spent": 6_000}


def test_where_less_is_left_what_is_left_is_paid(scene: Scene) -> None:
    scene.bank_details(scene.person)
    scheduled(scene, pence=60_000)
    line = run(scene.ask(scene.ann), run=built(scene), now=NOW).lines[0]
    assert (line.money, line.asked) == (pounds(560), pounds(600))


def test_a_weekend_payment_comes_early(scene: Scene) -> None:
    scene.bank_details(scene.person)
    scheduled(scene, pence=14_000, every=Every.WEEK, starts=date(2026, 5, 9))
    made = run(scene.ask(scene.ann), run=built(scene, pay_on=date(2026, 5, 8)), now=NOW)
    assert (made.pay_on, [line.due_on for line in made.lines]) == (date(2026, 5, 8), [date(2026, 5, 9)])


def test_a_schedule_changes_on_a_day_and_ends_on_another(scene: Scene) -> None:
    scene.bank_details(scene.person)
    budget = scheduled(scene, pence=14_000, every=Every.WEEK)
    for key, pence, starts in (("half", 7_000, date(2026, 5, 18)), ("end", None, date(2026, 5, 25))):
        money.set_schedule(
            scene.ask(scene.worker),
            now=NOW,
            key=key,
            budget=budget,
            holder=scene.person.party,
            pence=pence,
            every=Every.WEEK,
            starts=starts,
        )
    made = run(scene.ask(scene.ann), run=built(scene, pay_on=date(2026, 6, 1), now=LATER), now=LATER)
    assert [(line.due_on, line.money) for line in made.lines] == [
        (date(2026, 5, 4), pounds(140)),
        (date(2026, 5, 11), pounds(140)),
        (date(2026, 5, 18), pounds(70)),
    ]
    assert [seen.money for seen in schedules_of(scene.ask(scene.person), person=scene.person.party, now=LATER)] == [
        None
    ]
