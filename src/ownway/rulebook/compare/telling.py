"""Two versions compared, in words and as JSON."""

from collections.abc import Iterable, Iterator
from typing import Any

from ownway.rulebook.audit.steps_told import money_told
from ownway.rulebook.audit.telling import answers_as_json
from ownway.rulebook.compare.money import MoneyCompared, Moved, Size
from ownway.rulebook.compare.words import Difference
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.pack import Pack
from ownway.values import Money

AREAS = {
    "id": "The pack",
    "sections": "Sections",
    "questions": "Questions",
    "allocation": "From answers to money",
    "planning": "Planning",
    "agreement": "Agreement",
    "control": "Control",
    "spending": "Spending",
    "outcomes": "Outcomes",
    "review": "Review",
    "words": "Words",
    "sources": "Sources",
    "waivers": "Findings accepted",
}
"""The headings, in the order in which they are told; all else stands under the first."""


def comparison_in_words(
    old: Pack, new: Pack, differences: Iterable[Difference], examples: MoneyCompared, lot: MoneyCompared
) -> Iterator[str]:
    """Yield the lines that tell what a new version changes, first in words and then in money."""
    yield f"{old.name} ({old.id} {old.version}) → {new.name} ({new.id} {new.version})"
    by_area: dict[str, list[Difference]] = {}
    for one in differences:
        by_area.setdefault(one.area if one.area in AREAS else "id", []).append(one)
    if not by_area:
        yield "Nothing differs."
    for area, heading in AREAS.items():
        if area in by_area:
            yield ""
            yield heading
            yield from (f"  {said(one)}" for one in by_area[area])
    for heading, money in (("The worked examples of both", examples), ("People drawn by lot", lot)):
        yield ""
        yield heading
        yield from (f"  {line}" for line in money_in_words(money))


def said(one: Difference) -> str:
    """Return one difference in words."""
    where = ", ".join(part.replace("_", " ") for part in (one.path[1:] or one.path))
    if one.was is None:
        return f"{where}: new" if one.now == "new" else f"{where}: “{one.now}”, new"
    if one.now is None:
        return f"{where}: taken away" if one.was == "there" else f"{where}: “{one.was}”, taken away"
    return f"{where}: “{one.was}” → “{one.now}”"


def money_in_words(money: MoneyCompared) -> Iterator[str]:
    """Yield what a change of version does to sums."""
    if not money.compared:
        yield f"{money.people} people, none of whom has a figure under both."
        return
    yield (
        f"{money.compared} people compared: {money.more} get more, {money.less} get less, {money.same} the same"
        + (f"; {money.without} have no figure under one of the two" if money.without else "")
    )
    was, now = Money(money.pence_was, money.currency), Money(money.pence_now, money.currency)
    yield f"together {money_told(was)} → {money_told(now)} a {money.per.value.replace('_', ' ')}"
    for size in money.sizes:
        if size.more or size.less:
            yield f"{size_in_words(size)}: {size.more} more, {size.less} less"
    for label, one in (("most gained", money.most_gained), ("most lost", money.most_lost)):
        if one is not None and one.was is not None and one.now is not None:
            was, now = Money(one.was, money.currency), Money(one.now, money.currency)
            yield f"{label}: {money_told(was)} → {money_told(now)} ({one.person})"


def size_in_words(size: Size) -> str:
    """Return how large a change is, in hundredths of the old sum."""
    if size.up_to is None:
        return f"by more than {written(size.above * 100)} %"
    if not size.above:
        return f"by up to {written(size.up_to * 100)} %"
    return f"by more than {written(size.above * 100)} % and up to {written(size.up_to * 100)} %"


def comparison_as_json(
    old: Pack, new: Pack, differences: Iterable[Difference], examples: MoneyCompared, lot: MoneyCompared
) -> dict[str, Any]:
    """Return the same for programs."""
    return {
        "old": {"pack": old.id, "version": old.version},
        "new": {"pack": new.id, "version": new.version},
        "differences": [{"path": list(one.path), "was": one.was, "now": one.now} for one in differences],
        "worked_examples": _with_extremes(examples),
        "drawn_by_lot": _with_extremes(lot),
    }


def money_as_json(money: MoneyCompared) -> dict[str, Any]:
    """Return what a change of version does to sums, in numbers that name nobody."""
    return {
        "people": money.people,
        "compared": money.compared,
        "without_figure": money.without,
        "more": money.more,
        "less": money.less,
        "same": money.same,
        "pence_was": money.pence_was,
        "pence_now": money.pence_now,
        "per": money.per.value,
        "currency": money.currency,
        "sizes": [
            {
                "above": written(size.above),
                "up_to": None if size.up_to is None else written(size.up_to),
                "more": size.more,
                "less": size.less,
            }
            for size in money.sizes
        ],
    }


def _with_extremes(money: MoneyCompared) -> dict[str, Any]:
    extremes = {"most_gained": _moved(money.most_gained), "most_lost": _moved(money.most_lost)}
    return {**money_as_json(money), **extremes}


def _moved(one: Moved | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"person": one.person, "pence_was": one.was, "pence_now": one.now, "answers": answers_as_json(one.answers)}
