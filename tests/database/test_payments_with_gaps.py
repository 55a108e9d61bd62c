"""Payments that were held, sent back, taken out or come back late leave gaps, and each run pays exactly what is due."""

import random
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from ownway.registers.money import actions as money
from ownway.registers.money.queries import prove_ledger, run
from ownway.registers.money.rules.dates import count_of_dues, dues
from ownway.values import Every, Reason
from tests.ledger.scene import MONDAY, NOW, Scene

pytestmark = pytest.mark.django_db
WEEKS = 16


class Life:
    """A person paid each week, and which weeks are paid, held or open; *model* is what the next run has to pay."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.scene = Scene()
        self.scene.ready_to_pay()
        self.scene.bank_details(self.scene.person)
        budget = self.scene.open_budget(rate=140, starts=MONDAY)
        self.schedule = money.set_schedule(
            self.scene.ask(self.scene.worker), now=NOW, key="each week", budget=budget, holder=self.scene.person.party,
            starts=MONDAY, pence=9_000, every=Every.WEEK,
        )  # fmt: skip
        self.open: set[date] = set()
        self.held: dict[date, UUID] = {}

    def week(self, number: int) -> None:
        """One week: its payment falls due, some are held or let go, a run is built, and the bank does what it does."""
        now, day = NOW + timedelta(weeks=number), MONDAY + timedelta(weeks=number)
        self.open.add(day)
        self._hold_some(now)
        if not (due := self.open - set(self.held)):
            return
        asker = self.scene.ask(self.scene.ann, now)
        made = money.build_run(asker, now=now, pay_on=day, key=f"run {number}")
        lines = {line.due_on: line.id for line in run(asker, run=made, now=now).lines}
        assert set(lines) == due, f"week {number}"
        self._goes_to_the_bank(made, lines, now)

    def _hold_some(self, now: datetime) -> None:
        for day in sorted(self.open):
            if day in self.held and self.chance.random() < 0.4:
                money.release_hold(
                    self.scene.ask(self.scene.ann, now), now=now, hold=self.held.pop(day), words="It was right."
                )
            elif day not in self.held and self.chance.random() < 0.2:
                self.held[day] = money.hold_payment(
                    self.scene.ask(self.scene.worker, now), now=now, schedule=self.schedule, words="Wait, please.",
                    look_again_on=now.date() + timedelta(days=3), due_on=day, challenge_within_days=28,
                    answer_within_days=14,
                )  # fmt: skip

    def _goes_to_the_bank(self, made: UUID, lines: dict[date, UUID], now: datetime) -> None:
        ann, ben = self.scene.ask(self.scene.ann, now), self.scene.ask(self.scene.ben, now)
        if self.chance.random() < 0.15:
            money.abandon_run(ann, now=now, run=made, reason=Reason("money.held"))
            return
        money.approve_run(ben, now=now, run=made)
        money.export_run(ann, now=now, run=made)
        money.mark_sent(ann, now=now, run=made)
        back = {day for day in lines if self.chance.random() < 0.25}
        money.confirm_run(ben, now=now, run=made, rejected={lines[day]: "Ask again" for day in back})
        self.open -= set(lines) - back


@pytest.mark.req("U1")
@pytest.mark.parametrize("seed", range(6))
def test_each_run_pays_what_is_due_and_was_not_paid_however_the_weeks_before_went(seed: int) -> None:
    life = Life(seed)
    for number in range(WEEKS):
        life.week(number)
    assert prove_ledger(life.scene.ask(life.scene.ann), now=NOW + timedelta(weeks=WEEKS)).holds


@pytest.mark.parametrize("every", list(Every))
@pytest.mark.parametrize("in_advance", [True, False])
def test_what_fell_due_is_counted_as_it_is_when_one_goes_through_it(every: Every, in_advance: bool) -> None:
    for starts in (date(2024, 2, 29), date(2024, 1, 31), date(2026, 5, 4)):
        for days in (-1, 0, 1, 6, 7, 8, 27, 28, 29, 30, 31, 365, 366, 1461):
            until = starts + timedelta(days=days)
            known = list(dues(starts, every, in_advance=in_advance, first=starts, last=until))
            assert count_of_dues(starts, every, in_advance=in_advance, until=until) == len(known), (starts, until)
