"""Asks how far a person holds each part of their money, and who could hold it with them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from ownway.registers.people import queries as people
from ownway.rulebook.model import Pack
from ownway.steps.agreement import queries as agreement
from ownway.steps.control import policies
from ownway.steps.control.models import ControlChosen, DegreeChosen
from ownway.steps.control.queries.seen import ChoiceSeen, ControlSeen, DegreeSeen, HolderSeen, PartSeen
from ownway.steps.control.rules.portions import HOLDER_TIES, a_payment
from ownway.steps.planning import queries as planning
from ownway.steps.planning.rules.lines import budget_in_a_year
from ownway.values import Asker, Every, Money


def degrees_of(asker: Asker, *, person: UUID, now: datetime) -> ControlSeen | None:
    """Return how far *person*'s agreed budget is held, part by part, or nothing before there is one.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see", person=person, now=now)
    agreed = agreement.agreement_of(asker, person=person, now=now)
    if agreed is None:
        return None
    plan = planning.plan_version(asker, version=agreed.version, now=now)
    every, year = plan.pack.spending.payment.every, plan.pack.planning.times_per_year
    # What is free is held by nobody, and what is bought once is paid out of the rest.
    parts = tuple(
        PartSeen(line.id, line.what, line.per_year, a_payment(line.per_year, every, year), line.degree)
        for line in plan.lines
        if not line.is_free and line.every is not Every.ONCE
    )
    rows = ControlChosen.objects.filter(agreement_id=agreed.id).prefetch_related("parts").order_by("starts", "at")
    choices = [_choice(row, plan.pack, {part.line: part.what for part in parts}) for row in rows]
    today = timezone.localdate(now)
    started = [choice for choice in choices if choice.starts <= today]
    return ControlSeen(
        person=person,
        person_name=agreed.person_name,
        agreement=agreed.id,
        budget=agreed.budget,
        pack=plan.pack,
        every=every,
        starts=agreed.starts,
        per_year=budget_in_a_year(agreed.money, agreed.every, year),
        parts=parts,
        now=started[-1] if started else None,
        next=next((choice for choice in choices if choice.starts > today), None),
        past=tuple(reversed(started[:-1])),
        last_starts=choices[-1].starts if choices else None,
        may_choose=policies.may(asker, "choose", person=person, now=now),
        may_lower=policies.may(asker, "lower", person=person, now=now),
    )


def possible_holders(asker: Asker, *, person: UUID, now: datetime) -> tuple[HolderSeen, ...]:
    """Return everyone who could hold money for *person* now, by what they are to them; the person first.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see", person=person, now=now)
    found = [HolderSeen(person, people.name_of(person), "person")]
    for member in people.circle_of(asker, person=person, now=now):
        found += [
            HolderSeen(member.id, member.name, kind)
            for kind, wanted in HOLDER_TIES.items()
            if member.relation in wanted
        ]
    return tuple(found)


def _choice(row: ControlChosen, pack: Pack, named: Mapping[UUID, str]) -> ChoiceSeen:
    return ChoiceSeen(
        id=row.id,
        starts=row.starts,
        words=row.words,
        decision=row.decision_id,
        by_name=people.name_of(row.by_id),
        at=row.at,
        parts=tuple(
            _degree(part, pack, named)
            for part in sorted(row.parts.all(), key=lambda part: (part.line is None, part.id))
        ),
    )


def _degree(row: DegreeChosen, pack: Pack, named: Mapping[UUID, str]) -> DegreeSeen:
    degree = pack.control.degree(row.degree)
    assert degree is not None  # a choice is checked against the pack of its agreement
    return DegreeSeen(
        line=row.line,
        what=named.get(row.line, "") if row.line else "",
        degree=row.degree,
        order=degree.order,
        pays_cash=degree.pays_cash,
        holder=row.holder_id,
        holder_name=people.name_of(row.holder_id) if row.holder_id else "",
        money=Money(row.pence, row.currency),
        every=Every(row.every),
    )
