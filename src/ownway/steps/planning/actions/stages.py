"""Hands a plan in, takes it back, and keeps what became of it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.trail import actions as trail
from ownway.steps.planning import policies
from ownway.steps.planning.actions.rows import keep_stage, one_at_a_time
from ownway.steps.planning.models import PlanVersion
from ownway.steps.planning.queries.plans import found, plan_version, state_of
from ownway.steps.planning.rules.cannot import CannotHandInPlan
from ownway.steps.planning.rules.states import PlanState, may_follow
from ownway.values import Asker, Reason
from ownway.values.cannot import NotFound

CLOCK = "plan_decision"
"""The clock that runs from handing in; both sides see it."""


def hand_in_plan(asker: Asker, *, now: datetime, plan: UUID) -> UUID:
    """Hand the newest version in; return it. A clock starts by which the authority must decide (G1).

    Handing in twice is handing in once.

    :raises CannotHandInPlan: with what is still to do.
    """
    row, _version = found(plan)
    policies.check_may(asker, "hand_in", person=row.person_id, now=now)
    with transaction.atomic():
        return put_in(asker, now=now, plan=plan, deed="planning.hand_in")


def put_in(asker: Asker, *, now: datetime, plan: UUID, deed: str) -> UUID:
    """Put the newest version before the authority; within the transaction of the *deed* that has checked who may.

    :raises CannotHandInPlan: with what is still to do.
    """
    one_at_a_time(plan)
    row, version = found(plan)
    state = state_of(version)
    if state is PlanState.HANDED_IN:
        return version.id
    if not may_follow(state, PlanState.HANDED_IN):
        raise CannotHandInPlan("planning.not_a_draft", help="planning.begin_the_next_version")
    seen = plan_version(asker, version=version.id, now=now)
    todo = seen.still_to_do
    if todo:
        raise CannotHandInPlan("planning.not_ready", todo=", ".join(todo))
    keep_stage(version, PlanState.HANDED_IN, asker=asker, now=now)
    decisions.start_clock(
        asker,
        now=now,
        about=row.person_id,
        kind=CLOCK,
        due=timezone.localdate(now) + timedelta(days=seen.pack.agreement.decide_within_days),
        waits_on_role="practitioner",
        waits_on=None,
        thing="plan_version",
        thing_id=version.id,
    )
    _note(asker, now=now, version=version, deed=deed, state=PlanState.HANDED_IN)
    return version.id


def take_back(asker: Asker, *, now: datetime, plan: UUID) -> UUID:
    """Take a plan back that was handed in and not answered yet; return the version.

    :raises CannotHandInPlan: when it is not with the authority.
    """
    row, version = found(plan)
    policies.check_may(asker, "hand_in", person=row.person_id, now=now)
    with transaction.atomic():
        one_at_a_time(plan)
        row, version = found(plan)
        if state_of(version) is not PlanState.HANDED_IN:
            raise CannotHandInPlan("planning.not_with_the_authority")
        keep_stage(version, PlanState.TAKEN_BACK, asker=asker, now=now)
        decisions.stop_clock(asker, now=now, kind=CLOCK, thing_id=version.id, reason=Reason("planning.taken_back"))
        _note(asker, now=now, version=version, deed="planning.hand_in", state=PlanState.TAKEN_BACK)
    return version.id


def reach(asker: Asker, *, now: datetime, version: UUID, state: PlanState) -> None:
    """Keep that a version that was handed in is agreed or came back; the step of agreement decides which.

    An older version that was agreed is replaced by the one that is agreed now.

    :raises CannotHandInPlan: when the version is not where that could follow.
    """
    row = PlanVersion.objects.filter(pk=version).select_related("plan").first()
    if row is None:
        raise NotFound("planning.no_such_plan")
    policies.check_may(asker, "reach", person=row.person_id, now=now)
    with transaction.atomic():
        one_at_a_time(row.plan_id)
        if not may_follow(state_of(row), state):
            raise CannotHandInPlan("planning.answered_already")
        if state is PlanState.AGREED:
            for older in row.plan.versions.exclude(pk=row.pk):
                if state_of(older) is PlanState.AGREED:
                    keep_stage(older, PlanState.REPLACED, asker=asker, now=now)
        keep_stage(row, state, asker=asker, now=now)
        _note(asker, now=now, version=row, deed="planning.reach", state=state)


def _note(asker: Asker, *, now: datetime, version: PlanVersion, deed: str, state: PlanState) -> None:
    trail.note_change(
        asker,
        now=now,
        about=version.person_id,
        deed=deed,
        thing="plan_version",
        thing_id=version.id,
        after={"state": state.value, "number": version.number},
    )
