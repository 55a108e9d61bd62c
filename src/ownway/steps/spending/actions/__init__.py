"""What can be done in spending: tell of a spend, take one back, move money between lines of the plan."""

from ownway.steps.spending.actions.funders import move_to_funder
from ownway.steps.spending.actions.moving import move_between_lines
from ownway.steps.spending.actions.recording import record_spend
from ownway.steps.spending.actions.splitting import split_spending
from ownway.steps.spending.actions.taking_back import take_back_spend
from ownway.steps.spending.rules.cannot import CannotMoveMoney, CannotMoveToFunder, CannotRecordSpend, CannotTakeBack

__all__ = [
    "CannotMoveMoney",
    "CannotMoveToFunder",
    "CannotRecordSpend",
    "CannotTakeBack",
    "move_between_lines",
    "move_to_funder",
    "record_spend",
    "split_spending",
    "take_back_spend",
]
