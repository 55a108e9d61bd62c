"""Same need, same money: gaps by part of the people, with intervals and small cells kept back, and a verdict."""

from ownway.lab.equity.access import TakeUp, take_up
from ownway.lab.equity.measuring import Answers, protected_in
from ownway.lab.equity.same_need import Gap, gaps
from ownway.lab.equity.spread import Measure, measures
from ownway.lab.equity.sums import Sums
from ownway.lab.equity.verdict import EquityVerdict, Looked, verdict

__all__ = [
    "Answers",
    "EquityVerdict",
    "Gap",
    "Looked",
    "Measure",
    "Sums",
    "TakeUp",
    "gaps",
    "measures",
    "protected_in",
    "take_up",
    "verdict",
]
