"""The races of money, run until chance has had its say: three times here, a thousand times in ``make evidence``."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from ownway.registers.money import actions as money
from ownway.registers.money.models import Account, Approval, Journal, Line, RunFile, Stage, StatementEntry
from ownway.registers.money.queries import prove_ledger
from ownway.values import Cannot, Every
from tests.faults.dying import LONG
from tests.ledger.scene import MONDAY, NOW, Scene, pounds, stands
from tests.statements import Moved, camt

TIMES = int(os.environ.get("OWNWAY_TIMES", "1000" if LONG else "3"))
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


@dataclass
class Weeks:
    """One person paid 90 pounds each week, and the moments at which the weeks begin."""

    scene: Scene
    budget: UUID

    @classmethod
    def begun(cls) -> "Weeks":
        """Four eyes, bank details, and a schedule whose first payment is due on the first Monday."""
        scene = Scene()
        scene.ready_to_pay()
        scene.bank_details(scene.person)
        budget = scene.open_budget()
        worker, holder = scene.ask(scene.worker), scene.person.party
        told: dict[str, Any] = {"budget": budget, "holder": holder, "pence": 9_000, "every": Every.WEEK}
        money.set_schedule(worker, now=NOW, key=scene.key(), starts=MONDAY, **told)
        return cls(scene, budget)

    def at(self, number: int) -> tuple[datetime, date]:
        """The moment and the Monday on which that week begins."""
        return NOW + timedelta(weeks=number), MONDAY + timedelta(weeks=number)

    def approved(self, number: int) -> UUID:
        """That week's run, built by Ann and approved by Ben."""
        now, monday = self.at(number)
        run = money.build_run(self.scene.ask(self.scene.ann), now=now, pay_on=monday, key=f"run {number}")
        money.approve_run(self.scene.ask(self.scene.ben), now=now, run=run)
        return run


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


def test_a_job_run_eight_times_at_once_builds_what_falls_due_once(race: Race) -> None:
    weeks = Weeks.begun()
    for number in range(TIMES):
        now, monday = weeks.at(number)
        # In one week each has a key of its own, in the next all have the same.
        keys = [f"week {number}" + (f":{who}" if number % 2 else "") for who in range(AT_ONCE)]
        got = race.run(
            lambda who, n=now, m=monday, k=keys: money.build_run(weeks.scene.job(), now=n, pay_on=m, key=k[who])
        )
        built = {run for run in got if isinstance(run, UUID)}
        assert len(built) == 1, f"race {number}: {got}"
        assert number % 2 == 0 or got.count("money.nothing_due") == AT_ONCE - 1, f"race {number}: {got}"
        assert list(Line.objects.filter(due_on=monday).values_list("run", flat=True)) == [*built], f"race {number}"
    held = 9_000 * TIMES
    assert stands(weeks.budget) == {"granted": -14_000 * TIMES, "left": 14_000 * TIMES - held, "held": held}
    assert prove_ledger(weeks.scene.ask(weeks.scene.ann), now=weeks.at(TIMES)[0]).holds


def test_a_file_exported_and_sent_by_eight_at_once_is_one_file_sent_once(race: Race) -> None:
    weeks = Weeks.begun()
    asker = weeks.scene.ask(weeks.scene.ann)
    for number in range(TIMES):
        now, _ = weeks.at(number)
        run = weeks.approved(number)
        got = race.run(lambda _, r=run, n=now: money.export_run(asker, now=n, run=r))
        assert [one.again for one in got].count(False) == 1, f"race {number}: {got}"
        assert len({(one.name, one.sha256, one.content) for one in got}) == 1, f"race {number}: {got}"
        assert RunFile.objects.get(run=run).sha256 == got[0].sha256
        sent = race.run(lambda _, r=run, n=now: money.mark_sent(asker, now=n, run=r))
        assert sent.count("money.run_went_on") == AT_ONCE - 1, f"race {number}: {sent}"
        stages = Stage.objects.filter(run=run).order_by("id").values_list("stage", flat=True)
        assert list(stages) == ["approved", "exported", "sent"], f"race {number}"
    assert Account.objects.get(state="bank").balance.pence == -9_000 * TIMES
    assert prove_ledger(asker, now=weeks.at(TIMES)[0]).holds


def test_a_statement_imported_and_matched_by_eight_at_once_pays_each_line_once(race: Race) -> None:
    weeks = Weeks.begun()
    ann, ben = weeks.scene.ask(weeks.scene.ann), weeks.scene.ask(weeks.scene.ben)
    for number in range(TIMES):
        now, monday = weeks.at(number)
        run = weeks.approved(number)
        money.export_run(ann, now=now, run=run)
        money.mark_sent(ann, now=now, run=run)
        line = Line.objects.get(run=run)
        moved = [Moved(monday, -9_000, payment=line.pk.hex), Moved(monday, 9_000, words="From the council's reserve")]
        content = camt(moved, number=f"{number}", sequence=number + 1)
        taken = race.run(lambda _, c=content, n=now: money.import_statement(ben, now=n, content=c))
        assert sorted((one.entries, one.known) for one in taken) == [(0, 2)] * (AT_ONCE - 1) + [(2, 0)], (
            f"race {number}: {taken}"
        )
        matched = race.run(lambda _, n=now: money.match_sure(ben, now=n).matched)
        assert sorted(matched) == [0] * (AT_ONCE - 1) + [1], f"race {number}: {matched}"
        assert Line.objects.get(pk=line.pk).outcome.end == "paid"
    assert StatementEntry.objects.count() == 2 * TIMES
    paid = 9_000 * TIMES
    assert stands(weeks.budget) == {"granted": -14_000 * TIMES, "left": 14_000 * TIMES - paid, "with_holder": paid}
    assert Account.objects.get(state="paid").balance.pence == paid
    assert prove_ledger(ann, now=weeks.at(TIMES)[0]).holds


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
