"""Money is promised, paid out, spent, given back and put right; a fact is never refused, a hold or a payment may be."""

from datetime import date, timedelta

import pytest

from ownway.registers.money import actions as money
from ownway.registers.money.queries import account_of, prove_ledger, standing_at, stream_lines
from ownway.registers.money.rules.plan import State
from ownway.values import Money, Reason
from ownway.values.cannot import NotAllowed, NotFound
from tests.ledger.scene import MONDAY, NOW, Scene, pounds, stands

pytestmark = pytest.mark.django_db
MISTAKE = Reason("money.mistake", words="The receipt was another person's.")


@pytest.fixture
def scene() -> Scene:
    return Scene()


def paid_out(scene: Scene, pence: int = 40_000) -> tuple:
    """A budget of 560 pounds of which some are with the person."""
    budget = scene.open_budget(rate=140)
    scene.charge(budget, MONDAY, date(2026, 6, 1))
    journal = money.pay_out(
        scene.ask(scene.ann),
        now=NOW,
        key=scene.key(),
        budget=budget,
        pence=pence,
        on=MONDAY,
        holder=scene.person.party,
    )
    return budget, journal


def spend(scene: Scene, budget: object, pence: int, **told: object) -> object:
    given = {"key": scene.key(), "purpose": "swimming", "on": MONDAY} | told
    now = given.pop("now", NOW + timedelta(minutes=1))
    return money.record_spend(scene.ask(scene.person), now=now, budget=budget, pence=pence, **given)


@pytest.mark.req("C2")
def test_the_person_sees_what_came_in_went_out_is_promised_and_is_left(scene: Scene) -> None:
    budget, _ = paid_out(scene)
    spend(scene, budget, 1_250, words="Swimming with Jo, Tuesday")
    later = NOW + timedelta(minutes=2)
    money.hold(scene.ask(scene.person), now=later, key="hold", budget=budget, pence=6_000, purpose="holiday")
    seen = account_of(scene.ask(scene.person), person=scene.person.party, now=NOW)
    assert seen is not None
    assert seen.came_in == pounds(560)
    assert seen.went_out == Money(1_250, "GBP")
    assert seen.promised == pounds(60)
    assert seen.with_holder == Money(38_750, "GBP")
    assert seen.still_to_come == pounds(100)
    assert seen.left == seen.with_holder + seen.still_to_come
    assert seen.came_in + seen.owed == seen.went_out + seen.promised + seen.left
    assert [(line.kind, line.effect, line.pence, line.purpose) for line in seen.lines][:2] == [
        ("hold", "between", 6_000, "holiday"),
        ("spend", "out", -1_250, "swimming"),
    ]
    assert {(line.kind, line.effect, line.pence) for line in seen.lines[2:]} == {
        ("pay_out", "between", 40_000),
        ("charge", "in", 56_000),
    }
    assert seen.lines[1].words == "Swimming with Jo, Tuesday"


def test_nobody_sees_an_account_they_may_not_know_of(scene: Scene) -> None:
    paid_out(scene)
    stranger = scene.somebody("Della Voss", "practitioner")
    with pytest.raises(NotFound):
        account_of(scene.ask(stranger), person=scene.person.party, now=NOW)


def test_a_hold_stops_at_what_is_left(scene: Scene) -> None:
    budget, _ = paid_out(scene, pence=50_000)
    with pytest.raises(money.CannotPost) as refused:
        money.hold(scene.ask(scene.person), now=NOW, key="h", budget=budget, pence=6_001, purpose="holiday")
    assert refused.value.why.code == "money.not_enough"
    assert refused.value.why.facts == {"asked": 6_001, "there": 6_000, "state": "left", "currency": "GBP"}
    assert stands(budget)["left"] == 6_000


def test_a_spend_above_what_was_there_is_recorded_and_owed(scene: Scene) -> None:
    budget, _ = paid_out(scene, pence=10_000)
    spend(scene, budget, 13_000)
    assert stands(budget) == {
        "granted": -56_000,
        "left": 46_000,
        "spent": 10_000,
        "shortfall": -3_000,
        "owed": 3_000,
    }
    seen = account_of(scene.ask(scene.person), person=scene.person.party, now=NOW)
    assert seen is not None
    assert (seen.owed, seen.went_out) == (pounds(30), pounds(130))
    assert seen.came_in + seen.owed == seen.went_out + seen.promised + seen.left


