"""Asks who works for a person: on which terms, since when, and until when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

from django.utils import timezone

from ownway.registers.people import queries as people
from ownway.registers.trail.models import is_erased, remember_keys
from ownway.rulebook.model import Pack
from ownway.steps.control import policies
from ownway.steps.control.models import Assistant, AssistantNoted, AssistantTerms
from ownway.steps.control.queries.degrees import degrees_of
from ownway.steps.control.rules.assistants import (
    Row,
    Span,
    employed_since,
    employed_until,
    from_json,
    on_day,
    spans,
)
from ownway.steps.control.rules.assistants_law import AGREED, EXCEPTION, SEEN, judged
from ownway.steps.control.rules.employing import Cost
from ownway.values import Asker, Reason
from ownway.values.cannot import NotFound


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


@dataclass(frozen=True, slots=True)
class CheckSeen:
    """A check of the programme (or the exception for a relative) and what was noted of it last; "" before anything."""

    check: str
    needed: bool
    outcome: str = ""
    on: date | None = None
    words: str = ""
    by_name: str = ""


@dataclass(frozen=True, slots=True)
class TermsSeen:
    """Terms that held, hold or will hold from a day on, up to and with *until* where something ended them."""

    starts: date
    until: date | None
    hours_week: Fraction
    pence_hour: int
    pence_week: int


@dataclass(frozen=True, slots=True)
class AssistantPage:
    """One assistant whole: as they are, were last or will be first, what a year costs, what to look at, history."""

    seen: AssistantSeen
    is_employed: bool
    cost: Cost | None
    warnings: tuple[Reason, ...]
    checks: tuple[CheckSeen, ...]
    history: tuple[TermsSeen, ...]
    needs_agreement: bool


@dataclass(frozen=True, slots=True)
class RegisterSeen:
    """Everybody who works, will work or worked for a person; *pack* says what the law asks, once a plan is agreed."""

    person: UUID
    person_name: str
    pack: Pack | None
    currency: str
    now: tuple[AssistantPage, ...]
    coming: tuple[AssistantPage, ...]
    past: tuple[AssistantPage, ...]
    lines: tuple[tuple[UUID, str], ...]
    may_keep: bool
    may_agree: bool

    @property
    def everybody(self) -> tuple[AssistantPage, ...]:
        """All of them."""
        return (*self.now, *self.coming, *self.past)


def register_of(asker: Asker, *, person: UUID, now: datetime) -> RegisterSeen:
    """Return the register of a person's assistants.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see_assistants", person=person, now=now)
    control, today = degrees_of(asker, person=person, now=now), timezone.localdate(now)
    pack = control.pack if control else None
    found, noted = spans_of(person), _noted(person)
    employed = {id for id, rows in found.items() if on_day(rows, today)}
    pages = {
        id: _page(id, person, rows, pack=pack, today=today, others=bool(employed - {id}), noted=noted.get(id, {}))
        for id, rows in found.items()
    }
    ordered = sorted(pages.values(), key=lambda one: (one.seen.starts, one.seen.name, str(one.seen.id)))
    return RegisterSeen(
        person=person,
        person_name=people.name_of(person),
        pack=pack,
        currency=pack.currency if pack else "GBP",
        now=tuple(one for one in ordered if one.is_employed),
        coming=tuple(one for one in ordered if not one.is_employed and one.seen.starts > today),
        past=tuple(one for one in ordered if not one.is_employed and one.seen.starts <= today),
        lines=tuple((part.line, part.what) for part in control.parts) if control else (),
        may_keep=policies.may(asker, "keep_assistant", person=person, now=now),
        may_agree=policies.may(asker, "agree_exception", person=person, now=now),
    )


def assistant(asker: Asker, *, assistant: UUID, now: datetime) -> tuple[AssistantPage, RegisterSeen]:
    """Return one assistant and the register they stand in.

    :raises NotFound: when there is no such assistant for the asker.
    """
    row = Assistant.objects.filter(pk=assistant).first()
    if row is None:
        raise NotFound("assistants.no_such_assistant")
    register = register_of(asker, person=row.person_id, now=now)
    found = next((one for one in register.everybody if one.seen.id == assistant), None)
    if found is None:
        raise NotFound("assistants.no_such_assistant")
    return found, register


def _page(
    id: UUID,
    person: UUID,
    rows: tuple[Span, ...],
    *,
    pack: Pack | None,
    today: date,
    others: bool,
    noted: Mapping[str, CheckSeen],
) -> AssistantPage:
    current = on_day(rows, today)
    coming = next((one for one in rows if one.starts > today), None)
    at = current or coming or rows[-1]
    done = [one.check for one in noted.values() if one.outcome in (SEEN, AGREED)]
    day = max(at.starts, today) if current or coming else at.starts
    found = judged(pack, at.terms, day, employs_others=others, noted=done)
    rule = pack.control.assistants if pack else None
    checks = (
        [replace(noted.get(one.id, CheckSeen(one.id, False)), needed=one.needed) for one in rule.checks] if rule else []
    )
    if EXCEPTION in noted:
        checks.append(noted[EXCEPTION])
    is_over = current is None and coming is None
    return AssistantPage(
        seen=seen(id, person, rows, at),
        is_employed=current is not None,
        cost=None if is_over else found.cost,
        warnings=() if is_over else found.warnings,
        checks=tuple(checks),
        history=tuple(
            TermsSeen(
                one.starts,
                one.end - timedelta(days=1) if one.end else None,
                one.terms.hours_week,
                one.terms.pence_hour,
                one.terms.pence_week,
            )
            for one in reversed(rows)
        ),
        needs_agreement=any(one.code == "assistants.relative_needs_agreement" for one in found.warnings),
    )


def _noted(person: UUID) -> dict[UUID, dict[str, CheckSeen]]:
    rows = list(AssistantNoted.objects.filter(person_id=person).order_by("at", "id"))
    names = people.names_of({row.by_id for row in rows}) if rows else {}
    found: dict[UUID, dict[str, CheckSeen]] = defaultdict(dict)
    for row in rows:
        told = CheckSeen(row.check_id, False, row.outcome, row.on, row.words, names.get(row.by_id, ""))
        found[row.assistant_id][row.check_id] = told
    return found


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
