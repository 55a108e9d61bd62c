"""What differs between two packs, part by part: questions, points, tables, steps, clocks, streams, texts, sources."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from ownway.rulebook.model.conditions import AllOf, AnswerIs, AnyOf, StepIs
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.steps import Band, RoundTo, Step
from ownway.rulebook.reference import told
from ownway.values import Period

LEFT_OUT = {"rule_hash", "words_hash", "by_id", "words"}
"""Parts of a pack that follow from others, or are compared apart."""

NAMED_BY = ("id", "finding", "starts", "at", "order", "least")
"""What tells one part of a list from another, the first that it has."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that differs. *was* is nothing where it is new, *now* nothing where it was taken away."""

    path: Path
    was: str | None
    now: str | None

    @property
    def area(self) -> str:
        """The part of the pack it belongs to: ``questions``, ``allocation``, ``words`` and so on."""
        return self.path[0]


def compare_words(old: Pack, new: Pack) -> tuple[Difference, ...]:
    """Return all that differs between two packs, in their order; whole parts that came or went in one line."""
    was, now = dict(parts_of(old)), dict(parts_of(new))
    wholes_was, wholes_now = _wholes(was), _wholes(now)
    found: dict[Path, Difference] = {}
    for path in dict.fromkeys([*was, *now]):
        if was.get(path) == now.get(path):
            continue
        starts = (path[:end] for end in range(2, len(path)))
        whole = next((start for start in starts if _came_or_went(start, wholes_was, wholes_now)), None)
        if whole is None:
            found[path] = Difference(path, was.get(path), now.get(path))
        elif whole in wholes_now:
            found[whole] = Difference(whole, None, "new")
        else:
            found[whole] = Difference(whole, "there", None)
    return tuple(found.values())


def _wholes(parts: Mapping[Path, str]) -> frozenset[Path]:
    """Return the paths that hold more than one part."""
    counts = Counter(path[:end] for path in parts for end in range(1, len(path)))
    return frozenset(path for path, count in counts.items() if count > 1)


def _came_or_went(path: Path, was: frozenset[Path], now: frozenset[Path]) -> bool:
    return (path in was) is not (path in now)


def parts_of(pack: Pack) -> Iterator[tuple[Path, str]]:
    """Yield every single part of a pack by its path."""
    for one in fields(pack):
        if one.name not in LEFT_OUT:
            yield from _parts(getattr(pack, one.name), (one.name,))
    for language, said in pack.words.items():
        for key, text in said.items():
            yield ("words", key, language), text.text
            if text.easy:
                yield ("words", key, f"{language}, Easy Read"), text.easy


def _parts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    match value:
        case None | "" | ():
            return
        case AnswerIs() | StepIs() | AllOf() | AnyOf():
            yield path, told(value).replace("`", "")
        case RoundTo(to, by):
            yield path, f"to {written(to)}, {by}"
        case Period(start=start, end=end):
            yield path, f"{start} to {end}" if end else f"from {start}"
        case Fraction():
            yield path, written(value)
        case Enum():
            yield path, str(value.value)
        case bool():
            yield path, "yes" if value else "no"
        case str() | int() | date():
            yield path, str(value)
        case Band():
            yield (*path, _band(value)), _said(value.gives)
        case Mapping():
            for key, inner in value.items():
                yield from _parts(inner, (*path, str(key.value if isinstance(key, Enum) else key)))
        case tuple() | frozenset():
            yield from _list(value, path)
        case _ if is_dataclass(value):
            if isinstance(value, Step):
                yield (*path, "operator"), value.operator
            for one in fields(value):
                yield from _parts(getattr(value, one.name), (*path, one.name))
        case _:
            raise TypeError(f"No words for a {type(value).__name__} at {'.'.join(path)}.")


def _list(values: Any, path: Path) -> Iterator[tuple[Path, str]]:
    items = sorted(values) if isinstance(values, frozenset) else list(values)
    if all(isinstance(item, str | Enum) for item in items):
        yield path, ", ".join(str(item.value if isinstance(item, Enum) else item) for item in items)
        return
    bys = [next((name for name in NAMED_BY if getattr(item, name, None) is not None), "") for item in items]
    names = Counter(getattr(item, by) for item, by in zip(items, bys, strict=True) if by)
    for place, (item, named) in enumerate(zip(items, bys, strict=True), 1):
        if isinstance(item, Band):
            yield from _parts(item, path)
            continue
        # A name that two parts share tells neither; then it is their place.
        by = named if named and names[getattr(item, named)] == 1 else ""
        name = getattr(item, by) if by else place
        inner = (*path, _said(name) if isinstance(name, str | Fraction) else str(name))
        # What a part is told by need not be told again, unless it is all there is.
        told = [(found, text) for found, text in _parts(item, inner) if found != (*inner, by)]
        yield from told or [(inner, str(name))]


def _band(band: Band) -> str:
    low, high = band.lower, band.upper
    ends = [] if low is None else [f"{'from' if low.within else 'above'} {written(low.at)}"]
    ends += [] if high is None else [f"{'to' if high.within else 'below'} {written(high.at)}"]
    return " ".join(ends) or "all numbers"


def _said(value: Fraction | str) -> str:
    return value if isinstance(value, str) else written(value)
