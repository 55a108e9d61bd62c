"""The languages the product speaks, and how each writes numbers and days."""

from functools import cache

from babel import Locale

from ownway.rulebook.numerals import babel_name

LANGUAGES = {"en": "English", "cy": "Cymraeg", "de": "Deutsch", "ar": "العربية"}
"""Code and own name of each language; the first is the one every sentence is written in."""


def nearest(language: str) -> str:
    """Return the language of the product that serves *language*: ``"de"`` for ``"de-AT"``, English for all unknown."""
    first = language.replace("_", "-").split("-")[0].lower()
    return first if first in LANGUAGES else "en"


@cache
def locale_of(language: str) -> Locale:
    """Return Babel's rules of writing for *language*."""
    return Locale.parse(babel_name(nearest(language)))
