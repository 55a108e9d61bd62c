"""Step 4 through the API: how the money is held, choose, go on, take over, bank details."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from ownway.interfaces.api import asking
from ownway.interfaces.api.shapes import Made, MoneyOut, Words, made
from ownway.registers.people import actions as people
from ownway.steps.control import actions, queries
from ownway.steps.control.queries import ChoiceSeen, ControlSeen
from ownway.values.cannot import NotFound

router = Router()


class DegreeIn(Schema):
    """A degree of the programme, and whoever holds the money under it; nobody where the authority keeps it."""

    degree: str
    holder: UUID | None = None


class LineIn(DegreeIn):
    """A degree for one line of the plan."""

    line: UUID


class ChooseIn(Schema):
    """How all of the money is held, but for single lines, from a day on."""

    rest: DegreeIn
    lines: list[LineIn] = []
    starts: date | None = None
    words: Words = ""


class LowerIn(Schema):
    """A degree that the authority takes the money under, its reason, and from when."""

    degree: str
    words: Words
    starts: date | None = None


class BankIn(Schema):
    """A bank account: a sort code and a number, or an IBAN."""

    account_name: Words
    sort_code: str = ""
    account_number: str = ""
    iban: str = ""
    bic: str = ""


class PartOut(Schema):
    """One part of the money; no *line* is all the rest."""

    line: UUID | None
    what: str
    degree: str
    pays_cash: bool
    holder: UUID | None
    holder_name: str
    money: MoneyOut | None
    every: str


class ChoiceOut(Schema):
    """One choice, from a day on."""

    id: UUID
    agreement: UUID
    starts: date
    words: str
    decision: UUID | None
    by_name: str
    at: datetime
    parts: list[PartOut]

    @classmethod
    def of(cls, seen: ChoiceSeen | None) -> "ChoiceOut | None":
        """Return the shape of a choice, or nothing."""
        if seen is None:
            return None
        parts = [
            PartOut(
                line=part.line,
                what=part.what,
                degree=part.degree,
                pays_cash=part.pays_cash,
                holder=part.holder,
                holder_name=part.holder_name,
                money=MoneyOut.of(part.money),
                every=part.every.value,
            )
            for part in seen.parts
        ]
        return cls(
            id=seen.id,
            agreement=seen.agreement,
            starts=seen.starts,
            words=seen.words,
            decision=seen.decision,
            by_name=seen.by_name,
            at=seen.at,
            parts=parts,
        )


class LineOut(Schema):
    """A line of the plan that can have a degree of its own."""

    line: UUID
    what: str
    per_year: MoneyOut | None
    a_payment: MoneyOut | None


class HolderOut(Schema):
    """Somebody who could hold the money, and what they are to the person."""

    party: UUID
    name: str
    kind: str


class ControlOut(Schema):
    """How a person's money is held now, what comes next, and what can be chosen."""

    agreement: UUID
    starts: date
    every: str
    per_year: MoneyOut | None
    degrees: list[str]
    lines: list[LineOut]
    holders: list[HolderOut]
    now: ChoiceOut | None
    next: ChoiceOut | None
    past: list[ChoiceOut]
    first_day: date
    is_out_of_date: bool


@router.get("/people/{uuid:person}/control", response=ControlOut)
def control_of(request: HttpRequest, person: UUID) -> ControlOut:
    """Tell how one person's money is held."""
    asker, now = asking.who_and_when(request)
    seen = _seen(request, person)
    asking.looked(request, "control.see", person)
    holders = queries.possible_holders(asker, person=person, now=now) if seen.may_choose else ()
    return ControlOut(
        agreement=seen.agreement,
        starts=seen.starts,
        every=seen.every.value,
        per_year=MoneyOut.of(seen.per_year),
        degrees=[degree.id for degree in seen.pack.control.degrees],
        lines=[
            LineOut(
                line=part.line,
                what=part.what,
                per_year=MoneyOut.of(part.per_year),
                a_payment=MoneyOut.of(part.a_payment),
            )
            for part in seen.parts
        ],
        holders=[HolderOut(party=one.party, name=one.name, kind=one.kind) for one in holders],
        now=ChoiceOut.of(seen.now),
        next=ChoiceOut.of(seen.next),
        past=[shape for one in seen.past if (shape := ChoiceOut.of(one))],
        first_day=seen.first_day,
        is_out_of_date=seen.is_out_of_date,
    )


@router.post("/people/{uuid:person}/control", response={201: Made})
def choose(request: HttpRequest, person: UUID, body: ChooseIn) -> Status:
    """Choose how the money is held; the same choice for the same day again is one choice."""
    asker, now = asking.who_and_when(request)
    kept = actions.choose_degrees(
        asker,
        now=now,
        agreement=_seen(request, person).agreement,
        rest=actions.Choice(body.rest.degree, body.rest.holder),
        lines={line.line: actions.Choice(line.degree, line.holder) for line in body.lines},
        starts=body.starts,
        words=body.words,
    )
    return made(kept)


@router.post("/people/{uuid:person}/control/carry-on", response={201: Made})
def carry_on(request: HttpRequest, person: UUID) -> Status:
    """Let the choice that holds go on for a newly agreed plan."""
    asker, now = asking.who_and_when(request)
    return made(actions.carry_on(asker, now=now, person=person))


@router.post("/people/{uuid:person}/control/lower", response={201: Made})
def lower(request: HttpRequest, person: UUID, body: LowerIn) -> Status:
    """Take the money into the authority's keeping, after notice; the answer is the decision."""
    asker, now = asking.who_and_when(request)
    return made(
        actions.lower_degree(asker, now=now, person=person, degree=body.degree, words=body.words, starts=body.starts)
    )


@router.post("/people/{uuid:party}/bank-details", response={201: Made})
def keep_bank_details(request: HttpRequest, party: UUID, body: BankIn) -> Status:
    """Write down where money shall go; it counts once a second person in finance has confirmed it."""
    asker, now = asking.who_and_when(request)
    return made(people.keep_payment_details(asker, now=now, party=party, details=body.model_dump()))


def _seen(request: HttpRequest, person: UUID) -> ControlSeen:
    asker, now = asking.who_and_when(request)
    seen = queries.degrees_of(asker, person=person, now=now)
    if seen is None:
        raise NotFound("spending.nothing_agreed")
    return seen
