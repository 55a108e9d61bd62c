"""What people type into boxes is read exactly, or not at all."""

import re
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ownway.interfaces.web.design import reading


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("12.50", 1250),
        ("£12.5", 1250),
        (" 12 ", 1200),
        ("12,50", 1250),
        ("1,200", 120_000),
        ("1,234.56", 123_456),
        ("1.234,56 €", 123_456),
        ("1 234.56", 123_456),
        ("1 234,56", 123_456),
        ("0.07", 7),
        ("-3.20", -320),
        ("−3.20", -320),
        ("-0.05", -5),
        ("0", 0),
        ("007", 700),
    ],
)
def test_a_sum_is_read_as_people_write_it(typed: str, pence: int) -> None:
    assert reading.pence(typed) == pence


@pytest.mark.parametrize(
    "typed",
    ["", "twelve", "1.200", "12.505", "1e3", "12..5", "1,2,3", "--5", "5-", "٣", "12\x005", "NaN", "9" * 31, "0x10"],
)
def test_what_could_be_two_sums_or_none_is_refused(typed: str) -> None:
    assert reading.pence(typed) is None


@given(st.integers(min_value=-(10**11), max_value=10**11))
def test_every_sum_comes_back_as_it_was_written(pence: int) -> None:
    units, parts = divmod(abs(pence), 100)
    plain = f"{'-' if pence < 0 else ''}{units}.{parts:02d}"
    grouped = f"{'-' if pence < 0 else ''}{units:,}.{parts:02d}"
    assert reading.pence(plain) == pence
    assert reading.pence(grouped) == pence


@given(st.text(max_size=40))
def test_any_text_is_one_plain_decimal_or_none(typed: str) -> None:
    number = reading.decimal(typed)
    assert number is None or re.fullmatch(r"0|-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?", number)


@pytest.mark.parametrize(
    ("boxes", "day"),
    [
        (("27", "3", "2027"), date(2027, 3, 27)),
        (("1", "12", "1999"), date(1999, 12, 1)),
        (("29", "February", "2028"), date(2028, 2, 29)),
        ((" 5 ", "sep", "2026"), date(2026, 9, 5)),
        (("29", "2", "2027"), None),
        (("0", "1", "2027"), None),
        (("1", "13", "2027"), None),
        (("1", "1", "27"), None),
        (("x", "1", "2027"), None),
        (("１", "1", "2027"), None),
        (("1", "", ""), None),
    ],
)
def test_a_day_is_read_from_three_boxes(boxes: tuple[str, str, str], day: date | None) -> None:
    with translation.override("en"):
        assert reading.day(*boxes) == day


def test_a_month_is_read_in_the_language_of_the_page() -> None:
    with translation.override("de"):
        assert reading.day("3", "März", "2027") == date(2027, 3, 3)
