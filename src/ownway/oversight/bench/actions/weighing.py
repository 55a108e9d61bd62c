"""What the bench does before a version is published: works out what it would do to the people there are."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from ownway.oversight.bench import policies
from ownway.oversight.bench.policies import CannotWeigh
from ownway.registers.programmes import actions as programmes
from ownway.registers.programmes import queries as rules
from ownway.registers.trail.actions import note_change
from ownway.rulebook.compare import Person, figures_of, impact_table
from ownway.rulebook.model import Answer, CannotAnswer, Pack
from ownway.rulebook.model.conditions import questions_in
from ownway.steps.allocation.queries.counting import Counted, answers_told
from ownway.values import Asker

__all__ = ["CannotWeigh", "weigh_impact", "weigh_population"]


def weigh_impact(asker: Asker, *, now: datetime, version: str, against: str = "") -> UUID:
    """Work out what a kept version would do to the sums of everybody who was told one, and keep the table; return it.

    It is held *against* the version it is to take the place of, the one in force today where none is named. The table
    has numbers of people and sums of pence, by size of the change and by group, and names nobody (LR10).

    :raises NotFound: when no such version was kept, or none of its programme is in force.
    """
    policies.check_may_weigh(asker, now=now)
    new = rules.pack(version)
    old = rules.pack(against or rules.in_force(new.id, on=localdate(now)))
    with transaction.atomic():
        everyone = list(_everyone(old, new, answers_told(asker, programme=new.id, now=now)))
        return _keep(asker, old, new, everyone, now=now)


def weigh_population(
    asker: Asker,
    *,
    now: datetime,
    version: str,
    name: str,
    everyone: Iterable[Mapping[str, Answer]],
    against: str = "",
) -> UUID:
    """Work out what a version would do to the sums of a population of one's own, and keep the table; return it.

    *name* says which people they are; their answers are not kept. Otherwise as :func:`weigh_impact`.

    :raises NotFound: when no such version was kept, or none of its programme is in force.
    :raises CannotWeigh: when there is nobody in it.
    """
    policies.check_may_weigh(asker, now=now)
    new = rules.pack(version)
    old = rules.pack(against or rules.in_force(new.id, on=localdate(now)))
    persons = [Person("", answers, _group_of(new, dict(answers))) for answers in everyone]
    if not persons:
        raise CannotWeigh("bench.nobody", field="content")
    with transaction.atomic():
        return _keep(asker, old, new, persons, now=now, population=name)


def _keep(asker: Asker, old: Pack, new: Pack, persons: list[Person], *, now: datetime, population: str = "") -> UUID:
    """Keep the table of what *new* would do to *persons*, and return it."""
    today = localdate(now)
    table = impact_table(figures_of(old, new, persons, today, max(today, new.in_force.start)), new)
    impact = programmes.keep_impact(
        asker,
        now=now,
        version=new.version,
        against=old.version,
        people=len(persons),
        table=table,
        population=population,
    )
    note_change(
        asker,
        now=now,
        about=None,
        deed="bench.weigh_impact",
        thing="pack",
        thing_id=impact,
        after={"version": new.version, "people": len(persons)},
    )
    return impact


def _everyone(old: Pack, new: Pack, counted: Iterator[Counted]) -> Iterator[Person]:
    """Yield each person with their answers, and with the group that the routing puts them in."""
    for one in counted:
        told = rules.pack(one.version)
        answers: dict[str, Answer] = {}
        for name, value in one.values.items():
            try:
                answers[name] = Answer.from_json(told.question(name), value)
            except (CannotAnswer, KeyError):
                continue
        yield Person("", answers, _group_of(new, answers))


def _group_of(pack: Pack, answers: dict[str, Answer]) -> str:
    """Return the group a person is counted in: what they said to the questions that lead to questions of their own."""
    leading = {name for question in pack.questions for name in questions_in(question.asked_if)}
    told = [
        f"{question.id}: {answers[question.id].told}"
        for question in pack.questions
        if question.id in leading and not question.scored and question.id in answers
    ]
    return "; ".join(told)
