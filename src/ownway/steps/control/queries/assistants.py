"""Asks who works for a person: on which terms, since when, and until when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from ownway.registers.trail.models import is_erased, remember_keys
from ownway.steps.control import policies
from ownway.steps.control.models import Assistant, AssistantTerms
from ownway.steps.control.rules.assistants import (
    Row,
    Span,
    employed_since,
    employed_until,
    from_json,
    on_day,
    spans,
)
from ownway.values import Asker


@dataclass(frozen=True, slots=True)
class AssistantSeen:
    """An assistant on a day: who, what for, on which terms.

    *pence_week* is the pay for a week of work before deductions. *starts* is the first day of this work, *ends* the
    last where it is known, *terms_from* the day since which these terms hold. *born* is a year, or nothing.
    """

    id: UUID
    person: UUID
    name: str
    what: str
    hours_week: Fraction
    weeks: Fraction
    pence_hour: int
    pence_week: int
    relation: str
    born: int | None
    line: UUID | None
    starts: date
    ends: date | None
    terms_from: date


def assistants_of(asker: Asker, *, person: UUID, on: date, now: datetime) -> tuple[AssistantSeen, ...]:
    """Return who works for *person* on a day, the one who is there longest first; nobody where nobody was told of.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see_assistants", person=person, now=now)
    found = [
        seen(id, person, rows, at) for id, rows in spans_of(person).items() if (at := on_day(rows, on)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.starts, one.name, str(one.id))))


def spans_of(person: UUID) -> dict[UUID, tuple[Span, ...]]:
    """Return each assistant's terms day by day; for use inside this app. Who was erased is left out."""
    remember_keys({person})
    rows: dict[UUID, list[Row]] = defaultdict(list)
    for number, row in enumerate(AssistantTerms.objects.filter(person_id=person).order_by("at", "id")):
        if not row.is_employed:
            rows[row.assistant_id].append(Row(row.starts, number, None))
        elif not is_erased(told := row.told):
            rows[row.assistant_id].append(Row(row.starts, number, from_json(told)))
    kept = Assistant.objects.filter(person_id=person).values_list("id", flat=True)
    return {id: found for id in kept if (found := spans(rows[id]))}


def seen(id: UUID, person: UUID, rows: Iterable[Span], at: Span) -> AssistantSeen:
    """Return an assistant as they are shown for a span; for use inside this app."""
    terms, found = at.terms, tuple(rows)
    return AssistantSeen(
        id=id,
        person=person,
        name=terms.name,
        what=terms.what,
        hours_week=terms.hours_week,
        weeks=terms.weeks,
        pence_hour=terms.pence_hour,
        pence_week=terms.pence_week,
        relation=terms.relation,
        born=terms.born,
        line=terms.line,
        starts=employed_since(found, at),
        ends=employed_until(found, at),
        terms_from=at.starts,
    )
