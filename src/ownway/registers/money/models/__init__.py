"""What the money register keeps: the ledger, budgets as dated rates, and payment runs."""

from ownway.registers.money.models.budgets import Budget, Charge, Cut, Rate
from ownway.registers.money.models.ledger import Account, Balance, Journal, Transfer
from ownway.registers.money.models.months import ClosedMonth
from ownway.registers.money.models.own_share import Bill, OwnShare, ShareKept, UnitCost
from ownway.registers.money.models.payments import (
    Approval,
    ApprovalLimit,
    Hold,
    HoldRelease,
    LeftOut,
    Line,
    LineOutcome,
    PayingAccount,
    Run,
    RunFile,
    RunFilePart,
    Schedule,
    Stage,
)
from ownway.registers.money.models.statements import (
    EntryMatch,
    EntryUndone,
    Statement,
    StatementAccount,
    StatementEntry,
)
from ownway.registers.money.models.streams import Funder, FunderUndone, Reported, Share, Split, StreamReport
from ownway.registers.money.models.suspensions import LateReturn, Suspension, SuspensionEnd

__all__ = [
    "Account",
    "Approval",
    "ApprovalLimit",
    "Balance",
    "Bill",
    "Budget",
    "Charge",
    "ClosedMonth",
    "Cut",
    "EntryMatch",
    "EntryUndone",
    "Funder",
    "FunderUndone",
    "Hold",
    "HoldRelease",
    "Journal",
    "LateReturn",
    "LeftOut",
    "Line",
    "LineOutcome",
    "OwnShare",
    "PayingAccount",
    "Rate",
    "Reported",
    "Run",
    "RunFile",
    "RunFilePart",
    "Schedule",
    "Share",
    "ShareKept",
    "Split",
    "Stage",
    "Statement",
    "StatementAccount",
    "StatementEntry",
    "StreamReport",
    "Suspension",
    "SuspensionEnd",
    "Transfer",
    "UnitCost",
]
