"""What can be done in control: choose how far each part of the money is held, and lower a degree with notice."""

from ownway.steps.control.actions.choosing import Choice, carry_on, choose_degrees
from ownway.steps.control.actions.lowering import lower_degree
from ownway.steps.control.actions.promising import keep_promises
from ownway.steps.control.rules.cannot import CannotChooseDegree, CannotLowerDegree

__all__ = [
    "CannotChooseDegree",
    "CannotLowerDegree",
    "Choice",
    "carry_on",
    "choose_degrees",
    "keep_promises",
    "lower_degree",
]
