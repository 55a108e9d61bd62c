"""What people pay themselves, through the API: means told, charges, bills, waivers; unit costs and in-house support."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Router, Schema, Status

from ownway.interfaces.api import asking
from ownway.interfaces.api.once import Key
from ownway.interfaces.api.shapes import Made, MoneyOut, ReasonOut, Words, made
from ownway.registers.money import actions as money
from ownway.registers.money import queries as ledger
from ownway.registers.money.queries import OwnShareSeen, UnitCostSeen
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import NotANumber, exact
from ownway.steps.spending import actions, queries
from ownway.steps.spending.queries import MeansSeen
from ownway.values.cannot import NotAllowed

router = Router()
Way = Literal["gross", "net"]


class AnswerIn(Schema):
    """An answer to one question, in the form that answers of a self-assessment have."""

    question: str
    value: dict[str, Any]


class ChargeIn(Schema):
    """From which day a charge holds; the sum is the rule's alone."""

    starts: date
    way: Way | None = None
    words: Words = ""


class WishIn(Schema):
    """Why somebody cannot pay, in their own words."""

    words: Words


class WaiverIn(Schema):
    """How many pence need not be paid (0 answers no), and why; *asked* is the wish it answers."""

    pence: int
    words: Words
    asked: UUID | None = None


class PaidIn(Schema):
    """What somebody paid of their bills, and on which day."""

    pence: int
    on: date
    words: Words = ""


class BillIn(Schema):
    """Before which day everyone's days are billed."""

    until: date


class UnitCostIn(Schema):
    """The full cost of a unit from a day on: every part in pence, the range, the method and the source."""

    starts: date
    parts: dict[str, int]
    least_pence: int
    most_pence: int
    method: Words
    source: Words


class InHouseIn(Schema):
    """Which service, how many units (an exact number as text, such as 2.5), on which day, for which line."""

    service: str
    units: str
    on: date
    line: UUID | None = None


class BillOut(Schema):
    """A bill, and what of it is still open."""

    id: UUID
    start: date
    end: date | None
    money: MoneyOut | None
    due_on: date
    open: MoneyOut | None
    is_late: bool


class ShareOut(Schema):
    """How a person stands with what they pay themselves; no public money is in it."""

    person: UUID
    pays: MoneyOut | None
    every: str | None
    way: str | None
    billed: MoneyOut | None
    paid: MoneyOut | None
    waived: MoneyOut | None
    due: MoneyOut | None
    late: MoneyOut | None
    kept_back: MoneyOut | None
    own_money: MoneyOut | None
    bills: list[BillOut]

    @classmethod
    def of(cls, seen: OwnShareSeen) -> "ShareOut":
        """Return the shape of a person's share."""
        sums = ("billed", "paid", "waived", "due", "late", "kept_back", "own_money")
        return cls(
            person=seen.person,
            pays=MoneyOut.of(seen.now.money) if seen.now else None,
            every=seen.now.every.value if seen.now else None,
            way=seen.now.way if seen.now else None,
            **{name: MoneyOut.of(getattr(seen, name)) for name in sums},
            bills=[
                BillOut(
                    id=bill.id,
                    start=bill.days.start,
                    end=bill.days.end,
                    money=MoneyOut.of(bill.money),
                    due_on=bill.due_on,
                    open=MoneyOut.of(bill.open),
                    is_late=bill.is_late,
                )
                for bill in seen.bills
            ],
        )


class ChargeOut(Schema):
    """A charge that was decided, with every reason."""

    decision: UUID
    starts: date
    money: MoneyOut | None
    every: str
    way: str
    reason: ReasonOut


class MeansOut(Schema):
    """What was told of somebody's means, what it comes to today, every charge that was decided, and the bills."""

    answers: dict[str, dict[str, Any]]
    open: list[str]
    handed_in_at: datetime | None
    estimate: MoneyOut | None
    least: MoneyOut | None
    most: MoneyOut | None
    charges: list[ChargeOut]
    share: ShareOut | None

    @classmethod
    def of(cls, seen: MeansSeen) -> "MeansOut":
        """Return the shape of what is known of somebody's means."""
        worked = seen.estimate
        ends = worked.range if worked and worked.range else (None, None)
        return cls(
            answers={question: dict(value) for question, value in seen.answers.items()},
            open=[one.id for one in seen.open],
            handed_in_at=seen.handed_in_at,
            estimate=MoneyOut.of(worked.figure) if worked else None,
            least=MoneyOut.of(ends[0]),
            most=MoneyOut.of(ends[1]),
            charges=[
                ChargeOut(
                    decision=one.decision,
                    starts=one.starts,
                    money=MoneyOut.of(one.money),
                    every=one.every.value,
                    way=one.way,
                    reason=ReasonOut.of(one.worked_out.reason),
                )
                for one in seen.charges
            ],
            share=ShareOut.of(seen.share) if seen.share else None,
        )


class UnitCostOut(Schema):
    """The full cost of a unit of a service from a day on; the true cost lies between *least* and *most*."""

    service: str
    starts: date
    money: MoneyOut | None
    least: MoneyOut | None
    most: MoneyOut | None
    parts: dict[str, MoneyOut | None]
    method: str
    source: str

    @classmethod
    def of(cls, seen: UnitCostSeen) -> "UnitCostOut":
        """Return the shape of a unit cost."""
        return cls(
            service=seen.service,
            starts=seen.starts,
            money=MoneyOut.of(seen.money),
            least=MoneyOut.of(seen.least),
            most=MoneyOut.of(seen.most),
            parts={part: MoneyOut.of(money) for part, money in seen.parts.items()},
            method=seen.method,
            source=seen.source,
        )


