"""Tables: bands, straight lines between knots, and columns of numbers with dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from ownway.rulebook.model.steps.base import Step


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


class On(StrEnum):
    """Which of the three days a dated table is read on."""

    RULE = "rule"
    """The day the rule is asked for."""
    PAID = "paid"
    """The day from which money is paid."""
    NEEDS = "needs"
    """The day on which the needs were as told."""


@dataclass(frozen=True, slots=True)
class Dated:
    """One dated column of a lookup table; it holds from *starts* until the next one starts."""

    starts: date
    gives: Mapping[str, Fraction | str]
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup(Step):
    """A table by label, with dates: the label of *of* on the day *on* gives the result."""

    operator: ClassVar[str] = "lookup"
    of: str
    tables: tuple[Dated, ...]
    on: On = On.RULE

    @property
    def takes(self) -> tuple[str, ...]:
        """The step or question whose label is looked up."""
        return (self.of,)


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed number of an index; it holds from *starts* until the next one starts.

    *change* is the printed change since the number before, as a share of it, where the source prints that too. No
    figure rests on it: the audit compares the two.
    """

    starts: date
    gives: Fraction
    source: str = ""
    change: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Index(Step):
    """A number that changes with the day only, as printed: an index, a price, a factor that fits a pot.

    *above* is what printed numbers stand above where they are additions, as 100 for cumulative per cents; the audit
    adds it before it follows the printed changes.
    """

    operator: ClassVar[str] = "index"
    tables: tuple[Printed, ...]
    on: On = On.RULE
    above: Fraction = Fraction(0)
