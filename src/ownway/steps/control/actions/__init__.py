"""What can be done in control: choose how far each part of the money is held, lower a degree, keep assistants."""

from ownway.steps.control.actions.assisting import (
    agree_exception,
    change_terms,
    end_assistant,
    keep_assistant,
    note_check,
)
from ownway.steps.control.actions.choosing import Choice, carry_on, choose_degrees
from ownway.steps.control.actions.lowering import lower_degree
from ownway.steps.control.actions.promising import keep_promises
from ownway.steps.control.rules.assistants import Terms
from ownway.steps.control.rules.cannot import CannotChooseDegree, CannotKeepAssistant, CannotLowerDegree

__all__ = [
    "CannotChooseDegree",
    "CannotKeepAssistant",
    "CannotLowerDegree",
    "Choice",
    "Terms",
    "agree_exception",
    "carry_on",
    "change_terms",
    "choose_degrees",
    "end_assistant",
    "keep_assistant",
    "keep_promises",
    "lower_degree",
    "note_check",
]
