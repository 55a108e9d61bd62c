"""Tests of what people pay themselves: bills, and payments that are less by it, apart from public money."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.utils.timezone import localdate

from ownway.registers.letters.models import Letter
from ownway.registers.money import actions as money
from ownway.registers.money import queries
from ownway.registers.money.models import Line
from ownway.rulebook.load import load_pack
from ownway.values import Every, Money, Reason, new_identifier
from ownway.values.cannot import NotFound
from tests import factories
from tests.ledger.scene import MONDAY, NOW, Scene, pounds, stands
from tests.steps import PACKS

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=364)


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    made.ready_to_pay()
    made.bank_details(made.person)
    return made


def share(scene: Scene, budget: UUID, pence: int, *, way: str, starts: date = MONDAY, now: datetime = NOW) -> UUID:
    return money.set_own_share(
        scene.ask(scene.ann, now),
        now=now,
        key=scene.key(),
        budget=budget,
        share=Money(pence, "GBP"),
        every=Every.WEEK,
        starts=starts,
        way=way,
        pay_within_days=28,
        decision=new_identifier(now),
    )


def pays(scene: Scene, budget: UUID, *, weeks: int = 4, pence: int = 56_000) -> UUID:
    return money.set_schedule(
        scene.ask(scene.worker),
        now=NOW,
        key=scene.key(),
        budget=budget,
        holder=scene.person.party,
        pence=pence,
        every=Every.FOUR_WEEKS,
        starts=MONDAY,
        degree="direct_payment",
    )


def run(scene: Scene, day: date) -> list[Line]:
    """Build, approve, send and confirm a run on a day."""
    now = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    ann, ben = scene.ask(scene.ann, now), scene.ask(scene.ben, now)
    made = money.build_run(ann, now=now, pay_on=day, key=scene.key())
    money.approve_run(ben, now=now, run=made)
    money.export_run(ann, now=now, run=made)
    money.mark_sent(ann, now=now, run=made)
    money.confirm_run(ben, now=now, run=made)
    return list(Line.objects.filter(run=made))


@pytest.mark.req("U6")
def test_gross_and_net_come_to_the_same_penny_over_a_year(scene: Scene) -> None:
    """Of 140 pounds a week the person pays 33.37: the public pays 52 times the rest, whichever way it is done."""
    other = scene.somebody("Idris Calloway")
    factories.works_with(scene.worker, other)
    scene.bank_details(other)
    gross, maryam = scene.open_budget(140), scene.person
    scene.person = other
    net = scene.open_budget(140)
    pays(scene, net)
    scene.person = maryam
    pays(scene, gross)
    share(scene, gross, 3_337, way="gross")
    share(scene, net, 3_337, way="net")
    lines = [line for number in range(13) for line in run(scene, MONDAY + timedelta(days=28 * number))]
    end = datetime(2027, 5, 3, 9, tzinfo=UTC)
    money.bill_own_shares(scene.ask(scene.ann, end), now=end, key=scene.key(), until=MONDAY + YEAR)
    whole, own = 52 * 14_000, 52 * 3_337
    assert stands(gross) == {"granted": -whole, "with_holder": whole, "billed": -own, "due": own}
    assert stands(net) == {
        "granted": own - whole,
        "with_holder": whole - own,
        "contributed": -own,
        "own_left": own,
        "billed": -own,
        "kept_back": own,
    }
    paid = {budget: sum(line.pence for line in lines if line.budget_id == budget) for budget in (gross, net)}
    assert paid[gross] - stands(gross)["due"] == paid[net]
    assert {line.own_share_pence for line in lines if line.budget_id == net} == {4 * 3_337}
    assert queries.prove_ledger(scene.ask(scene.ann, end), now=end).holds


@pytest.mark.req("U6")
def test_bills_are_paid_late_waived_and_stop_no_payment(scene: Scene) -> None:
    """Of three bills some is paid, some waived, the rest late; payments go out all the same, public money is apart."""
    budget = scene.open_budget(140)
    pays(scene, budget)
    share(scene, budget, 2_000, way="gross")
    for weeks in (4, 8, 12):
        day = datetime(2026, 5, 4, 10, tzinfo=UTC) + timedelta(weeks=weeks)
        run(scene, localdate(day))
        money.bill_own_shares(scene.ask(scene.ann, day), now=day, key=scene.key(), until=localdate(day))
    now = datetime(2026, 9, 1, 10, tzinfo=UTC)
    ann = scene.ask(scene.ann, now)
    assert stands(budget)["due"] == 12 * 2_000
    letters = [
        " ".join(str(block) for block in letter.body["blocks"])
        for letter in Letter.objects.filter(kind="bill_sent", to=scene.person.party).order_by("id")
    ]
    assert ["£80.00" in text for text in letters] == [True, True, True]
    # The first names no earlier bills; the third those of eight weeks.
    assert ["£160.00" in text for text in letters] == [False, False, True]
    assert all("We never stop your payments because of a bill." in text for text in letters)
    money.record_share_paid(ann, now=now, key=scene.key(), budget=budget, pence=10_000, on=date(2026, 6, 10))
    money.waive_share(
        ann,
        now=now,
        key=scene.key(),
        budget=budget,
        pence=3_000,
        reason=Reason("own_share.waived"),
        decision=new_identifier(now),
    )
    seen = queries.own_share_of(ann, person=scene.person.party, now=now)
    assert seen is not None
    assert [(bill.money.pence, bill.open.pence, bill.is_late) for bill in seen.bills] == [
        (8_000, 8_000, True),
        (8_000, 3_000, True),
        (8_000, 0, False),
    ]
    assert (seen.late, seen.due, seen.paid, seen.waived) == (pounds(110), pounds(110), pounds(100), pounds(30))
    assert len(run(scene, MONDAY + timedelta(weeks=16))) == 1
    assert stands(budget)["granted"] == -20 * 14_000
    assert queries.prove_ledger(ann, now=now).holds


@pytest.mark.req("C2", "U6")
def test_the_account_says_of_a_payment_what_was_paid_and_nothing_of_a_bill(scene: Scene) -> None:
    """Of 560 pounds 426.52 are paid: so says the line, and so says what comes next; a bill moves nothing in it."""
    budget = scene.open_budget(140)
    pays(scene, budget)
    share(scene, budget, 3_337, way="net")
    day = datetime(2026, 5, 5, 10, tzinfo=UTC)
    ann = scene.ask(scene.ann, day)
    (coming,) = queries.schedules_of(ann, person=scene.person.party, now=NOW)
    assert (coming.money, coming.next_money) == (pounds(560), Money(56_000 - 4 * 3_337, "GBP"))
    (line,) = run(scene, MONDAY)
    assert line.pence == 56_000 - 4 * 3_337
    billed = datetime(2026, 7, 1, 10, tzinfo=UTC)
    share(scene, budget, 2_000, way="gross", starts=date(2026, 6, 1), now=day)
    money.bill_own_shares(scene.ask(scene.ann, billed), now=billed, key=scene.key(), until=date(2026, 6, 29))
    account = queries.account_of(ann, person=scene.person.party, now=billed)
    assert account is not None
    assert stands(budget)["due"] == 4 * 2_000
    assert {(one.kind, one.effect, one.pence) for one in account.lines} == {
        ("charge", "in", 56_000),
        ("build_run", "between", line.pence),
        ("confirm_run", "between", line.pence),
    }


@pytest.mark.req("U6")
def test_a_stream_is_told_of_public_money_alone_where_payments_are_less_by_the_share(scene: Scene) -> None:
    """Of 560 spent in four weeks 426.52 were public: the stream pays those, and the person's 133.48 are nobody's."""
    budget = scene.open_budget(140, stream="adult_social_care")
    scene.open_budget(10, stream="supporting_people")
    pays(scene, budget)
    share(scene, budget, 3_337, way="net")
    run(scene, MONDAY)
    now = datetime(2026, 5, 20, 10, tzinfo=UTC)
    spend = money.record_spend(
        scene.ask(scene.ann, now),
        now=now,
        key=scene.key(),
        budget=budget,
        pence=56_000,
        on=date(2026, 5, 19),
        purpose="line",
        holder=scene.person.party,
    )
    spending = load_pack(PACKS / "in-control").spending
    told = money.ToSplit(scene.person.party, "in-control", spending, {spend: ""})
    money.split_streams(scene.ask(scene.ann, now), now=now, people=[told])
    report = money.report_stream(
        scene.ask(scene.ann, now), now=now, programme="in-control", stream="adult_social_care", until=date(2026, 5, 20)
    )
    seen = queries.stream_report(scene.ask(scene.ann, now), report=report, now=now)
    assert sum(line.money.pence for line in seen.lines) == 56_000 - 4 * 3_337
    assert stands(budget)["own_spent"] == 4 * 3_337


@pytest.mark.req("U6", "U7")
@pytest.mark.parametrize("weeks_back", [5, 7])
def test_what_is_paid_once_after_a_suspension_is_less_by_the_share_of_its_days(scene: Scene, weeks_back: int) -> None:
    """Of 140 pounds a week the person pays 20; four weeks, of which some are suspended and count again after all."""
    budget = scene.open_budget(140)
    pays(scene, budget)
    share(scene, budget, 2_000, way="net")
    week, told = timedelta(days=7), NOW + timedelta(minutes=5)
    worker = scene.ask(scene.worker, told)
    rest = money.suspend_budget(worker, now=told, budget=budget, starts=MONDAY + week, decision=new_identifier(told))
    (first,) = run(scene, MONDAY)
    assert (first.pence, first.own_share_pence) == (12_000, 2_000)
    later = datetime(MONDAY.year, MONDAY.month, MONDAY.day, 12, tzinfo=UTC) + 4 * week
    back = MONDAY + week * (weeks_back - 4)
    money.resume_budget(
        scene.ask(scene.worker, later), now=later, suspension=rest, until=back, decision=new_identifier(later)
    )
    lines = run(scene, MONDAY + 4 * week)
    again = 8 - weeks_back
    assert sorted((line.pence, line.own_share_pence) for line in lines) == [
        (again * 12_000, again * 2_000),
        (48_000, 8_000),
    ]
    assert stands(budget)["kept_back"] == (1 + again + 4) * 2_000
    assert queries.prove_ledger(scene.ask(scene.ann), now=later).holds


@pytest.mark.req("U6")
def test_a_bill_can_be_paid_into_the_authoritys_account_with_a_reference_of_ones_own(scene: Scene) -> None:
    told = {"person": scene.person.party, "now": NOW}
    seen = queries.how_to_pay(scene.ask(scene.person), currency="GBP", **told)
    assert seen is not None
    assert (seen.name, seen.sort_code, seen.number, seen.iban) == ("Fernleigh Council", "400001", "11223344", "")
    other = queries.how_to_pay(scene.ask(scene.ann), person=scene.worker.party, currency="GBP", now=NOW)
    assert other is not None and len({seen.reference, other.reference}) == 2
    assert len(seen.reference) == 8 and not set(seen.reference) & set("01")
    share(scene, scene.open_budget(), 1_000, way="gross")
    assert [one.reference for one in queries.own_shares(scene.ask(scene.ann), now=NOW)] == [seen.reference]
    assert queries.how_to_pay(scene.ask(scene.person), currency="EUR", **told) is None
    with pytest.raises(NotFound):
        queries.how_to_pay(scene.ask(scene.somebody("Zofia Lindgren")), currency="GBP", **told)
