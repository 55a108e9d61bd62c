"""Roots, logarithms and exponentials of exact numbers, to a stated number of places, the same on every machine."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from math import isqrt

from ownway.values import Rounding
from ownway.values.rounding import round_to_step

SPARE = 60
"""Digits worked with beyond those asked for: no logarithm of a pack's number comes this close to a half."""


def root_of(number: Fraction, places: int) -> Fraction:
    """Return the square root of a number of nothing or more, to *places* decimals, a half upwards."""
    scale = 10 ** (places + 2)
    whole = number.numerator * number.denominator
    near = Fraction(isqrt(whole * scale * scale), number.denominator * scale)
    return _to(near, places)


def log_of(number: Fraction, places: int) -> Fraction:
    """Return the natural logarithm of a number above nothing, to *places* decimals, a half upwards."""
    context = _context(number, places)
    return _to(Fraction(context.ln(_decimal(number, context))), places)


def exponential_of(number: Fraction, times: Fraction, places: int) -> Fraction:
    """Return e to the power of a number, times a correction, to *places* decimals, a half upwards."""
    context = _context(number, places)
    return _to(Fraction(context.exp(_decimal(number, context))) * times, places)


def _context(number: Fraction, places: int) -> Context:
    digits = len(str(number.numerator)) + len(str(number.denominator))
    return Context(prec=SPARE + places + digits, rounding=ROUND_HALF_EVEN, Emax=999_999, Emin=-999_999)


def _decimal(number: Fraction, context: Context) -> Decimal:
    return context.divide(Decimal(number.numerator), Decimal(number.denominator))


def _to(number: Fraction, places: int) -> Fraction:
    return round_to_step(number, Fraction(1, 10**places), Rounding.HALF_UP)
