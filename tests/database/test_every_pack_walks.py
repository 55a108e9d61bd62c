"""Every programme of the repository carries a person through all seven steps, on a day on which it is in force."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from ownway.registers.decisions import queries as decisions
from ownway.registers.money import queries as money
from ownway.registers.people import actions as people
from ownway.registers.programmes import actions as programmes
from ownway.rulebook.engines.one import work_out
from ownway.rulebook.load import files_of, load_pack, read_examples
from ownway.rulebook.model import Answer, Degree, Example, Kind, Pack, Question
from ownway.steps.agreement import actions as agreement
from ownway.steps.agreement import queries as agreements
from ownway.steps.allocation import actions as allocation
from ownway.steps.allocation import queries as figures
from ownway.steps.control import actions as control
from ownway.steps.outcomes import actions as outcomes
from ownway.steps.planning import actions as planning
from ownway.steps.planning import queries as plans
from ownway.steps.review import actions as review
from ownway.steps.review.actions import Change, ChangeKind
from ownway.steps.spending import actions as spending
from ownway.values import Every, Money
from tests.factories import Somebody, set_up, somebody, works_with
from tests.steps import all_tests_passed, asks

FOLDER = Path(__file__).parents[2] / "packs"
PACKS = {path.parent.name: load_pack(path.parent) for path in sorted(FOLDER.glob("*/pack.yaml"))}


def widest(pack: Pack) -> Example:
    """Return the worked example that gives most."""
    figures = []
    for example in read_examples(pack, files_of(FOLDER / pack.id)):
        if example.figure is not None:
            worked = work_out(pack, example.answers, example.as_of)
            if worked.figure is not None:
                figures.append((worked.figure.pence, example.id, example))
    return max(figures)[2]


def least(question: Question, example: Answer | None) -> dict[str, object]:
    """Return an answer in the form in which a page sends it: the example's, or the least there is."""
    if example is not None:
        return example.as_json()
    match question.kind:
        case Kind.TEXT:
            return {"text": "My allotment, and the choir on Thursdays 🌿"}
        case Kind.LEVELS:
            return {"level": question.levels[0].id}
        case Kind.YES_NO:
            return {"yes": False}
        case Kind.TABLE:
            return {"table": []}
        case Kind.DAY:
            return {"day": "1961-04-17"}
        case _:
            every = {"every": question.every[0].value} if question.every else {}
            return {"number": str(question.least or 0), **every}


