"""What can be done in spending: tell of a spend, take one back, move money between lines of the plan."""

from ownway.steps.spending.actions.moving import move_between_lines
from ownway.steps.spending.actions.recording import record_spend
from ownway.steps.spending.actions.taking_back import take_back_spend
from ownway.steps.spending.rules.cannot import CannotMoveMoney, CannotRecordSpend, CannotTakeBack

__all__ = [
    "CannotMoveMoney",
    "CannotRecordSpend",
    "CannotTakeBack",
    "move_between_lines",
    "record_spend",
    "take_back_spend",
]