@router.get("/people/{uuid:person}/means", response=MeansOut)
def means_of(request: HttpRequest, person: UUID) -> MeansOut:
    """Tell what was told of somebody's means, and what they pay by it."""
    asker, now = asking.who_and_when(request)
    seen = queries.means_of(asker, person=person, now=now)
    asking.looked(request, "spending.see_means", person)
    return MeansOut.of(seen)


@router.post("/people/{uuid:person}/means/answers", response={201: Made})
def answer_means(request: HttpRequest, person: UUID, body: AnswerIn) -> Status:
    """Answer one question about somebody's means."""
    asker, now = asking.who_and_when(request)
    return made(actions.answer_means(asker, now=now, person=person, question=body.question, value=body.value))


@router.post("/people/{uuid:person}/means/hand-in", response={201: Made})
def hand_in_means(request: HttpRequest, person: UUID) -> Status:
    """Hand in what was told."""
    asker, now = asking.who_and_when(request)
    return made(actions.hand_in_means(asker, now=now, person=person))


@router.post("/people/{uuid:person}/charges", response={201: Made})
def decide_charge(request: HttpRequest, person: UUID, body: ChargeIn) -> Status:
    """Decide from which day somebody pays what the rule says; they are told by letter and may challenge it."""
    asker, now = asking.who_and_when(request)
    return made(
        actions.decide_charge(asker, now=now, person=person, starts=body.starts, way=body.way, words=body.words)
    )


@router.post("/people/{uuid:person}/waiver-wishes", response={201: Made})
def ask_waiver(request: HttpRequest, person: UUID, body: WishIn) -> Status:
    """Ask not to have to pay what was billed."""
    asker, now = asking.who_and_when(request)
    return made(actions.ask_waiver(asker, now=now, person=person, words=body.words))


@router.post("/people/{uuid:person}/waivers", response={201: Made})
def decide_waiver(request: HttpRequest, person: UUID, body: WaiverIn) -> Status:
    """Waive some of what was billed, for a reason, or answer no."""
    asker, now = asking.who_and_when(request)
    kept = actions.decide_waiver(asker, now=now, person=person, pence=body.pence, words=body.words, asked=body.asked)
    return made(kept)


@router.post("/people/{uuid:person}/share-payments", response={201: Made})
def record_share_paid(request: HttpRequest, person: UUID, body: PaidIn, key: Key) -> Status:
    """Write down what somebody paid of their bills."""
    asker, now = asking.who_and_when(request)
    seen = queries.means_of(asker, person=person, now=now)
    if not seen.may_decide:
        raise NotAllowed("people.not_granted", deed="money.record_share_paid")
    if seen.share is None:
        raise actions.CannotDecideCharge("means.nothing_told")
    return made(
        money.record_share_paid(
            asker, now=now, key=key, budget=seen.share.budget, pence=body.pence, on=body.on, words=body.words
        )
    )


@router.get("/charges", response=list[ShareOut])
def own_shares(request: HttpRequest) -> list[ShareOut]:
    """Tell how everyone stands who was ever asked to pay, those who are late first."""
    asker, now = asking.who_and_when(request)
    found = ledger.own_shares(asker, now=now)
    asking.looked(request, "money.bill", *dict.fromkeys(one.person for one in found))
    return [ShareOut.of(one) for one in found]


@router.post("/bills", response={201: Made})
def bill(request: HttpRequest, body: BillIn, key: Key) -> Status:
    """Bill everyone who pays by bill for their days before a day."""
    asker, now = asking.who_and_when(request)
    return made(money.bill_own_shares(asker, now=now, key=key, until=body.until))


@router.get("/unit-costs/{slug:programme}", response=list[UnitCostOut])
def unit_costs(request: HttpRequest, programme: str) -> list[UnitCostOut]:
    """Tell what a unit of each service of the authority's own costs in full, and what it cost before."""
    asker, _ = asking.who_and_when(request)
    return [UnitCostOut.of(one) for one in ledger.unit_costs(asker, programme=programme)]


@router.post("/unit-costs/{slug:programme}/{slug:service}", response={201: Made})
def keep_unit_cost(request: HttpRequest, programme: str, service: str, body: UnitCostIn) -> Status:
    """Write down the full cost of a unit from a day on."""
    asker, now = asking.who_and_when(request)
    pack = programmes.pack(programmes.in_force(programme, on=localdate(now)))
    return made(money.keep_unit_cost(asker, now=now, pack=pack, service=service, **body.dict()))


@router.post("/people/{uuid:person}/in-house", response={201: Made})
def charge_in_house(request: HttpRequest, person: UUID, body: InHouseIn, key: Key) -> Status:
    """Charge support of the authority's own at the full unit cost of the day; nothing is paid in cash."""
    asker, now = asking.who_and_when(request)
    try:
        units = exact(body.units)
    except NotANumber:
        raise money.CannotKeepUnitCost("unit_costs.not_units", field="units", most=10_000) from None
    kept = actions.charge_in_house(
        asker, now=now, key=key, person=person, on=body.on, service=body.service, units=units, line=body.line
    )
    return made(kept)
