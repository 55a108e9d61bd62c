"""The shapes in which the API tells of plans."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from ownway.interfaces.api.shapes import MoneyOut
from ownway.steps.planning.queries import ContingencySeen, LineSeen, OrderSeen, PlanSeen, TextSeen


class TextOut(Schema):
    """One writing, by whom and when."""

    id: UUID
    text: str
    by_name: str
    at: datetime

    @classmethod
    def of(cls, seen: TextSeen) -> "TextOut":
        """Return the shape of a writing."""
        return cls(id=seen.id, text=seen.text, by_name=seen.by_name, at=seen.at)


class SectionOut(Schema):
    """One question of the plan; two texts stand side by side where two wrote at once."""

    question: str
    required: bool
    texts: list[TextOut]
    may_write: bool


class AimOut(Schema):
    """Something the person wants to change or keep."""

    id: UUID
    texts: list[TextOut]


class PlanLineOut(Schema):
    """One costed line and what it comes to in a year; *quantity* is an exact decimal."""

    id: UUID
    base: list[UUID]
    what: str
    aim: UUID
    kind: str
    who: str
    price: MoneyOut | None
    quantity: str
    times: int
    every: str
    stream: str
    degree: str
    per_year: MoneyOut | None
    is_double: bool

    @classmethod
    def of(cls, line: LineSeen) -> "PlanLineOut":
        """Return the shape of a line."""
        thousandths = line.quantity * 1000
        return cls(
            id=line.id,
            base=list(line.base),
            what=line.what,
            aim=line.aim,
            kind=line.kind,
            who=line.who,
            price=MoneyOut.of(line.price),
            quantity=f"{int(thousandths) // 1000}.{int(thousandths) % 1000:03d}",
            times=line.times,
            every=line.every.value,
            stream=line.stream,
            degree=line.degree,
            per_year=MoneyOut.of(line.per_year),
            is_double=line.is_double,
        )


class ContingencyOut(Schema):
    """What is to happen in a bad spell, or when something falls through; *kept_back* is for a year."""

    id: UUID
    base: list[UUID]
    kind: str
    happens: str
    then: str
    never: str
    who: str
    kept_back: MoneyOut | None
    is_double: bool

    @classmethod
    def of(cls, seen: ContingencySeen) -> "ContingencyOut":
        """Return the shape of one."""
        return cls(
            id=seen.id,
            base=list(seen.base),
            kind=seen.kind,
            happens=seen.happens,
            then=seen.then,
            never=seen.never,
            who=seen.who,
            kept_back=MoneyOut.of(seen.kept_back),
            is_double=seen.is_double,
        )


class HelperOut(Schema):
    """Somebody let into the plan."""

    helper: UUID
    name: str
    access: str
    sections: list[str]
    since: datetime


class OrderOut(Schema):
    """What an order fixes."""

    id: UUID
    kind: str
    fixes: str
    source: str
    starts: date
    ends: date | None

    @classmethod
    def of(cls, order: OrderSeen) -> "OrderOut":
        """Return the shape of an order."""
        return cls(
            id=order.id, kind=order.kind, fixes=order.fixes, source=order.source, starts=order.starts, ends=order.ends
        )


class VersionOut(Schema):
    """One version in the list of a plan's versions."""

    id: UUID
    number: int
    state: str
    state_since: datetime
    why_changed: str


class PlanOut(Schema):
    """One version of a plan; sums are for a year, and *budget* is nothing while no figure was told."""

    id: UUID
    version: UUID
    number: int
    state: str
    state_since: datetime
    person: UUID
    rule_version: str
    why_changed: str
    sections: list[SectionOut]
    aims: list[AimOut]
    lines: list[PlanLineOut]
    contingencies: list[ContingencyOut]
    depth: str
    least_depth: str
    needs_plan: bool
    helpers: list[HelperOut]
    orders: list[OrderOut]
    versions: list[VersionOut]
    costs: MoneyOut | None
    budget: MoneyOut | None
    left: MoneyOut | None
    what_could_give: list[UUID]
    still_to_do: list[str]
    may_write: bool

    @classmethod
    def of(cls, seen: PlanSeen) -> "PlanOut":
        """Return the shape of a version."""
        standing = seen.standing
        return cls(
            id=seen.id,
            version=seen.version,
            number=seen.number,
            state=seen.state.value,
            state_since=seen.state_since,
            person=seen.person,
            rule_version=seen.pack.version,
            why_changed=seen.why_changed,
            sections=[
                SectionOut(
                    question=one.question,
                    required=one.required,
                    texts=[TextOut.of(text) for text in one.texts],
                    may_write=one.may_write,
                )
                for one in seen.sections
            ],
            aims=[AimOut(id=one.id, texts=[TextOut.of(text) for text in one.texts]) for one in seen.aims],
            lines=[PlanLineOut.of(line) for line in seen.lines],
            contingencies=[ContingencyOut.of(one) for one in seen.contingencies],
            depth=seen.depth,
            least_depth=seen.least_depth,
            needs_plan=seen.needs_plan,
            helpers=[
                HelperOut(
                    helper=one.helper, name=one.name, access=one.access, sections=list(one.sections), since=one.since
                )
                for one in seen.helpers
            ],
            orders=[OrderOut.of(one) for one in seen.orders],
            versions=[
                VersionOut(
                    id=one.id,
                    number=one.number,
                    state=one.state.value,
                    state_since=one.state_since,
                    why_changed=one.why_changed,
                )
                for one in seen.versions
            ],
            costs=MoneyOut.of(seen.costs),
            budget=MoneyOut.of(standing.budget) if standing else None,
            left=MoneyOut.of(standing.left) if standing else None,
            what_could_give=list(seen.what_could_give),
            still_to_do=list(seen.still_to_do),
            may_write=seen.may_write,
        )
