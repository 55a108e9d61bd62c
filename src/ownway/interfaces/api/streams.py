"""Streams through the API: where money comes from, what each stream pays, its reports, the split and who funds next."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from ownway.interfaces.api import asking
from ownway.interfaces.api.shapes import Made, MoneyOut, ReasonOut, Words, made
from ownway.registers.money import queries as money_queries
from ownway.registers.money.queries import ReportSeen, SplitSeen, StreamLine
from ownway.steps.spending import actions, queries
from ownway.values.cannot import NotFound

router = Router()


class StreamOut(Schema):
    """One stream of a programme: what its budgets pay and was not reported, and until which day it was."""

    programme: str
    stream: str
    people: int
    open: MoneyOut | None
    reported_until: date | None


class StreamLineOut(Schema):
    """What a stream pays of one spend; below nothing it puts right what was reported.

    A commissioner is told a month's sum of one kind instead, on the month's first day, and whose it is stays untold.
    """

    spend: UUID | None
    person: UUID | None
    person_name: str
    on: date
    kind: str
    budget: UUID | None
    period: date | None
    money: MoneyOut | None

    @classmethod
    def of(cls, seen: StreamLine) -> "StreamLineOut":
        """Return the shape of a line."""
        named = {name: getattr(seen, name) for name in cls.model_fields if name != "money"}
        return cls(**named, money=MoneyOut.of(seen.money))


class ReportIn(Schema):
    """The days before this one are reported."""

    until: date


class ReportOut(Schema):
    """A report to a stream's funder, for the days from *start* up to but not including *end*."""

    id: UUID
    programme: str
    stream: str
    start: date
    end: date
    money: MoneyOut | None
    at: datetime
    lines: list[StreamLineOut]

    @classmethod
    def of(cls, seen: ReportSeen) -> "ReportOut":
        """Return the shape of a report."""
        named = {name: getattr(seen, name) for name in ("id", "programme", "stream", "start", "end", "at")}
        return cls(**named, money=MoneyOut.of(seen.money), lines=[StreamLineOut.of(one) for one in seen.lines])


class PartOut(Schema):
    """One budget of a person: who pays for it now, and who will from when."""

    budget: UUID
    paid_by: str
    rate: MoneyOut | None
    every: str
    came_in: MoneyOut | None
    left: MoneyOut | None
    next: str
    next_from: date | None


class EligibleOut(Schema):
    """Whether a stream is for the person (nothing while answers are open), why, and what it may buy."""

    stream: str
    is_eligible: bool | None
    rests_on: list[str]
    why: ReasonOut
    allowed_kinds: list[str]
    forbidden: list[str]
    report_every: str


class SourcesOut(Schema):
    """One sum a year, what it is made of, and each stream of the programme by the answers given once."""

    per_year: MoneyOut | None
    parts: list[PartOut]
    streams: list[EligibleOut]


class ShareOut(Schema):
    """What of a spend one budget bears, and why; no budget where no stream may pay it."""

    spend: UUID
    budget: UUID | None
    period: date | None
    money: MoneyOut | None
    why: ReasonOut


class SplitOut(Schema):
    """A split that holds, with its certificate: the worth of each spend and what each pot would still save."""

    id: UUID
    programme: str
    as_of: date
    at: datetime
    why: ReasonOut
    proof: dict[str, dict[str, int]]
    shares: list[ShareOut]

    @classmethod
    def of(cls, seen: SplitSeen) -> "SplitOut":
        """Return the shape of a split."""
        return cls(
            id=seen.id,
            programme=seen.programme,
            as_of=seen.as_of,
            at=seen.at,
            why=ReasonOut.of(seen.why),
            proof={name: dict(parts) for name, parts in seen.proof.items()},
            shares=[
                ShareOut(
                    spend=spend,
                    budget=share.budget,
                    period=period,
                    money=MoneyOut.of(share.money),
                    why=ReasonOut.of(share.why),
                )
                for spend, period, share in seen.shares
            ],
        )


class ResplitOut(Schema):
    """Whether anything moved when the spending was split again."""

    changed: bool


class FunderIn(Schema):
    """Which stream pays from which day on, and the reason as the person reads it."""

    stream: str
    starts: date
    words: Words


class UndoIn(Schema):
    """Why a change of funder is taken back."""

    words: Words


@router.get("/streams", response=list[StreamOut])
def streams(request: HttpRequest) -> list[StreamOut]:
    """Tell every stream that any budget comes from."""
    asker, now = asking.who_and_when(request)
    return [
        StreamOut(
            programme=one.programme,
            stream=one.stream,
            people=one.people,
            open=MoneyOut.of(one.open),
            reported_until=one.reported_until,
        )
        for one in money_queries.streams(asker, now=now)
    ]


