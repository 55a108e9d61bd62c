"""Sums, days and stretches of days read as people of each language write them."""

from datetime import date

import pytest

from ownway.values import Every, Money, Period
from ownway.words import days, money, periods
from ownway.words.languages import LANGUAGES, nearest


@pytest.mark.parametrize(
    ("pence", "currency", "language", "said"),
    [
        (27540, "GBP", "en", "£275.40"),
        (0, "GBP", "en", "£0.00"),
        (5, "GBP", "cy", "£0.05"),
        (-127540, "GBP", "en", "−£1,275.40"),
        (80000000, "GBP", "en", "£800,000.00"),
        (127540, "EUR", "de", "1.275,40\xa0€"),
        (1275, "JPY", "en", "JP¥1,275"),
        (13167, "GBP", "ar", "\u200f131.67\xa0£"),
    ],
)
def test_a_sum_shows_every_penny_in_the_way_of_the_language(
    pence: int, currency: str, language: str, said: str
) -> None:
    assert money.say(Money(pence, currency), language) == said


@pytest.mark.parametrize("every", Every)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sum_says_how_often_it_comes(every: Every, language: str) -> None:
    said = money.say_per(Money(27540, "GBP"), every, language)
    assert said.startswith(money.say(Money(27540, "GBP"), language) + " ")
    assert len(said.split()) > 1


def test_a_week_is_named_in_each_language() -> None:
    week = {language: periods.each(Every.WEEK, language) for language in LANGUAGES}
    assert week == {"en": "a week", "cy": "yr wythnos", "de": "in der Woche", "ar": "في الأسبوع"}


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "22 November 2026"), ("cy", "22 Tachwedd 2026"), ("de", "22. November 2026"), ("xx", "22 November 2026")],
)
def test_a_day_is_said_in_full(language: str, said: str) -> None:
    assert days.say(date(2026, 11, 22), language) == said


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2026, 11, 27), "5 days left"),
        (date(2026, 11, 23), "1 day left"),
        (date(2026, 11, 22), "due today"),
        (date(2026, 11, 21), "1 day late"),
        (date(2026, 11, 1), "21 days late"),
    ],
)
def test_a_clock_says_what_is_left_of_it(due: date, said: str) -> None:
    assert days.left(due, date(2026, 11, 22), "en") == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 21), "yesterday"),
        (date(2026, 11, 23), "tomorrow"),
        (date(2026, 11, 17), "5 days ago"),
        (date(2026, 11, 27), "in 5 days"),
        (date(2025, 11, 20), "1 year ago"),
    ],
)
def test_a_day_is_told_from_today(day: date, said: str) -> None:
    assert days.ago(day, date(2026, 11, 22), "en") == said


def test_the_last_day_a_person_reads_belongs_to_the_period() -> None:
    four_weeks = Period(date(2026, 4, 1), date(2026, 4, 29))
    assert periods.say(four_weeks, "en") == "1 April 2026 to 28 April 2026"
    assert periods.say(Period(date(2026, 4, 1), date(2026, 4, 2)), "en") == "1 April 2026"
    assert periods.say(Period(date(2026, 4, 1)), "en") == "from 1 April 2026"


def test_a_language_is_served_by_the_nearest_the_product_speaks() -> None:
    assert [nearest(given) for given in ("de-AT", "cy_GB", "EN", "ur", "")] == ["de", "cy", "en", "en", "en"]
