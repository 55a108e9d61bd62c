"""Asks for a plan: the version that is being written, was handed in or agreed, as the asker may see it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils import timezone

from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Depth, Pack
from ownway.steps.allocation import queries as allocation
from ownway.steps.planning import policies
from ownway.steps.planning.models import (
    AimWritten,
    ContingencyWritten,
    DepthChosen,
    LineWritten,
    OrderInForce,
    Plan,
    PlanVersion,
    SectionWritten,
)
from ownway.steps.planning.queries.seen import (
    AimSeen,
    ContingencySeen,
    DraftDepth,
    HelperSeen,
    LineSeen,
    OrderSeen,
    PlanSeen,
    SectionSeen,
    TextSeen,
    VersionLine,
)
from ownway.steps.planning.rules import depths
from ownway.steps.planning.rules import lines as sums
from ownway.steps.planning.rules.heads import heads
from ownway.steps.planning.rules.states import PlanState, furthest
from ownway.values import Asker, Every, Money
from ownway.values.cannot import NotAllowed, NotFound
from ownway.values.look import kept_in_this_look, once_a_look


@once_a_look
def plan_of(asker: Asker, *, person: UUID, now: datetime) -> PlanSeen | None:
    """Return the newest version of *person*'s plan that the asker may read, or nothing where there is none.

    :raises NotFound: when the asker may not know the person.
    """
    people.person(asker, person=person, now=now)
    plan = Plan.objects.filter(person_id=person).order_by("started_at", "id").last()
    if plan is None:
        return None
    plan = _same(plan)
    for row in _versions(plan):
        if policies.may_read(asker, plan=plan, state=state_of(row), now=now):
            return seen(asker, row, now=now)
    return None


@once_a_look
def may_do(asker: Asker, *, deed: str, person: UUID, now: datetime) -> bool:
    """Whether the asker may do a ``planning`` *deed* (``"write_on_word"``) for *person* at all."""
    return policies.may(asker, deed, person=person, now=now)


def plan_version(asker: Asker, *, version: UUID, now: datetime) -> PlanSeen:
    """Return one version of a plan.

    :raises NotFound: when there is none of that name for the asker.
    """
    return seen(asker, readable(asker, version, now=now), now=now)


def whose_version(asker: Asker, *, version: UUID, now: datetime) -> UUID:
    """Return the person whose plan a version is, without reading what it says.

    :raises NotFound: when there is none of that name for the asker.
    """
    return readable(asker, version, now=now).person_id


@once_a_look
def agreed_plan_of(asker: Asker, *, person: UUID, now: datetime) -> PlanSeen | None:
    """Return the agreed version of *person*'s plan, or nothing where none is in force or the asker may not read it."""
    rows = PlanVersion.objects.filter(person_id=person).select_related("plan").prefetch_related("stages")
    for row in rows.order_by("-started_at", "-number"):
        state = state_of(row)
        if state is PlanState.AGREED and policies.may_read(asker, plan=row.plan, state=state, now=now):
            return seen(asker, row, now=now)
    return None


def orders_on(asker: Asker, *, person: UUID, now: datetime) -> tuple[OrderSeen, ...]:
    """Return the orders that bind *person* now. Whoever was let into the plan finds them there.

    :raises NotFound: when the asker may not know the person.
    :raises NotAllowed: when they may, and the orders are none of their business.
    """
    policies.check_may(asker, "see_orders", person=person, now=now)
    return _orders(person, timezone.localdate(now))


def state_of(row: PlanVersion) -> PlanState:
    """Return the state a version has come to."""
    return furthest(PlanState(stage.state) for stage in row.stages.all())


@once_a_look
def seen(asker: Asker, row: PlanVersion, *, now: datetime) -> PlanSeen:
    """Return a version as it is shown, once it is known that the asker may read it."""
    plan, state = _same(row.plan), state_of(row)
    pack = programmes.pack(plan.pack_version)
    helpers = [one for one in policies.helpers_of(plan, now=now).values() if one.access != "none"]
    writing = _Writing(row, pack, {plan.person_id, *(one.helper_id for one in helpers)})
    told = _told(asker, plan.person_id, now=now)
    budget = _budget(told, pack)
    standing = _standing(budget, writing)
    least = _depth_for(pack, budget)
    depth = _depth(row, pack) or least
    asked = depths.asked(pack.planning, depth)
    costs = {str(line.id): line.per_year.pence for line in writing.lines}
    too_much = standing.too_much.pence if standing else 0
    readable = [one for one in _versions(plan) if policies.may_read(asker, plan=plan, state=state_of(one), now=now)]
    return PlanSeen(
        id=plan.id,
        version=row.id,
        number=row.number,
        state=state,
        state_since=_since(row),
        person=plan.person_id,
        person_name=writing.names.get(plan.person_id, ""),
        pack=pack,
        why_changed=row.why_changed,
        sections=tuple(
            SectionSeen(
                question=question.id,
                required=question.id in asked,
                texts=writing.sections.get(question.id, ()),
                may_write=policies.may_write(asker, plan=plan, state=state, section=question.id, now=now),
            )
            for question in pack.planning.questions
        ),
        aims=writing.aims,
        lines=writing.lines,
        contingencies=writing.contingencies,
        depth=depth.id if depth else "",
        least_depth=least.id if least else "",
        needs_plan=depths.needs_plan(depth),
        helpers=tuple(
            HelperSeen(one.helper_id, writing.names.get(one.helper_id, ""), one.access, tuple(one.sections), one.at)
            for one in helpers
        ),
        orders=_orders(plan.person_id, timezone.localdate(now)),
        versions=tuple(
            VersionLine(one.id, one.number, state_of(one), one.started_at, _since(one), one.why_changed)
            for one in readable
        ),
        told=told,
        standing=standing,
        what_could_give=tuple(UUID(name) for name in sums.what_could_give(costs, too_much)),
        is_own=policies.is_own(asker, person=plan.person_id, now=now),
        may_write=policies.may_write(asker, plan=plan, state=state, section=None, now=now),
    )


