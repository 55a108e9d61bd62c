"""Brings an invented person along the first steps by the actions that pages use, as far as a test needs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from ownway.registers.people import queries as people
from ownway.registers.programmes import actions as programmes
from ownway.registers.programmes import queries as rules
from ownway.rulebook.model import Kind
from ownway.steps.agreement import actions as agreement
from ownway.steps.agreement import queries as agreements
from ownway.steps.allocation import actions as allocation
from ownway.steps.allocation import queries as assessments
from ownway.steps.planning import actions as planning
from ownway.steps.planning import queries as plans
from ownway.values import Asker, Every, new_identifier
from tests.factories import Somebody, set_up

PACKS = Path(__file__).resolve().parents[1] / "packs"
PROGRAMME = "in-control"
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def later(minutes: int = 1, *, after: datetime = NOW) -> datetime:
    """A moment some minutes after the first of a test."""
    return after + timedelta(minutes=minutes)


def asks(who: Somebody, now: datetime = NOW) -> Asker:
    """The one who asks, as signed in."""
    return people.asker_for_party(who.party, request=new_identifier(now), now=now)


def install(now: datetime = NOW, programme: str = PROGRAMME) -> None:
    """Put a programme in force, where it is not."""
    if not any(known.id == programme for known in rules.programmes(on=now.date())):
        programmes.install(set_up(), now=now - timedelta(days=2), folder=PACKS / programme)


def estimated(person: Somebody, *, now: datetime = NOW, level: int = 1) -> UUID:
    """Answer a self-assessment whole and hand it in; *level* counts from the least need. Gives the assessment."""
    asker = asks(person, now)
    assessment = allocation.start_assessment(asker, now=now, person=person.party, programme=PROGRAMME)
    while waiting := [
        one for one in assessments.assessment(asker, assessment=assessment, now=now).questions if one.value is None
    ]:
        for one in waiting:
            question = one.question
            if question.kind is Kind.TEXT:
                value: dict[str, object] = {"text": "My garden, and my grandchildren on Sundays 🌻"}
            elif question.kind is Kind.YES_NO:
                value = {"yes": False}
            else:
                value = {"level": question.levels[min(level, len(question.levels) - 1)].id}
            allocation.answer(asker, now=now, assessment=assessment, question=one.id, value=value)
    allocation.hand_in(asker, now=now, assessment=assessment)
    return assessment


def told(person: Somebody, worker: Somebody, *, now: datetime = NOW, level: int = 1) -> UUID:
    """Let *worker* check it all and tell the indicative budget; gives the decision."""
    assessment = estimated(person, now=now, level=level)
    moment = later(1, after=now)
    allocation.agree_rest(asks(worker, moment), now=moment, assessment=assessment)
    return allocation.tell_budget(asks(worker, moment), now=moment, assessment=assessment, words="As we said.")


def line(
    aim: UUID, *, pence: int = 1500, times: int = 1, every: Every = Every.WEEK, **rest: object
) -> planning.LineGiven:
    """A line of a plan, as a page gives it."""
    given: dict[str, object] = {"what": "Swimming with Ines", "kind": "personal_assistant", "who": "Ines Duarte"}
    return planning.LineGiven(aim=aim, pence=pence, times=times, every=every, **(given | rest))  # type: ignore[arg-type]


def planned(person: Somebody, *, now: datetime = NOW, pence: int = 1500) -> UUID:
    """Write a whole plan with one aim, a paid line and a free one; gives the plan."""
    asker = asks(person, now)
    plan = planning.start_plan(asker, now=now, person=person.party)
    seen = plans.plan_of(asker, person=person.party, now=now)
    assert seen is not None
    for section in seen.sections:
        words = f"About {section.question}: what I want."
        planning.write_section(asker, now=now, plan=plan, question=section.question, text=words)
    aim = planning.add_aim(asker, now=now, plan=plan, text="Swim every week, and see my friends.")
    planning.add_line(asker, now=now, plan=plan, given=line(aim, pence=pence))
    planning.add_line(
        asker, now=now, plan=plan, given=line(aim, pence=0, kind="unpaid_help", what="Sunday lunch", who="My sister")
    )
    ill = planning.ContingencyGiven(
        "falls_through", "Ines is ill.", "Ask the pool for a buddy.", who="Mo, 01632 960000"
    )
    planning.add_contingency(asker, now=now, plan=plan, given=ill)
    return plan


def planned_and_handed_in(person: Somebody, *, now: datetime = NOW, pence: int = 1500) -> UUID:
    """Write a plan and hand it in; gives the version."""
    plan = planned(person, now=now, pence=pence)
    return planning.hand_in_plan(asks(person, now), now=now, plan=plan)


def all_tests_passed(worker: Somebody, version: UUID, *, now: datetime = NOW) -> None:
    """Hold a version against every test, each passed."""
    for test in agreements.judging(asks(worker, now), version=version, now=now).tests:
        agreement.record_test(asks(worker, now), now=now, version=version, test=test.id, passed=True)


def signed(person: Somebody, worker: Somebody, *, now: datetime = NOW, level: int = 1, pence: int = 1500) -> UUID:
    """Go from the first answer to the signed agreement, with money on the ledger; gives the agreement."""
    told(person, worker, now=now, level=level)
    moment = later(5, after=now)
    version = planned_and_handed_in(person, now=moment, pence=pence)
    moment = later(10, after=now)
    all_tests_passed(worker, version, now=moment)
    return agreement.sign(asks(worker, moment), now=moment, version=version, words="A good plan.")
