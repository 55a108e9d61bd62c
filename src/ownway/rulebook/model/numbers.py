"""Exact numbers as a pack and an answer write them: whole, decimal or a fraction, never a binary float."""

import re
from fractions import Fraction

WRITTEN = re.compile(r"-?\d{1,15}(\.\d{1,12})?(/[1-9]\d{0,11})?", re.ASCII)
LONGEST = 32
RECKONED = re.compile(r"-?\d+(\.\d+|/[1-9]\d*)?", re.ASCII)
LONGEST_RECKONED = 2_000


class NotANumber(ValueError):
    """The text is not a number as exact numbers are written."""


def exact(text: str) -> Fraction:
    """Return the exact number that *text* writes: ``12``, ``-0.5``, ``3.75`` or ``12/52``.

    :raises NotANumber: for anything else, exponents, thousands marks and words like *nan* included.
    """
    if len(text) > LONGEST or not WRITTEN.fullmatch(text) or ("." in text and "/" in text):
        raise NotANumber(text)
    return Fraction(text)


def read_back(text: str) -> Fraction:
    """Return the number that *text* states in a reason or a stored result, as :func:`written` wrote it.

    A rule reckons with longer fractions than anyone may type: a share of a share of an index has many digits.

    :raises NotANumber: for anything :func:`written` does not write.
    """
    if len(text) > LONGEST_RECKONED or not RECKONED.fullmatch(text):
        raise NotANumber(text)
    return Fraction(text)


def written(number: Fraction) -> str:
    """Return the shortest exact writing: decimal where it ends within twelve places, else a fraction."""
    if number.denominator == 1:
        return str(number.numerator)
    rest = number.denominator
    places = 0
    while rest % 10 == 0:
        rest //= 10
        places += 1
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
            places += 1
    if rest != 1 or places > 12:
        return f"{number.numerator}/{number.denominator}"
    scaled = abs(number.numerator) * 10**places // number.denominator
    digits = str(scaled).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 else text
