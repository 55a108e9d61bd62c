"""What the lines of a plan come to in a year, exactly, and how that stands to the budget."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ownway.values import Every, Money, Rounding, round_to_whole

ROUNDING = Rounding.HALF_UP
"""A line's yearly sum is rounded once, a half upwards; the total adds rounded lines, so that the page adds up."""


@dataclass(frozen=True, slots=True)
class LineCost:
    """One line's price and rhythm: *pence* a time, *quantity* of it, *times* in every *every*.

    *quantity* is exact (an hour and a half is 3/2). A free line costs nothing and still counts as support.
    """

    pence: int
    quantity: Fraction
    times: int
    every: Every


@dataclass(frozen=True, slots=True)
class Standing:
    """A plan beside its budget, both for a year."""

    cost: Money
    budget: Money

    @property
    def left(self) -> Money:
        """What the plan leaves; below nothing where it does not fit."""
        return self.budget - self.cost

    @property
    def fits(self) -> bool:
        """Whether the plan costs no more than the budget."""
        return self.cost <= self.budget

    @property
    def too_much(self) -> Money:
        """By how much it does not fit; nothing where it does."""
        return Money(max(0, self.cost.pence - self.budget.pence), self.budget.currency)


def pence_in_a_year(line: LineCost, times_per_year: Mapping[Every, Fraction]) -> int:
    """Return what a line costs in a year by the pack's own conversions (52, 52.18 or 365/7 weeks, as it says).

    :raises KeyError: when the pack does not say how often that period comes round in a year.
    """
    rounds = Fraction(1) if line.every is Every.ONCE else times_per_year[line.every]
    return round_to_whole(line.pence * line.quantity * line.times * rounds, ROUNDING)


def budget_in_a_year(rate: Money, every: Every, times_per_year: Mapping[Every, Fraction]) -> Money:
    """Return a budget's rate as a sum for a year, by the same conversions as the lines."""
    return rate if every is Every.ONCE else rate.times(times_per_year[every], ROUNDING)


def standing(lines: Iterable[int], budget: Money) -> Standing:
    """Return how yearly line costs in pence stand to a yearly budget."""
    return Standing(Money(sum(lines), budget.currency), budget)


def what_could_give(lines: Mapping[str, int], too_much: int) -> tuple[str, ...]:
    """Return the names of single lines that would each make the plan fit if left out, the cheapest first.

    Where no single line is enough, the dearest lines that together are, the dearest first.
    """
    if too_much <= 0:
        return ()
    enough = sorted((pence, name) for name, pence in lines.items() if pence >= too_much)
    if enough:
        return tuple(name for _, name in enough)
    chosen: list[str] = []
    for name, pence in sorted(lines.items(), key=lambda line: (-line[1], line[0])):
        if too_much <= 0:
            break
        chosen.append(name)
        too_much -= pence
    return tuple(chosen)
