"""Steps 2 and 3 in the demonstration: the plan written, handed in, agreed or returned."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from ownway.interfaces.cli.demo.person import Person
from ownway.registers.decisions import actions as decisions
from ownway.steps.agreement import actions as agreement
from ownway.steps.agreement import queries as agreements
from ownway.steps.allocation import queries as figures
from ownway.steps.planning import actions as planning
from ownway.steps.planning import queries as plans
from ownway.values import Every


def write_plan(one: Person) -> None:
    """Write the plan: the seven questions in the person's words, aims, and lines that fit the budget."""
    asker, now = one.me(12)
    told = figures.figure_of(asker, person=one.party, now=now)
    assert told is not None and told.money is not None
    order = one.invented.given.get("order")
    if order:
        worker, then = one.practitioner(11)
        planning.note_order(
            worker,
            now=then,
            person=one.party,
            kind=order["kind"],
            fixes=order["fixes"],
            source=order["source"],
            starts=then.date() - timedelta(days=30),
            ends=then.date() + timedelta(days=30 * order["months"]),
        )
    one.plan = planning.start_plan(asker, now=now, person=one.party)
    planned = one.invented.given["plan"]
    if "broker" in one.invented.given:
        planning.let_in(asker, now=now, plan=one.plan, helper=one.keys[one.invented.given["broker"]], access="write")
    aims = [planning.add_aim(asker, now=now, plan=one.plan, text=text) for text in planned["aims"]]
    for number, each in enumerate(planned["lines"]):
        line = _line(each, aims[min(number, len(aims) - 1)], told.money.pence)
        planning.add_line(asker, now=now + timedelta(minutes=number), plan=one.plan, given=line)
    for each in planned.get("comes", ()):
        planning.add_contingency(asker, now=now, plan=one.plan, given=_coming(each))
    for name, access in planned.get("helpers", {}).items():
        planning.let_in(asker, now=now, plan=one.plan, helper=one.family[name], access=access)
    if one.invented.stage == "planning":
        planning.write_section(
            asker, now=now, plan=one.plan, question="important", text=one.invented.given["says"]["matters"]
        )
        return
    for question, text in _sections(one, planned).items():
        planning.write_section(asker, now=now, plan=one.plan, question=question, text=text)


def _coming(each: Mapping[str, object]) -> planning.ContingencyGiven:
    """Return what may happen and what then, as the file tells it."""
    kind = "bad_spell" if "bad_spell" in each else "falls_through"
    return planning.ContingencyGiven(
        kind,
        str(each[kind]),
        str(each["then"]),
        never=str(each.get("never", "")),
        who=str(each.get("who", "")),
        pence=int(Decimal(str(each.get("pounds", 0))) * 100),
    )


def _sections(one: Person, planned: Mapping[str, list[Mapping[str, str]]]) -> dict[str, str]:
    says = one.invented.given["says"]
    who = ", ".join(dict.fromkeys(each["who"] for each in planned["lines"] if each.get("who")))
    return {
        "important": says["matters"],
        "change": f"{says['life']} {' '.join(str(aim) for aim in planned['aims'])}",
        "support": f"A good week for me: {says['week']} {f'With {who}.' if who else ''}".strip(),
        "money": "The lines of this plan say what I will spend it on.",
        "managed": "I choose who comes and when. If someone is ill I ring the others first, then the duty desk.",
        "in_control": "I decide. Where I am not sure I ask someone I trust before I say yes.",
        "next_steps": "I ring the people in my plan this week, and we begin at the start of next month.",
    }


def hand_in_plan(one: Person) -> None:
    """Hand the plan in."""
    asker, now = one.me(16)
    planning.hand_in_plan(asker, now=now, plan=one.plan)


def _version(one: Person, day: int) -> UUID:
    asker, now = one.practitioner(day)
    plan = plans.plan_of(asker, person=one.party, now=now)
    assert plan is not None
    return plan.version


def refuse_and_challenge(one: Person) -> None:
    """Let the plan come back with what would pass, and the person challenge that."""
    refused = one.invented.given["refused"]
    version = _version(one, 20)
    asker, now = one.practitioner(20)
    for test in agreements.judging(asker, version=version, now=now).tests:
        failed = test.id == refused["test"]
        agreement.record_test(
            asker,
            now=now,
            version=version,
            test=test.id,
            passed=not failed,
            words=refused["missing"] if failed else "",
        )
    decision = agreement.refuse(asker, now=now, version=version, words=refused["words"])
    me, later = one.me(25)
    decisions.challenge(me, now=later, decision=decision, words=refused["challenge"])


def sign(one: Person) -> None:
    """Pass every test and sign."""
    version = _version(one, 21)
    asker, now = one.practitioner(21)
    for test in agreements.judging(asker, version=version, now=now).tests:
        agreement.record_test(asker, now=now, version=version, test=test.id, passed=True)
    one.agreed = agreement.sign(asker, now=now, version=version, words="A good plan, and clearly theirs.")


def _line(each: Mapping[str, object], aim: UUID, budget_pence: int) -> planning.LineGiven:
    """Return a line as the file tells it; with a *share* of the weekly budget, the hours follow from the price."""
    pence = int(Decimal(str(each.get("price", 0))) * 100)
    quantity = Decimal(1)
    if "share" in each and pence:
        half_hours = budget_pence * int(str(each["share"])) * 2 // (100 * pence)
        quantity = max(Decimal(half_hours) / 2, Decimal("0.5"))
    return planning.LineGiven(
        what=str(each["what"]),
        aim=aim,
        kind=str(each["kind"]),
        pence=pence,
        every=Every(str(each.get("every", "week"))),
        quantity=quantity,
        times=int(str(each.get("times", 1))),
        who=str(each.get("who", "")),
        degree=str(each.get("degree", "")),
    )
