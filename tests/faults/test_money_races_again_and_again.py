"""The races of money, run until chance has had its say: three times here, a thousand times in ``make evidence``."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from ownway.registers.money import actions as money
from ownway.registers.money.models import Approval, Journal
from ownway.registers.money.queries import prove_ledger
from ownway.values import Cannot, Every
from tests.faults.dying import LONG
from tests.ledger.scene import MONDAY, NOW, Scene, pounds, stands

TIMES = 1_000 if LONG else 3
AT_ONCE = 8

pytestmark = pytest.mark.usefixtures("own_database")


class Race:
    """Eight who start at one moment, each on a connection of its own that is kept from race to race."""

    def __init__(self) -> None:
        self.workers = ThreadPoolExecutor(AT_ONCE)
        self.gate = Barrier(AT_ONCE, timeout=60)

    def run(self, deed: Callable[[int], Any]) -> list[Any]:
        """What each got: an answer, or the code of what refused it."""

        def do(number: int) -> Any:
            self.gate.wait()
            try:
                return deed(number)
            except Cannot as refused:
                return refused.why.code

        return list(self.workers.map(do, range(AT_ONCE)))

    def end(self) -> None:
        """Close every connection that the eight had."""

        def close(_: int) -> None:
            self.gate.wait()
            connections.close_all()

        list(self.workers.map(close, range(AT_ONCE)))
        self.workers.shutdown()


@pytest.fixture
def race() -> Iterator[Race]:
    made = Race()
    yield made
    made.end()


def test_the_same_money_is_never_promised_twice_nor_one_key_answered_twice(race: Race) -> None:
    scene = Scene()
    asker = scene.ask(scene.person)
    for number in range(TIMES):
        budget = scene.open_budget(stream=f"stream {number}")
        scene.charge(budget, MONDAY, date(2026, 5, 11))
        told: dict[str, Any] = {"now": NOW, "budget": budget}
        got = race.run(
            lambda who, n=number, t=told: money.hold(asker, key=f"h{n}:{who}", pence=5_000, purpose=f"thing {who}", **t)
        )
        assert got.count("money.not_enough") == AT_ONCE - 2, f"race {number}: {got}"
        same = race.run(
            lambda _, n=number, t=told: money.record_spend(
                asker, key=f"once {n}", pence=900, on=MONDAY, purpose="bus", out_of="left", **t
            )
        )
        assert len(set(same)) == 1, f"race {number}: {same}"
        assert Journal.objects.filter(key=f"once {number}").count() == 1
        assert stands(budget) == {"granted": -14_000, "left": 3_100, "held": 10_000, "spent": 900}
    assert prove_ledger(scene.ask(scene.ann), now=NOW).holds


def test_eight_people_approve_a_run_once_and_its_builder_never(race: Race) -> None:
    scene = Scene()
    scene.ready_to_pay()
    scene.bank_details(scene.person)
    names = ("Bea", "Cal", "Dot", "Eli", "Fay", "Gus", "Hal")
    officers = [scene.ann, *(scene.somebody(f"Officer {name}", "finance") for name in names)]
    for officer in officers[1:]:
        money.set_approval_limit(
            scene.ask(scene.ann), now=NOW, party=officer.party, limit=pounds(900), currency="GBP", starts=MONDAY
        )
    askers = [scene.ask(officer) for officer in officers]
    for number in range(TIMES):
        run = one_run(scene, number)
        got = race.run(lambda who, run=run: money.approve_run(askers[who], now=NOW, run=run))
        assert got.count("approved") == 1, f"race {number}: {got}"
        assert got[0] in ("money.run_went_on", "money.own_run"), f"race {number}: {got}"
        assert Approval.objects.filter(run=run).exclude(by=scene.ann.party).count() == 1


def one_run(scene: Scene, number: int) -> UUID:
    """A run of one line, built by Ann."""
    budget = scene.open_budget(stream=f"stream {number}")
    money.set_schedule(
        scene.ask(scene.worker),
        now=NOW,
        key=scene.key(),
        budget=budget,
        holder=scene.person.party,
        pence=100,
        every=Every.WEEK,
        starts=MONDAY,
    )
    return money.build_run(scene.ask(scene.ann), now=NOW, pay_on=MONDAY, key=f"run {number}")
