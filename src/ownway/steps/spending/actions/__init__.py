"""What can be done in spending: tell of a spend, take one back, move money between lines of the plan."""

from ownway.steps.spending.actions.funders import move_to_funder
from ownway.steps.spending.actions.moving import move_between_lines
from ownway.steps.spending.actions.own_statements import take_in_own_statement, write_down_entries
from ownway.steps.spending.actions.receipts import keep_receipt
from ownway.steps.spending.actions.recording import record_spend
from ownway.steps.spending.actions.splitting import split_spending
from ownway.steps.spending.actions.taking_back import take_back_spend
from ownway.steps.spending.rules.cannot import (
    CannotKeepReceipt,
    CannotMoveMoney,
    CannotMoveToFunder,
    CannotRecordSpend,
    CannotTakeBack,
)

__all__ = [
    "CannotKeepReceipt",
    "CannotMoveMoney",
    "CannotMoveToFunder",
    "CannotRecordSpend",
    "CannotTakeBack",
    "keep_receipt",
    "move_between_lines",
    "move_to_funder",
    "record_spend",
    "split_spending",
    "take_back_spend",
    "take_in_own_statement",
    "write_down_entries",
]
