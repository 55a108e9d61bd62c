"""What comes before a sum is told, through the API: the person's own look at what was written, and needs costed."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from ownway.interfaces.api import asking
from ownway.interfaces.api.shapes import Made, MoneyOut, ReasonOut, Words, made
from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.queries import CostingSeen, FactsSeen
from ownway.values import Money

router = Router()


class ObjectionOut(Schema):
    """What the person said is not so, and whether it is still to be settled anew."""

    question: str
    words: str
    at: datetime
    is_open: bool


class FactsOut(Schema):
    """How the person's look at what was written stands; *otherwise* names what was settled otherwise than they said."""

    person: UUID
    look: str
    lets_tell: bool
    otherwise: list[str]
    shown_at: datetime | None
    due: date | None
    objections: list[ObjectionOut]

    @classmethod
    def of(cls, person: UUID, seen: FactsSeen) -> "FactsOut":
        """Return the shape of it."""
        return cls(
            person=person,
            look=seen.look.value,
            lets_tell=seen.lets_tell,
            otherwise=list(seen.otherwise),
            shown_at=seen.shown_at,
            due=seen.due,
            objections=[
                ObjectionOut(question=one.question, words=one.words, at=one.at, is_open=one.is_open)
                for one in seen.objections
            ],
        )


class SaidIn(Schema):
    """That all of it is so (no question), or that what stands at one question is not so, and what it is like."""

    question: str = ""
    words: Words = ""
    channel: Literal["self", "with_someone", "phone", "paper"] = "self"


class CostOut(Schema):
    """What meeting one need would cost; nothing where nobody has reckoned it."""

    question: str
    money: MoneyOut | None
    words: str
    by_name: str


class CostingOut(Schema):
    """The needs costed one by one and together, beside what the rule gives; *is_far* asks for a reason."""

    person: UUID
    per: str
    costs: list[CostOut]
    total: MoneyOut | None
    figure: MoneyOut | None
    comparison: ReasonOut | None
    is_far: bool

    @classmethod
    def of(cls, person: UUID, seen: CostingSeen) -> "CostingOut":
        """Return the shape of it."""
        return cls(
            person=person,
            per=seen.per.value,
            costs=[
                CostOut(question=one.question, money=MoneyOut.of(one.money), words=one.words, by_name=one.by_name)
                for one in seen.costs
            ],
            total=MoneyOut.of(seen.total),
            figure=MoneyOut.of(seen.figure),
            comparison=ReasonOut.of(seen.comparison) if seen.comparison else None,
            is_far=seen.is_far,
        )


class CostIn(Schema):
    """What meeting one need would cost, for the figure's own period."""

    question: str
    pence: int
    currency: str
    words: Words = ""


@router.get("/assessments/{uuid:assessment}/facts", response=FactsOut)
def facts_of(request: HttpRequest, assessment: UUID) -> FactsOut:
    """Tell how the person's own look at what was written about them stands."""
    asker, now = asking.who_and_when(request)
    person = queries.assessment(asker, assessment=assessment, now=now).person
    asking.looked(request, "allocation.see", person)
    return FactsOut.of(person, queries.facts_of(asker, assessment=assessment, now=now))


@router.post("/assessments/{uuid:assessment}/facts", response={201: Made})
def show_facts(request: HttpRequest, assessment: UUID) -> Status:
    """Show the person what was written about them, with a letter and a clock."""
    asker, now = asking.who_and_when(request)
    return made(actions.show_facts(asker, now=now, assessment=assessment))


@router.post("/assessments/{uuid:assessment}/facts/said", response={201: Made})
def say_to_facts(request: HttpRequest, assessment: UUID, body: SaidIn) -> Status:
    """Say that what was written is so, or that one thing is not; that is settled anew before a sum is told."""
    asker, now = asking.who_and_when(request)
    return made(
        actions.say_to_facts(
            asker, now=now, assessment=assessment, question=body.question, words=body.words, channel=body.channel
        )
    )


@router.get("/assessments/{uuid:assessment}/costs", response=CostingOut)
def costing_of(request: HttpRequest, assessment: UUID) -> CostingOut:
    """Tell what meeting each need would cost, beside what the rule gives."""
    asker, now = asking.who_and_when(request)
    person = queries.assessment(asker, assessment=assessment, now=now).person
    asking.looked(request, "allocation.see", person)
    return CostingOut.of(person, queries.costing_of(asker, assessment=assessment, now=now))


@router.post("/assessments/{uuid:assessment}/costs", response={201: Made})
def cost_need(request: HttpRequest, assessment: UUID, body: CostIn) -> Status:
    """Keep what meeting one need would cost; it changes no figure."""
    asker, now = asking.who_and_when(request)
    money = Money(body.pence, body.currency)
    return made(
        actions.cost_need(asker, now=now, assessment=assessment, question=body.question, money=money, words=body.words)
    )
