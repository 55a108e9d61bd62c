"""The split: which stream's money pays for which spend, the best possible one, with a proof to check (F4)."""

from ownway.registers.money.rules.split.check import faults
from ownway.registers.money.rules.split.cut import cut
from ownway.registers.money.rules.split.parts import OWED, Part, Pot, Proof, Spent, Split, may_pay
from ownway.registers.money.rules.split.solve import split
from ownway.registers.money.rules.split.why import why_each, why_whole

__all__ = [
    "OWED",
    "Part",
    "Pot",
    "Proof",
    "Spent",
    "Split",
    "cut",
    "faults",
    "may_pay",
    "split",
    "why_each",
    "why_whole",
]