def test_money_that_comes_in_meets_what_is_owed(scene: Scene) -> None:
    budget, _ = paid_out(scene, pence=10_000)
    spend(scene, budget, 13_000)
    money.pay_out(
        scene.ask(scene.ann), now=NOW, key="p", budget=budget, pence=10_000, on=MONDAY, holder=scene.person.party
    )
    assert stands(budget) == {"granted": -56_000, "left": 36_000, "with_holder": 7_000, "spent": 13_000}


def test_a_budget_the_authority_keeps_is_spent_from_what_is_left(scene: Scene) -> None:
    budget = scene.open_budget(rate=140)
    scene.charge(budget, MONDAY, date(2026, 5, 11))
    spend(scene, budget, 15_000, out_of="left")
    assert stands(budget) == {"granted": -14_000, "spent": 14_000, "shortfall": -1_000, "overdrawn": 1_000}
    scene.charge(budget, date(2026, 5, 11), date(2026, 5, 18))
    assert stands(budget) == {"granted": -28_000, "spent": 15_000, "left": 13_000}


@pytest.mark.req("F2")
def test_what_was_spent_above_what_is_left_waits_for_the_next_report_too(scene: Scene) -> None:
    """The stream's page tells the sum that its report will: ten pounds more were spent than were there."""
    budget = scene.open_budget(rate=140)
    scene.charge(budget, MONDAY, date(2026, 5, 11))
    spend(scene, budget, 15_000, out_of="left")
    seen = stream_lines(
        scene.ask(scene.ann), programme="in-control", stream="adult-social-care", now=NOW + timedelta(minutes=2)
    )
    assert sum(line.money.pence for line in seen) == 15_000


def test_a_purchase_takes_what_was_promised_to_it_first(scene: Scene) -> None:
    budget, _ = paid_out(scene, pence=10_000)
    money.hold(scene.ask(scene.person), now=NOW, key="h", budget=budget, pence=6_000, purpose="holiday")
    spend(scene, budget, 7_500, out_of="held", purpose="holiday")
    assert stands(budget) == {"granted": -56_000, "with_holder": 10_000, "left": 38_500, "spent": 7_500}


@pytest.mark.req("U4")
def test_promised_money_moves_freely_between_lines_of_the_plan(scene: Scene) -> None:
    budget, _ = paid_out(scene, pence=10_000)
    mine = scene.ask(scene.person)
    money.hold(mine, now=NOW, key="h", budget=budget, pence=6_000, purpose="holiday")
    money.move(mine, now=NOW, key="m", budget=budget, pence=2_000, purpose="holiday", to_purpose="art class")
    with pytest.raises(money.CannotPost, match=r"money\.not_enough"):
        money.release(mine, now=NOW, key="r", budget=budget, pence=4_001, purpose="holiday")
    money.release(mine, now=NOW, key="r2", budget=budget, pence=4_000, purpose="holiday")
    assert stands(budget)["held"] == 2_000


@pytest.mark.req("A7")
def test_family_money_stays_apart_and_changes_no_entitlement(scene: Scene) -> None:
    budget, _ = paid_out(scene, pence=10_000)
    money.contribute(scene.ask(scene.person), now=NOW, key="c", budget=budget, pence=5_000, on=MONDAY)
    spend(scene, budget, 12_000)
    assert stands(budget) == {
        "granted": -56_000,
        "left": 46_000,
        "spent": 10_000,
        "contributed": -5_000,
        "own_left": 3_000,
        "own_spent": 2_000,
    }


def test_what_is_given_back_is_returned_and_what_goes_beyond_stays_theirs(scene: Scene) -> None:
    budget, _ = paid_out(scene, pence=10_000)
    money.give_back(scene.ask(scene.ann), now=NOW, key="g", budget=budget, pence=11_000, on=MONDAY)
    assert stands(budget) == {
        "granted": -56_000,
        "left": 46_000,
        "returned": 10_000,
        "contributed": -1_000,
        "own_left": 1_000,
    }


