"""What becomes of a sum: floors, caps, supplements, least payments, carrying over, own shares, remedies for delay."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from ownway.rulebook.model.conditions import Condition, questions_in, steps_in
from ownway.rulebook.model.steps.base import Step
from ownway.rulebook.model.steps.tables import Knot

Bound = Fraction | str
"""A number of the pack, or the name of a step or question."""


def named(*bounds: Bound | None) -> tuple[str, ...]:
    """Return those that are names."""
    return tuple(dict.fromkeys(bound for bound in bounds if isinstance(bound, str) and bound))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Step):
    """The input held between a floor and a cap; where they cross, the cap holds."""

    operator: ClassVar[str] = "limit"
    of: str
    least: Bound | None = None
    most: Bound | None = None

    @property
    def takes(self) -> tuple[str, ...]:
        """The input and the bounds that are names."""
        return named(self.of, self.least, self.most)


@dataclass(frozen=True, slots=True)
class Part:
    """What is added when *when* holds: a *share* of the input, or a *sum*."""

    when: Condition
    share: Fraction | None = None
    sum: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement(Step):
    """The input, and what is added to it for each condition that holds."""

    operator: ClassVar[str] = "supplement"
    of: str
    parts: tuple[Part, ...]

    @property
    def takes(self) -> tuple[str, ...]:
        """The input and what the conditions look at."""
        looked = [name for part in self.parts for name in sorted(steps_in(part.when) | questions_in(part.when))]
        return tuple(dict.fromkeys([self.of, *looked]))

    @property
    def counts(self) -> tuple[str, ...]:
        """The input."""
        return (self.of,)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumPayable(Step):
    """The input, or nothing where it is less than what is worth paying."""

    operator: ClassVar[str] = "minimum_payable"
    of: str
    least: Bound

    @property
    def takes(self) -> tuple[str, ...]:
        """The input, and the least payment where it is a name."""
        return named(self.of, self.least)


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOver(Step):
    """What of *left* may be kept: up to the greater of *least* and a *share* of the period's budget *of*."""

    operator: ClassVar[str] = "carry_over"
    of: str
    left: str
    share: Fraction
    least: Fraction

    @property
    def takes(self) -> tuple[str, ...]:
        """The budget and what is left of it."""
        return (self.of, self.left)


@dataclass(frozen=True, slots=True)
class Slice:
    """The part of a plan up to *up_to* measures (open where there is none), and the share the person pays of it.

    The share is the product of piecewise-linear *rates* of the person's resources, in measures; outside its knots a
    rate goes on level.
    """

    up_to: Fraction | None
    rates: tuple[tuple[Knot, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoPayment(Step):
    """The person's own share of a plan: slice by slice, by a rate that rises with their resources.

    *measure* names the step in whose multiples edges and knots are written.
    """

    operator: ClassVar[str] = "co_payment"
    of: str
    resources: str
    measure: str
    slices: tuple[Slice, ...]

    @property
    def takes(self) -> tuple[str, ...]:
        """The plan, the resources and the measure."""
        return named(self.of, self.resources, self.measure)


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayRemedy(Step):
    """A sum for each stretch of days begun by which an answer was late."""

    operator: ClassVar[str] = "delay_remedy"
    of: str
    every_days: int
    sum: Fraction

    @property
    def takes(self) -> tuple[str, ...]:
        """The days of delay."""
        return (self.of,)
