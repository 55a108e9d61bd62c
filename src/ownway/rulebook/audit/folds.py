"""Steps that take their inputs in one after the other: a sum of sixty is a sum of two, fifty-nine times."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ownway.rulebook.audit.arithmetic import first_reached
from ownway.rulebook.audit.assumed import Assumed
from ownway.rulebook.audit.inputs import Picks
from ownway.rulebook.model.steps import (
    Cascade,
    Frequency,
    Highest,
    InformalSupport,
    Lowest,
    Mean,
    Product,
    Step,
    Sum,
    WeightedSum,
)

Parts = tuple[Fraction, ...] | None
"""What one input adds: a number, or several that are summed beside each other; nothing where it is not known."""

ROOM = 96
"""Bits kept for each part when several sums stand in one whole number; the loader bounds every step far below."""

HALF, MASK = 1 << (ROOM - 1), (1 << ROOM) - 1


@dataclass(frozen=True, slots=True)
class Fold:
    """How a step takes its inputs in. *inputs* are taken together in groups; *parts* says what a group counts.

    Where the step *adds*, the numbers are kept as whole multiples of the smallest fraction that occurs: adding those
    is much faster than adding fractions, and as exact.
    """

    inputs: tuple[tuple[str, ...], ...]
    parts: Callable[[Picks, tuple[str, ...]], Parts]
    finish: Callable[[tuple[Fraction, ...]], Fraction | str]
    join: Callable[[Any, Any], Any]
    adds: bool = True
    sums: int = 1
    """How many sums are kept beside each other."""

    def scale_of(self, offered: Iterable[Parts]) -> int:
        """Return the number of smallest fractions in one."""
        return math.lcm(*(part.denominator for parts in offered if parts is not None for part in parts))

    def packed(self, parts: Parts, scale: int) -> Any:
        """Return what an input counts in the form in which it is joined."""
        if parts is None or not self.adds:
            return parts
        return sum((part * scale).numerator << (ROOM * place) for place, part in enumerate(parts))

    def mixed(self, one: Parts, other: Parts) -> Parts:
        """Join two inputs before they are packed."""
        if not self.adds:
            joined: Parts = self.join(one, other)
            return joined
        return None if one is None or other is None else tuple(a + b for a, b in zip(one, other, strict=True))

    def result(self, total: Any, scale: int) -> Fraction | str | None:
        """Return what the joined inputs come to."""
        if total is None:
            return None
        if not self.adds:
            return self.finish(total)
        found = []
        for _ in range(self.sums):
            part = (total + HALF & MASK) - HALF
            found.append(Fraction(part, scale))
            total = (total - part) >> ROOM
        return self.finish(tuple(found))


def fold_of(step: Step, assumed: Assumed) -> Fold | None:
    """Return how a step can be worked out input by input, or nothing where it cannot."""

    def plain(picks: Picks, names: tuple[str, ...]) -> Parts:
        number = _counts(assumed, names[0], picks)
        return None if number is None else (number,)

    def weighted(picks: Picks, names: tuple[str, ...]) -> Parts:
        assert isinstance(step, WeightedSum)
        number = _counts(assumed, names[0], picks)
        return None if number is None else (number * step.weights[names[0]],)

    def often(picks: Picks, names: tuple[str, ...]) -> Parts:
        assert isinstance(step, Frequency)
        number = _often(assumed, names[0], picks, step)
        return None if number is None else (number,)

    single = tuple((name,) for name in step.takes)
    match step:
        case Sum():
            return Fold(single, plain, only, plus)
        case WeightedSum(plus=always):
            return Fold(single, weighted, lambda total: total[0] + always, plus)
        case Mean(inputs=inputs):
            return Fold(single, plain, lambda total: total[0] * Fraction(1, len(inputs)), plus)
        case Highest():
            return Fold(single, plain, only, higher, adds=False)
        case Lowest():
            return Fold(single, plain, only, lower, adds=False)
        case Product():
            return Fold(single, plain, only, times, adds=False)
        case Frequency():
            return Fold(single, often, only, plus)
        case InformalSupport():
            return _informal(step, assumed)
        case Cascade():
            return _cascade(step, assumed)
        case _:
            return None


def _counts(assumed: Assumed, name: str, picks: Picks) -> Fraction | None:
    assumed.picks = picks
    return assumed.number(name)


def _often(assumed: Assumed, name: str, picks: Picks, step: Frequency) -> Fraction | None:
    assumed.picks = picks
    return assumed.times(name, step)


def _level(assumed: Assumed, name: str, picks: Picks) -> str | None:
    assumed.picks = picks
    return assumed.weighed(name)


def _informal(step: InformalSupport, assumed: Assumed) -> Fold:
    def parts(picks: Picks, names: tuple[str, ...]) -> Parts:
        need, help = (_counts(assumed, name, picks) for name in names)
        return None if need is None or help is None else (need, need * help)

    def finish(total: tuple[Fraction, ...]) -> Fraction:
        need, counted = total
        return max(counted, need * step.at_least)

    return Fold(tuple(step.items.items()), parts, finish, plus, sums=2)


def _cascade(step: Cascade, assumed: Assumed) -> Fold:
    """Sum up every group at once; which of them is reached first is asked at the end."""

    def parts(picks: Picks, names: tuple[str, ...]) -> Parts:
        level = _level(assumed, names[0], picks)
        weights = [group.weights.get(names[0], {}).get(level or "", Fraction(0)) for group in step.groups]
        return None if level is None else tuple(weights)

    def finish(totals: tuple[Fraction, ...]) -> Fraction | str:
        return first_reached(step, totals)

    return Fold(tuple((name,) for name in step.takes), parts, finish, plus, sums=len(step.groups))


def only(total: tuple[Fraction, ...]) -> Fraction:
    """Return the one number."""
    return total[0]


def plus(one: int | None, other: int | None) -> int | None:
    """Add two packed numbers."""
    return None if one is None or other is None else one + other


def higher(one: Parts, other: Parts) -> Parts:
    """Return the higher of two."""
    return None if one is None or other is None else max(one, other)


def lower(one: Parts, other: Parts) -> Parts:
    """Return the lower of two."""
    return None if one is None or other is None else min(one, other)


def times(one: Parts, other: Parts) -> Parts:
    """Multiply two."""
    return None if one is None or other is None else (one[0] * other[0],)
