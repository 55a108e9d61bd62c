"""Plain reckoning: sums, means, the highest and the lowest, products, how often."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from ownway.rulebook.model.steps.base import Step
from ownway.values import Every


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum(Step):
    """All inputs added up."""

    operator: ClassVar[str] = "sum"
    inputs: tuple[str, ...]

    @property
    def takes(self) -> tuple[str, ...]:
        """The inputs."""
        return self.inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedSum(Step):
    """A constant plus each input times its weight."""

    operator: ClassVar[str] = "weighted_sum"
    weights: Mapping[str, Fraction]
    plus: Fraction = Fraction(0)

    @property
    def takes(self) -> tuple[str, ...]:
        """The inputs that carry a weight."""
        return tuple(self.weights)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean(Step):
    """The inputs added up and shared evenly."""

    operator: ClassVar[str] = "mean"
    inputs: tuple[str, ...]

    @property
    def takes(self) -> tuple[str, ...]:
        """The inputs."""
        return self.inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Highest(Step):
    """The highest of the inputs; of equals, the first."""

    operator: ClassVar[str] = "highest"
    inputs: tuple[str, ...]

    @property
    def takes(self) -> tuple[str, ...]:
        """The inputs."""
        return self.inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowest(Step):
    """The lowest of the inputs; of equals, the first."""

    operator: ClassVar[str] = "lowest"
    inputs: tuple[str, ...]

    @property
    def takes(self) -> tuple[str, ...]:
        """The inputs."""
        return self.inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Product(Step):
    """The inputs multiplied."""

    operator: ClassVar[str] = "product"
    inputs: tuple[str, ...]

    @property
    def takes(self) -> tuple[str, ...]:
        """The inputs."""
        return self.inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant(Step):
    """A number of the pack, the same for everyone."""

    operator: ClassVar[str] = "constant"
    value: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency(Step):
    """How often several things happen, made one number: each number times the factor of its unit, added up."""

    operator: ClassVar[str] = "frequency"
    inputs: tuple[str, ...]
    factors: Mapping[Every, Fraction]

    @property
    def takes(self) -> tuple[str, ...]:
        """The number questions."""
        return self.inputs
