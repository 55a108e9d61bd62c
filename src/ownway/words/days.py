"""Days and stretches of days as people say them, in the reader's language."""

from datetime import date

from babel.dates import format_date, format_timedelta

from ownway.words.catalogues import translator
from ownway.words.languages import locale_of


def say(day: date, language: str) -> str:
    """Return a day in full: ``22 November 2026``."""
    return format_date(day, format="long", locale=locale_of(language))


def weekday(day: date, language: str) -> str:
    """Return a day with its weekday: ``Sunday, 22 November 2026``."""
    return format_date(day, format="full", locale=locale_of(language))


def month(day: date, language: str) -> str:
    """Return the month of a day as it stands alone: ``November 2026``."""
    return format_date(day, format="LLLL y", locale=locale_of(language)).capitalize()


def count(days: int, language: str) -> str:
    """Return a number of days: ``1 day``, ``5 days``."""
    return translator(language).ngettext("{days} day", "{days} days", days).format(days=days)


def ago(day: date, today: date, language: str) -> str:
    """Return how long before or after *today* a day lies: ``today``, ``yesterday``, ``3 weeks ago``, ``in 5 days``."""
    _ = translator(language).gettext
    match (day - today).days:
        case 0:
            return _("today")
        case -1:
            return _("yesterday")
        case 1:
            return _("tomorrow")
    return format_timedelta(day - today, granularity="day", add_direction=True, locale=locale_of(language))


def left(due: date, today: date, language: str) -> str:
    """Return what a clock shows: ``5 days left``, ``due today``, ``2 days late``."""
    translated = translator(language)
    days = (due - today).days
    if days == 0:
        return translated.gettext("due today")
    if days > 0:
        return translated.ngettext("{days} day left", "{days} days left", days).format(days=days)
    return translated.ngettext("{days} day late", "{days} days late", -days).format(days=-days)
