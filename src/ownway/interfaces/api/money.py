"""Payment runs through the API: built, approved by a second person, made into a file, sent, confirmed; and holds."""

import base64
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Router, Schema, Status

from ownway.interfaces.api import asking
from ownway.interfaces.api.once import Key, kept_elsewhere
from ownway.interfaces.api.shapes import Made, MoneyOut, ReasonOut, Words, made
from ownway.registers.money import actions, queries
from ownway.registers.money.queries import HoldSeen, RunSeen
from ownway.registers.people import actions as people
from ownway.registers.programmes import queries as programmes
from ownway.values import Reason

router = Router()

FileKind = Literal["pain.001.001.09", "bacs.standard-18", "csv.sort-code", "csv.iban"]
ReturnCode = Literal[
    "account_closed",
    "account_wrong",
    "account_moved",
    "account_blocked",
    "name_differs",
    "payee_died",
    "asked_back",
    "sent_twice",
    "not_said",
]


class BuildIn(Schema):
    """Until which day all that falls due is paid, and in which currency."""

    pay_on: date
    currency: str = "GBP"


class FileIn(Schema):
    """Which kind of file the bank takes; without it, the authority's usual one."""

    file_kind: FileKind | None = None


class RejectedIn(Schema):
    """A line that came back, the reason, and what the bank said; a bank's own code may stand in *why* alone."""

    line: UUID
    code: ReturnCode | None = None
    why: Words = ""


class ConfirmIn(Schema):
    """On which day the bank paid, and what came back; all other lines were paid."""

    paid_on: date | None = None
    rejected: list[RejectedIn] = []


class StopIn(Schema):
    """Why a run is stopped."""

    words: Words


class HoldIn(Schema):
    """Why a payment is held, when to look at it again, and which due day waits; without one, all from now on."""

    words: Words
    look_again_on: date
    due_on: date | None = None


class ReleaseIn(Schema):
    """Why a payment waits no longer."""

    words: Words


class HoldOut(Schema):
    """A payment that waits, by whose decision, and when it is looked at again."""

    id: UUID
    schedule: UUID
    person: UUID
    person_name: str
    payee_name: str
    money: MoneyOut | None
    due_on: date | None
    decision: UUID
    by_name: str
    at: datetime
    look_again_on: date

    @classmethod
    def of(cls, seen: HoldSeen) -> "HoldOut":
        """Return the shape of a hold."""
        named = {name: getattr(seen, name) for name in cls.model_fields if name != "money"}
        return cls(**named, money=MoneyOut.of(seen.money))


class AnswerIn(Schema):
    """Whether bank details are right."""

    confirmed: bool = True


class FileOut(Schema):
    """A bank file: its bytes in base64 and their SHA-256, the same each time it is made."""

    name: str
    content: str
    sha256: str


class StageOut(Schema):
    """A stage that a run reached, by whom and when."""

    state: str
    by_name: str
    at: datetime


class LineOut(Schema):
    """One payment of a run; of the account the last four signs only."""

    id: UUID
    payee: UUID
    payee_name: str
    due_on: date
    money: MoneyOut | None
    account: str
    end: str
    why: str
    words: str
    schedule: UUID | None


class LeftOutOut(Schema):
    """What fell due and is not in the run, and why."""

    payee: UUID
    payee_name: str
    money: MoneyOut | None
    why: ReasonOut


class RunOut(Schema):
    """A payment run; lists come without lines."""

    id: UUID
    pay_on: date
    state: str
    total: MoneyOut | None
    count: int
    file_kind: str
    sha256: str
    stages: list[StageOut]
    why_not_approve: ReasonOut | None
    knows_holidays: bool
    lines: list[LineOut]
    left_out: list[LeftOutOut]

    @classmethod
    def of(cls, seen: RunSeen) -> "RunOut":
        """Return the shape of a run."""
        return cls(
            id=seen.id,
            pay_on=seen.pay_on,
            state=seen.state.value,
            total=MoneyOut.of(seen.total),
            count=seen.count,
            file_kind=seen.file_kind,
            sha256=seen.sha256,
            stages=[StageOut(state=one.state.value, by_name=one.by_name, at=one.at) for one in seen.stages],
            why_not_approve=ReasonOut.of(seen.why_not_approve) if seen.why_not_approve else None,
            knows_holidays=seen.knows_holidays,
            lines=[
                LineOut(
                    id=line.id,
                    payee=line.payee,
                    payee_name=line.payee_name,
                    due_on=line.due_on,
                    money=MoneyOut.of(line.money),
                    account=line.account,
                    end=line.end,
                    why=line.why,
                    words=line.words,
                    schedule=line.schedule,
                )
                for line in seen.lines
            ],
            left_out=[
                LeftOutOut(
                    payee=one.payee,
                    payee_name=one.payee_name,
                    money=MoneyOut.of(one.money),
                    why=ReasonOut.of(one.why),
                )
                for one in seen.left_out
            ],
        )


