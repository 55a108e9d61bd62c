"""A budget is a dated rate, charged one period at a time; a change takes back the days not yet lived."""

from datetime import date

import pytest

from ownway.registers.money import actions as money
from ownway.registers.money.queries import account_of
from ownway.values import Every
from ownway.values.cannot import NotAllowed, NotFound
from tests.ledger.scene import MONDAY, NOW, Scene, pounds, stands

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.mark.req("G6")
def test_an_agreed_budget_is_committed_and_charged_for_its_first_days(scene: Scene) -> None:
    budget = scene.open_budget(rate=140)
    scene.charge(budget, MONDAY, date(2026, 6, 1))
    assert stands(budget) == {"granted": -56_000, "left": 56_000}
    seen = account_of(scene.ask(scene.person), person=scene.person.party, now=NOW)
    assert seen is not None
    assert (seen.came_in, seen.went_out, seen.promised, seen.left) == (pounds(560), pounds(0), pounds(0), pounds(560))
    assert seen.streams[0].rate == pounds(140)
    assert seen.streams[0].every is Every.WEEK
    assert seen.streams[0].charged_until == date(2026, 6, 1)


def test_a_day_is_charged_once(scene: Scene) -> None:
    budget = scene.open_budget()
    scene.charge(budget, MONDAY, date(2026, 5, 18))
    with pytest.raises(money.CannotCharge, match=r"money\.charged_already"):
        scene.charge(budget, date(2026, 5, 17), date(2026, 5, 25))
    assert stands(budget)["left"] == 28_000


def test_before_its_first_rate_a_budget_cannot_be_charged(scene: Scene) -> None:
    budget = scene.open_budget()
    with pytest.raises(money.CannotCharge, match=r"money\.no_rate"):
        scene.charge(budget, date(2026, 5, 3), date(2026, 5, 10))


def test_a_higher_rate_takes_the_unlived_days_back_and_charges_them_anew(scene: Scene) -> None:
    budget = scene.open_budget(rate=140)
    scene.charge(budget, MONDAY, date(2026, 6, 1))
    money.change_rate(
        scene.ask(scene.worker), now=NOW, key="more", budget=budget, rate=pounds(210), starts=date(2026, 5, 18)
    )
    assert stands(budget) == {"granted": -(28_000 + 42_000), "left": 70_000}


def test_a_lower_rate_never_takes_back_what_was_used_but_lets_money_to_come_meet_it(scene: Scene) -> None:
    budget = scene.open_budget(rate=140)
    scene.charge(budget, MONDAY, date(2026, 6, 1))
    finance = scene.ask(scene.ann)
    money.pay_out(finance, now=NOW, key="paid", budget=budget, pence=56_000, on=MONDAY, holder=scene.person.party)
    money.change_rate(
        scene.ask(scene.worker), now=NOW, key="less", budget=budget, rate=pounds(70), starts=date(2026, 5, 18)
    )
    assert stands(budget) == {
        "granted": -56_000,
        "with_holder": 56_000,
        "shortfall": -14_000,
        "overgranted": 14_000,
    }
    scene.charge(budget, date(2026, 6, 1), date(2026, 6, 29))
    assert stands(budget) == {"granted": -70_000, "with_holder": 56_000, "left": 14_000}


def test_a_rate_of_nothing_ends_a_budget(scene: Scene) -> None:
    budget = scene.open_budget(rate=140)
    scene.charge(budget, MONDAY, date(2026, 6, 1))
    money.change_rate(
        scene.ask(scene.worker), now=NOW, key="end", budget=budget, rate=pounds(0), starts=date(2026, 5, 11)
    )
    assert stands(budget) == {"granted": -14_000, "left": 14_000}


def test_a_rate_that_changes_twice_keeps_every_day_charged_once(scene: Scene) -> None:
    budget = scene.open_budget(rate=140)
    scene.charge(budget, MONDAY, date(2026, 6, 1))
    for rate, starts in ((70, date(2026, 5, 18)), (280, date(2026, 5, 25)), (0, date(2026, 5, 11))):
        money.change_rate(
            scene.ask(scene.worker), now=NOW, key=f"to {rate}", budget=budget, rate=pounds(rate), starts=starts
        )
    # One week at 140; a week at nothing; a week at 70; a week at 280.
    assert stands(budget) == {"granted": -49_000, "left": 49_000}


def test_all_budgets_are_charged_up_to_a_day_and_not_twice(scene: Scene) -> None:
    weekly = scene.open_budget(rate=140)
    monthly = scene.open_budget(rate=310, every=Every.MONTH, stream="access-to-work")
    finance = scene.ask(scene.ann)
    first = money.charge_due(finance, now=NOW, key="may", until=date(2026, 5, 18))
    assert money.charge_due(finance, now=NOW, key="may", until=date(2026, 5, 18)) == first
    money.charge_due(finance, now=NOW, key="june", until=date(2026, 6, 4))
    assert stands(weekly)["left"] == 62_000
    assert stands(monthly)["left"] == 31_000


def test_a_person_has_one_budget_a_stream(scene: Scene) -> None:
    scene.open_budget()
    with pytest.raises(money.CannotOpenBudget, match=r"money\.budget_there"):
        scene.open_budget()


def test_who_may_not_know_the_person_knows_of_no_budget(scene: Scene) -> None:
    budget = scene.open_budget()
    stranger = scene.somebody("Rhys Mortimer", "practitioner")
    with pytest.raises(NotFound):
        money.change_rate(
            scene.ask(stranger), now=NOW, key="x", budget=budget, rate=pounds(1), starts=date(2026, 5, 11)
        )
    with pytest.raises(NotAllowed):
        money.change_rate(
            scene.ask(scene.person), now=NOW, key="x", budget=budget, rate=pounds(900), starts=date(2026, 5, 11)
        )