def found(plan: UUID) -> tuple[Plan, PlanVersion]:
    """Return a plan and its newest version, for use inside this app.

    :raises NotFound: when there is none of that name.
    """
    row = Plan.objects.filter(pk=plan).first()
    version = row and row.versions.prefetch_related("stages").order_by("number").last()
    if row is None or version is None:
        raise NotFound("planning.no_such_plan")
    return row, version


class _Writing:
    """All that stands in one version: texts, aims and lines, each with the name of its writer, and *others*' names."""

    def __init__(self, version: PlanVersion, pack: Pack, others: set[UUID]) -> None:
        self.pack = pack
        sections = list(SectionWritten.objects.filter(version=version))
        aims = list(AimWritten.objects.filter(version=version))
        lines = list(LineWritten.objects.filter(version=version))
        contingencies = list(ContingencyWritten.objects.filter(version=version))
        writers = {row.by_id for row in (*sections, *aims, *lines, *contingencies)}
        self.names = people.names_of(writers | others)
        self.sections = {
            question: tuple(self._text(row) for row in heads(rows))
            for question, rows in _by(sections, "question").items()
        }
        standing_aims = {aim: [row for row in heads(rows) if not row.dropped] for aim, rows in _by(aims, "aim").items()}
        self.aims = tuple(
            AimSeen(aim, tuple(self._text(row) for row in rows)) for aim, rows in standing_aims.items() if rows
        )
        wording = {aim.id: aim.text for aim in self.aims}
        self.lines = tuple(
            self._line(line, rows, wording)
            for line, rows in ((line, heads(rows)) for line, rows in _by(lines, "line").items())
            if not all(row.dropped for row in rows)
        )

        self.contingencies = tuple(
            self._contingency(contingency, rows)
            for contingency, rows in ((one, heads(rows)) for one, rows in _by(contingencies, "contingency").items())
            if not all(row.dropped for row in rows)
        )

    def _text(self, row: SectionWritten | AimWritten) -> TextSeen:
        return TextSeen(row.id, row.text, row.by_id, self.names.get(row.by_id, ""), row.at)

    def _line(self, line: UUID, rows: tuple[LineWritten, ...], wording: Mapping[UUID, str]) -> LineSeen:
        last = [row for row in rows if not row.dropped][-1]
        cost = sums.LineCost(last.pence, Fraction(last.quantity), last.times, Every(last.every))
        return LineSeen(
            id=line,
            base=tuple(row.id for row in rows),
            what=last.what,
            aim=last.aim,
            aim_text=wording.get(last.aim, ""),
            kind=last.kind,
            who=last.who,
            price=Money(last.pence, last.currency),
            quantity=cost.quantity,
            times=cost.times,
            every=cost.every,
            stream=last.stream,
            degree=last.degree,
            per_year=Money(sums.pence_in_a_year(cost, self.pack.planning.times_per_year), last.currency),
            by_name=self.names.get(last.by_id, ""),
            at=last.at,
            is_double=len(rows) > 1,
        )

    def _contingency(self, contingency: UUID, rows: tuple[ContingencyWritten, ...]) -> ContingencySeen:
        last = [row for row in rows if not row.dropped][-1]
        return ContingencySeen(
            id=contingency,
            base=tuple(row.id for row in rows),
            kind=last.kind,
            happens=last.happens,
            then=last.then,
            never=last.never,
            who=last.who,
            kept_back=Money(last.pence, last.currency),
            by_name=self.names.get(last.by_id, ""),
            at=last.at,
            is_double=len(rows) > 1,
        )


def least_depth(asker: Asker, *, person: UUID, pack: Pack, now: datetime) -> Depth | None:
    """Return how deep the sum asks a plan to go; the fullest while the asker knows of no sum."""
    return _depth_for(pack, _budget(_told(asker, person, now=now), pack))


