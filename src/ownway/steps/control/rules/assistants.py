"""The terms an assistant works on, from day to day, and what of them cannot be kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from ownway.rulebook.model.numbers import exact, written
from ownway.steps.control.rules.cannot import CannotKeepAssistant
from ownway.steps.control.rules.employing.wish import HOURS_MOST
from ownway.values import Rounding, round_to_whole
from ownway.values.text import clean_text

WEEK = Rounding.HALF_UP
"""A week's pay is rounded once, a half penny upwards."""
RELATIONS = ("none", "family", "family_at_home")
"""What an assistant is to the person: no relative, a relative elsewhere, a relative who lives in the same home."""
AT_HOME = "family_at_home"
OLDEST = 110
PENCE_HOUR_MOST = 100_000
WEEKS_MOST = 52
FARTHEST = timedelta(days=3 * 366)
"""No one writes down who starts later than that; it is a slip of the keyboard."""
EARLIEST = date(1950, 1, 1)


@dataclass(frozen=True, slots=True)
class Terms:
    """Who an assistant is and on what terms they work: hours in each of *weeks* weeks of a year, pay before deductions.

    *born* is a year, told only where somebody wants to; *line* is the line of the plan that pays them.
    """

    name: str
    what: str
    hours_week: Fraction
    pence_hour: int
    relation: str = "none"
    born: int | None = None
    weeks: Fraction = Fraction(WEEKS_MOST)
    line: UUID | None = None

    @property
    def pence_week(self) -> int:
        """Their pay for one week of work, in pence."""
        return round_to_whole(self.hours_week * self.pence_hour, WEEK)

    def as_json(self) -> dict[str, Any]:
        """Return the terms as they are kept."""
        return {
            "name": self.name,
            "what": self.what,
            "hours_week": written(self.hours_week),
            "pence_hour": self.pence_hour,
            "relation": self.relation,
            "born": self.born,
            "weeks": written(self.weeks),
            "line": str(self.line) if self.line else None,
        }


def from_json(told: Mapping[str, Any]) -> Terms:
    """Return the terms that were kept."""
    return Terms(
        name=told["name"],
        what=told["what"],
        hours_week=exact(told["hours_week"]),
        pence_hour=told["pence_hour"],
        relation=told["relation"],
        born=told["born"],
        weeks=exact(told["weeks"]),
        line=UUID(told["line"]) if told["line"] else None,
    )


def checked(terms: Terms, *, today: date, lines: Iterable[UUID]) -> Terms:
    """Return the terms with their texts cleaned.

    :raises CannotKeepAssistant: for hours, weeks, pay, a year of birth, a relation or a line that cannot be.
    """
    if not 0 < terms.hours_week <= HOURS_MOST:
        raise CannotKeepAssistant("employing.no_such_hours", field="hours_week", most=HOURS_MOST)
    if not 0 < terms.weeks <= WEEKS_MOST:
        raise CannotKeepAssistant("employing.no_such_weeks", field="weeks", most=str(WEEKS_MOST))
    if not 0 < terms.pence_hour <= PENCE_HOUR_MOST:
        raise CannotKeepAssistant("employing.no_pay", field="pence_hour")
    if terms.relation not in RELATIONS:
        raise CannotKeepAssistant("assistants.no_such_relation", field="relation")
    if terms.born is not None and not today.year - OLDEST <= terms.born < today.year:
        raise CannotKeepAssistant("assistants.no_such_year", field="born", first=str(today.year - OLDEST))
    if terms.line is not None and terms.line not in set(lines):
        raise CannotKeepAssistant("control.no_such_line", field="line")
    return Terms(
        name=clean_text(terms.name, longest=200, field="name", required=True),
        what=clean_text(terms.what, longest=500, field="what", required=True),
        hours_week=terms.hours_week,
        pence_hour=terms.pence_hour,
        relation=terms.relation,
        born=terms.born,
        weeks=terms.weeks,
        line=terms.line,
    )


def check_day(day: date, *, today: date, field: str) -> None:
    """Refuse a day that can only be a slip.

    :raises CannotKeepAssistant: for a day decades ago or years ahead.
    """
    if not EARLIEST <= day <= today + FARTHEST:
        raise CannotKeepAssistant("assistants.no_such_day", field=field)


@dataclass(frozen=True, slots=True)
class Row:
    """Terms from a day on, or their end (nothing) on the first day without work; *written* orders rows as written."""

    starts: date
    written: int
    terms: Terms | None


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which the same terms held, from *starts* up to but not including *end*."""

    starts: date
    end: date | None
    terms: Terms


def spans(rows: Iterable[Row]) -> tuple[Span, ...]:
    """Return what held when, the earliest first.

    The row written last for a day holds. An end also takes away what had been written before it for later days; terms
    written after it begin the work again.
    """
    kept: dict[date, Row] = {}
    for row in sorted(rows, key=lambda one: one.written):
        if row.terms is None:
            kept = {day: one for day, one in kept.items() if day < row.starts}
        kept[row.starts] = row
    days = sorted(kept)
    ends = [*days[1:], None]
    return tuple(
        Span(day, end, terms) for day, end in zip(days, ends, strict=True) if (terms := kept[day].terms) is not None
    )


def on_day(found: Iterable[Span], day: date) -> Span | None:
    """Return the terms that hold on a day, or nothing."""
    return next((one for one in found if one.starts <= day and (one.end is None or day < one.end)), None)


def employed_since(found: Iterable[Span], at: Span) -> date:
    """Return the first day of the unbroken work that *at* belongs to."""
    begun = at.starts
    for one in sorted(found, key=lambda span: span.starts, reverse=True):
        if one.end == begun:
            begun = one.starts
    return begun


def employed_until(found: Iterable[Span], at: Span) -> date | None:
    """Return the last day of the unbroken work that *at* belongs to, or nothing where no end is known."""
    end = at.end
    for one in sorted(found, key=lambda span: span.starts):
        if one.starts == end:
            end = one.end
    return end - timedelta(days=1) if end else None
