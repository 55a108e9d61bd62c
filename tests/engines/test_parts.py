"""Whole parts of a scale come to the same as fractions, and prepared numerals to the same as Babel's."""

from decimal import Decimal
from fractions import Fraction

import pytest
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from ownway.rulebook.engines.parts import number_of, parts_of, parts_written, rounded
from ownway.rulebook.model.numbers import written
from ownway.rulebook.numerals import numerals
from ownway.values import Rounding, round_to_whole

LANGUAGES = ["en", "en_GB", "cy", "de", "de_AT", "de_CH", "es", "fr", "nl", "pl", "sv", "hi", "ar", "fa", "ja"]

parts = st.integers(-(10**15), 10**15) | st.fractions(-(10**6), 10**6, max_denominator=997)
scales = st.integers(1, 10**6) | st.sampled_from([10**k for k in range(16)]) | st.sampled_from([2**13, 5**12, 3 * 2**9])
numbers = st.fractions(-(10**12), 10**12, max_denominator=10**5)


@given(number=parts, scale=scales)
def test_parts_are_written_as_the_number_they_are(number, scale) -> None:
    """The shortest exact writing, whether the scale ends within twelve places or not."""
    assert parts_written(number, scale) == written(number_of(number, scale))


@given(number=numbers, scale=scales)
def test_a_number_survives_being_counted_in_parts(number, scale) -> None:
    """Also where the scale does not hold it: then a part is a fraction, and nothing is lost."""
    assert number_of(parts_of(number, scale), scale) == number


@given(number=parts, scale=scales, by=st.sampled_from(Rounding))
def test_parts_are_rounded_by_the_named_rule(number, scale, by) -> None:
    """Every rule, on both sides of nothing, and at the half."""
    assert rounded(number, scale, by) == round_to_whole(Fraction(number) / scale, by)
    assert rounded(scale, 2 * scale, by) == round_to_whole(Fraction(1, 2), by)


@pytest.mark.req("H1")
@pytest.mark.parametrize("locale", LANGUAGES)
@given(number=numbers, currency=st.sampled_from(["GBP", "EUR", "USD", "CHF"]))
def test_numerals_are_those_of_the_language(locale, number, currency) -> None:
    """Signs, groups, points and blanks stand where the language puts them."""
    own, told = numerals(locale), written(number)
    assert own.money(number, currency) == format_currency(_to(number, 2), currency, locale=locale)
    assert own.number(told) == format_decimal(_to(number, 4), format="#,##0.####", locale=locale)
    assert own.share(told) == format_percent(_to(number, 2), locale=locale)


@given(yen=st.integers(0, 10**12))
def test_a_currency_without_hundredths_is_told_whole(yen) -> None:
    """Yen have no sen any more."""
    assert numerals("ja").money(Fraction(yen), "JPY") == format_currency(yen, "JPY", locale="ja")


def _to(number: Fraction, places: int) -> Decimal:
    return Decimal(round_to_whole(number * 10**places, Rounding.HALF_UP)).scaleb(-places)
