"""Asks for forms on paper: what was printed for somebody, and what came back of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ownway.registers.people import queries as people
from ownway.steps.allocation import policies
from ownway.steps.allocation.models import PaperForm, PaperKeyed
from ownway.steps.allocation.queries import assessments
from ownway.steps.allocation.rules import paper
from ownway.values import Asker


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """One form as it was printed; *number* in groups, as it stands on the paper."""

    id: UUID
    number: str
    person: UUID
    version: str
    printed_at: datetime


@dataclass(frozen=True, slots=True)
class KeyedSeen:
    """That a form of this number was keyed in, by whom and when."""

    number: str
    by_name: str
    at: datetime


def paper_forms(asker: Asker, *, person: UUID, now: datetime, kind: str = "assessment") -> tuple[PaperSeen, ...]:
    """Return the forms of a *kind* (the self-assessment, the plan) that were printed for *person*, the newest first.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "print_form", person=person, now=now)
    rows = PaperForm.objects.filter(person_id=person, kind=kind, at__lte=now).order_by("-at", "-id")
    return tuple(
        PaperSeen(row.id, paper.in_groups(row.number), row.person_id, row.pack_version, row.at) for row in rows
    )


def keyed_from_paper(asker: Asker, *, assessment: UUID, now: datetime) -> tuple[KeyedSeen, ...]:
    """Return the numbers of the forms that were keyed into an assessment.

    :raises NotFound: when there is no such assessment for the asker.
    """
    row = assessments.found(asker, assessment=assessment, deed="see", now=now)
    return keyed_into(row.id, now=now)


def keyed_into(thing_id: UUID, *, now: datetime) -> tuple[KeyedSeen, ...]:
    """Return the numbers of the forms keyed into a thing that the asker was let see before, for use inside steps."""
    rows = PaperKeyed.objects.filter(thing_id=thing_id, at__lte=now).select_related("form").order_by("at", "id")
    names = people.names_of({one.by_id for one in rows}) if rows else {}
    return tuple(KeyedSeen(paper.in_groups(one.form.number), names.get(one.by_id, ""), one.at) for one in rows)
