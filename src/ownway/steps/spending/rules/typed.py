"""Reads a line as people type it ("taxi to mum 12.40 yesterday") as a spend, and says what it is not sure of."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from ownway.values import Reason

MOST_PENCE = 100_000_000
SHORTEST_WORD = 4


@dataclass(frozen=True, slots=True)
class TypedSpend:
    """What a line was understood as; *unsure* names what has to be asked. Without a day, today is meant."""

    what: str
    pence: int | None
    on: date
    line: UUID | None
    unsure: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    value: Any
    weight: int = 0


def read_line(text: str, *, today: date, lines: Sequence[tuple[UUID, str]] = ()) -> TypedSpend:
    """Return *text* as a spend. *lines* are the parts of the plan it may be for, with what they are called.

    A bare number counts as the sum only where it is the only one, or the only one with pence or a pounds sign.
    """
    told = " ".join(text.split())
    days = _apart(_days(told, today))
    sums = [one for one in _sums(told) if not any(one.start < day.end and day.start < one.end for day in days)]
    best = [one for one in sums if one.weight == max(each.weight for each in sums)]
    pence = best[0].value if len(best) == 1 else None
    on = days[0].value if len({day.value for day in days}) == 1 else today
    taken = [*days, *(best if len(best) == 1 else [])]
    what = _rest(told, taken)
    unsure = []
    if not sums:
        unsure.append(Reason("spending.typed_no_sum"))
    elif pence is None:
        unsure.append(Reason("spending.typed_two_sums"))
    if len({day.value for day in days}) > 1:
        unsure.append(Reason("spending.typed_two_days"))
    if on > today:
        unsure.append(Reason("spending.typed_later"))
    if not what:
        unsure.append(Reason("spending.typed_no_words"))
    return TypedSpend(what, pence, min(on, today), line_for(what, lines), tuple(unsure))


def line_for(words: str, lines: Iterable[tuple[UUID, str]]) -> UUID | None:
    """Return the one part of the plan that shares a longer word with *words*; nothing where none or several do."""
    told = _longer_words(words)
    alike = [
        line
        for line, what in lines
        if any(word.startswith(other) or other.startswith(word) for word in told for other in _longer_words(what))
    ]
    return alike[0] if len(alike) == 1 else None


def _longer_words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) >= SHORTEST_WORD}


def _sums(text: str) -> Iterator[_Found]:
    known = _known()
    units, coins = "|".join(known["units"]), "|".join(known["coins"])
    number = r"(?P<units>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,6})(?:[.,](?P<coins>[0-9]{2}))?"
    for found in re.finditer(
        rf"(?<![\w.,/])(?P<sign>[£€$]\s?)?{number}(?P<word>\s?(?:{units})\b|\s?[£€])?(?P<small>\s?(?:{coins})\b)?(?![\w/]|[.,][0-9])",
        text,
        re.IGNORECASE,
    ):
        whole = int(found["units"].replace(",", ""))
        pence = whole if found["small"] else whole * 100 + int(found["coins"] or 0)
        if found["small"] and (found["coins"] or found["sign"]):
            continue
        weight = 2 if found["sign"] or found["word"] or found["small"] else 1 if found["coins"] else 0
        if 0 < pence <= MOST_PENCE:
            yield _Found(found.start(), found.end(), pence, weight)


def _days(text: str, today: date) -> Iterator[_Found]:
    known = _known()
    folded = text.casefold()
    for words, ago in known["days_ago"].items():
        for found in re.finditer(rf"\b{re.escape(words)}\b", folded):
            yield _Found(found.start(), found.end(), today - timedelta(days=ago))
    before = "|".join(known["before_days"])
    for names in (known["weekdays"], known["short_weekdays"]):
        for number, name in enumerate(names):
            for found in re.finditer(rf"\b(?:(?:{before})\s)*{name}\b\.?", folded):
                back = (today.weekday() - number) % 7
                is_last = back == 0 and "last " in found[0]
                yield _Found(found.start(), found.end(), today - timedelta(days=7 if is_last else back))
    yield from _dates(folded, today, known)


def _dates(folded: str, today: date, known: Mapping[str, Any]) -> Iterator[_Found]:
    for names in (known["months"], known["short_months"]):
        for number, name in enumerate(names, start=1):
            pattern = rf"\b([0-3]?[0-9])(?:st|nd|rd|th)?(?:\sof)?\s{name}\b\.?(?:\s(20[0-9]{{2}}))?"
            for found in re.finditer(pattern, folded):
                yield from _day(found, today, int(found[1]), number, found[2])
    for found in re.finditer(r"(?<![\w/])([0-3]?[0-9])/([01]?[0-9])(?:/(20[0-9]{2}|[0-9]{2}))?(?![\w/])", folded):
        year = found[3] and (found[3] if len(found[3]) == 4 else f"20{found[3]}")
        yield from _day(found, today, int(found[1]), int(found[2]), year)
    for found in re.finditer(r"\b(20[0-9]{2})-([01][0-9])-([0-3][0-9])\b", folded):
        yield from _day(found, today, int(found[3]), int(found[2]), found[1])


def _day(found: "re.Match[str]", today: date, day: int, month: int, year: str | None) -> Iterator[_Found]:
    """Yield the day; without a year, the last time it was."""
    for each in [int(year)] if year else [today.year, today.year - 1]:
        try:
            on = date(each, month, day)
        except ValueError:
            continue
        if year or on <= today:
            yield _Found(found.start(), found.end(), on)
            return


def _apart(found: Iterable[_Found]) -> list[_Found]:
    """Return what was found without what lies inside something longer."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda each: (each.start - each.end, each.start)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda each: each.start)


def _rest(text: str, taken: Sequence[_Found]) -> str:
    left = text
    for one in sorted(taken, key=lambda each: -each.start):
        left = f"{left[: one.start]} {left[one.end :]}"
    words = left.split()
    beside = set(_known()["beside"])
    while words and words[-1].casefold() in beside:
        words.pop()
    while words and words[0].casefold() in beside:
        words.pop(0)
    return " ".join(words).strip(" ,;:–-")


@cache
def _known() -> Mapping[str, Any]:
    """Return the words of all languages together."""
    told = yaml.safe_load((Path(__file__).parent / "typed.yaml").read_text(encoding="utf-8"))
    both: dict[str, Any] = {}
    for words in told.values():
        for name, given in words.items():
            both[name] = {**both.get(name, {}), **given} if isinstance(given, dict) else [*both.get(name, []), *given]
    return both
