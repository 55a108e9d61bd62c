"""Writes the rows that several deeds of planning share, one deed about a person's plan at a time."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from ownway.registers.trail.models import take_turn
from ownway.steps.planning import policies
from ownway.steps.planning.models import LineWritten, Plan, PlanHelper, PlanStage, PlanVersion
from ownway.steps.planning.queries.plans import found, state_of
from ownway.steps.planning.rules.heads import heads
from ownway.steps.planning.rules.states import PlanState
from ownway.values import Asker, new_identifier


def one_at_a_time(plan: UUID) -> None:
    """Wait until no other deed on this plan is under way; holds until the transaction ends."""
    take_turn("planning.plan", plan)


def draft(asker: Asker, *, plan: UUID, section: str | None, now: datetime) -> tuple[Plan, PlanVersion]:
    """Return a plan and the version being written, locked, once the asker may write there."""
    one_at_a_time(plan)
    row, version = found(plan)
    policies.check_may_write(asker, plan=row, state=state_of(version), section=section, now=now)
    return row, version


def keep_stage(version: PlanVersion, state: PlanState, *, asker: Asker, now: datetime) -> None:
    """Keep that a version reached *state*."""
    PlanStage.objects.create(id=new_identifier(now), version=version, state=state.value, at=now, by_id=asker.party)


def keep_helper(
    asker: Asker, *, now: datetime, plan: Plan, helper: UUID | None, access: str, sections: Iterable[str] = ()
) -> UUID:
    """Keep how far a helper is let into a plan from now on; return the row."""
    return PlanHelper.objects.create(
        id=new_identifier(now),
        plan=plan,
        person_id=plan.person_id,
        helper_id=helper,
        access=access,
        sections=list(sections),
        by_id=asker.party,
        at=now,
    ).id


def known(model: Any, base: Iterable[UUID], **where: Any) -> list[UUID]:
    """Return those of *base* that are rows of *model* there; anything else was not before the writer."""
    return sorted(set(model.objects.filter(**where).values_list("id", flat=True)).intersection(base))


def standing(model: Any, **where: Any) -> tuple[Any, ...]:
    """Return the wordings of *model* that stand there: no later one follows them, and none is taken out."""
    return tuple(row for row in heads(model.objects.filter(**where)) if not row.dropped)


def serving(version: PlanVersion, aim: UUID) -> bool:
    """Whether a line that stands serves *aim*."""
    return any(row.aim == aim for row in standing(LineWritten, version=version))
