"""Sums of money as they are written in the reader's language."""

from decimal import Decimal

from babel.numbers import format_currency

from ownway.values import Every, Money
from ownway.words.languages import locale_of
from ownway.words.periods import each


def say(money: Money, language: str) -> str:
    """Return a sum in full, with its smallest coins: ``£1,275.40``, ``1.275,40 €``."""
    places = 0 if money.coins_per_unit == 1 else 2
    amount = Decimal(money.pence).scaleb(-places)
    said = format_currency(amount, money.currency, locale=locale_of(language))
    # The standard's Arabic says which country's pound; whoever reads this lives there, and banknotes say only "£".
    # A true minus sign, as sums have it elsewhere on the pages; at a hyphen a line might be broken.
    return said.replace("UK£", "£").replace("-", "−")


def say_per(money: Money, every: Every, language: str) -> str:
    """Return a sum with how often it comes: ``£275.40 a week``."""
    return f"{say(money, language)} {each(every, language)}"
