"""What the compiler knows of a result while it writes the program: numbers with bounds, labels, truths and masks."""

from dataclasses import dataclass
from fractions import Fraction

Atom = tuple[int, tuple[int, ...]]
"""A register of codes and the table that says which of them leave the result open; no table where it is a mask."""

Mask = frozenset[Atom]
"""Where a result is not known yet: where any of these says so."""

KNOWN: Mask = frozenset()
"""A result that is always known."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A number or label that follows from one register of codes: the value of each code."""

    register: int
    values: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number of each person: *register* ÷ *scale*, from *least* to *most* as they stand in the register.

    Where it follows from one code, *coded* says how and there is no register until it is needed. What stands in the
    register where the mask is set lies between the bounds too, so that no table is ever left. *rational* numbers are
    fractions as they stand; their bounds are whole numbers around them.
    """

    least: int
    most: int
    scale: int
    mask: Mask
    register: int = -1
    coded: Coded | None = None
    rational: bool = False

    @property
    def known(self) -> bool:
        """Whether it is the same for everyone."""
        return self.least == self.most and not self.rational

    @property
    def value(self) -> Fraction:
        """The number that everyone has."""
        return Fraction(self.least, self.scale)

    @property
    def size(self) -> int:
        """How many numbers it can be."""
        return self.most - self.least + 1


@dataclass(frozen=True, slots=True)
class Label:
    """A label of each person: *labels* by the code in *register*."""

    register: int
    labels: tuple[str, ...]
    mask: Mask


@dataclass(frozen=True, slots=True)
class Truth:
    """Whether a condition holds: 0 no, 1 open, 2 yes; *always* where it is the same for everyone."""

    register: int = -1
    always: int | None = None
    can_open: bool = True


Value = Number | Label


def constant(value: Fraction) -> Number:
    """Return the number that everyone has."""
    return Number(value.numerator, value.numerator, value.denominator, KNOWN)
