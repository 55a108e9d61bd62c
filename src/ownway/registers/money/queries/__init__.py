"""What can be asked of the money register: accounts, schedules, payment runs and proof."""

from ownway.registers.money.queries.accounts import account_of, purposes_of, schedules_of, standing_at
from ownway.registers.money.queries.ledger import prove_ledger
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
    "PurposeSeen",
    "ReportSeen",
    "RunSeen",
    "ScheduleSeen",
    "ShareSeen",
    "StageSeen",
    "StreamLine",
    "StreamSeen",
    "StreamStands",
    "account_of",
    "holds",
    "prove_ledger",
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
