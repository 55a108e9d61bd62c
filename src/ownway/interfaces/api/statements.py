"""Statements through the API: taken in, listed, matched or set aside; a person's own; and a spend typed in one line."""

import base64
import binascii
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import AfterValidator, Field

from ownway.interfaces.api import asking
from ownway.interfaces.api.once import Key
from ownway.interfaces.api.shapes import Made, MoneyOut, ReasonOut, Words, made
from ownway.registers.money import actions, queries
from ownway.registers.money.actions import TakenIn
from ownway.registers.money.queries import EntrySeen
from ownway.steps.spending import actions as spending
from ownway.steps.spending import queries as spending_queries

router = Router()
MOST_LETTERS = 44_000_000
"""As many letters as 32 megabytes come to in base64."""


def _is_base64(given: str) -> str:
    try:
        base64.b64decode(given, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise ValueError("The file is not written in base64.") from wrong
    return given


Content = Annotated[str, AfterValidator(_is_base64), Field(max_length=MOST_LETTERS)]
"""A file in base64."""


class OwnStatementIn(Schema):
    """A statement of one's own bank: camt.053 or a table (CSV); *profile* names whose table, where columns do not."""

    content: Content
    profile: str = ""


class StatementIn(OwnStatementIn):
    """A statement of the authority's bank; balances in pence only where the table does not tell them."""

    opening: int | None = Field(None, ge=-(10**15), le=10**15)
    closing: int | None = Field(None, ge=-(10**15), le=10**15)


class TakenInOut(Schema):
    """What came of a file: the statements that were new, their entries, and how many were known before."""

    statements: list[UUID]
    entries: int
    known: int

    @classmethod
    def of(cls, taken: TakenIn) -> "TakenInOut":
        """Return the shape of what was taken in."""
        return cls(statements=list(taken.statements), entries=taken.entries, known=taken.known)


class StatementOut(Schema):
    """One statement with its balances and how many of its entries wait; of the account the last four signs only."""

    id: UUID
    account: str
    number: str
    opened_on: date | None
    closed_on: date | None
    opening: MoneyOut | None
    closing: MoneyOut | None
    count: int
    waiting: int
    at: datetime


class CandidateOut(Schema):
    """What an entry may be, and why; no *line* where it may be a whole run."""

    became: str
    run: UUID
    line: UUID | None
    name: str
    pay_on: date
    money: MoneyOut | None
    reasons: list[ReasonOut]
    is_sure: bool


class EntryOut(Schema):
    """One entry; *became* is empty while it waits, and then *candidates* tell what it may be."""

    id: UUID
    on: date
    money: MoneyOut | None
    name: str
    words: str
    account: str
    became: str
    by_name: str
    why: str
    candidates: list[CandidateOut]

    @classmethod
    def of(cls, seen: EntrySeen) -> "EntryOut":
        """Return the shape of an entry."""
        named = {name: getattr(seen, name) for name in cls.model_fields if name not in ("money", "candidates")}
        return cls(
            **named,
            money=MoneyOut.of(seen.money),
            candidates=[
                CandidateOut(
                    became=one.became.value,
                    run=one.run,
                    line=one.line,
                    name=one.name,
                    pay_on=one.pay_on,
                    money=MoneyOut.of(one.money),
                    reasons=[ReasonOut.of(reason) for reason in one.reasons],
                    is_sure=one.is_sure,
                )
                for one in seen.candidates
            ],
        )


class MatchIn(Schema):
    """Which payment an entry is: a line of a run, or all of the run without one."""

    run: UUID
    line: UUID | None = None


class AsideIn(Schema):
    """What an entry is, where it is none of the payments."""

    words: Words


class LeftOut(Schema):
    """An entry that was beyond doubt and could not be matched, and why."""

    entry: UUID
    why: ReasonOut


class SureOut(Schema):
    """How many entries were matched, and which wait still."""

    matched: int
    left: list[LeftOut]


class WriteDownIn(Schema):
    """Which entries were spends; with *put_rest_away* all others were for something else."""

    entries: Annotated[list[UUID], Field(max_length=2_000)]
    put_rest_away: bool = False


class WrittenOut(Schema):
    """The spends that were written down."""

    spends: list[UUID]


class TypedIn(Schema):
    """A spend as people type it: *taxi to mum 12.40 yesterday*."""

    typed: Words


class TypedOut(Schema):
    """What a line was understood as; *spend* is nothing while *unsure* says what has to be asked."""

    spend: UUID | None
    what: str
    pence: int | None
    on: date
    line: UUID | None
    unsure: list[ReasonOut]


@router.get("/statements", response=list[StatementOut])
def statements(request: HttpRequest) -> list[StatementOut]:
    """Tell the newest statements of the authority's accounts."""
    asker, now = asking.who_and_when(request)
    return [
        StatementOut(
            **{name: getattr(one, name) for name in StatementOut.model_fields if name not in ("opening", "closing")},
            opening=MoneyOut.of(one.opening),
            closing=MoneyOut.of(one.closing),
        )
        for one in queries.statements(asker, now=now)
    ]


@router.post("/statements", response={201: TakenInOut})
def import_statement(request: HttpRequest, body: StatementIn) -> Status:
    """Take in a statement of the authority's bank; the same file again changes nothing."""
    asker, now = asking.who_and_when(request)
    taken = actions.import_statement(
        asker,
        now=now,
        content=base64.b64decode(body.content),
        profile=body.profile,
        opening=body.opening,
        closing=body.closing,
    )
    return Status(201, TakenInOut.of(taken))


@router.get("/statement-entries", response=list[EntryOut])
def entries_waiting(request: HttpRequest) -> list[EntryOut]:
    """Tell which entries wait to be matched, the earliest first, each with what it may be."""
    asker, now = asking.who_and_when(request)
    return [EntryOut.of(one) for one in queries.entries_waiting(asker, now=now)]


@router.post("/statement-entries/match-sure", response=SureOut)
def match_sure(request: HttpRequest) -> SureOut:
    """Match all entries that are beyond doubt; what cannot be is left and told."""
    asker, now = asking.who_and_when(request)
    done = actions.match_sure(asker, now=now)
    return SureOut(matched=done.matched, left=[LeftOut(entry=one, why=ReasonOut.of(why)) for one, why in done.left])


@router.post("/statement-entries/{uuid:entry}/match", response={201: Made})
def match_entry(request: HttpRequest, entry: UUID, body: MatchIn) -> Status:
    """Say which payment an entry is."""
    asker, now = asking.who_and_when(request)
    return made(actions.match_entry(asker, now=now, entry=entry, run=body.run, line=body.line))


@router.post("/statement-entries/{uuid:entry}/set-aside", response={201: Made})
def set_entry_aside(request: HttpRequest, entry: UUID, body: AsideIn) -> Status:
    """Say that an entry is nothing that is kept here."""
    asker, now = asking.who_and_when(request)
    return made(actions.set_aside(asker, now=now, entry=entry, words=body.words))


@router.post("/statement-entries/{uuid:entry}/undo", response={201: Made})
def undo_match(request: HttpRequest, entry: UUID) -> Status:
    """Take back what was said of an entry, where no payment was told by it."""
    asker, now = asking.who_and_when(request)
    return made(actions.undo_match(asker, now=now, entry=entry))


@router.post("/people/{uuid:person}/statements", response={201: TakenInOut})
def import_own_statement(request: HttpRequest, person: UUID, body: OwnStatementIn) -> Status:
    """Take in a statement of a person's own bank; nothing of it counts until they say what was a spend."""
    asker, now = asking.who_and_when(request)
    taken = spending.take_in_own_statement(
        asker, now=now, person=person, content=base64.b64decode(body.content), profile=body.profile
    )
    return Status(201, TakenInOut.of(taken))


@router.get("/people/{uuid:person}/statement-entries", response=list[EntryOut])
def own_entries(request: HttpRequest, person: UUID) -> list[EntryOut]:
    """Tell the entries of a person's own statements that wait."""
    asker, now = asking.who_and_when(request)
    found = queries.own_entries(asker, person=person, now=now)
    asking.looked(request, "money.own_statement", person)
    return [EntryOut.of(one) for one in found]


@router.post("/people/{uuid:person}/statement-entries/write-down", response={201: WrittenOut})
def write_down_entries(request: HttpRequest, person: UUID, body: WriteDownIn) -> Status:
    """Write entries of a person's own statements down as spends."""
    asker, now = asking.who_and_when(request)
    spends = spending.write_down_entries(
        asker, now=now, person=person, entries=set(body.entries), put_rest_away=body.put_rest_away
    )
    return Status(201, WrittenOut(spends=list(spends)))


@router.post("/people/{uuid:person}/spends/typed", response={200: TypedOut, 201: TypedOut})
def record_typed_spend(request: HttpRequest, person: UUID, body: TypedIn, key: Key) -> Status:
    """Write a typed line down as a spend where it says all (201); else say what has to be asked (200)."""
    asker, now = asking.who_and_when(request)
    told = spending_queries.typed_spend(asker, person=person, text=body.typed, now=now)
    spend = None
    if not told.unsure and told.pence is not None:
        spend = spending.record_spend(
            asker, now=now, key=key, person=person, on=told.on, pence=told.pence, what=told.what, line=told.line
        )
    asking.looked(request, "spending.record", person)
    shape = TypedOut(
        spend=spend,
        what=told.what,
        pence=told.pence,
        on=told.on,
        line=told.line,
        unsure=[ReasonOut.of(reason) for reason in told.unsure],
    )
    return Status(201 if spend else 200, shape)
