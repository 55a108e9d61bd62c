"""Step 2 through the API: begin a plan, write, cost, let in, note orders, hand in, take back, go on."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from ownway.interfaces.api import asking
from ownway.interfaces.api.planning_shapes import OrderOut, PlanOut
from ownway.interfaces.api.shapes import Made, Words, made
from ownway.steps.planning import actions, queries
from ownway.values import Every
from ownway.values.cannot import NotFound

router = Router()


class TextIn(Schema):
    """A text, and what its writer had before them; what others wrote meanwhile stays beside it."""

    text: Words
    base: list[UUID] = []


class LineIn(Schema):
    """A costed line: *pence* for one, *quantity* of it, *times* in every *every*; nothing for what is free.

    *line* names a new line beforehand, so that sending it twice adds it once; *base* is what a change follows.
    """

    what: Words
    aim: UUID
    kind: str
    pence: Annotated[int, Field(ge=-(2**53), le=2**53)]
    every: Every
    quantity: Annotated[Decimal, Field(max_digits=20)] = Decimal(1)
    times: Annotated[int, Field(ge=-(2**31), le=2**31 - 1)] = 1
    who: Words = ""
    stream: str = ""
    degree: str = ""
    line: UUID | None = None
    base: list[UUID] = []

    def given(self) -> actions.LineGiven:
        """Return it as the action takes it."""
        return actions.LineGiven(
            what=self.what,
            aim=self.aim,
            kind=self.kind,
            pence=self.pence,
            every=self.every,
            quantity=self.quantity,
            times=self.times,
            who=self.who,
            stream=self.stream,
            degree=self.degree,
        )


class ContingencyIn(Schema):
    """What may happen and what is to happen then; *pence* are kept back for it in a year."""

    kind: Literal["bad_spell", "falls_through"]
    happens: Words
    then: Words
    never: Words = ""
    who: Words = ""
    pence: Annotated[int, Field(ge=-(2**53), le=2**53)] = 0
    contingency: UUID | None = None
    base: list[UUID] = []

    def given(self) -> actions.ContingencyGiven:
        """Return it as the action takes it."""
        return actions.ContingencyGiven(self.kind, self.happens, self.then, self.never, self.who, self.pence)


class DepthIn(Schema):
    """How deep a plan is to go, and why less than its sum asks for is enough."""

    depth: str
    why: Words = ""


class StandardIn(Schema):
    """The words of the aim and the line that the standard service becomes."""

    aim: Words
    what: Words


class HelperIn(Schema):
    """How far somebody is let in; no sections named means the whole plan, *none* ends it."""

    access: Literal["view", "comment", "write", "none"]
    sections: list[str] = []


class WhyIn(Schema):
    """Why a plan changes."""

    why: Words


class OrderIn(Schema):
    """What an order fixes, where it comes from, from when and until when."""

    kind: Literal["court", "child_protection", "mental_health", "probation"]
    fixes: Words
    source: Words
    starts: date
    ends: date | None = None


class EndIn(Schema):
    """The day on which something ends."""

    ends: date


@router.get("/people/{uuid:person}/plan", response=PlanOut)
def plan_of(request: HttpRequest, person: UUID) -> PlanOut:
    """Tell the newest version of a person's plan that the asker may read, beside its budget."""
    asker, now = asking.who_and_when(request)
    seen = queries.plan_of(asker, person=person, now=now)
    if seen is None:
        raise NotFound("planning.no_such_plan")
    asking.looked(request, "planning.see", person)
    return PlanOut.of(seen)


@router.post("/people/{uuid:person}/plan", response={201: Made})
def start_plan(request: HttpRequest, person: UUID) -> Status:
    """Begin a plan, or give the one begun before."""
    asker, now = asking.who_and_when(request)
    return made(actions.start_plan(asker, now=now, person=person))


@router.get("/plan-versions/{uuid:version}", response=PlanOut)
def plan_version(request: HttpRequest, version: UUID) -> PlanOut:
    """Tell one version of a plan."""
    asker, now = asking.who_and_when(request)
    seen = queries.plan_version(asker, version=version, now=now)
    asking.looked(request, "planning.see", seen.person)
    return PlanOut.of(seen)


@router.post("/plans/{uuid:plan}/sections/{question}", response={201: Made})
def write_section(request: HttpRequest, plan: UUID, question: str, body: TextIn) -> Status:
    """Write under one of the plan's questions; the same text again is kept once."""
    asker, now = asking.who_and_when(request)
    kept = actions.write_section(asker, now=now, plan=plan, question=question, text=body.text, base=body.base)
    return made(kept)


@router.post("/plans/{uuid:plan}/aims", response={201: Made})
def add_aim(request: HttpRequest, plan: UUID, body: TextIn) -> Status:
    """Add something the person wants to change or keep."""
    asker, now = asking.who_and_when(request)
    return made(actions.add_aim(asker, now=now, plan=plan, text=body.text))


@router.post("/plans/{uuid:plan}/aims/{uuid:aim}", response={201: Made})
def change_aim(request: HttpRequest, plan: UUID, aim: UUID, body: TextIn) -> Status:
    """Word an aim anew."""
    asker, now = asking.who_and_when(request)
    return made(actions.change_aim(asker, now=now, plan=plan, aim=aim, text=body.text, base=body.base))


@router.delete("/plans/{uuid:plan}/aims/{uuid:aim}", response={201: Made})
def drop_aim(request: HttpRequest, plan: UUID, aim: UUID) -> Status:
    """Take an aim out of the plan; what was written stays on record."""
    asker, now = asking.who_and_when(request)
    return made(actions.drop_aim(asker, now=now, plan=plan, aim=aim))


