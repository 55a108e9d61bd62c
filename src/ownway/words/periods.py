"""How often something comes round, and from when until when, in the reader's language."""

from datetime import timedelta

from ownway.values import Every, Period
from ownway.words import days
from ownway.words.catalogues import translator


def each(every: Every, language: str) -> str:
    """Return how often, as it stands after a sum: ``a week``, ``every four weeks``, ``once``."""
    _ = translator(language).gettext
    match every:
        case Every.DAY:
            return _("a day")
        case Every.WEEK:
            return _("a week")
        case Every.FORTNIGHT:
            return _("every two weeks")
        case Every.FOUR_WEEKS:
            return _("every four weeks")
        case Every.MONTH:
            return _("a month")
        case Every.QUARTER:
            return _("every three months")
        case Every.YEAR:
            return _("a year")
        case Every.ONCE:
            return _("once")


def say(period: Period, language: str) -> str:
    """Return the days of a period as people say them, first and last day included: ``1 April to 28 April 2026``."""
    _ = translator(language).gettext
    if period.end is None:
        return _("from {first}").format(first=days.say(period.start, language))
    # A period leaves its end out; a person reading "to" counts that day in.
    last = period.end - timedelta(days=1)
    if last == period.start:
        return days.say(last, language)
    return _("{first} to {last}").format(first=days.say(period.start, language), last=days.say(last, language))
