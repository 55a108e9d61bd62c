"""Tests of the financial assessment: told once, decided by the rule, told by letter; bills, waivers, in-house use."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from ownway.registers.decisions.models import Decision
from ownway.registers.letters.models import Letter
from ownway.registers.money import actions as money
from ownway.registers.money import queries as money_queries
from ownway.registers.programmes import queries as programmes
from ownway.steps.spending import actions, queries
from ownway.values import Every, Money
from ownway.values.cannot import NotAllowed
from ownway.words import money as money_in_words
from ownway.words.reasons import sentence
from tests import factories, steps
from tests.browsing import browser, text_of
from tests.factories import Somebody
from tests.steps import NOW, asks, later

pytestmark = pytest.mark.django_db
TOLD: dict[str, object] = {
    "means_tell": {"yes": True},
    "means_savings": {"number": "15000"},
    "means_income": {"number": "300", "every": "week"},
    "means_household": {"level": "single"},
    "means_premium": {"level": "disability"},
    "means_carer": {"yes": False},
    "means_children": {"number": "0"},
    "means_housing": {"number": "40", "every": "week"},
    "means_disability": {"number": "20", "every": "week"},
}


@pytest.fixture
def person() -> Somebody:
    steps.install()
    made = factories.somebody("Maryam Okafor")
    worker = factories.somebody("Tom Pryce", "practitioner")
    factories.works_with(worker, made)
    steps.signed(made, worker, level=2)
    return made


@pytest.fixture
def ann() -> Somebody:
    return factories.somebody("Ann Beddoes", "finance")


def tell(person: Somebody, answers: dict[str, object], now: datetime) -> UUID:
    for question, value in answers.items():
        actions.answer_means(asks(person, now), now=now, person=person.party, question=question, value=value)
    return actions.hand_in_means(asks(person, now), now=now, person=person.party)


@pytest.mark.req("U6")
def test_means_are_told_once_and_the_rule_decides_with_reasons_and_a_challenge(person: Somebody, ann: Somebody) -> None:
    now = later(60)
    tell(person, TOLD, now)
    seen = queries.means_of(asks(person, now), person=person.party, now=now)
    assert seen.estimate is not None
    assert seen.estimate.figure is not None
    assert not seen.open
    decision = actions.decide_charge(asks(ann, now), now=now, person=person.party, starts=localdate(now))
    kept = Decision.objects.get(pk=decision)
    assert kept.challenge_until is not None
    letter = Letter.objects.filter(kind="charge_told").get()
    assert "To live on you keep" in str(letter.body)
    seen = queries.means_of(asks(person, now), person=person.party, now=now)
    assert seen.share is not None
    assert seen.share.now is not None
    assert seen.share.now.money == seen.charges[0].money == seen.charges[0].worked_out.figure


def test_the_decision_opens_as_a_page_with_every_reason(person: Somebody, ann: Somebody) -> None:
    now = later(60)
    tell(person, TOLD, now)
    decision = actions.decide_charge(asks(ann, now), now=now, person=person.party, starts=localdate(now))
    words = text_of(browser(person).get(reverse("file:decision", args=[decision])))
    assert "What you pay towards your support" in words
    assert "To live on you keep" in words


def test_who_would_rather_not_tell_pays_the_whole_cost_and_can_change_that(person: Somebody, ann: Somebody) -> None:
    now = later(60)
    tell(person, {"means_tell": {"yes": False}}, now)
    actions.decide_charge(asks(ann, now), now=now, person=person.party, starts=localdate(now))
    seen = queries.means_of(asks(person, now), person=person.party, now=now)
    assert seen.charges[0].money == seen.budget
    after = now + timedelta(days=2)
    tell(person, TOLD, after)
    actions.decide_charge(asks(ann, after), now=after, person=person.party, starts=localdate(after))
    seen = queries.means_of(asks(person, after), person=person.party, now=after)
    assert [one.starts for one in seen.charges] == [localdate(after), localdate(now)]
    assert seen.charges[0].money < seen.charges[1].money


def test_nothing_is_decided_while_an_answer_is_not_known(person: Somebody, ann: Somebody) -> None:
    now = later(60)
    tell(person, TOLD | {"means_income": {"state": "not_known"}}, now)
    seen = queries.means_of(asks(person, now), person=person.party, now=now)
    assert seen.estimate is not None
    assert seen.estimate.figure is None
    assert seen.estimate.range == (Money(0, "GBP"), seen.budget)
    with pytest.raises(actions.CannotDecideCharge, match=r"means\.not_complete"):
        actions.decide_charge(asks(ann, now), now=now, person=person.party, starts=localdate(now))


def test_only_finance_decides_and_a_stranger_sees_nothing(person: Somebody) -> None:
    now = later(60)
    tell(person, TOLD, now)
    stranger = factories.somebody("Oren Vance", "provider")
    with pytest.raises(NotAllowed):
        actions.decide_charge(asks(person, now), now=now, person=person.party, starts=localdate(now))
    with pytest.raises(Exception, match=r"people\."):
        queries.means_of(asks(stranger, now), person=person.party, now=now)


@pytest.fixture
def pays(person: Somebody, ann: Somebody) -> UUID:
    """The person pays by bill from the day the money was agreed, and was billed for four weeks; gives the budget."""
    now = later(60)
    tell(person, TOLD, now)
    actions.decide_charge(asks(ann, now), now=now, person=person.party, starts=localdate(now))
    after = now + timedelta(weeks=4)
    money.bill_own_shares(asks(ann, after), now=after, key="bills", until=localdate(after))
    share = money_queries.own_share_of(asks(ann, after), person=person.party, now=after)
    assert share is not None
    return share.budget


@pytest.mark.req("U6")
def test_a_person_asks_not_to_pay_and_the_authority_waives_it_or_says_why_not(
    person: Somebody, ann: Somebody, pays: UUID
) -> None:
    now = later(60) + timedelta(weeks=5)
    wish = actions.ask_waiver(asks(person, now), now=now, person=person.party, words="My boiler broke.")
    with pytest.raises(actions.CannotWaive, match=r"means\.asked_already"):
        actions.ask_waiver(asks(person, now), now=now, person=person.party, words="Please.")
    with pytest.raises(NotAllowed):
        actions.decide_waiver(asks(person, now), now=now, person=person.party, pence=100, words="Because.", asked=wish)
    before = queries.means_of(asks(ann, now), person=person.party, now=now)
    assert before.share is not None
    owed = before.share.due
    decision = actions.decide_waiver(
        asks(ann, now), now=now, person=person.party, pence=500, words="The boiler had to be mended.", asked=wish
    )
    seen = queries.means_of(asks(person, now), person=person.party, now=now)
    assert seen.share is not None
    assert (seen.share.due, seen.share.waived) == (owed - Money(500, "GBP"), Money(500, "GBP"))
    assert seen.waivers[0].decision == decision
    assert Decision.objects.get(pk=decision).challenge_until is not None
    again = actions.ask_waiver(asks(person, now), now=now, person=person.party, words="The rest too, please.")
    actions.decide_waiver(asks(ann, now), now=now, person=person.party, pence=0, words="It can be paid.", asked=again)
    assert Letter.objects.filter(kind="waiver_told").count() == 2


@pytest.mark.req("A7")
def test_own_money_beside_it_changes_neither_the_charge_nor_the_budget(
    person: Somebody, ann: Somebody, pays: UUID
) -> None:
    now = later(60) + timedelta(weeks=5)
    before = queries.means_of(asks(ann, now), person=person.party, now=now)
    money.contribute(asks(ann, now), now=now, key="gift", budget=pays, pence=25_000, on=localdate(now))
    seen = queries.means_of(asks(ann, now), person=person.party, now=now)
    assert before.share is not None
    assert seen.share is not None
    assert seen.share.own_money == Money(25_000, "GBP")
    assert (seen.budget, seen.estimate) == (before.budget, before.estimate)
    assert (seen.share.due, seen.share.billed, seen.charges) == (
        before.share.due,
        before.share.billed,
        before.charges,
    )


def test_days_that_were_billed_are_not_charged_anew(person: Somebody, ann: Somebody, pays: UUID) -> None:
    now = later(60) + timedelta(weeks=5)
    with pytest.raises(money.CannotBill, match=r"own_share\.billed_already"):
        actions.decide_charge(asks(ann, now), now=now, person=person.party, starts=localdate(now) - timedelta(days=20))
    with pytest.raises(money.CannotPost, match=r"own_share\.less_is_due") as refused:
        money.record_share_paid(asks(ann, now), now=now, key="much", budget=pays, pence=10**7, on=localdate(now))
    # It is a bill of theirs, and no budget that could be looked at again.
    assert sentence(refused.value.why, "en").endswith("is still to pay, and £100,000.00 is more than that.")
    assert refused.value.field == "pence"


@pytest.mark.req("C2", "U6")
def test_the_account_and_an_event_tell_the_next_payment_as_it_will_be_paid(person: Somebody, ann: Somebody) -> None:
    """What the person adds themselves is no part of it, on either page."""
    now, worker = later(60), factories.somebody("Nia Vaughan", "practitioner")
    factories.works_with(worker, person)
    tell(person, TOLD, now)
    actions.decide_charge(asks(ann, now), now=now, person=person.party, starts=localdate(now), way="net")
    share = money_queries.own_share_of(asks(ann, now), person=person.party, now=now)
    assert share is not None and share.now is not None
    money.set_schedule(
        asks(worker, now),
        now=now,
        key="weekly",
        budget=share.budget,
        holder=person.party,
        pence=30_000,
        every=Every.WEEK,
        starts=localdate(now),
    )
    net = money_in_words.say(Money(30_000, "GBP") - share.now.money, "en")
    account = text_of(browser(person).get(reverse("spending:account", args=[person.party])))
    assert f": {net} to Maryam Okafor" in account
    day = localdate().isoformat()
    event = text_of(browser(worker).get(reverse("spending:record_event", args=[person.party, "moved_away", day])))
    assert f"{net} to Maryam Okafor, next due on" in event


COST: dict[str, object] = {
    "parts": {"staff": 4_000, "overheads": 1_200, "transport": 600, "unused_places": 320},
    "least_pence": 5_500,
    "most_pence": 6_900,
    "method": "Last year's whole cost, shared over the days that people came.",
    "source": "Ledger of the day centre, year to March",
}


def keep_cost(ann: Somebody, starts: date, **other: object) -> UUID:
    pack = programmes.pack(programmes.in_force(steps.PROGRAMME, on=NOW.date()))
    given = COST | {"service": "day_centre"} | other
    return money.keep_unit_cost(asks(ann), now=NOW, pack=pack, starts=starts, **given)  # type: ignore[arg-type]


@pytest.mark.req("C2")
@pytest.mark.req("M7")
def test_in_house_support_is_charged_at_the_full_unit_cost_of_its_day_and_never_in_cash(
    person: Somebody, ann: Somebody
) -> None:
    keep_cost(ann, date(2026, 1, 1))
    keep_cost(ann, date(2026, 3, 4), parts={"staff": 4_500, "overheads": 1_200, "transport": 600, "unused_places": 320})
    now = later(60) + timedelta(days=5)
    spends = [
        actions.charge_in_house(
            asks(ann, now), now=now, key=f"day {day}", person=person.party, on=day, service="day_centre", units=units
        )
        for day, units in ((date(2026, 3, 3), Fraction(5, 2)), (date(2026, 3, 4), Fraction(1)))
    ]
    told = [queries.spend(asks(ann, now), spend=spend, now=now).money.pence for spend in spends]
    assert told == [15_300, 6_620]
    assert queries.in_house_use(asks(ann, now), spend=spends[0], now=now) is not None
    account = money_queries.account_of(asks(ann, now), person=person.party, now=now)
    assert account is not None
    assert account.with_holder == Money(0, "GBP")
    assert account.went_out == Money(21_920, "GBP")
    assert not money_queries.runs(asks(ann, now), now=now)
    again = actions.charge_in_house(
        asks(ann, now),
        now=now,
        key="day 2026-03-03",
        person=person.party,
        on=date(2026, 3, 3),
        service="day_centre",
        units=Fraction(5, 2),
    )
    assert again == spends[0]


def test_a_unit_cost_tells_every_part_lies_in_its_range_and_is_never_overwritten(ann: Somebody) -> None:
    steps.install()
    keep_cost(ann, date(2026, 1, 1))
    for other, code in (
        ({"parts": {"staff": 4_000}}, "part_missing"),
        ({"parts": {**COST["parts"], "ghosts": 1}}, "no_such_part"),  # type: ignore[dict-item]
        ({"parts": {**COST["parts"], "staff": -1}}, "not_a_sum"),  # type: ignore[dict-item]
        ({"least_pence": 6_200}, "out_of_range"),
        ({"most_pence": 6_000}, "out_of_range"),
        ({"service": "moon"}, "no_such_service"),
    ):
        with pytest.raises(money.CannotKeepUnitCost, match=rf"unit_costs\.{code}"):
            keep_cost(ann, date(2026, 2, 1), **other)
    with pytest.raises(money.CannotKeepUnitCost, match=r"unit_costs\.cost_there"):
        keep_cost(ann, date(2026, 1, 1))


def test_nothing_in_house_is_charged_without_a_cost_or_for_no_units(person: Somebody, ann: Somebody) -> None:
    now = later(60)

    def charged(units: Fraction) -> UUID:
        day = localdate(now)
        return actions.charge_in_house(
            asks(ann, now), now=now, key="k", person=person.party, on=day, service="day_centre", units=units
        )

    with pytest.raises(actions.CannotChargeInHouse, match=r"in_house\.no_unit_cost"):
        charged(Fraction(1))
    keep_cost(ann, date(2026, 1, 1))
    for units in (Fraction(0), Fraction(-1), Fraction(1, 3), Fraction(20_000)):
        with pytest.raises(money.CannotKeepUnitCost, match=r"unit_costs\.not_units"):
            charged(units)
