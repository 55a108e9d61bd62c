"""The operators: one class each, the only ways in which a pack may reckon."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from ownway.rulebook.model.conditions import Condition, questions_in, steps_in
from ownway.values import Every, Rounding


class Unit(StrEnum):
    """What the result of a step is."""

    POINTS = "points"
    MONEY = "money"
    SHARE = "share"
    TIMES = "times"
    NUMBER = "number"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class RoundTo:
    """The named rounding of a step: to the multiple of *to* (``1/100`` is the penny) by the rule *by*."""

    to: Fraction
    by: Rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One named step. Its sentence for the person is ``pack.say("step.<id>")``.

    An input is the id of an earlier step or of a question, which counts with the points of its answer (a number
    question with its number).
    """

    operator: ClassVar[str] = ""

    id: str
    unit: Unit
    rounding: RoundTo | None = None
    source: str = ""

    @property
    def takes(self) -> tuple[str, ...]:
        """The steps and questions it reckons with, in order."""
        return ()


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


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of a band: a number, and whether the number itself still belongs to the band."""

    at: Fraction
    within: bool


@dataclass(frozen=True, slots=True)
class Band:
    """All numbers from *lower* to *upper* (open to that side where there is none) give the same result."""

    lower: Edge | None
    upper: Edge | None
    gives: Fraction | str

    def __contains__(self, number: Fraction) -> bool:
        low, high = self.lower, self.upper
        above = low is None or number > low.at or (low.within and number == low.at)
        return above and (high is None or number < high.at or (high.within and number == high.at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands(Step):
    """A step function: the band in which the input lies gives the result. *whole* bands hold whole numbers only."""

    operator: ClassVar[str] = "bands"
    of: str
    bands: tuple[Band, ...]
    whole: bool = False

    @property
    def takes(self) -> tuple[str, ...]:
        """The one input."""
        return (self.of,)


@dataclass(frozen=True, slots=True)
class Knot:
    """A point of a piecewise-linear table."""

    at: Fraction
    gives: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Step):
    """A piecewise-linear table: between two knots the result runs in a straight line."""

    operator: ClassVar[str] = "line"
    of: str
    knots: tuple[Knot, ...]

    @property
    def takes(self) -> tuple[str, ...]:
        """The one input."""
        return (self.of,)


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


@dataclass(frozen=True, slots=True)
class Dated:
    """One dated column of a lookup table; it holds from *starts* until the next one starts."""

    starts: date
    gives: Mapping[str, Fraction | str]
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup(Step):
    """A table by label, with dates: the label of *of* on the day the rule is asked for gives the result."""

    operator: ClassVar[str] = "lookup"
    of: str
    tables: tuple[Dated, ...]

    @property
    def takes(self) -> tuple[str, ...]:
        """The step or question whose label is looked up."""
        return (self.of,)


@dataclass(frozen=True, slots=True)
class Case:
    """What *when* leads to: the result of the step or question *take*, or the *value* itself."""

    when: Condition
    take: str = ""
    value: Fraction | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose(Step):
    """The first case whose condition holds; otherwise the last resort. Replaces blocks and overrides results."""

    operator: ClassVar[str] = "choose"
    cases: tuple[Case, ...]
    take: str = ""
    value: Fraction | str | None = None

    @property
    def takes(self) -> tuple[str, ...]:
        """What the cases take and what their conditions look at."""
        named = [case.take for case in self.cases if case.take] + ([self.take] if self.take else [])
        looked = [name for case in self.cases for name in sorted(steps_in(case.when) | questions_in(case.when))]
        return tuple(dict.fromkeys(named + looked))


@dataclass(frozen=True, slots=True, kw_only=True)
class InformalSupport(Step):
    """Need after the help that people are willing and able to give, item by item, never below a share of all need.

    Each item pairs a need with the question about help; the level of help carries the share of the need that still
    counts (1 without help). *at_least* is the share of the whole need that counts whatever the help.
    """

    operator: ClassVar[str] = "informal_support"
    items: Mapping[str, str] = field(default_factory=dict)
    at_least: Fraction

    @property
    def takes(self) -> tuple[str, ...]:
        """Needs and questions about help, pair by pair."""
        return tuple(name for pair in self.items.items() for name in pair)


OPERATORS: Mapping[str, type[Step]] = {
    kind.operator: kind
    for kind in (
        Sum,
        WeightedSum,
        Mean,
        Highest,
        Lowest,
        Product,
        Constant,
        Bands,
        Line,
        Frequency,
        Lookup,
        Choose,
        InformalSupport,
    )
}
"""Every operator by its name in a pack."""
