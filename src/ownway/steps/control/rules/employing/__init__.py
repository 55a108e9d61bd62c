"""What employing an assistant truly costs in a year, worked out exactly before anybody decides."""

from ownway.steps.control.rules.employing.cost import Cost, Part, cost_of
from ownway.steps.control.rules.employing.law import objections, rises
from ownway.steps.control.rules.employing.otherwise import Instead, what_instead
from ownway.steps.control.rules.employing.wish import CannotReckonCost, Wish, check_wish

__all__ = [
    "CannotReckonCost",
    "Cost",
    "Instead",
    "Part",
    "Wish",
    "check_wish",
    "cost_of",
    "objections",
    "rises",
    "what_instead",
]
