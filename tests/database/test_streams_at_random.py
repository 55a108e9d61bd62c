"""Spends, own money, streams, reports and slips in any order: a penny has one payer, and own money is in no report."""

import os
from collections import Counter
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest

from ownway.registers.money import actions as money
from ownway.registers.money import queries as ledger
from ownway.registers.money.actions import CannotReport
from ownway.registers.people import actions as people
from ownway.steps.agreement import queries as agreements
from ownway.steps.control import actions as control
from ownway.steps.spending import actions, queries
from ownway.values import Asker, Basis, Every, Money, Period, new_identifier
from tests.factories import Somebody, somebody
from tests.ledger.scene import stands
from tests.steps import NOW, PROGRAMME, asks

KINDS = ("leisure", "housing_support", "counselling", "equipment")
STREAMS = ("supporting_people", "community_equipment", "nhs")
SHORT = ("spent", "owed", "overdrawn")
SEEDS = range(1, 1 + (400 if os.environ.get("OWNWAY_EVIDENCE") else 8))


class Life:
    """One person's money, and what happens to it a day at a time."""

    def __init__(self, rosa: Somebody, idris: Somebody, agreed: agreements.AgreementSeen, chance: Random) -> None:
        self.rosa, self.idris, self.agreed, self.chance = rosa, idris, agreed, chance
        self.ann = somebody("Ann Beddoes", "finance")
        self.now = NOW + timedelta(hours=2)
        self.budgets = {agreed.budget: "adult_social_care"}
        self.spends: list[UUID] = []
        self.keys = 0
        self.homecare = self.hand_to_a_provider() if chance.random() < 0.5 else None

    def hand_to_a_provider(self) -> Somebody:
        """Let a provider hold all of the money as a service fund."""
        provider = somebody("Sunrise Homecare", "provider")
        asker = asks(self.rosa, self.now)
        people.relate(asker, now=self.now, who=provider.party, relation="provides_for", to=self.rosa.party)
        rest = control.Choice("service_fund", provider.party)
        control.choose_degrees(asker, now=self.now, agreement=self.agreed.id, rest=rest)
        return provider

    def key(self) -> str:
        self.keys += 1
        return f"deed {self.keys}"

    def one_more_day(self) -> str:
        """Do one thing by chance, split anew, and say what it was."""
        self.now += timedelta(days=self.chance.choice((0, 1, 1, 3)), minutes=1)
        deeds = [self.spend, self.spend, self.spend, self.contribute, self.take_back, self.report, self.open_budget]
        deeds += [self.pay_out, self.pay_out] if self.homecare else []
        said = self.chance.choice(deeds)()
        job = Asker(Basis.JOB, new_identifier(self.now), named="nightly")
        actions.split_spending(job, now=self.now, people=[self.rosa.party])
        return f"{self.now:%d %H:%M} {said}"

    def spend(self) -> str:
        home = self.agreed.budget
        pence = self.chance.choice((500, 3_000, max(stands(home).get("left", 0), 0) + 2_000, 400_000))
        kind = self.chance.choice(KINDS)
        on = (self.now - timedelta(days=self.chance.choice((0, 0, 2)))).date()
        who = self.homecare or self.rosa
        told = actions.record_spend(
            asks(who, self.now), now=self.now, key=self.key(), person=self.rosa.party,
            on=max(on, NOW.date()), pence=pence, what="Something", kind=kind,
        )  # fmt: skip
        self.spends.append(told)
        return f"spend {pence} {kind}"

    def contribute(self) -> str:
        pence = self.chance.choice((700, 5_000))
        budget = self.chance.choice([*self.budgets])
        money.contribute(
            asks(self.rosa, self.now), now=self.now, key=self.key(), budget=budget, pence=pence, on=self.now.date()
        )
        return f"contribute {pence} to {self.budgets[budget]}"

    def pay_out(self) -> str:
        assert self.homecare is not None
        pence = min(20_000, stands(self.agreed.budget).get("left", 0))
        if pence <= 0:
            return "nothing"
        money.pay_out(
            asks(self.ann, self.now), now=self.now, key=self.key(), budget=self.agreed.budget, pence=pence,
            holder=self.homecare.party, on=self.now.date(),
        )  # fmt: skip
        return f"pay out {pence}"

    def take_back(self) -> str:
        if not self.spends:
            return "nothing"
        one = self.spends.pop(self.chance.randrange(len(self.spends)))
        actions.take_back_spend(asks(self.homecare or self.rosa, self.now), now=self.now, spend=one)
        return "take back"

    def report(self) -> str:
        stream = self.chance.choice([*self.budgets.values()])
        try:
            actions.report_stream(
                asks(self.ann, self.now), now=self.now, programme=PROGRAMME, stream=stream, until=self.now.date()
            )
        except CannotReport as cannot:
            return f"no report {cannot.why.code}"
        return f"report {stream}"

    def open_budget(self) -> str:
        free = [one for one in STREAMS if one not in self.budgets.values()]
        if not free:
            return "nothing"
        stream, asker = self.chance.choice(free), asks(self.idris, self.now)
        budget = money.open_budget(
            asker, now=self.now, key=self.key(), person=self.rosa.party, programme=PROGRAMME, stream=stream,
            rate=Money(2_000, "GBP"), every=Every.WEEK, starts=self.agreed.starts,
            rule_version=self.agreed.rule_version,
        )  # fmt: skip
        self.budgets[budget] = stream
        days = Period(self.agreed.starts, self.agreed.starts + timedelta(days=28))
        money.charge_period(asker, now=self.now, key=self.key(), budget=budget, period=days)
        return f"open {stream}"

    def wrong(self) -> list[str]:
        """What does not add up, in words."""
        asker = asks(self.ann, self.now)
        found = []
        if not ledger.prove_ledger(asker, now=self.now).holds:
            found.append("the ledger does not hold")
        told, unpaid = Counter[str](), Counter[UUID]()
        for stream in self.budgets.values():
            names = {"programme": PROGRAMME, "stream": stream}
            told[stream] = sum(one.money.pence for one in ledger.stream_lines(asker, now=self.now, **names))
            told[stream] += sum(one.money.pence for one in ledger.stream_reports(asker, now=self.now, **names))
        for one in self.spends:
            seen = queries.spend(asks(self.rosa, self.now), spend=one, now=self.now)
            for share in ledger.shares_of(asks(self.rosa, self.now), spend=seen.journal, now=self.now):
                if share.budget is None:
                    unpaid[self.agreed.budget] += share.money.pence
        for budget, stream in self.budgets.items():
            there = stands(budget)
            funded = sum(there.get(state, 0) for state in SHORT)
            if told[stream] + unpaid[budget] != funded:
                found.append(f"{stream}: told {told[stream]}, unpaid {unpaid[budget]}, on the ledger {there}")
        return found


@pytest.mark.req("F2", "F4", "A7")
@pytest.mark.parametrize("seed", SEEDS)
def test_each_penny_has_one_payer_whatever_happens(
    rosa: Somebody, idris: Somebody, agreed: agreements.AgreementSeen, seed: int
) -> None:
    life = Life(rosa, idris, agreed, Random(seed))
    story = []
    for _ in range(18):
        story.append(life.one_more_day())
        wrong = life.wrong()
        assert not wrong, "\n".join([f"seed {seed}", *story, *wrong])
