"""Asks what stands beside the answers before a figure is fixed: what needs would cost, and the person's own look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import WorkedOut
from ownway.steps.allocation.models import Assessment, FactsSaid, FactsShown, NeedCost, SettledAnswer
from ownway.steps.allocation.queries import assessments
from ownway.steps.allocation.queries.working import reckon, values_now
from ownway.steps.allocation.rules import costing, facts
from ownway.steps.allocation.rules.facts import Look, Said
from ownway.steps.allocation.rules.routing import Values
from ownway.values import Asker, Every, Money, Reason


@dataclass(frozen=True, slots=True)
class CostSeen:
    """What meeting one need would cost, as it was reckoned last; nothing where nobody has."""

    question: str
    money: Money | None
    words: str
    by_name: str


@dataclass(frozen=True, slots=True)
class CostingSeen:
    """The needs of a person with what each would cost, together, beside the figure, for the figure's own period."""

    per: Every
    currency: str
    costs: tuple[CostSeen, ...]
    total: Money | None
    figure: Money | None
    comparison: Reason | None

    @property
    def is_far(self) -> bool:
        """Whether the two are so far apart that a reason is asked for."""
        return self.comparison is not None and costing.is_far(self.comparison)


@dataclass(frozen=True, slots=True)
class ObjectionSeen:
    """What the person said is not so, in their own words; *is_open* until it was settled anew."""

    question: str
    words: str
    at: datetime
    is_open: bool


@dataclass(frozen=True, slots=True)
class FactsSeen:
    """How the person's own look at what was written stands; *shown* is the last time it was shown to them."""

    look: Look
    otherwise: tuple[str, ...]
    shown: UUID | None
    shown_at: datetime | None
    due: date | None
    objections: tuple[ObjectionSeen, ...]

    @property
    def lets_tell(self) -> bool:
        """Whether the figure may be told as far as this goes."""
        return self.look in (Look.NOT_NEEDED, Look.IS_SO, Look.TIME_PASSED)


def costing_of(asker: Asker, *, assessment: UUID, now: datetime) -> CostingSeen:
    """Return what meeting each need would cost, beside what the rule gives from the answers that count now (LR2).

    :raises NotFound: when there is no such assessment for the asker.
    """
    row = assessments.found(asker, assessment=assessment, deed="see", now=now)
    values = values_now(row, now=now)
    return costs_beside(row, values, reckon(row, values, as_of=timezone.localdate(now)), now=now)


def facts_of(asker: Asker, *, assessment: UUID, now: datetime) -> FactsSeen:
    """Return how the person's own look at what was written about them stands (LR15).

    :raises NotFound: when there is no such assessment for the asker.
    """
    row = assessments.found(asker, assessment=assessment, deed="see", now=now)
    return look_at_facts(row, now=now)


def costs_beside(row: Assessment, values: Values, worked: WorkedOut, *, now: datetime) -> CostingSeen:
    """Return the costing of an assessment beside what was *worked* out from its *values*, for use inside this app."""
    pack = programmes.pack(row.pack_version)
    last: Mapping[str, NeedCost] = {
        cost.question: cost for cost in NeedCost.objects.filter(assessment=row, at__lte=now).order_by("at", "id")
    }
    names = people.names_of({cost.by_id for cost in last.values()})
    costs = tuple(
        CostSeen(need, Money(cost.pence, cost.currency), cost.words, names.get(cost.by_id, ""))
        if (cost := last.get(need))
        else CostSeen(need, None, "", "")
        for need in costing.needs_of(pack, values)
    )
    known = [cost.money for cost in costs if cost.money is not None]
    total = Money(sum(one.pence for one in known), pack.currency) if known else None
    comparison = costing.compare(worked.figure, total, pack) if total is not None and worked.figure else None
    return CostingSeen(worked.per, pack.currency, costs, total, worked.figure, comparison)


def look_at_facts(row: Assessment, *, now: datetime) -> FactsSeen:
    """Return how the person's own look stands, for use inside this app."""
    pack = programmes.pack(row.pack_version)
    otherwise = facts.settled_otherwise(pack, assessments.sides_of(row.id))
    shown = FactsShown.objects.filter(assessment=row, at__lte=now).order_by("-at", "-id").first()
    settled_at = {
        one.question: one.at for one in SettledAnswer.objects.filter(assessment=row, at__lte=now).order_by("at", "id")
    }
    said = list(FactsSaid.objects.filter(shown=shown).order_by("at", "id")) if shown else []
    look = facts.stands(
        otherwise=otherwise,
        shown_at=shown.at if shown else None,
        due=shown.due if shown else None,
        said=[Said(one.question, one.at, one.words) for one in said],
        settled_at=settled_at,
        today=timezone.localdate(now),
    )
    objections = tuple(
        ObjectionSeen(
            one.question,
            one.words,
            one.at,
            is_open=settled_at.get(one.question, one.at) <= one.at,
        )
        for one in said
        if one.question
    )
    if shown is None:
        return FactsSeen(look, otherwise, None, None, None, objections)
    return FactsSeen(look, otherwise, shown.id, shown.at, shown.due, objections)