def test_a_mistake_is_reversed_once_and_stays_in_the_books(scene: Scene) -> None:
    budget, _ = paid_out(scene, pence=10_000)
    wrong = spend(scene, budget, 2_500)
    finance = scene.ask(scene.ann)
    later = NOW + timedelta(minutes=2)
    money.reverse(finance, now=later, key="back", journal=wrong, reason=MISTAKE)
    assert stands(budget) == {"granted": -56_000, "left": 46_000, "with_holder": 10_000}
    with pytest.raises(money.CannotPost, match=r"money\.already_reversed"):
        money.reverse(finance, now=NOW, key="back again", journal=wrong, reason=MISTAKE)
    seen = account_of(scene.ask(scene.person), person=scene.person.party, now=NOW)
    assert seen is not None
    assert [(line.kind, line.pence, line.is_reversed) for line in seen.lines][:2] == [
        ("reverse", 2_500, False),
        ("spend", -2_500, True),
    ]


def test_a_spend_that_was_owed_and_met_comes_back_whole(scene: Scene) -> None:
    budget, _ = paid_out(scene, pence=10_000)
    wrong = spend(scene, budget, 13_000)
    money.pay_out(
        scene.ask(scene.ann), now=NOW, key="p", budget=budget, pence=10_000, on=MONDAY, holder=scene.person.party
    )
    money.reverse(scene.ask(scene.ann), now=NOW, key="back", journal=wrong, reason=MISTAKE)
    assert stands(budget) == {"granted": -56_000, "left": 36_000, "with_holder": 20_000}


def test_what_was_used_since_is_not_reversed(scene: Scene) -> None:
    budget, paid = paid_out(scene, pence=10_000)
    spend(scene, budget, 9_000)
    with pytest.raises(money.CannotReverse, match=r"money\.used_since"):
        money.reverse(scene.ask(scene.ann), now=NOW, key="back", journal=paid, reason=MISTAKE)


def test_a_replayed_key_gives_the_first_answer_and_does_nothing(scene: Scene) -> None:
    budget, _ = paid_out(scene, pence=10_000)
    first = spend(scene, budget, 2_500, key="once")
    assert spend(scene, budget, 2_500, key="once") == first
    assert stands(budget)["spent"] == 2_500


def test_a_key_used_for_something_else_is_refused(scene: Scene) -> None:
    budget, _ = paid_out(scene, pence=10_000)
    spend(scene, budget, 2_500, key="once")
    for other in ({"pence": 2_501}, {"pence": 2_500, "purpose": "art"}, {"pence": 2_500, "words": "Other words"}):
        pence = other.pop("pence")
        with pytest.raises(money.CannotPost, match=r"money\.key_used"):
            spend(scene, budget, pence, key="once", **other)
    with pytest.raises(money.CannotPost, match=r"money\.key_used"):
        money.hold(scene.ask(scene.person), now=NOW, key="once", budget=budget, pence=2_500, purpose="swimming")
    assert stands(budget)["spent"] == 2_500


@pytest.mark.parametrize("pence", [0, -1, 10**12 + 1, True, "12"])
def test_only_a_sum_above_nothing_moves(scene: Scene, pence: object) -> None:
    budget, _ = paid_out(scene)
    with pytest.raises(money.CannotPost, match=r"money\.not_a_sum"):
        spend(scene, budget, pence)


@pytest.mark.parametrize("day", [date(2026, 5, 5), date(1066, 10, 14)])
def test_only_days_that_have_come_are_recorded(scene: Scene, day: date) -> None:
    budget, _ = paid_out(scene)
    with pytest.raises(money.CannotPost, match=r"money\.not_a_past_day"):
        spend(scene, budget, 5, on=day)


def test_a_person_records_a_spend_and_pays_nothing_out(scene: Scene) -> None:
    budget, _ = paid_out(scene)
    with pytest.raises(NotAllowed):
        money.pay_out(
            scene.ask(scene.person), now=NOW, key="p", budget=budget, pence=5, on=MONDAY, holder=scene.person.party
        )


def test_a_budget_can_be_asked_how_it_stood_on_any_day(scene: Scene) -> None:
    budget, _ = paid_out(scene, pence=10_000)
    spend(scene, budget, 1_000)
    before = standing_at(scene.ask(scene.ann), budget=budget, day=date(2026, 5, 3), now=NOW)
    after = standing_at(scene.ask(scene.ann), budget=budget, day=MONDAY, now=NOW)
    assert before == {}
    assert after[State.WITH_HOLDER] == pounds(90)


def test_the_ledger_proves_itself(scene: Scene) -> None:
    budget, _ = paid_out(scene, pence=10_000)
    spend(scene, budget, 13_000)
    proof = prove_ledger(scene.ask(scene.ann), now=NOW)
    assert proof.holds
    assert proof.transfers >= 4
