"""What can be done with money: budgets, movements, schedules and payment runs; each under its caller's key."""

from ownway.registers.money.actions.budgets import change_rate, charge_due, charge_period, open_budget
from ownway.registers.money.actions.exporting import Exported, export_run
from ownway.registers.money.actions.funders import change_funder, undo_funder
from ownway.registers.money.actions.holds import hold_payment, release_hold
from ownway.registers.money.actions.matching import (
    MatchedSure,
    match_entry,
    match_spend,
    match_sure,
    set_aside,
    undo_match,
)
from ownway.registers.money.actions.months import close_month
from ownway.registers.money.actions.moves import (
    contribute,
    give_back,
    hold,
    lapse,
    move,
    pay_out,
    record_spend,
    release,
    reverse,
)
from ownway.registers.money.actions.own_share import bill_own_shares, record_share_paid, set_own_share, waive_share
from ownway.registers.money.actions.returning import record_late_return, return_overpaid
from ownway.registers.money.actions.runs import abandon_run, build_run
from ownway.registers.money.actions.schedules import keep_paying_account, set_approval_limit, set_schedule
from ownway.registers.money.actions.sending import approve_run, confirm_run, mark_sent
from ownway.registers.money.actions.splitting import split_streams
from ownway.registers.money.actions.splitting_rows import ToSplit
from ownway.registers.money.actions.statements import TakenIn, import_own_statement, import_statement
from ownway.registers.money.actions.streams import report_stream
from ownway.registers.money.actions.suspending import resume_budget, suspend_budget
from ownway.registers.money.actions.unit_costs import keep_unit_cost
from ownway.registers.money.rules.bank import Returned
from ownway.registers.money.rules.refusals import (
    CannotApprove,
    CannotBill,
    CannotBuildRun,
    CannotCharge,
    CannotClose,
    CannotConfirm,
    CannotExport,
    CannotHold,
    CannotKeepUnitCost,
    CannotOpenBudget,
    CannotPost,
    CannotReverse,
    CannotSchedule,
    CannotSetLimit,
    CannotSuspend,
)
from ownway.registers.money.rules.split.cannot import CannotChangeFunder, CannotReport, CannotSplit
from ownway.registers.money.rules.statements import CannotMatch, CannotReadStatement

__all__ = [
    "CannotApprove",
    "CannotBill",
    "CannotBuildRun",
    "CannotChangeFunder",
    "CannotCharge",
    "CannotClose",
    "CannotConfirm",
    "CannotExport",
    "CannotHold",
    "CannotKeepUnitCost",
    "CannotMatch",
    "CannotOpenBudget",
    "CannotPost",
    "CannotReadStatement",
    "CannotReport",
    "CannotReverse",
    "CannotSchedule",
    "CannotSetLimit",
    "CannotSplit",
    "CannotSuspend",
    "Exported",
    "MatchedSure",
    "Returned",
    "TakenIn",
    "ToSplit",
    "abandon_run",
    "approve_run",
    "bill_own_shares",
    "build_run",
    "change_funder",
    "change_rate",
    "charge_due",
    "charge_period",
    "close_month",
    "confirm_run",
    "contribute",
    "export_run",
    "give_back",
    "hold",
    "hold_payment",
    "import_own_statement",
    "import_statement",
    "keep_paying_account",
    "keep_unit_cost",
    "lapse",
    "mark_sent",
    "match_entry",
    "match_spend",
    "match_sure",
    "move",
    "open_budget",
    "pay_out",
    "record_late_return",
    "record_share_paid",
    "record_spend",
    "release",
    "release_hold",
    "report_stream",
    "resume_budget",
    "return_overpaid",
    "reverse",
    "set_approval_limit",
    "set_aside",
    "set_own_share",
    "set_schedule",
    "split_streams",
    "suspend_budget",
    "undo_funder",
    "undo_match",
    "waive_share",
]
