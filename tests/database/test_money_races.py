"""Many at once: one approves, one key is answered once, and nobody promises the same money twice."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from ownway.registers.money import actions as money
from ownway.registers.money.models import Approval, Journal, Line
from ownway.registers.money.queries import prove_ledger
from ownway.values import Cannot, Every, Period
from tests.ledger.scene import MONDAY, NOW, Scene, pounds, stands

AT_ONCE = 8

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    made.ready_to_pay()
    return made


def at_once(deed: Callable[[int], Any], times: int = AT_ONCE) -> list[Any]:
    """What each of many threads got that did *deed* at the same moment: an answer, or the code of what refused it."""
    barrier, got = Barrier(times), [None] * times

    def do(number: int) -> None:
        try:
            barrier.wait()
            got[number] = deed(number)
        except Cannot as refused:
            got[number] = refused.why.code
        finally:
            connections.close_all()

    threads = [Thread(target=do, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return got


def budget_to_pay(scene: Scene) -> UUID:
    scene.bank_details(scene.person)
    budget = scene.open_budget(rate=140)
    money.set_schedule(
        scene.ask(scene.worker),
        now=NOW,
        key=scene.key(),
        budget=budget,
        holder=scene.person.party,
        pence=14_000,
        every=Every.WEEK,
        starts=MONDAY,
    )
    return budget


def test_eight_people_approve_a_run_once(scene: Scene) -> None:
    budget_to_pay(scene)
    officers = [
        scene.somebody(f"Officer {name}", "finance")
        for name in ("Abe", "Bea", "Cal", "Dot", "Eli", "Fay", "Gus", "Hal")
    ]
    for officer in officers:
        money.set_approval_limit(
            scene.ask(scene.ann), now=NOW, party=officer.party, limit=pounds(900), currency="GBP", starts=MONDAY
        )
    run = money.build_run(scene.ask(scene.ann), now=NOW, pay_on=MONDAY, key="run")
    askers = [scene.ask(officer) for officer in officers]
    got = at_once(lambda number: money.approve_run(askers[number], now=NOW, run=run))
    assert sorted(got) == ["approved"] + ["money.run_went_on"] * 7
    assert Approval.objects.filter(run=run).count() == 1


def test_eight_of_the_same_key_are_one_deed(scene: Scene) -> None:
    budget = scene.open_budget()
    scene.charge(budget, MONDAY, date(2026, 5, 11))
    asker = scene.ask(scene.person)
    got = at_once(
        lambda _: money.record_spend(
            asker, now=NOW, key="once", budget=budget, pence=100, on=MONDAY, purpose="bus", out_of="left"
        )
    )
    assert len(set(got)) == 1
    assert Journal.objects.filter(key="once").count() == 1
    assert stands(budget)["spent"] == 100


def test_the_same_money_is_promised_once(scene: Scene) -> None:
    budget = scene.open_budget(rate=140)
    scene.charge(budget, MONDAY, date(2026, 5, 11))
    asker = scene.ask(scene.person)
    got = at_once(
        lambda number: money.hold(
            asker, now=NOW, key=f"hold {number}", budget=budget, pence=5_000, purpose=f"thing {number}"
        )
    )
    assert got.count("money.not_enough") == AT_ONCE - 2
    assert stands(budget) == {"granted": -14_000, "left": 4_000, "held": 10_000}


def test_spends_at_once_are_all_recorded_and_the_shortfall_owed(scene: Scene) -> None:
    budget = scene.open_budget(rate=140)
    scene.charge(budget, MONDAY, date(2026, 5, 11))
    money.pay_out(
        scene.ask(scene.ann), now=NOW, key="p", budget=budget, pence=10_000, on=MONDAY, holder=scene.person.party
    )
    asker = scene.ask(scene.person)
    got = at_once(
        lambda number: money.record_spend(
            asker, now=NOW, key=f"spend {number}", budget=budget, pence=3_000, on=MONDAY, purpose="bus"
        )
    )
    assert all(isinstance(journal, UUID) for journal in got)
    assert stands(budget) == {"granted": -14_000, "left": 4_000, "spent": 10_000, "shortfall": -14_000, "owed": 14_000}
    assert prove_ledger(scene.ask(scene.ann), now=NOW).holds


def test_two_runs_built_at_once_pay_each_due_day_once(scene: Scene) -> None:
    budget = budget_to_pay(scene)
    askers = [scene.ask(scene.ann), scene.ask(scene.ben)]
    got = at_once(lambda number: money.build_run(askers[number], now=NOW, pay_on=MONDAY, key=f"run {number}"), times=2)
    assert sorted(isinstance(run, UUID) for run in got) == [False, True]
    assert Line.objects.count() == 1
    assert stands(budget) == {"granted": -14_000, "held": 14_000}


def test_eight_charges_of_the_same_days_charge_them_once(scene: Scene) -> None:
    budget = scene.open_budget(rate=140)
    asker = scene.ask(scene.ann)
    got = at_once(
        lambda number: money.charge_period(
            asker, now=NOW, key=f"charge {number}", budget=budget, period=Period(MONDAY, date(2026, 5, 11))
        )
    )
    assert got.count("money.charged_already") == AT_ONCE - 1
    assert stands(budget) == {"granted": -14_000, "left": 14_000}


def test_spends_and_payments_at_once_end_in_no_ring_and_leave_nothing_unmet(scene: Scene) -> None:
    budget = scene.open_budget(rate=140)
    scene.charge(budget, MONDAY, date(2026, 5, 11))
    asker, finance = scene.ask(scene.person), scene.ask(scene.ann)

    def deed(number: int) -> UUID:
        if number % 2:
            return money.pay_out(
                finance,
                now=NOW,
                key=f"pay {number}",
                budget=budget,
                pence=1_000,
                on=MONDAY,
                holder=scene.person.party,
            )
        return money.record_spend(
            asker, now=NOW, key=f"spend {number}", budget=budget, pence=900, on=MONDAY, purpose=f"thing {number}"
        )

    got = at_once(deed)
    assert all(isinstance(journal, UUID) for journal in got)
    assert stands(budget) == {"granted": -14_000, "left": 10_000, "with_holder": 400, "spent": 3_600}
