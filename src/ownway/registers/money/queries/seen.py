"""What the money register shows: frozen values, never rows."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ownway.registers.money.rules.runs import RunState
from ownway.values import Every, Money, Period, Reason


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One movement in the person's account.

    *effect* is ``in`` (*pence* above nothing came in, below nothing was taken back), ``out`` (*pence* below nothing
    was spent) or ``between`` (*pence* moved, promised or paid to the holder; the account holds as much as before).
    *kind* is the deed: ``charge``, ``spend``, ``confirm_run``, ``reverse`` and so on.
    """

    journal: UUID
    on: date
    recorded_at: datetime
    kind: str
    effect: str
    pence: int
    purpose: str
    words: str
    is_reversed: bool


@dataclass(frozen=True, slots=True)
class StreamSeen:
    """How one budget of the person stands: what it is and what became of it."""

    budget: UUID
    programme: str
    stream: str
    rate: Money
    every: Every
    charged_until: date | None
    came_in: Money
    went_out: Money
    promised: Money
    left: Money
    with_holder: Money
    still_to_come: Money
    owed: Money
    to_come_off: Money


@dataclass(frozen=True, slots=True)
class PurposeSeen:
    """What of one budget is promised to a purpose (a line of the plan), and what was used for it."""

    purpose: str
    promised: Money
    used: Money


@dataclass(frozen=True, slots=True)
class AccountSeen:
    """A person's account in their words; ``came_in + owed = went_out + promised + left`` to the penny.

    *left* is all that can still be used: what is *with_holder* already and what is *still_to_come* from the authority.
    *owed* was spent above what was there; *to_come_off* is what a lower rate takes from money still to come. Of it all,
    *own_in* and *own_left* are the person's or family's own money.
    """

    person: UUID
    currency: str
    came_in: Money
    went_out: Money
    promised: Money
    left: Money
    with_holder: Money
    still_to_come: Money
    owed: Money
    to_come_off: Money
    own_in: Money
    own_left: Money
    lines: tuple[AccountLine, ...]
    streams: tuple[StreamSeen, ...]


@dataclass(frozen=True, slots=True)
class ScheduleSeen:
    """Who is paid how much and how often; no *money* where it has ended.

    *next_money* is what the next payment comes to, without suspended days and without the share the person pays.
    """

    id: UUID
    budget: UUID
    holder: UUID
    holder_name: str
    money: Money | None
    every: Every
    starts: date
    degree: str
    purpose: str
    lands: str
    next_due: date | None
    next_money: Money


@dataclass(frozen=True, slots=True)
class LineSeen:
    """One payment of a run; *account* shows the last four signs only. *end* is empty while it is under way.

    *why* is the code of what the bank said when it came back, or of why it was taken out; *words* are the bank's own.
    """

    id: UUID
    payee: UUID
    payee_name: str
    person: UUID
    due_on: date
    covers: Period | None
    money: Money
    asked: Money
    account: str
    end: str
    ended_on: date | None
    why: str
    words: str = ""
    schedule: UUID | None = None


@dataclass(frozen=True, slots=True)
class LeftOutSeen:
    """What fell due and is not in the run, and why."""

    payee: UUID
    payee_name: str
    due_on: date
    money: Money
    why: Reason


@dataclass(frozen=True, slots=True)
class HoldSeen:
    """A payment that waits, by whose decision, and when it is looked at again; no *due_on* where all of it waits.

    *may_release* says whether the one who asks may let it go.
    """

    id: UUID
    schedule: UUID
    person: UUID
    person_name: str
    payee_name: str
    money: Money
    due_on: date | None
    decision: UUID
    by_name: str
    at: datetime
    look_again_on: date
    may_release: bool


@dataclass(frozen=True, slots=True)
class StageSeen:
    """A stage that a run reached, by whom (a job where nobody is named) and when."""

    state: RunState
    by: UUID | None
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RunSeen:
    """A payment run; lists of runs come without *lines* and *left_out*.

    *count* and *total* are of what goes out: a payment that was taken out is not in them. *stages* tell who built,
    approved, exported, sent and confirmed it. *why_not_approve* is empty when the one who asks may approve it now.
    *knows_holidays* is false where the calendar of bank holidays does not reach to the pay day.
    """

    id: UUID
    pay_on: date
    state: RunState
    total: Money
    count: int
    stages: tuple[StageSeen, ...]
    approvals_needed: int
    file_kind: str
    sha256: str
    why_not_approve: Reason | None
    knows_holidays: bool = True
    lines: tuple[LineSeen, ...] = ()
    left_out: tuple[LeftOutSeen, ...] = ()
