"""What can be asked of the money register: accounts, schedules, payment runs and proof."""

from ownway.registers.money.queries.accounts import account_of, purposes_of, schedules_of
from ownway.registers.money.queries.exporting import ledger_book, ledger_lines
from ownway.registers.money.queries.ledger import prove_ledger
from ownway.registers.money.queries.months import MonthSeen, MonthWhole, first_open_month, month, months, prove_months
from ownway.registers.money.queries.runs import holds, run, runs
from ownway.registers.money.queries.seen import (
    AccountLine,
    AccountSeen,
    HoldSeen,
    LeftOutSeen,
    LineSeen,
    PurposeSeen,
    RunSeen,
    ScheduleSeen,
    StageSeen,
    StreamSeen,
)
from ownway.registers.money.queries.standing import StateSum, Waiting, ledger_at, standing_at
from ownway.registers.money.queries.streams import (
    ReportSeen,
    ShareSeen,
    StreamLine,
    StreamStands,
    shares_of,
    stream_lines,
    stream_report,
    stream_reports,
    streams,
)

__all__ = [
    "AccountLine",
    "AccountSeen",
    "HoldSeen",
    "LeftOutSeen",
    "LineSeen",
    "MonthSeen",
    "MonthWhole",
    "PurposeSeen",
    "ReportSeen",
    "RunSeen",
    "ScheduleSeen",
    "ShareSeen",
    "StageSeen",
    "StateSum",
    "StreamLine",
    "StreamSeen",
    "StreamStands",
    "Waiting",
    "account_of",
    "first_open_month",
    "holds",
    "ledger_at",
    "ledger_book",
    "ledger_lines",
    "month",
    "months",
    "prove_ledger",
    "prove_months",
    "purposes_of",
    "run",
    "runs",
    "schedules_of",
    "shares_of",
    "standing_at",
    "stream_lines",
    "stream_report",
    "stream_reports",
    "streams",
]
