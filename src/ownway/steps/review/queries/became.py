"""Follows what a review set going to what it has become: a version of a plan, a new figure, a new budget."""

from datetime import datetime
from uuid import UUID

from ownway.steps.agreement import queries as agreement
from ownway.steps.allocation import queries as allocation
from ownway.steps.planning import queries as planning
from ownway.steps.review.models import ReviewChanged
from ownway.steps.review.queries.seen import ChangeSeen
from ownway.steps.review.rules.changes import ChangeKind
from ownway.values import Asker
from ownway.values.cannot import NotAllowed, NotFound


def became(asker: Asker, row: ReviewChanged, *, now: datetime) -> ChangeSeen:
    """Return one change with what became of it, as far as the asker may see that."""
    plain = ChangeSeen(ChangeKind(row.kind), row.why, row.thing, row.thing_id)
    if row.thing_id is None:
        return plain
    try:
        if plain.kind is ChangeKind.PLAN:
            return _plan(asker, row, row.thing_id, now=now)
        if plain.kind is ChangeKind.NEEDS:
            return _needs(asker, row, row.thing_id, now=now)
    except (NotFound, NotAllowed):
        # A draft is not there for those it was not shown to; that the review began it may still be known.
        return plain
    return plain


def _plan(asker: Asker, row: ReviewChanged, version: UUID, *, now: datetime) -> ChangeSeen:
    plan = planning.plan_version(asker, version=version, now=now)
    return ChangeSeen(ChangeKind.PLAN, row.why, row.thing, version, plan_number=plan.number, plan_state=plan.state)


def _needs(asker: Asker, row: ReviewChanged, assessment: UUID, *, now: datetime) -> ChangeSeen:
    line = next(one for one in allocation.my_assessments(asker, person=row.person_id, now=now) if one.id == assessment)
    agreements = agreement.agreements_of(asker, person=row.person_id, now=now)
    before = next((one for one in agreements if one.signed_at <= row.at), None)
    after = next((one for one in reversed(agreements) if one.signed_at > row.at), None)
    latest = after or before
    return ChangeSeen(
        ChangeKind.NEEDS,
        row.why,
        row.thing,
        assessment,
        assessment_state=line.state,
        money_before=before.money if before else None,
        money_after=after.money if after else None,
        every=latest.every if latest else None,
        starts=after.starts if after else None,
    )
