"""Links: squares, roots, logarithms and exponentials, worked out exactly to a stated number of places."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from ownway.rulebook.model.steps.base import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Step):
    """A step that bends one number by a fixed curve."""

    of: str

    @property
    def takes(self) -> tuple[str, ...]:
        """The one input."""
        return (self.of,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Square(Link):
    """The input times itself: the way back from a rule fitted on roots. *plus* is its stated correction for bias."""

    operator: ClassVar[str] = "square"
    plus: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Root(Link):
    """The square root of the input, to *places* decimals, a half upwards."""

    operator: ClassVar[str] = "root"
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Log(Link):
    """The natural logarithm of the input, to *places* decimals, a half upwards."""

    operator: ClassVar[str] = "log"
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exponential(Link):
    """The way back from a logarithm, times a stated correction for bias, to *places* decimals, a half upwards."""

    operator: ClassVar[str] = "exponential"
    places: int
    times: Fraction = Fraction(1)
