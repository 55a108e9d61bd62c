"""Reads what people type into boxes: sums, numbers and days, exactly, and as forgivingly as is safe."""

import re
from datetime import date

from django import forms
from django.utils import dates

from ownway.interfaces.web.design import saying
from ownway.values import Money
from ownway.words import days as say_day
from ownway.words import money as say_money

LONGEST = 30
SIGNS = re.compile(r"[\s\u00a0\u202f£€$¥']|EUR|GBP|USD")


def decimal(typed: str) -> str | None:
    """Return a typed number as an exact decimal text, ``"1234.5"``; nothing where it is no number.

    A single comma or full stop before one or two last digits divides units from parts, as ``12.50`` and ``12,50``;
    before three digits it divides thousands where another mark follows or where the number would else be unusual:
    ``1,200`` is twelve hundred. ``1.200`` alone could be either, so it is refused, and the person says which.
    """
    text = SIGNS.sub("", typed.translate(str.maketrans("−–", "--")))
    if not text or len(text) > LONGEST or not re.fullmatch(r"-?[0-9.,]+", text) or not text.isascii():
        return None
    if re.fullmatch(r"-?[0-9]+([.,][0-9]{1,2})?", text):
        plain = text.replace(",", ".")
    elif re.fullmatch(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", text):
        plain = text.replace(",", "")
    elif re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+", text) or re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{3}){2,}", text):
        plain = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?0[.,][0-9]+", text) or re.fullmatch(r"-?[0-9]+[.,][0-9]{4,}", text):
        plain = text.replace(",", ".")
    else:
        return None
    whole, mark, parts = plain.partition(".")
    parts = parts.rstrip("0")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    number = (digits.lstrip("0") or "0") + (mark + parts if parts else "")
    return sign + number if number != "0" else "0"


def pence(typed: str, coins: int = 100) -> int | None:
    """Return a typed sum in its smallest coin; nothing where it is no sum, or has parts smaller than a coin."""
    number = decimal(typed)
    if number is None:
        return None
    whole, _, parts = number.partition(".")
    if coins == 1:
        return int(whole) if not parts else None
    if len(parts) > 2:
        return None
    sign = -1 if whole.startswith("-") else 1
    return sign * (int(whole.lstrip("-")) * coins + int(parts.ljust(2, "0") or "0"))


def day(day_typed: str, month_typed: str, year_typed: str) -> date | None:
    """Return the day that three boxes name; nothing where there is none. A month may be given by its name."""
    month = months().get(month_typed.strip().casefold().rstrip("."), month_typed.strip())
    parts = (year_typed.strip(), str(month), day_typed.strip())
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts) or len(parts[0]) != 4:
        return None
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        return None


def months() -> dict[str, int]:
    """Return the names of the months and their short forms in the language of the page, in small letters."""
    named = {str(name).casefold(): number for number, name in dates.MONTHS.items()}
    return named | {str(name).casefold().rstrip("."): number for number, name in dates.MONTHS_3.items()}


def written(coins: int, currency: str = "GBP") -> str:
    """Return a sum as the page writes it, for an error beside a field."""
    return say_money.say(Money(coins, currency), saying.language())


def day_words(named: date) -> str:
    """Return a day as the page writes it."""
    return say_day.say(named, saying.language())


def found_in(asked: str, field: forms.Field) -> str:
    """Return what an address asks for (``?name=``), cleaned by a field; nothing where it cannot be read."""
    try:
        return str(field.to_python(asked))
    except forms.ValidationError:
        return ""
