"""Asks how far a person holds each part of their money, and who could hold it with them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack
from ownway.steps.agreement import queries as agreement
from ownway.steps.control import policies
from ownway.steps.control.models import ControlChosen, DegreeChosen
from ownway.steps.control.queries.seen import ChoiceSeen, ControlSeen, DegreeSeen, HolderSeen, PartSeen
from ownway.steps.control.rules.portions import HOLDER_TIES, a_payment, first_day
from ownway.steps.planning import queries as planning
from ownway.steps.planning.rules.lines import budget_in_a_year
from ownway.values import Asker, Every, Money
from ownway.values.cannot import NotAllowed, NotFound


def degrees_of(asker: Asker, *, person: UUID, now: datetime) -> ControlSeen | None:
    """Return how far *person*'s agreed budget is held, part by part, or nothing before there is one.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see", person=person, now=now)
    agreed = agreement.agreement_of(asker, person=person, now=now)
    if agreed is None:
        return None
    pack, lines = programmes.pack(agreed.rule_version), _lines(asker, agreed.version, now=now)
    every, year = pack.spending.payment.every, pack.planning.times_per_year
    # What is free is held by nobody, and what is bought once is paid out of the rest.
    parts = tuple(
        PartSeen(line.id, line.what, line.per_year, a_payment(line.per_year, every, year), line.degree)
        for line in lines
        if not line.is_free and line.every is not Every.ONCE
    )
    # A new agreement does not undo a choice: it holds until it is carried on to the new sum, or another is made.
    rows = list(ControlChosen.objects.filter(person_id=person).prefetch_related("parts").order_by("starts", "at"))
    named = {line.id: line.what for line in lines} | _names(rows)
    choices = [_choice(row, pack, named) for row in rows]
    today = timezone.localdate(now)
    started = [choice for choice in choices if choice.starts <= today]
    return ControlSeen(
        person=person,
        person_name=agreed.person_name,
        agreement=agreed.id,
        budget=agreed.budget,
        pack=pack,
        every=every,
        starts=agreed.starts,
        per_year=budget_in_a_year(agreed.money, agreed.every, year),
        parts=parts,
        now=started[-1] if started else None,
        next=next((choice for choice in choices if choice.starts > today), None),
        past=tuple(reversed(started[:-1])),
        last_starts=choices[-1].starts if choices else None,
        first_day=first_day(today, agreed.starts, choices[-1].starts if choices else None),
        may_choose=policies.may(asker, "choose", person=person, now=now),
        may_lower=policies.may(asker, "lower", person=person, now=now),
        may_see_assistants=policies.may(asker, "see_assistants", person=person, now=now),
    )


def choice_on(asker: Asker, *, person: UUID, day: date, now: datetime) -> ChoiceSeen | None:
    """Return the choice that held on a day, its lines without their names: those are told by the plan alone.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see", person=person, now=now)
    rows = ControlChosen.objects.filter(person_id=person, starts__lte=day).select_related("agreement")
    row = rows.prefetch_related("parts").order_by("-starts", "-at").first()
    return _choice(row, programmes.pack(row.agreement.rule_version), _names([row])) if row else None


def people_with_choices(asker: Asker, *, now: datetime) -> tuple[UUID, ...]:
    """Return everyone for whom a degree was ever chosen, for the work that is done for all of them."""
    policies.check_may(asker, "promise", person=None, now=now)
    return tuple(ControlChosen.objects.order_by("person_id").values_list("person_id", flat=True).distinct())


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


def _lines(asker: Asker, version: UUID, *, now: datetime) -> tuple[planning.LineSeen, ...]:
    """Return the lines of the plan; none to one whom the person has not let into it."""
    try:
        return planning.plan_version(asker, version=version, now=now).lines
    except (NotFound, NotAllowed):
        return ()


def _names(rows: Iterable[ControlChosen]) -> dict[UUID, str]:
    """Return the names of those who chose and of those who hold."""
    who = {row.by_id for row in rows} | {part.holder_id for row in rows for part in row.parts.all()}
    return people.names_of(who - {None}) if who else {}


def _choice(row: ControlChosen, pack: Pack, named: Mapping[UUID, str]) -> ChoiceSeen:
    return ChoiceSeen(
        id=row.id,
        agreement=row.agreement_id,
        starts=row.starts,
        words=row.words,
        decision=row.decision_id,
        by_name=named.get(row.by_id, ""),
        at=row.at,
        parts=tuple(
            _degree(part, pack, named)
            for part in sorted(row.parts.all(), key=lambda part: (part.line is None, part.id))
        ),
    )


def _degree(row: DegreeChosen, pack: Pack, named: Mapping[UUID, str]) -> DegreeSeen:
    degree = pack.control.degree(row.degree)
    return DegreeSeen(
        line=row.line,
        what=named.get(row.line, "") if row.line else "",
        degree=row.degree,
        # A degree that a newer programme no longer has is shown by its name, last of all.
        order=degree.order if degree else 99,
        pays_cash=degree.pays_cash if degree else False,
        holder=row.holder_id,
        holder_name=named.get(row.holder_id, "") if row.holder_id else "",
        money=Money(row.pence, row.currency),
        every=Every(row.every),
    )
