"""A person who answers as a worked example of any programme does, and walks its steps with those beside them."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from ownway.registers.people import actions as people
from ownway.registers.programmes import actions as programmes
from ownway.registers.programmes import queries as rules
from ownway.rulebook.engines.one import work_out
from ownway.rulebook.load import files_of, read_examples
from ownway.rulebook.model import Answer, Degree, Example, Kind, Pack, Question
from ownway.steps.agreement import actions as agreement
from ownway.steps.agreement import queries as agreements
from ownway.steps.allocation import actions as allocation
from ownway.steps.allocation import queries as figures
from ownway.steps.control import actions as control
from ownway.steps.planning import actions as planning
from ownway.steps.planning import queries as plans
from ownway.values import Every
from tests.factories import Somebody, set_up, somebody, works_with
from tests.programmes import FOLDER
from tests.steps import all_tests_passed, asks


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


def hand_in_example(who: Somebody, programme: str, example: str, *, now: datetime) -> UUID:
    """Put the programme in force where it is not, answer as the example does, hand it in; gives the assessment."""
    if not any(one.id == programme for one in rules.programmes(on=now.date())):
        programmes.install(set_up(now), now=now, folder=FOLDER / programme)
    pack = rules.pack(rules.in_force(programme, on=now.date()))
    given = next(one for one in read_examples(pack, files_of(FOLDER / programme)) if one.id == example)
    return answered(who, given, programme, now=now)


def answered(who: Somebody, example: Example, programme: str, *, now: datetime) -> UUID:
    """Answer as the example does, and the least where it says nothing; hand it in; gives the assessment."""
    asker = asks(who, now)
    begun = allocation.start_assessment(asker, now=now, person=who.party, programme=programme)
    while waiting := [
        one for one in figures.assessment(asker, assessment=begun, now=now).questions if one.value is None
    ]:
        for one in waiting:
            value = least(one.question, example.answers.get(one.id))
            allocation.answer(asker, now=now, assessment=begun, question=one.id, value=value)
    allocation.hand_in(asker, now=now, assessment=begun)
    return begun


class Walk:
    """One person under one programme, and the people beside them, from a day on."""

    def __init__(self, pack: Pack, example: str | None = None) -> None:
        self.pack = pack
        self.example = widest(pack)
        if example is not None:
            there = read_examples(pack, files_of(FOLDER / pack.id))
            self.example = next(one for one in there if one.id == example)
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
        begun = answered(self.person, self.example, self.pack.id, now=self.now)
        self.on(5)
        allocation.agree_rest(asks(self.worker, self.now), now=self.now, assessment=begun)
        asker = asks(self.worker, self.now)
        proposal = figures.proposed_eligibility(asker, assessment=begun, now=self.now)
        if proposal is not None and not proposal.eligible:
            # Who would rather have services gives most in the rule of direct payments; a named person decides.
            allocation.decide_eligibility(
                asker, now=self.now, assessment=begun, eligible=True, words="They may have it all the same."
            )
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
        return self._sign(version)

    def ask_and_sign(self) -> agreements.AgreementSeen:
        """Ask for the money with nothing written, and have it agreed with no test tried."""
        self.on(5)
        asker = asks(self.person, self.now)
        plan = planning.start_plan(asker, now=self.now, person=self.person.party)
        version = planning.hand_in_plan(asker, now=self.now, plan=plan)
        self.on(5)
        return self._sign(version)

    def _sign(self, version: UUID) -> agreements.AgreementSeen:
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
