"""What can be done in spending: tell of a spend, take one back, move money between lines of the plan."""

from ownway.steps.spending.actions.events import (
    MAY_PAY_ON,
    note_was_told,
    pay_what_is_short,
    record_event,
    record_return,
    resume_after_event,
    settle_event,
    tell_event,
    undo_event,
)
from ownway.steps.spending.actions.funders import move_to_funder, undo_move_to_funder
from ownway.steps.spending.actions.in_house import charge_in_house
from ownway.steps.spending.actions.means import answer_means, decide_charge, hand_in_means
from ownway.steps.spending.actions.moving import move_between_lines
from ownway.steps.spending.actions.own_statements import take_in_own_statement, write_down_entries
from ownway.steps.spending.actions.receipts import keep_receipt
from ownway.steps.spending.actions.recording import record_spend
from ownway.steps.spending.actions.savings import (
    let_surplus_be,
    save_for,
    save_no_longer,
    take_back_surplus,
    tell_surplus,
)
from ownway.steps.spending.actions.splitting import report_stream, split_spending
from ownway.steps.spending.actions.taking_back import take_back_spend
from ownway.steps.spending.actions.waivers import ask_waiver, decide_waiver
from ownway.steps.spending.rules.cannot import (
    CannotChargeInHouse,
    CannotDecideCharge,
    CannotKeepReceipt,
    CannotMoveMoney,
    CannotMoveToFunder,
    CannotRecordEvent,
    CannotRecordSpend,
    CannotSave,
    CannotTakeBack,
    CannotTakeSurplus,
    CannotTellMeans,
    CannotWaive,
)

__all__ = [
    "MAY_PAY_ON",
    "CannotChargeInHouse",
    "CannotDecideCharge",
    "CannotKeepReceipt",
    "CannotMoveMoney",
    "CannotMoveToFunder",
    "CannotRecordEvent",
    "CannotRecordSpend",
    "CannotSave",
    "CannotTakeBack",
    "CannotTakeSurplus",
    "CannotTellMeans",
    "CannotWaive",
    "answer_means",
    "ask_waiver",
    "charge_in_house",
    "decide_charge",
    "decide_waiver",
    "hand_in_means",
    "keep_receipt",
    "let_surplus_be",
    "move_between_lines",
    "move_to_funder",
    "note_was_told",
    "pay_what_is_short",
    "record_event",
    "record_return",
    "record_spend",
    "report_stream",
    "resume_after_event",
    "save_for",
    "save_no_longer",
    "settle_event",
    "split_spending",
    "take_back_spend",
    "take_back_surplus",
    "take_in_own_statement",
    "tell_event",
    "tell_surplus",
    "undo_event",
    "undo_move_to_funder",
    "write_down_entries",
]
