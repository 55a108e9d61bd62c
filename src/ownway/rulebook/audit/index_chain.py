"""Compares printed index numbers with those that their printed changes give: both are published, and may disagree."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from ownway.rulebook.audit.findings import Finding
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.steps import Index, Printed
from ownway.values import Rounding
from ownway.values.rounding import round_to_step


def look_at_indexes(pack: Pack) -> Iterator[Finding]:
    """Yield a finding for each index in which printed numbers do not follow from those before by the printed changes.

    A pack keeps what is printed; where it disagrees with its own changes, whoever publishes it should know.
    """
    for step in pack.allocation.steps:
        if isinstance(step, Index):
            odd = [
                f"{printed.starts} is printed as {written(printed.gives)}, while the change gives {_near(chained)}"
                for before, printed in pairwise(step.tables)
                if printed.change is not None and not agrees(printed, chained := chain(step, before, printed.change))
            ]
            if odd:
                yield Finding(f"index.{step.id}", f"“{step.id}” does not follow from its changes: {'; '.join(odd)}.")


def _near(number: Fraction) -> str:
    return written(round_to_step(number, Fraction(1, 10_000), Rounding.HALF_UP))


def chain(step: Index, before: Printed, change: Fraction) -> Fraction:
    """Return the number that follows from the one before by a change."""
    return (step.above + before.gives) * (1 + change) - step.above


def agrees(printed: Printed, chained: Fraction) -> bool:
    """Whether a number rounds to what is printed, to as many decimals as are printed."""
    decimals = len(written(printed.gives).partition(".")[2]) if printed.gives.denominator != 1 else 0
    unit = Fraction(1, 10 ** max(decimals, 2))
    return abs(chained - printed.gives) <= unit / 2
