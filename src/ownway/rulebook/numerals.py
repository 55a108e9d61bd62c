"""How the readers of a language write numbers, shares, days and sums of money."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision

from ownway.rulebook.model.numbers import read_back
from ownway.values import Rounding, round_to_whole

PLACES = 4
"""Numbers are told to so many places: weights and indexes of the law have as many."""
PROBE = Decimal("1234567.5")
"""The number that Babel writes once for each form: it shows groups, the decimal point, and what stands around them."""
TEXTS_KEPT = 4_096


class Numerals:
    """The numerals of one language. Babel is asked once how it writes; after that the digits are put in their places.

    *locale* is the language as Babel names it: ``en_GB``, ``de_AT``.
    """

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._number = _form_of(lambda probe: format_decimal(probe, format="#,##0.####", locale=locale), decimals=True)
        self._share = _form_of(lambda probe: format_percent(probe, locale=locale), decimals=False)
        self._money: dict[str, _Form] = {}
        # What is told of one person is told of many others.
        self.number = lru_cache(TEXTS_KEPT)(self._write_number)
        self.share = lru_cache(TEXTS_KEPT)(self._write_share)
        self.day = lru_cache(TEXTS_KEPT)(self._write_day)

    def _write_number(self, written: str) -> str:
        """Return a number to four places, without those that say nothing: ``12.5``."""
        number = round_to_whole(read_back(written) * 10**PLACES, Rounding.HALF_UP)
        return self._number.write(number, PLACES, least=0)

    def _write_share(self, written: str) -> str:
        """Return a share in whole hundredths: ``25%``."""
        return self._share.write(round_to_whole(read_back(written) * 100, Rounding.HALF_UP), 0)

    def _write_day(self, written: str) -> str:
        """Return a day in full: ``2 November 2026``."""
        return format_date(date.fromisoformat(written), "long", locale=self.locale)

    def money(self, units: Fraction, currency: str) -> str:
        """Return a number of pounds, euros and so on as money: ``£275.40``."""
        whole = get_currency_precision(currency) == 0
        form = self._money.get(currency)
        if form is None:
            form = _form_of(lambda probe: format_currency(probe, currency, locale=self.locale), decimals=not whole)
            self._money[currency] = form
        hundredths = round_to_whole(units * 100, Rounding.HALF_UP)
        if whole:
            return form.write(round_to_whole(Fraction(hundredths, 100), Rounding.HALF_EVEN), 0)
        return form.write(hundredths, 2)


def babel_name(language: str) -> str:
    """Return a language as Babel names it: ``de_AT`` for ``de-AT``.

    English of no country is British everywhere in the product: the 22nd comes before November, a pound sign before the
    sum.
    """
    return "en_GB" if language == "en" else language.replace("-", "_")


@lru_cache(maxsize=64)
def numerals(locale: str) -> Numerals:
    """Return the numerals of a language, made once."""
    return Numerals(locale)


class _Form(NamedTuple):
    """What stands before and after the digits of a number and of one below nothing, and between them."""

    around: tuple[str, str]
    around_minus: tuple[str, str]
    group: str
    point: str
    sizes: tuple[int, int]

    def write(self, number: int, places: int, least: int | None = None) -> str:
        """Return a whole number of the last place in writing; with *least* only so many zeros stay at the end."""
        digits = str(abs(number)).rjust(places + 1, "0")
        whole, rest = (digits[:-places], digits[-places:]) if places else (digits, "")
        if least is not None:
            rest = rest.rstrip("0").ljust(least, "0")
        size, grouped = self.sizes[0], ""
        while len(whole) > size:
            grouped = f"{self.group}{whole[-size:]}{grouped}"
            whole, size = whole[:-size], self.sizes[1]
        before, after = self.around_minus if number < 0 else self.around
        return f"{before}{whole}{grouped}{self.point if rest else ''}{rest}{after}"


def _form_of(write: Callable[[Decimal], str], decimals: bool) -> _Form:
    """Return the form in which *write* writes, read off a number and the same below nothing."""
    around: list[tuple[str, str]] = []
    digits: list[str] = []
    for probe in (PROBE, -PROBE):
        before, *digits, after = re.split(r"(\d+)", write(probe), flags=re.ASCII)
        around.append((before, after))
    point = digits[-2] if decimals else ""
    whole = digits[:-2] if decimals else digits
    sizes = len(whole[-1]), len(whole[-3])
    return _Form(around[0], around[1], whole[-2], point, sizes)