@router.post("/plans/{uuid:plan}/lines", response={201: Made})
def add_line(request: HttpRequest, plan: UUID, body: LineIn) -> Status:
    """Add a costed line; named beforehand it is added once."""
    asker, now = asking.who_and_when(request)
    return made(actions.add_line(asker, now=now, plan=plan, given=body.given(), line=body.line))


@router.post("/plans/{uuid:plan}/lines/{uuid:line}", response={201: Made})
def change_line(request: HttpRequest, plan: UUID, line: UUID, body: LineIn) -> Status:
    """Word or price a line anew."""
    asker, now = asking.who_and_when(request)
    return made(actions.change_line(asker, now=now, plan=plan, line=line, given=body.given(), base=body.base))


@router.delete("/plans/{uuid:plan}/lines/{uuid:line}", response={201: Made})
def drop_line(request: HttpRequest, plan: UUID, line: UUID) -> Status:
    """Take a line out of the plan; what was written stays on record."""
    asker, now = asking.who_and_when(request)
    return made(actions.drop_line(asker, now=now, plan=plan, line=line))


@router.post("/plans/{uuid:plan}/contingencies", response={201: Made})
def add_contingency(request: HttpRequest, plan: UUID, body: ContingencyIn) -> Status:
    """Say what is to happen in a bad spell, or when something falls through; named beforehand it is added once."""
    asker, now = asking.who_and_when(request)
    kept = actions.add_contingency(asker, now=now, plan=plan, given=body.given(), contingency=body.contingency)
    return made(kept)


@router.post("/plans/{uuid:plan}/contingencies/{uuid:contingency}", response={201: Made})
def change_contingency(request: HttpRequest, plan: UUID, contingency: UUID, body: ContingencyIn) -> Status:
    """Word it anew."""
    asker, now = asking.who_and_when(request)
    kept = actions.change_contingency(
        asker, now=now, plan=plan, contingency=contingency, given=body.given(), base=body.base
    )
    return made(kept)


@router.delete("/plans/{uuid:plan}/contingencies/{uuid:contingency}", response={201: Made})
def drop_contingency(request: HttpRequest, plan: UUID, contingency: UUID) -> Status:
    """Take it out of the plan; what was written stays on record."""
    asker, now = asking.who_and_when(request)
    return made(actions.drop_contingency(asker, now=now, plan=plan, contingency=contingency))


@router.post("/plans/{uuid:plan}/depth", response={201: Made})
def choose_depth(request: HttpRequest, plan: UUID, body: DepthIn) -> Status:
    """Choose how deep the plan goes: deeper is the person's to choose, less is agreed by the practitioner."""
    asker, now = asking.who_and_when(request)
    return made(actions.choose_depth(asker, now=now, plan=plan, depth=body.depth, why=body.why))


@router.post("/plans/{uuid:plan}/standard-service", response={201: Made})
def choose_standard_service(request: HttpRequest, plan: UUID, body: StandardIn) -> Status:
    """Let what is left of the budget be a service that the authority arranges."""
    asker, now = asking.who_and_when(request)
    return made(actions.choose_standard_service(asker, now=now, plan=plan, aim=body.aim, what=body.what))


@router.post("/plans/{uuid:plan}/helpers/{uuid:helper}", response={201: Made})
def let_in(request: HttpRequest, plan: UUID, helper: UUID, body: HelperIn) -> Status:
    """Let somebody who stands beside the person into the plan, or end it."""
    asker, now = asking.who_and_when(request)
    kept = actions.let_in(asker, now=now, plan=plan, helper=helper, access=body.access, sections=body.sections)
    return made(kept)


@router.post("/plans/{uuid:plan}/hand-in", response={201: Made})
def hand_in_plan(request: HttpRequest, plan: UUID) -> Status:
    """Hand the newest version in; a clock runs on the answer. Again gives the same version."""
    asker, now = asking.who_and_when(request)
    return made(actions.hand_in_plan(asker, now=now, plan=plan))


@router.post("/plans/{uuid:plan}/take-back", response={201: Made})
def take_back(request: HttpRequest, plan: UUID) -> Status:
    """Take a plan back that was not answered yet."""
    asker, now = asking.who_and_when(request)
    return made(actions.take_back(asker, now=now, plan=plan))


@router.post("/plans/{uuid:plan}/versions", response={201: Made})
def begin_next_version(request: HttpRequest, plan: UUID, body: WhyIn) -> Status:
    """Begin the next version with all that stands, and say why."""
    asker, now = asking.who_and_when(request)
    return made(actions.begin_next_version(asker, now=now, plan=plan, why=body.why))


@router.get("/people/{uuid:person}/orders", response=list[OrderOut])
def orders_on(request: HttpRequest, person: UUID) -> list[OrderOut]:
    """Tell the orders that bind a person now."""
    asker, now = asking.who_and_when(request)
    found = queries.orders_on(asker, person=person, now=now)
    asking.looked(request, "planning.see", person)
    return [OrderOut.of(one) for one in found]


@router.post("/people/{uuid:person}/orders", response={201: Made})
def note_order(request: HttpRequest, person: UUID, body: OrderIn) -> Status:
    """Note what an order fixes."""
    asker, now = asking.who_and_when(request)
    return made(actions.note_order(asker, now=now, person=person, **body.dict()))


@router.post("/orders/{uuid:order}/end", response={201: Made})
def end_order(request: HttpRequest, order: UUID, body: EndIn) -> Status:
    """Note that an order ends."""
    asker, now = asking.who_and_when(request)
    return made(actions.end_order(asker, now=now, order=order, ends=body.ends))
