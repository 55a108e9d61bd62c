"""Numbers of a rule as whole parts of a stated scale: 3.75 is 15 parts of a scale of 4; exact, and quick to add up."""

from fractions import Fraction
from functools import lru_cache
from math import gcd

from ownway.rulebook.model.numbers import written
from ownway.values import Rounding

Parts = int | Fraction
"""A number in parts of its scale. Whole for every answer a pack lets people give; a fraction of a part stays exact."""

PLACES_WRITTEN = 12
"""Numbers that end within so many places are written as decimals (``model.numbers.written``)."""


def parts_of(number: Fraction | int, scale: int) -> Parts:
    """Return a number in parts of *scale*."""
    whole, rest = divmod(number.numerator * scale, number.denominator)
    return number * scale if rest else whole


def number_of(parts: Parts, scale: int) -> Fraction:
    """Return the number that *parts* of *scale* are."""
    return Fraction(parts, scale)


def parts_written(parts: Parts, scale: int) -> str:
    """Return the number as ``model.numbers.written`` writes it."""
    if type(parts) is not int:
        return written(number_of(parts, scale))
    places = _places(scale)
    if places is None:
        common = gcd(parts, scale)
        parts, scale = parts // common, scale // common
        places = _places(scale)
        if places is None:
            return f"{parts}/{scale}"
    whole, rest = divmod(abs(parts), scale)
    sign = "-" if parts < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    decimals = str(rest * 10**places // scale).rjust(places, "0").rstrip("0")
    return f"{sign}{whole}.{decimals}"


@lru_cache(maxsize=4096)
def _places(scale: int) -> int | None:
    """Return how many places every number of that scale ends within, or nothing where some do not."""
    counts = {2: 0, 5: 0}
    for prime in counts:
        while scale % prime == 0:
            scale //= prime
            counts[prime] += 1
    places = max(counts.values())
    return places if scale == 1 and places <= PLACES_WRITTEN else None


def rounded(parts: Parts, scale: int, by: Rounding) -> int:
    """Return the whole number that the named rounding makes of *parts* of *scale*, as ``values.round_to_whole``."""
    size: Parts = -parts if parts < 0 else parts
    whole, rest = divmod(size, scale)
    if not rest or by is Rounding.DOWN:
        up = False
    elif by is Rounding.UP:
        up = True
    elif by is Rounding.HALF_UP:
        up = 2 * rest >= scale
    else:
        up = 2 * rest > scale or (2 * rest == scale and whole % 2 == 1)
    return -(whole + up) if parts < 0 else whole + up