def needs_plan(asker: Asker, *, person: UUID, now: datetime) -> bool:
    """Whether the sum told to *person* is given on a plan only; an untied sum is given without one."""
    figure = allocation.figure_of(asker, person=person, now=now)
    if figure is None:
        return True
    pack = programmes.pack(figure.version)
    return depths.needs_plan(least_depth(asker, person=person, pack=pack, now=now))


def _depth_for(pack: Pack, budget: Money | None) -> Depth | None:
    return depths.depth_for(pack.planning, None if budget is None else budget.pence)


def depth_of_draft(asker: Asker, *, person: UUID, now: datetime) -> DraftDepth:
    """Return how deep a draft goes, for whoever may agree to less; of the draft itself nothing is told.

    :raises NotFound: where nothing is being written.
    """
    policies.check_may(asker, "lessen_depth", person=person, now=now)
    plan = Plan.objects.filter(person_id=person).order_by("started_at", "id").last()
    row = plan and _versions(plan)[0]
    if plan is None or row is None or state_of(row) is not PlanState.DRAFT:
        raise NotFound("planning.no_such_plan")
    pack = programmes.pack(plan.pack_version)
    depth = _depth(row, pack) or least_depth(asker, person=person, pack=pack, now=now)
    if depth is None:
        raise NotFound("planning.no_such_depth")
    return DraftDepth(plan.id, pack, depth.id)


def may_lessen_depth(asker: Asker, *, person: UUID, now: datetime) -> bool:
    """Whether there is a draft of *person*'s that the asker may let go less deep."""
    try:
        depth_of_draft(asker, person=person, now=now)
    except (NotAllowed, NotFound):
        return False
    return True


def _depth(row: PlanVersion, pack: Pack) -> Depth | None:
    chosen = DepthChosen.objects.filter(version=row).order_by("at", "id").last()
    return next((one for one in pack.planning.depths if chosen and one.id == chosen.depth), None)


def _by(rows: Iterable[Any], name: str) -> dict[Any, list[Any]]:
    # An identifier holds the moment it was made, so aims and lines keep their order through all their wordings.
    grouped: dict[Any, list[Any]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (str(getattr(row, name)), row.at, row.id)):
        grouped[getattr(row, name)].append(row)
    return grouped


def _told(asker: Asker, person: UUID, *, now: datetime) -> tuple[Money, Every] | None:
    """Return the sum told and its period; nothing while none was told, or where the asker may not know it."""
    try:
        told = allocation.figure_of(asker, person=person, now=now)
    except NotAllowed:
        # A helper may be let into the plan and still not into the sum.
        return None
    return (told.money, told.per) if told is not None and told.money is not None else None


def _budget(told: tuple[Money, Every] | None, pack: Pack) -> Money | None:
    return sums.budget_in_a_year(*told, pack.planning.times_per_year) if told else None


def _standing(budget: Money | None, writing: "_Writing") -> sums.Standing | None:
    if budget is None:
        return None
    costs = [line.per_year.pence for line in writing.lines]
    return sums.standing([*costs, *(one.kept_back.pence for one in writing.contingencies)], budget)


def readable(asker: Asker, version: UUID, *, now: datetime) -> PlanVersion:
    """Return the row of a version, for use inside this app.

    :raises NotFound: when there is none of that name for the asker.
    """
    kept = kept_in_this_look("planning.plan_of_version")
    plan = kept.get(version) or Plan.objects.filter(versions=version).first()
    if plan is None:
        raise NotFound("planning.no_such_plan")
    kept[version] = plan = _same(plan)
    row = next(one for one in _versions(plan) if one.id == version)
    policies.check_may_read(asker, plan=plan, state=state_of(row), now=now)
    return row


def _same(plan: Plan) -> Plan:
    """Return the row of this plan that the look met first, with whatever was fetched for it."""
    row: Plan = kept_in_this_look("planning.plan").setdefault(plan.id, plan)
    return row


def _versions(plan: Plan) -> list[PlanVersion]:
    """Return every version with its stages, the newest first; the plan's row asks the database for them once."""
    prefetch_related_objects([plan], "versions__stages")
    return sorted(plan.versions.all(), key=lambda row: -row.number)


def _since(row: PlanVersion) -> datetime:
    return max((stage.at for stage in row.stages.all()), default=row.started_at)


def _orders(person: UUID, on: date) -> tuple[OrderSeen, ...]:
    rows = list(OrderInForce.objects.filter(person_id=person).order_by("starts", "id"))
    replaced = {row.ended_before_id for row in rows}
    return tuple(
        OrderSeen(row.id, row.kind, row.fixes, row.source, row.starts, row.ends)
        for row in rows
        if row.starts <= on and (row.ends is None or row.ends > on) and row.id not in replaced
    )