class Walk:
    """One person under one programme, and the people beside them, from a day on."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.example = widest(pack)
        self.now = datetime.combine(self.example.as_of, time(10), tzinfo=UTC)
        long_ago = self.now - timedelta(days=7)
        self.person: Somebody = somebody("Rosa Mbeki", now=long_ago)
        self.worker: Somebody = somebody("Idris Vaughan", "practitioner", now=long_ago)
        self.finance: Somebody = somebody("Helen Castle", "finance", now=long_ago)
        works_with(self.worker, self.person, now=long_ago)
        programmes.install(set_up(long_ago), now=long_ago, folder=FOLDER / pack.id)

    def on(self, minutes: int) -> None:
        """Let time pass."""
        self.now += timedelta(minutes=minutes)

    def answer_everything(self) -> None:
        """Answer as the example does, and the least where it says nothing; hand it in; it is checked and told."""
        asker = asks(self.person, self.now)
        begun = allocation.start_assessment(asker, now=self.now, person=self.person.party, programme=self.pack.id)
        while True:
            seen = figures.assessment(asker, assessment=begun, now=self.now)
            waiting = [one for one in seen.questions if one.value is None]
            if not waiting:
                break
            for one in waiting:
                value = least(one.question, self.example.answers.get(one.id))
                allocation.answer(asker, now=self.now, assessment=begun, question=one.id, value=value)
        allocation.hand_in(asker, now=self.now, assessment=begun)
        self.on(5)
        allocation.agree_rest(asks(self.worker, self.now), now=self.now, assessment=begun)
        allocation.tell_budget(asks(self.worker, self.now), now=self.now, assessment=begun, words="As we said.")

    def plan_and_sign(self) -> agreements.AgreementSeen:
        """Write a plan of one free line and one that costs a penny, and have it agreed."""
        self.on(5)
        asker = asks(self.person, self.now)
        plan = planning.start_plan(asker, now=self.now, person=self.person.party)
        seen = plans.plan_of(asker, person=self.person.party, now=self.now)
        assert seen is not None
        for section in seen.sections:
            planning.write_section(
                asker, now=self.now, plan=plan, question=section.question, text="What I want, in my own words."
            )
        aim = planning.add_aim(asker, now=self.now, plan=plan, text="Be among people again.")
        kind = self.pack.planning.kinds_of_support[0]
        for pence, what in ((0, "Lunch at my sister's"), (1, "What I chose")):
            given = planning.LineGiven(
                aim=aim, pence=pence, times=1, every=Every.ONCE, what=what, kind=kind, who="Ines Duarte"
            )
            planning.add_line(asker, now=self.now, plan=plan, given=given)
        version = planning.hand_in_plan(asker, now=self.now, plan=plan)
        self.on(5)
        all_tests_passed(self.worker, version, now=self.now)
        judged = agreements.judging(asks(self.finance, self.now), version=version, now=self.now)
        if judged.waits_for_finance:
            agreement.approve_sum(
                asks(self.finance, self.now), now=self.now, version=version, words="Within our means."
            )
        signed = agreement.sign(asks(self.worker, self.now), now=self.now, version=version, words="A good plan.")
        return agreements.agreement(asks(self.person, self.now), agreement=signed, now=self.now)

    def hold(self, agreed: agreements.AgreementSeen) -> None:
        """Choose the first degree of the programme; whoever must hold the money stands beside the person."""
        self.on(5)
        degree = self.pack.control.degrees[0]
        holder = self._holder(degree)
        control.choose_degrees(
            asks(self.person, self.now),
            now=self.now,
            agreement=agreed.id,
            rest=control.Choice(degree.id, holder),
        )

    def _holder(self, degree: Degree) -> UUID | None:
        ties = {"broker": "brokers_for", "provider": "provides_for"}
        if degree.holder == "representative":
            trusted = somebody("Lindiwe Mbeki", now=self.now)
            self.on(5)
            people.represent(
                asks(self.worker, self.now), now=self.now, representative=trusted.party, person=self.person.party,
                basis="nominated", scope=["money"],
            )  # fmt: skip
            self.on(5)
            return trusted.party
        if degree.holder not in ties:
            return self.person.party if degree.holder == "person" else None
        helper = people.register_organisation(set_up(self.now), now=self.now, name="Willow Support Co-operative")
        people.relate(set_up(self.now), now=self.now, who=helper, relation=ties[degree.holder], to=self.person.party)
        self.on(5)
        return helper


@pytest.mark.req("A4", "K2", "W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8", "W9")
@pytest.mark.req("W10", "W11", "W12", "W13", "W14", "W16", "W17", "W18")
@pytest.mark.parametrize("id", PACKS)
def test_a_person_walks_all_seven_steps_under_the_programme(id: str, db: None) -> None:
    """Told, planned, agreed, held, spent, told of life, looked back on: nothing of it knows the programme."""
    walk = Walk(PACKS[id])
    person = walk.person
    walk.answer_everything()
    figure = figures.figure_of(asks(person, walk.now), person=person.party, now=walk.now)
    assert figure is not None and figure.money is not None
    assert figure.kind == "indicative"
    assert figure.version == walk.pack.version
    agreed = walk.plan_and_sign()
    walk.hold(agreed)
    account = money.account_of(asks(person, walk.now), person=person.party, now=walk.now)
    assert account is not None
    assert account.currency == walk.pack.currency
    if walk.pack.allocation.plan_only:
        assert account.came_in == Money(0, walk.pack.currency)
    else:
        assert agreed.money == figure.money
    walk.on(60 * 24)
    if not walk.pack.allocation.plan_only:
        spending.record_spend(
            asks(person, walk.now),
            now=walk.now,
            key="1",
            person=person.party,
            on=walk.now.date(),
            pence=1,
            what="A pen",
        )
    aspects = {aspect.id: walk.pack.outcomes.answers[0] for aspect in walk.pack.outcomes.aspects}
    outcomes.tell_how_life_goes(
        asks(person, walk.now),
        now=walk.now,
        person=person.party,
        aspects=aspects,
        words={next(iter(aspects)): "It goes on."},
    )
    held = review.call_review(asks(person, walk.now), now=walk.now, person=person.party, why="I want to talk.")
    walk.on(60)
    review.conclude(
        asks(walk.worker, walk.now),
        now=walk.now,
        review=held,
        words="It goes well.",
        changes=[Change(ChangeKind.NOTHING, "It goes well.")],
    )
    told = decisions.decisions_about(asks(person, walk.now), person=person.party, now=walk.now)
    assert {"plan_agreed"} <= {one.kind for one in told}
    assert money.prove_ledger(asks(walk.finance, walk.now), now=walk.now).holds
