"""What can be done in planning: begin a plan, write in it, let helpers in, hand it in, take it back, go on."""

from ownway.steps.planning.actions.commenting import answer_comment, comment
from ownway.steps.planning.actions.contingencies import (
    ContingencyGiven,
    add_contingency,
    change_contingency,
    choose_depth,
    drop_contingency,
)
from ownway.steps.planning.actions.helping import end_help, let_in
from ownway.steps.planning.actions.keying import key_in_plan, print_plan_form
from ownway.steps.planning.actions.lines import LineGiven, add_line, change_line, drop_line
from ownway.steps.planning.actions.orders import end_order, note_order
from ownway.steps.planning.actions.spoken import hand_in_on_word, write_on_word
from ownway.steps.planning.actions.stages import hand_in_plan, reach, take_back
from ownway.steps.planning.actions.standard import choose_standard_service
from ownway.steps.planning.actions.starting import begin_next_version, start_plan
from ownway.steps.planning.actions.writing import add_aim, change_aim, drop_aim, write_section
from ownway.steps.planning.rules.cannot import (
    CannotComment,
    CannotHandInPlan,
    CannotLetIn,
    CannotNoteOrder,
    CannotPlan,
    CannotWrite,
)

__all__ = [
    "CannotComment",
    "CannotHandInPlan",
    "CannotLetIn",
    "CannotNoteOrder",
    "CannotPlan",
    "CannotWrite",
    "ContingencyGiven",
    "LineGiven",
    "add_aim",
    "add_contingency",
    "add_line",
    "answer_comment",
    "begin_next_version",
    "change_aim",
    "change_contingency",
    "change_line",
    "choose_depth",
    "choose_standard_service",
    "comment",
    "drop_aim",
    "drop_contingency",
    "drop_line",
    "end_help",
    "end_order",
    "hand_in_on_word",
    "hand_in_plan",
    "key_in_plan",
    "let_in",
    "note_order",
    "print_plan_form",
    "reach",
    "start_plan",
    "take_back",
    "write_on_word",
    "write_section",
]
