"""Same need, same money: gaps by part of the people, with intervals and small cells kept back, and a verdict."""

from ownway.lab.equity.access import CannotMeasure, TakeUp, population_of, take_up
from ownway.lab.equity.discretion import Moves, moved_words
from ownway.lab.equity.measuring import Answers, protected_in
from ownway.lab.equity.same_need import Gap, gaps
from ownway.lab.equity.spread import Measure, measures
from ownway.lab.equity.sums import Sums
from ownway.lab.equity.verdict import PANEL_TOLERANCE, EquityVerdict, Looked, panel_findings, verdict

__all__ = [
    "PANEL_TOLERANCE",
    "Answers",
    "CannotMeasure",
    "EquityVerdict",
    "Gap",
    "Looked",
    "Measure",
    "Moves",
    "Sums",
    "TakeUp",
    "gaps",
    "measures",
    "moved_words",
    "panel_findings",
    "population_of",
    "protected_in",
    "take_up",
    "verdict",
]
