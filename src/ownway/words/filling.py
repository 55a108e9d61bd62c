"""Puts facts into a sentence: a sum as money, a day as a day, a number as it is written in the reader's language."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from string import Formatter

from babel.numbers import format_decimal

from ownway.values import Every, Money
from ownway.values.reason import Fact
from ownway.words import days, money, periods
from ownway.words.catalogues import translator
from ownway.words.languages import locale_of

Facts = Mapping[str, Fact]


def _as_money(name: str, facts: Facts, language: str) -> str:
    currency = facts.get(f"{name}_currency", facts.get("currency"))
    return money.say(Money(int(facts[name] or 0), str(currency)), language)


def _as_day(name: str, facts: Facts, language: str) -> str:
    return days.say(date.fromisoformat(str(facts[name])), language)


def _as_days(name: str, facts: Facts, language: str) -> str:
    return days.count(int(facts[name] or 0), language)


def _as_every(name: str, facts: Facts, language: str) -> str:
    return periods.each(Every(str(facts[name])), language)


def number(exact: Fraction, language: str) -> str:
    """Return an exact number as it is written in *language*, to three places: enough to read."""
    shown = Decimal(exact.numerator) / Decimal(exact.denominator)
    return format_decimal(shown, format="#,##0.###", locale=locale_of(language))


def _as_number(name: str, facts: Facts, language: str) -> str:
    return number(Fraction(str(facts[name])), language)


WAYS: Mapping[str, Callable[[str, Facts, str], str]] = {
    "money": _as_money,
    "day": _as_day,
    "days": _as_days,
    "every": _as_every,
    "number": _as_number,
}
"""What may stand after the colon in ``{due:day}``: ``money`` (whole pence; its currency is the fact ``currency`` or
``<name>_currency``), ``day`` (an ISO date), ``days`` (a count), ``every`` (how often), ``number`` (exact, as text)."""


def names_in(sentence: str) -> dict[str, str]:
    """Return the facts a sentence asks for, each with its way of being written ("" for as it is).

    :raises ValueError: for a placeholder that could not be filled: no name, an unknown way, or anything but a name.
    """
    asked: dict[str, str] = {}
    for _before, name, way, conversion in Formatter().parse(sentence):
        if name is None:
            continue
        if not name.isidentifier() or conversion or (way and way not in WAYS):
            raise ValueError(f"{{{name}:{way}}} in {sentence!r} is not a fact with one of the ways {sorted(WAYS)}.")
        asked[name] = way or ""
    return asked


def fill(sentence: str, facts: Facts, language: str) -> str:
    """Return *sentence* with its facts in place.

    A fact that is missing or cannot be written in the way asked shows as "not known": a person who is told something
    less must still be told the rest.
    """
    told = []
    for before, name, way, _conversion in Formatter().parse(sentence):
        told.append(before)
        if name is not None:
            told.append(_one(name, way or "", facts, language))
    return "".join(told)


def _one(name: str, way: str, facts: Facts, language: str) -> str:
    unknown = translator(language).gettext("not known")
    if facts.get(name) is None:
        return unknown
    try:
        return WAYS[way](name, facts, language) if way else str(facts[name])
    except (ValueError, TypeError, ZeroDivisionError):
        return unknown
