"""Finds what would let someone be recognised in a story: names, addresses of mail, numbers; and blurs the amount."""

import re
import unicodedata
from collections.abc import Iterable

from ownway.values import Money

# A name of one or two letters would be found in every second sentence.
SHORTEST_NAME = 3
# Whoever has 7,340 pounds a year can be picked out; of those with 5,000 to 10,000 there are many.
BANDS = (1_000, 2_500, 5_000, 10_000, 20_000, 35_000, 50_000, 75_000, 100_000, 150_000)

_MARKS = (
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),
    re.compile(r"(?:\+?\d[\s()-]?){9,}\d"),
    re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b"),
    re.compile(r"https?://\S+"),
)


def found_in(text: str, names: Iterable[str], places: Iterable[str] = ()) -> str:
    """Return the first thing in *text* by which someone could be recognised, or "" when nothing was found.

    Looked for are the parts of *names*, *places* as a whole, e-mail and web addresses, phone numbers and British
    postcodes. A person's eye is needed besides: no list of marks is whole.
    """
    for mark in _MARKS:
        if match := mark.search(text):
            return match.group(0)
    said: dict[str, str] = {_bare(word): word for word in re.findall(r"[\w'’-]+", text)}
    for name in names:
        for part in re.findall(r"[\w'’-]+", name):
            if len(part) >= SHORTEST_NAME and _bare(part) in said:
                return said[_bare(part)]
    for place in places:
        if re.search(rf"\b{re.escape(place)}\b", text, re.IGNORECASE):
            return place
    return ""


def edges(currency: str) -> list[int]:
    """Return where the ranges of a yearly sum begin, in the currency's smallest coins."""
    return [0, *(units * Money(0, currency).coins_per_unit for units in BANDS)]


def band(year: Money) -> tuple[Money, Money | None]:
    """Return the range that a yearly sum is told as: from, and up to; the highest range has no end."""
    steps = edges(year.currency)
    start = max(edge for edge in steps if edge <= max(year.pence, 0))
    above = [edge for edge in steps if edge > start]
    return Money(start, year.currency), Money(above[0], year.currency) if above else None


def _bare(word: str) -> str:
    # Zoë and Zoe's are the same Zoe to whoever knows her.
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode() or word
    return re.sub(r"['’]s$", "", plain.casefold())
