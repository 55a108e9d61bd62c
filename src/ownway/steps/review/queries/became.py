"""Follows what a review set going to what it has become: a version of a plan, a new sum, another hold on the money."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from ownway.steps.agreement import queries as agreement
from ownway.steps.allocation import queries as allocation
from ownway.steps.control import queries as control
from ownway.steps.control.queries import ChoiceSeen
from ownway.steps.planning import queries as planning
from ownway.steps.review.models import ReviewChanged
from ownway.steps.review.queries.seen import ChangeSeen, DegreeChanged, MoneyChanged
from ownway.steps.review.rules.changes import ChangeKind
from ownway.values import Asker
from ownway.values.cannot import NotAllowed, NotFound


def became(asker: Asker, row: ReviewChanged, *, now: datetime) -> ChangeSeen:
    """Return one change with what became of it, as far as the asker may see that."""
    plain = ChangeSeen(ChangeKind(row.kind), row.why, row.thing, row.thing_id)
    try:
        if plain.kind is ChangeKind.PLAN and row.thing_id is not None:
            return _plan(asker, row, plain, row.thing_id, now=now)
        if plain.kind is ChangeKind.NEEDS and row.thing_id is not None:
            return _needs(asker, row, plain, row.thing_id, now=now)
        if plain.kind is ChangeKind.DEGREE:
            return replace(plain, degree=_degree(asker, row, now=now))
    except (NotFound, NotAllowed):
        # A draft is not there for those it was not shown to; that the review began it may still be known.
        return plain
    return plain


def _plan(asker: Asker, row: ReviewChanged, plain: ChangeSeen, version: UUID, *, now: datetime) -> ChangeSeen:
    money = _money(asker, row, now=now, version=version)
    plan = planning.plan_version(asker, version=version, now=now)
    return replace(plain, plan_number=plan.number, plan_state=plan.state, money=money)


def _needs(asker: Asker, row: ReviewChanged, plain: ChangeSeen, assessment: UUID, *, now: datetime) -> ChangeSeen:
    told = [one for one in allocation.figures_of(asker, person=row.person_id, now=now) if one.assessment == assessment]
    last = told[0] if told else None
    lines = allocation.my_assessments(asker, person=row.person_id, now=now)
    return replace(
        plain,
        assessment_state=next((line.state for line in lines if line.id == assessment), ""),
        figure=last.id if last else None,
        figure_money=last.money if last else None,
        figure_per=last.per if last else None,
        money=_money(asker, row, now=now, figures=frozenset(one.id for one in told)),
    )


def _money(
    asker: Asker,
    row: ReviewChanged,
    *,
    now: datetime,
    version: UUID | None = None,
    figures: frozenset[UUID] = frozenset(),
) -> MoneyChanged | None:
    """Return the budget before the review and after the agreement that came of it: on that version, or that figure."""
    agreements = agreement.agreements_of(asker, person=row.person_id, now=now)
    before = next((one for one in agreements if one.signed_at <= row.at), None)
    after = next((one for one in agreements if one.version == version or one.figure in figures), None)
    if before is None or after is None or after.money == before.money:
        return None
    return MoneyChanged(before.money, after.money, after.every, after.starts, after.id)


def _degree(asker: Asker, row: ReviewChanged, *, now: datetime) -> DegreeChanged | None:
    """Return how the money was held at the review and how by the first choice made after it."""
    held = control.degrees_of(asker, person=row.person_id, now=now)
    if held is None:
        return None
    choices = sorted((one for one in (held.next, held.now, *held.past) if one is not None), key=lambda one: one.at)
    before = next((one for one in reversed(choices) if one.at <= row.at), None)
    after = next((one for one in choices if one.at > row.at), None)
    return DegreeChanged(_degrees(before), _degrees(after), after.starts) if after is not None else None


def _degrees(choice: ChoiceSeen | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.degree for part in choice.parts)) if choice is not None else ()
