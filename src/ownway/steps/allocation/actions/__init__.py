"""What can be done in allocation: answer, hand in, check, settle, tell the budget, move it, move over."""

from ownway.steps.allocation.actions.answering import answer
from ownway.steps.allocation.actions.before_telling import cost_need, say_to_facts, show_facts
from ownway.steps.allocation.actions.by_code import (
    answer_by_code,
    begin_by_code,
    forget_by_code,
    forget_old_codes,
    open_by_code,
    take_over,
)
from ownway.steps.allocation.actions.caring import end_help, give_word, say_help_not_so
from ownway.steps.allocation.actions.checking import agree_answer, agree_rest, disagree, settle
from ownway.steps.allocation.actions.eligibility import decide_eligibility
from ownway.steps.allocation.actions.handing_in import hand_in
from ownway.steps.allocation.actions.keying import key_in, print_form
from ownway.steps.allocation.actions.moving import note_package, note_told_in_person
from ownway.steps.allocation.actions.starting import set_aside, start_assessment
from ownway.steps.allocation.actions.telling import agree_figure, challenge_figure, move_figure, tell_budget
from ownway.steps.allocation.actions.typed_by_code import forget_typed_by_code, keep_typed_by_code
from ownway.steps.allocation.rules.cannot import (
    CannotAnswerNow,
    CannotCheck,
    CannotCostNeeds,
    CannotDecideEligibility,
    CannotGiveWord,
    CannotHandIn,
    CannotKeepTyping,
    CannotKeyIn,
    CannotMoveFigure,
    CannotNotePackage,
    CannotOpen,
    CannotShowFacts,
    CannotStart,
    CannotTakeOver,
    CannotTellBudget,
)

__all__ = [
    "CannotAnswerNow",
    "CannotCheck",
    "CannotCostNeeds",
    "CannotDecideEligibility",
    "CannotGiveWord",
    "CannotHandIn",
    "CannotKeepTyping",
    "CannotKeyIn",
    "CannotMoveFigure",
    "CannotNotePackage",
    "CannotOpen",
    "CannotShowFacts",
    "CannotStart",
    "CannotTakeOver",
    "CannotTellBudget",
    "agree_answer",
    "agree_figure",
    "agree_rest",
    "answer",
    "answer_by_code",
    "begin_by_code",
    "challenge_figure",
    "cost_need",
    "decide_eligibility",
    "disagree",
    "end_help",
    "forget_by_code",
    "forget_old_codes",
    "forget_typed_by_code",
    "give_word",
    "hand_in",
    "keep_typed_by_code",
    "key_in",
    "move_figure",
    "note_package",
    "note_told_in_person",
    "open_by_code",
    "print_form",
    "say_help_not_so",
    "say_to_facts",
    "set_aside",
    "settle",
    "show_facts",
    "start_assessment",
    "take_over",
    "tell_budget",
]
