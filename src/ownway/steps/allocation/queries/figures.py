"""Asks for the figures a person was told, each with its whole working."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import WorkedOut
from ownway.steps.allocation import policies
from ownway.steps.allocation.models import Figure
from ownway.steps.allocation.queries.seen import FigureSeen
from ownway.steps.allocation.rules.figures import KINDS
from ownway.steps.allocation.rules.moving import panel_ends
from ownway.values import Asker, Every, Money, Reason
from ownway.values.cannot import NotFound
from ownway.values.look import once_a_look


def figure_of(asker: Asker, *, person: UUID, now: datetime, kinds: Collection[str] = KINDS) -> FigureSeen | None:
    """Return the figure that holds for *person* now, or nothing where none has been told.

    A checked figure holds until the next checked one: the estimate of a new assessment does not push it aside, so
    that no gap in money comes of asking again.

    :raises NotFound: when the asker may not know the person.
    """
    told = figures_of(asker, person=person, now=now)
    checked = [figure for figure in told if figure.kind != "estimate" and figure.kind in kinds]
    estimates = [figure for figure in told if figure.kind == "estimate" and figure.kind in kinds]
    return next(iter(checked + estimates), None)


@once_a_look
def figures_of(asker: Asker, *, person: UUID, now: datetime) -> tuple[FigureSeen, ...]:
    """Return every figure that *person* was told, the newest first.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see_figure", person=person, now=now)
    told = Figure.objects.filter(person_id=person, told_at__lte=now).select_related("assessment")
    rows = list(told.order_by("-told_at", "-id"))
    names = people.names_of({row.told_by_id for row in rows if row.told_by_id})
    return tuple(seen(row, names) for row in rows)


def figure(asker: Asker, *, figure: UUID, now: datetime) -> FigureSeen:
    """Return one figure.

    :raises NotFound: when there is none of that name for the asker.
    """
    row = Figure.objects.filter(pk=figure).select_related("assessment").first()
    if row is None:
        raise NotFound("allocation.no_such_figure")
    policies.check_may(asker, "see_figure", person=row.person_id, now=now)
    return seen(row, people.names_of({row.told_by_id} if row.told_by_id else ()))


def _ends(row: Figure, formula: Money | None) -> tuple[Money, Money] | None:
    limits = programmes.pack(row.pack_version).allocation.panel_may_move
    return None if limits is None or formula is None else panel_ends(formula, limits)


def seen(row: Figure, names: Mapping[UUID, str]) -> FigureSeen:
    """Return a row as it is shown, with the *names* of those who told it, for use inside this app."""
    worked = WorkedOut.from_json(row.worked)
    ends = (row.lowest_pence, row.highest_pence)
    return FigureSeen(
        id=row.id,
        assessment=row.assessment_id,
        person=row.person_id,
        kind=row.kind,
        money=None if row.pence is None else Money(row.pence, row.currency),
        range=None
        if ends[0] is None or ends[1] is None
        else (Money(ends[0], row.currency), Money(ends[1], row.currency)),
        per=Every(row.every),
        formula=worked.figure,
        as_of=row.as_of,
        programme=row.assessment.programme,
        version=row.pack_version,
        worked=worked,
        answers=row.answers,
        change=None if row.change is None else Reason.from_json(row.change),
        words=row.words,
        decision=row.decision_id,
        told_at=row.told_at,
        told_by=row.told_by_id,
        told_by_name=names.get(row.told_by_id, "") if row.told_by_id else "",
        before=row.before_id,
        panel_ends=_ends(row, worked.figure),
    )