@router.get("/streams/{programme}/{stream}/open", response=list[StreamLineOut])
def stream_open(request: HttpRequest, programme: str, stream: str) -> list[StreamLineOut]:
    """Tell what a stream pays and has not reported, the earliest first."""
    asker, now = asking.who_and_when(request)
    lines = money_queries.stream_lines(asker, programme=programme, stream=stream, now=now)
    asking.looked(request, "money.see_streams", *StreamLine.people(lines))
    return [StreamLineOut.of(line) for line in lines]


@router.get("/streams/{programme}/{stream}/reports", response=list[ReportOut])
def stream_reports(request: HttpRequest, programme: str, stream: str) -> list[ReportOut]:
    """Tell the reports of a stream without their lines, the newest first."""
    asker, now = asking.who_and_when(request)
    found = money_queries.stream_reports(asker, programme=programme, stream=stream, now=now)
    return [ReportOut.of(one) for one in found]


@router.post("/streams/{programme}/{stream}/reports", response={201: Made})
def report_stream(request: HttpRequest, programme: str, stream: str, body: ReportIn) -> Status:
    """Fix what a stream's funder is told of the days before one; from then on nothing of it moves."""
    asker, now = asking.who_and_when(request)
    return made(actions.report_stream(asker, now=now, programme=programme, stream=stream, until=body.until))


@router.get("/stream-reports/{uuid:report}", response=ReportOut)
def stream_report(request: HttpRequest, report: UUID) -> ReportOut:
    """Tell one report with its lines."""
    asker, now = asking.who_and_when(request)
    seen = money_queries.stream_report(asker, report=report, now=now)
    asking.looked(request, "money.see_streams", *StreamLine.people(seen.lines))
    return ReportOut.of(seen)


@router.get("/people/{uuid:person}/sources", response=SourcesOut)
def sources_of(request: HttpRequest, person: UUID) -> SourcesOut:
    """Tell where a person's money comes from."""
    asker, now = asking.who_and_when(request)
    seen = queries.sources_of(asker, person=person, now=now)
    if seen is None:
        raise NotFound("spending.nothing_agreed")
    asking.looked(request, "spending.see", person)
    told = []
    for one in seen.eligible:
        stream = seen.pack.spending.stream(one.stream)
        assert stream is not None  # the query goes by the pack
        told.append(
            EligibleOut(
                stream=one.stream,
                is_eligible=one.is_eligible,
                rests_on=list(one.rests_on),
                why=ReasonOut.of(one.why(seen.pack, seen.pack.languages[0])),
                allowed_kinds=list(stream.allowed_kinds),
                forbidden=list(stream.forbidden),
                report_every=stream.report_every.value,
            )
        )
    parts = [
        PartOut(
            budget=part.stands.budget,
            paid_by=part.paid_by,
            rate=MoneyOut.of(part.stands.rate),
            every=part.stands.every.value,
            came_in=MoneyOut.of(part.stands.came_in),
            left=MoneyOut.of(part.stands.left),
            next=part.next.stream if part.next else "",
            next_from=part.next.starts if part.next else None,
        )
        for part in seen.parts
    ]
    return SourcesOut(per_year=MoneyOut.of(seen.per_year), parts=parts, streams=told)


@router.get("/people/{uuid:person}/split", response=list[SplitOut])
def splits_of(request: HttpRequest, person: UUID) -> list[SplitOut]:
    """Tell which stream pays for which spend of a person, why, and the certificate that no split is better."""
    asker, now = asking.who_and_when(request)
    found = money_queries.splits_of(asker, person=person, now=now)
    asking.looked(request, "money.see_account", person)
    return [SplitOut.of(one) for one in found]


@router.post("/people/{uuid:person}/split", response=ResplitOut)
def split_again(request: HttpRequest, person: UUID) -> ResplitOut:
    """Split a person's spending again; with nothing new, nothing moves."""
    asker, now = asking.who_and_when(request)
    return ResplitOut(changed=bool(actions.split_spending(asker, now=now, people=[person])))


@router.post("/people/{uuid:person}/funder", response={201: Made})
def move_to_funder(request: HttpRequest, person: UUID, body: FunderIn) -> Status:
    """Let another stream pay from a day on; plan and support go on. The answer is the decision."""
    asker, now = asking.who_and_when(request)
    return made(
        actions.move_to_funder(asker, now=now, person=person, stream=body.stream, starts=body.starts, words=body.words)
    )


@router.post("/people/{uuid:person}/funder/undo", response={201: Made})
def undo_move_to_funder(request: HttpRequest, person: UUID, body: UndoIn) -> Status:
    """Take a change of funder back before its day. The answer is the decision."""
    asker, now = asking.who_and_when(request)
    return made(actions.undo_move_to_funder(asker, now=now, person=person, words=body.words))
