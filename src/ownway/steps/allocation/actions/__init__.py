"""What can be done in allocation: answer, hand in, check, settle, tell the budget, move it, move over."""

from ownway.steps.allocation.actions.answering import answer
from ownway.steps.allocation.actions.checking import agree_answer, agree_rest, disagree, settle
from ownway.steps.allocation.actions.eligibility import decide_eligibility
from ownway.steps.allocation.actions.handing_in import hand_in
from ownway.steps.allocation.actions.moving import note_package, note_told_in_person
from ownway.steps.allocation.actions.starting import set_aside, start_assessment
from ownway.steps.allocation.actions.telling import agree_figure, challenge_figure, move_figure, tell_budget
from ownway.steps.allocation.rules.cannot import (
    CannotAnswerNow,
    CannotCheck,
    CannotDecideEligibility,
    CannotHandIn,
    CannotMoveFigure,
    CannotNotePackage,
    CannotStart,
    CannotTellBudget,
)

__all__ = [
    "CannotAnswerNow",
    "CannotCheck",
    "CannotDecideEligibility",
    "CannotHandIn",
    "CannotMoveFigure",
    "CannotNotePackage",
    "CannotStart",
    "CannotTellBudget",
    "agree_answer",
    "agree_figure",
    "agree_rest",
    "answer",
    "challenge_figure",
    "decide_eligibility",
    "disagree",
    "hand_in",
    "move_figure",
    "note_package",
    "note_told_in_person",
    "set_aside",
    "settle",
    "start_assessment",
    "tell_budget",
]