@router.get("/runs", response=list[RunOut])
def runs(request: HttpRequest) -> list[RunOut]:
    """Tell the newest payment runs, without their lines."""
    asker, now = asking.who_and_when(request)
    return [RunOut.of(one) for one in queries.runs(asker, now=now)]


@router.post("/runs", response={201: Made})
def build(request: HttpRequest, body: BuildIn, key: Key) -> Status:
    """Build a run of all that falls due."""
    asker, now = asking.who_and_when(request)
    return made(
        actions.build_run(asker, now=now, pay_on=body.pay_on, key=f"run:{asker.party}:{key}", currency=body.currency)
    )


@router.get("/runs/{uuid:run}", response=RunOut)
def run(request: HttpRequest, run: UUID) -> RunOut:
    """Tell one run with every line and all that was left out."""
    return _run(request, run)


@router.post("/runs/{uuid:run}/approve", response=RunOut)
def approve(request: HttpRequest, run: UUID) -> RunOut:
    """Approve it as the second person."""
    asker, now = asking.who_and_when(request)
    actions.approve_run(asker, now=now, run=run)
    return _run(request, run)


@router.post("/runs/{uuid:run}/file", response=FileOut)
@kept_elsewhere
def make_file(request: HttpRequest, run: UUID, body: FileIn) -> FileOut:
    """Make the bank file; asked for again, the one that was made is given."""
    asker, now = asking.who_and_when(request)
    file = actions.export_run(asker, now=now, run=run, file_kind=body.file_kind or "")
    return FileOut(name=file.name, content=base64.b64encode(file.content).decode(), sha256=file.sha256)


@router.post("/runs/{uuid:run}/sent", response=RunOut)
def sent(request: HttpRequest, run: UUID) -> RunOut:
    """Note that the bank has the file."""
    asker, now = asking.who_and_when(request)
    actions.mark_sent(asker, now=now, run=run)
    return _run(request, run)


@router.post("/runs/{uuid:run}/confirm", response=RunOut)
def confirm(request: HttpRequest, run: UUID, body: ConfirmIn) -> RunOut:
    """Note what the bank did."""
    asker, now = asking.who_and_when(request)
    rejected = {one.line: actions.Returned(one.code, one.why) if one.code else one.why for one in body.rejected}
    actions.confirm_run(asker, now=now, run=run, paid_on=body.paid_on, rejected=rejected)
    return _run(request, run)


@router.post("/runs/{uuid:run}/stop", response=RunOut)
def stop(request: HttpRequest, run: UUID, body: StopIn) -> RunOut:
    """Stop a run before its file is made."""
    asker, now = asking.who_and_when(request)
    actions.abandon_run(asker, now=now, run=run, reason=Reason("spending.run_stopped", words=body.words))
    return _run(request, run)


@router.get("/holds", response=list[HoldOut])
def holds(request: HttpRequest) -> list[HoldOut]:
    """Tell which payments wait, the one to be looked at soonest first."""
    asker, now = asking.who_and_when(request)
    found = queries.holds(asker, now=now)
    asking.looked(request, "money.see_runs", *dict.fromkeys(one.person for one in found))
    return [HoldOut.of(one) for one in found]


@router.post("/schedules/{uuid:schedule}/holds", response={201: Made})
def hold_payment(request: HttpRequest, schedule: UUID, body: HoldIn) -> Status:
    """Decide that a payment waits; the person is told why and may challenge it."""
    asker, now = asking.who_and_when(request)
    clocks = programmes.pack(programmes.in_force(settings.OWNWAY_PROGRAMME, on=localdate(now))).agreement
    return made(
        actions.hold_payment(
            asker,
            now=now,
            schedule=schedule,
            words=body.words,
            look_again_on=body.look_again_on,
            due_on=body.due_on,
            challenge_within_days=clocks.challenge_within_days,
            answer_within_days=clocks.answer_within_days,
        )
    )


@router.post("/holds/{uuid:hold}/release", response={201: Made})
def release_hold(request: HttpRequest, hold: UUID, body: ReleaseIn) -> Status:
    """Decide that a payment waits no longer; what waited is in the next run."""
    asker, now = asking.who_and_when(request)
    return made(actions.release_hold(asker, now=now, hold=hold, words=body.words))


@router.post("/bank-details/{uuid:details}/answer")
def answer_details(request: HttpRequest, details: UUID, body: AnswerIn) -> dict[str, datetime | None]:
    """Confirm bank details as the second person, or refuse them; the answer is from when they count."""
    asker, now = asking.who_and_when(request)
    counts = people.confirm_payment_details(asker, now=now, details=details, confirmed=body.confirmed)
    return {"counts_from": counts}


def _run(request: HttpRequest, run: UUID) -> RunOut:
    asker, now = asking.who_and_when(request)
    seen = queries.run(asker, run=run, now=now)
    asking.looked(request, "money.see_runs", *dict.fromkeys(line.person for line in seen.lines))
    return RunOut.of(seen)
