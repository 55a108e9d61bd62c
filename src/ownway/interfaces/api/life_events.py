"""Life events, saving and surplus through the API: told, looked at with their sums, decided, undone, settled."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Router, Schema, Status

from ownway.interfaces.api import asking
from ownway.interfaces.api.once import Key
from ownway.interfaces.api.shapes import Made, MoneyOut, ReasonOut, Words, made
from ownway.registers.money import actions as money
from ownway.rulebook.model import Happened, ToTell
from ownway.steps.spending import actions, queries
from ownway.steps.spending.queries import EventPreview, EventSeen, Owed, SavingsSeen
from ownway.values import Money
from ownway.values.cannot import NotFound

router = Router()

Kind = Literal["death", "hospital", "prison", "moved_away", "not_eligible"]
Whom = Literal["practitioner", "finance", "holder", "assistants", "providers", "family"]


class EventIn(Schema):
    """What happened, and on which day."""

    kind: Kind
    on: date
    words: Words = ""


class DecideEventIn(Schema):
    """What happened, on which day, what is known of it, and the number that stands in the letter."""

    kind: Kind
    on: date
    words: Words
    contact: Words


class GoOnIn(Schema):
    """The first day on which the money is needed again."""

    on: date
    words: Words = ""


class WordsIn(Schema):
    """Why."""

    words: Words


class WhomIn(Schema):
    """Who was told."""

    whom: Whom


class PayeeIn(Schema):
    """To whom it is paid, to pass it on."""

    payee: UUID


class SettleIn(Schema):
    """How many pence stay for bills still to come, and what the family should know."""

    kept_pence: int
    words: Words


class ReturnIn(Schema):
    """How many pence came back, on which day."""

    pence: int
    on: date
    words: Words = ""


class LateIn(Schema):
    """On which day a payment came back that was told as paid, and what the bank says."""

    on: date
    why: Words


class SaveIn(Schema):
    """What saved money is meant for, how many pence, until when."""

    kind: Literal["saving", "tax", "bill"]
    what: Words
    pence: int
    until: date


class OwedOut(Schema):
    """What one assistant is owed, and why."""

    name: str
    what: str
    pence: int
    reason: ReasonOut


class PreviewOut(Schema):
    """What would follow; nothing has been decided."""

    rests_from: date
    ends: bool
    bills_until: date | None
    owed: list[OwedOut]
    with_holder: MoneyOut | None
    overpaid: MoneyOut | None
    short: MoneyOut | None
    tells: list[str]

    @classmethod
    def of(cls, seen: EventPreview) -> "PreviewOut":
        """Return the shape of what would follow."""
        return cls(
            rests_from=seen.rests_from,
            ends=seen.rule.ends,
            bills_until=seen.bills_until,
            owed=_owed(seen.owed),
            with_holder=MoneyOut.of(seen.with_holder),
            overpaid=MoneyOut.of(seen.overpaid),
            short=MoneyOut.of(seen.short),
            tells=[one.value for one in seen.rule.tells],
        )


class EventOut(Schema):
    """One event: what followed, how the money stands, and how it ended (nothing while it goes on)."""

    id: UUID
    person: UUID
    kind: str
    on: date
    rests_from: date
    ends: bool
    bills_until: date | None
    decision: UUID
    owed: list[OwedOut]
    to_tell: list[str]
    agreed: MoneyOut | None
    spent: MoneyOut | None
    with_holder: MoneyOut | None
    overpaid: MoneyOut | None
    kept: MoneyOut | None
    to_return: MoneyOut | None
    outcome: str
    at: datetime

    @classmethod
    def of(cls, seen: EventSeen) -> "EventOut":
        """Return the shape of an event."""
        sums = ("agreed", "spent", "with_holder", "overpaid", "kept", "to_return")
        return cls(
            **{name: MoneyOut.of(seen.money(getattr(seen.account, name))) for name in sums},
            id=seen.id,
            person=seen.person,
            kind=seen.kind.value,
            on=seen.on,
            rests_from=seen.rests_from,
            ends=seen.ends_budget,
            bills_until=seen.bills_until,
            decision=seen.decision,
            owed=_owed(seen.owed),
            to_tell=list(seen.to_tell),
            outcome=seen.outcome,
            at=seen.at,
        )


class PartOut(Schema):
    """One part of what is left over; below nothing comes off."""

    id: str
    pence: int
    reason: ReasonOut


class MeantOut(Schema):
    """So much is meant for something, until a day."""

    id: UUID
    kind: str
    what: str
    money: MoneyOut | None
    until: date


class SavingsOut(Schema):
    """What is saved, what for, and what is left over, part by part."""

    meant: list[MeantOut]
    parts: list[PartOut]
    left_over: MoneyOut | None
    told: UUID | None
    earliest: date | None

    @classmethod
    def of(cls, seen: SavingsSeen) -> "SavingsOut":
        """Return the shape of savings."""
        return cls(
            meant=[
                MeantOut(id=one.id, kind=one.kind, what=one.what, money=MoneyOut.of(one.money), until=one.until)
                for one in seen.meant
            ],
            parts=[PartOut(id=one.id, pence=one.pence, reason=ReasonOut.of(one.reason)) for one in seen.surplus.parts],
            left_over=MoneyOut.of(Money(seen.surplus.pence, seen.currency)),
            told=seen.open.id if seen.open else None,
            earliest=seen.open.earliest if seen.open else None,
        )


def _owed(owed: tuple[Owed, ...]) -> list[OwedOut]:
    return [OwedOut(name=one.name, what=one.what, pence=one.pence, reason=ReasonOut.of(one.reason)) for one in owed]


@router.get("/people/{uuid:person}/events", response=list[EventOut])
def events_of(request: HttpRequest, person: UUID) -> list[EventOut]:
    """Tell what happened to one person, the newest first."""
    asker, now = asking.who_and_when(request)
    seen = queries.events_of(asker, person=person, now=now)
    asking.looked(request, "spending.see_events", person)
    return [EventOut.of(one) for one in seen.events]


@router.post("/people/{uuid:person}/events/told", response={201: Made})
def tell_event(request: HttpRequest, person: UUID, body: EventIn) -> Status:
    """Tell that something happened; nothing follows until somebody has looked."""
    asker, now = asking.who_and_when(request)
    kept = actions.tell_event(asker, now=now, person=person, kind=Happened(body.kind), on=body.on, words=body.words)
    return made(kept)


@router.get("/people/{uuid:person}/events/preview", response=PreviewOut)
def preview_event(request: HttpRequest, person: UUID, kind: Kind = "hospital", on: date | None = None) -> PreviewOut:
    """Tell what would follow from something on a day (today, unless said), with every sum; nothing is changed."""
    asker, now = asking.who_and_when(request)
    day = on or localdate(now)
    seen = queries.preview_of(asker, person=person, kind=Happened(kind), on=day, now=now)
    asking.looked(request, "spending.record_event", person)
    return PreviewOut.of(seen)


@router.post("/people/{uuid:person}/events", response={201: Made})
def record_event(request: HttpRequest, person: UUID, body: DecideEventIn, key: Key) -> Status:
    """Decide what follows from something that happened."""
    asker, now = asking.who_and_when(request)
    kept = actions.record_event(
        asker, now=now, person=person, kind=Happened(body.kind), on=body.on, words=body.words, contact=body.contact
    )
    return made(kept)


@router.get("/events/{uuid:event}", response=EventOut)
def event(request: HttpRequest, event: UUID) -> EventOut:
    """Tell one event."""
    asker, now = asking.who_and_when(request)
    seen = queries.event(asker, event=event, now=now)
    asking.looked(request, "spending.see_events", seen.person)
    return EventOut.of(seen)


@router.post("/events/{uuid:event}/was-told", response={201: Made})
def note_was_told(request: HttpRequest, event: UUID, body: WhomIn) -> Status:
    """Note that somebody who had to be told was told."""
    asker, now = asking.who_and_when(request)
    return made(actions.note_was_told(asker, now=now, event=event, whom=ToTell(body.whom)))


@router.post("/events/{uuid:event}/goes-on", response={201: Made})
def resume_after_event(request: HttpRequest, event: UUID, body: GoOnIn, key: Key) -> Status:
    """Let the budget go on."""
    asker, now = asking.who_and_when(request)
    return made(actions.resume_after_event(asker, now=now, event=event, on=body.on, words=body.words))


@router.post("/events/{uuid:event}/undo", response={201: Made})
def undo_event(request: HttpRequest, event: UUID, body: WordsIn, key: Key) -> Status:
    """Undo an event that was a mistake: every day counts as if it had not been recorded."""
    asker, now = asking.who_and_when(request)
    return made(actions.undo_event(asker, now=now, event=event, words=body.words))


@router.post("/events/{uuid:event}/pay-assistants", response={201: Made})
def pay_what_is_short(request: HttpRequest, event: UUID, body: PayeeIn, key: Key) -> Status:
    """Pay, once, what is lacking for what assistants are owed."""
    asker, now = asking.who_and_when(request)
    return made(actions.pay_what_is_short(asker, now=now, event=event, payee=body.payee))


@router.post("/events/{uuid:event}/last-account", response={201: Made})
def settle_event(request: HttpRequest, event: UUID, body: SettleIn, key: Key) -> Status:
    """Make the last account of a budget that ended."""
    asker, now = asking.who_and_when(request)
    return made(actions.settle_event(asker, now=now, event=event, kept_pence=body.kept_pence, words=body.words))


@router.post("/events/{uuid:event}/came-back", response={201: Made})
def record_return(request: HttpRequest, event: UUID, body: ReturnIn, key: Key) -> Status:
    """Record what came back of a budget that ended."""
    asker, now = asking.who_and_when(request)
    kept = actions.record_return(asker, now=now, key=key, event=event, pence=body.pence, on=body.on, words=body.words)
    return made(kept)


@router.get("/people/{uuid:person}/savings", response=SavingsOut)
def savings_of(request: HttpRequest, person: UUID) -> SavingsOut:
    """Tell what is saved, what for, and whether any of it is left over."""
    asker, now = asking.who_and_when(request)
    seen = queries.savings_of(asker, person=person, now=now)
    if seen is None:
        raise NotFound("savings.nothing_agreed")
    asking.looked(request, "spending.see_savings", person)
    return SavingsOut.of(seen)


@router.post("/people/{uuid:person}/savings", response={201: Made})
def save_for(request: HttpRequest, person: UUID, body: SaveIn) -> Status:
    """Write down what saved money is meant for."""
    asker, now = asking.who_and_when(request)
    kept = actions.save_for(
        asker, now=now, person=person, kind=body.kind, what=body.what, pence=body.pence, until=body.until
    )
    return made(kept)


@router.post("/savings/{uuid:meant}/end", response={201: Made})
def save_no_longer(request: HttpRequest, meant: UUID) -> Status:
    """Say that money is not meant for something any more."""
    asker, now = asking.who_and_when(request)
    return made(actions.save_no_longer(asker, now=now, meant=meant))


@router.post("/people/{uuid:person}/surplus", response={201: Made})
def tell_surplus(request: HttpRequest, person: UUID, body: WordsIn) -> Status:
    """Tell a person that something is left over; nothing is taken."""
    asker, now = asking.who_and_when(request)
    return made(actions.tell_surplus(asker, now=now, person=person, words=body.words))


@router.post("/surplus/{uuid:surplus}/came-back", response={201: Made})
def take_back_surplus(request: HttpRequest, surplus: UUID, body: ReturnIn, key: Key) -> Status:
    """Record what came back of a surplus, once it was told and is not challenged."""
    asker, now = asking.who_and_when(request)
    actions.take_back_surplus(asker, now=now, surplus=surplus, pence=body.pence, on=body.on, words=body.words)
    return made(surplus)


@router.post("/surplus/{uuid:surplus}/let-be", response={201: Made})
def let_surplus_be(request: HttpRequest, surplus: UUID, body: WordsIn) -> Status:
    """Decide that what is left over stays."""
    asker, now = asking.who_and_when(request)
    return made(actions.let_surplus_be(asker, now=now, surplus=surplus, words=body.words))


@router.post("/runs/{uuid:run}/lines/{uuid:line}/came-back", response={201: Made})
def record_late_return(request: HttpRequest, run: UUID, line: UUID, body: LateIn, key: Key) -> Status:
    """Record that the bank sent a payment back after it had told it as paid."""
    asker, now = asking.who_and_when(request)
    return made(money.record_late_return(asker, now=now, run=run, line=line, on=body.on, why=body.why))
