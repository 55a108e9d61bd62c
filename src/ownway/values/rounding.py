"""Rounding by name: every division of money says which rule it follows, so that two readers get the same penny."""

from enum import StrEnum
from fractions import Fraction


class Rounding(StrEnum):
    """A named way from an exact number to a whole one."""

    HALF_UP = "half_up"
    """To the nearest; a half goes away from zero."""
    HALF_EVEN = "half_even"
    """To the nearest; a half goes to the even neighbour."""
    DOWN = "down"
    """Towards zero."""
    UP = "up"
    """Away from zero."""


def round_to_whole(number: Fraction | int, rounding: Rounding) -> int:
    """Return the whole number that *rounding* makes of an exact one.

    The rules are symmetric about zero: what is true of a payment is true of its reversal.
    """
    exact = Fraction(number)
    whole, rest = divmod(abs(exact.numerator), exact.denominator)
    sign = -1 if exact < 0 else 1
    twice = 2 * rest
    match rounding:
        case Rounding.DOWN:
            up = False
        case Rounding.UP:
            up = rest > 0
        case Rounding.HALF_UP:
            up = twice >= exact.denominator
        case Rounding.HALF_EVEN:
            up = twice > exact.denominator or (twice == exact.denominator and whole % 2 == 1)
    return sign * (whole + up)


def round_to_step(number: Fraction | int, step: Fraction | int, rounding: Rounding) -> Fraction:
    """Return the multiple of *step* that *rounding* makes of an exact number.

    :raises ValueError: when *step* is not above zero.
    """
    if step <= 0:
        raise ValueError(f"A rounding step must be above zero; given {step}.")
    return round_to_whole(Fraction(number) / Fraction(step), rounding) * Fraction(step)
