"""Begins a plan, and the next version of one that was agreed, taken back or came back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ownway.registers.trail import actions as trail
from ownway.steps.allocation import queries as allocation
from ownway.steps.planning import policies
from ownway.steps.planning.actions.rows import keep_stage, one_at_a_time
from ownway.steps.planning.models import AimWritten, ContingencyWritten, LineWritten, Plan, PlanVersion, SectionWritten
from ownway.steps.planning.queries.plans import found, state_of
from ownway.steps.planning.rules.cannot import CannotPlan
from ownway.steps.planning.rules.heads import heads
from ownway.steps.planning.rules.states import PlanState
from ownway.values import Asker, new_identifier
from ownway.values.text import clean_text


def start_plan(asker: Asker, *, now: datetime, person: UUID) -> UUID:
    """Begin *person*'s plan under the pack of the figure they were told; return its identifier.

    A plan begun before is given back instead of a second one. An estimate is enough to begin with: nobody has to wait
    to think about their life.

    :raises CannotPlan: while no figure has been told.
    """
    policies.check_may(asker, "start", person=person, now=now)
    with transaction.atomic():
        one_at_a_time(person)
        before = Plan.objects.filter(person_id=person).order_by("started_at", "id").last()
        if before is not None:
            return before.id
        figure = allocation.figure_of(asker, person=person, now=now)
        if figure is None:
            raise CannotPlan("planning.no_figure_yet")
        plan = Plan.objects.create(
            id=new_identifier(now),
            person_id=person,
            programme=figure.programme,
            pack_version=figure.version,
            started_at=now,
            started_by_id=asker.party,
        )
        version = _new_version(asker, now=now, plan=plan, number=1, why="")
        trail.note_change(
            asker, now=now, about=person, deed="planning.start", thing="plan_version", thing_id=version.id
        )
    return plan.id


def begin_next_version(asker: Asker, *, now: datetime, plan: UUID, why: str) -> UUID:
    """Begin the next version of a plan with all that stands in the last; return the version's identifier.

    A draft that is open already is given back.

    :raises CannotPlan: while the last version is with the authority.
    :raises CannotKeepText: when no reason is given.
    """
    row, _ = found(plan)
    policies.check_may(asker, "start", person=row.person_id, now=now)
    words = clean_text(why, longest=2000, field="why", required=True)
    with transaction.atomic():
        one_at_a_time(plan)
        row, last = found(plan)
        state = state_of(last)
        if state is PlanState.DRAFT:
            return last.id
        if state is PlanState.HANDED_IN:
            raise CannotPlan("planning.with_the_authority", help="planning.take_it_back_first")
        version = _new_version(asker, now=now, plan=row, number=last.number + 1, why=words)
        _carry_over(last, version, now=now)
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="planning.start",
            thing="plan_version",
            thing_id=version.id,
            after={"number": version.number, "why": words},
        )
    return version.id


def _new_version(asker: Asker, *, now: datetime, plan: Plan, number: int, why: str) -> PlanVersion:
    version = PlanVersion.objects.create(
        id=new_identifier(now),
        plan=plan,
        person_id=plan.person_id,
        number=number,
        why_changed=why,
        started_at=now,
        started_by_id=asker.party,
    )
    keep_stage(version, PlanState.DRAFT, asker=asker, now=now)
    return version


def _carry_over(last: PlanVersion, version: PlanVersion, *, now: datetime) -> None:
    """Write down in the new version all that stands in the last one, under the names of those who wrote it."""
    copied: dict[Any, tuple[str, tuple[str, ...]]] = {
        SectionWritten: ("question", ("text",)),
        AimWritten: ("aim", ("text", "dropped")),
        LineWritten: (
            "line",
            (
                "what", "aim", "kind", "who", "pence", "currency", "quantity",
                "times", "every", "stream", "degree", "dropped",
            ),
        ),
        ContingencyWritten: (
            "contingency", ("kind", "happens", "then", "never", "who", "pence", "currency", "dropped"),
        ),
    }  # fmt: skip
    for model, (name, fields) in copied.items():
        rows = list(model.objects.filter(version=last))
        for named in {getattr(row, name) for row in rows}:
            for row in heads(one for one in rows if getattr(one, name) == named):
                if getattr(row, "dropped", False):
                    continue
                model.objects.create(
                    id=new_identifier(now),
                    version=version,
                    person_id=row.person_id,
                    by_id=row.by_id,
                    at=row.at,
                    **{name: named},
                    **{field: getattr(row, field) for field in fields},
                )
