"""Reads what kind of question an item of a questionnaire is: its answers and points, its range, its columns."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ownway.rulebook.fhir import codes
from ownway.rulebook.fhir.routing import Routes
from ownway.rulebook.fhir.tree import Part
from ownway.rulebook.load.fields import IDENTIFIER
from ownway.rulebook.load.questions import LEVELS_MOST, ROWS_MOST
from ownway.rulebook.model.numbers import NotANumber, exact, written
from ownway.rulebook.model.questions import Kind

LONGEST_TEXT = 4_000
NUMBER_ENDS = ("-1000000", "1000000")
Texts = dict[str, dict[str, tuple[str, str]]]
"""Key → language → text and its Easy Read twin."""


@dataclass(slots=True)
class Reading:
    """What the items of one questionnaire share while they are read."""

    language: str = "en"
    scales: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    valuesets: dict[str, list[Part]] = field(default_factory=dict)
    routes: Routes = field(default_factory=Routes)


def plain(link: str) -> str:
    """Return a name as a pack writes its ids: small letters, digits and low lines."""
    if IDENTIFIER.fullmatch(link):
        return link
    made = re.sub(r"[^a-z0-9]+", "_", link.lower()).strip("_")
    return (made if made[:1].isalpha() else f"q_{made}")[:60].rstrip("_")


def concepts_of(valueset: Part) -> Iterator[Part]:
    """Yield the answers of a value set that is written out."""
    for include in valueset.part("compose").parts("include"):
        yield from include.parts("concept")


def _options(reading: Reading, item: Part, texts: Texts, stem: str) -> list[dict[str, Any]]:
    """Return the levels of a choice, from its options or from a value set the questionnaire contains."""
    options = item.parts("answerOption")
    named = item.text("answerValueSet")
    if named and named not in reading.valuesets:
        item.refuse(
            "a value set that the questionnaire contains", "Contain it, or write answerOption.", key="answerValueSet"
        )
        return []
    codings = [(one, one.part("valueCoding")) for one in options] or [
        (one, one) for one in reading.valuesets.get(named, [])
    ]
    levels: list[dict[str, Any]] = []
    for option, coding in codings:
        if not coding.content:
            option.refuse("an answer with a code (valueCoding)", "Give each answer a code and a display.")
            continue
        code = coding.text("code") or coding.text("display", required=True)
        id = plain(code)
        reading.routes.levels[(item.text("linkId"), code)] = id
        said = coding.said("display", reading.language) or {reading.language: (code, "")}
        texts[f"{stem}.{id}"] = said
        points = _points(option, coding)
        levels.append({"id": id} | ({} if points is None else {"points": points}))
    ids = [level["id"] for level in levels]
    if not 2 <= len(levels) <= LEVELS_MOST or len(set(ids)) != len(ids):
        item.refuse(f"two to {LEVELS_MOST} answers, each code once", key="answerOption", given=f"{len(levels)} answers")
    return levels


def _points(option: Part, coding: Part) -> str | None:
    for part in (option, coding):
        for url in (codes.EXACT, codes.WEIGHT, codes.ORDINAL):
            for one in part.extensions(url):
                if url == codes.EXACT:
                    try:
                        return written(exact(one.text("valueString")))
                    except NotANumber:
                        one.refuse("an exact number", key="valueString")
                        return None
                number = one.number("valueDecimal")
                return None if number is None else written(number)
    return None


def _choice(reading: Reading, item: Part, texts: Texts) -> dict[str, Any]:
    if item.yes("repeats"):
        item.refuse("one answer a question", "Ask a yes-or-no question for each answer.", key="repeats")
    levels = _options(reading, item, texts, "levels")
    scored = [level for level in levels if "points" in level]
    if scored and len(scored) < len(levels):
        item.refuse(
            "points on every answer or on none", "Add itemWeight to the others.", key="answerOption", given="some"
        )
    kind = Kind.YES_NO if item.code(codes.KIND) == Kind.YES_NO else Kind.LEVELS
    made: dict[str, Any] = {"kind": kind.value} | ({"scored": True} if scored else {})
    scale = item.code(codes.SCALE)
    if not scale:
        return made | {"levels": levels}
    if reading.scales.setdefault(scale, levels) != levels:
        item.refuse(f"the same answers as every question of the scale “{scale}”", key="answerOption", given="others")
    return made | {"scale": scale}


def _boolean(reading: Reading, item: Part, texts: Texts) -> dict[str, Any]:
    return {"kind": Kind.YES_NO.value}


def _number(reading: Reading, item: Part, texts: Texts) -> dict[str, Any]:
    made: dict[str, Any] = {"kind": Kind.NUMBER.value} | _range(item)
    if item.content.get("type") == "quantity":
        periods = {code: every.value for every, code in codes.PERIODS.items()}
        units = [one.part("valueCoding").text("code") for one in item.extensions(codes.UNIT)]
        if not units or not set(units) <= periods.keys():
            told = ", ".join(units) or "no unit"
            item.refuse(f"units of how often: {', '.join(periods)}", "A pack counts no other.", given=told)
        made["every"] = [periods[unit] for unit in units if unit in periods]
    return made


def _range(item: Part) -> dict[str, Any]:
    ends = []
    for url, usual in zip((codes.LEAST, codes.MOST), NUMBER_ENDS, strict=True):
        found: Fraction | None = None
        for one in item.extensions(url):
            key = next((key for key in ("valueInteger", "valueDecimal") if key in one.content), "valueDecimal")
            found = one.number(key)
        if found is None:
            item.note(
                f"no {'least' if url == codes.LEAST else 'largest'} number is stated; {usual} stands in its place."
            )
        ends.append(usual if found is None else written(found))
    made: dict[str, Any] = {"least": ends[0], "most": ends[1]}
    if item.content.get("type") == "integer":
        return made | {"whole": True}
    places = next((one.number("valueInteger") for one in item.extensions(codes.PLACES)), None)
    if places == 0 and item.content.get("type") == "quantity":
        return made | {"whole": True}
    return made if places is None else made | {"places": written(places)}


def _text(reading: Reading, item: Part, texts: Texts) -> dict[str, Any]:
    longest = item.number("maxLength") or Fraction(LONGEST_TEXT)
    return {"kind": Kind.TEXT.value, "longest": written(longest)}


def _day(reading: Reading, item: Part, texts: Texts) -> dict[str, Any]:
    return {"kind": Kind.DAY.value}


def _table(reading: Reading, item: Part, texts: Texts) -> dict[str, Any]:
    columns = []
    for one in item.parts("item"):
        kind = one.content.get("type")
        if kind == "display":
            continue
        link = one.text("linkId", required=True)
        name = plain(link.removeprefix(f"{item.text('linkId')}."))
        texts[f"columns.{name}"] = one.said("text", reading.language, required=True)
        if kind == "choice":
            levels = _options(reading, one, texts, "levels")
            scored = any("points" in level for level in levels)
            columns.append({"id": name, "kind": "levels"} | ({"scored": True} if scored else {}) | {"levels": levels})
        elif kind in ("integer", "decimal"):
            columns.append({"id": name, "kind": "number"} | _range(one))
        else:
            one.refuse("a column of type choice, integer or decimal", key="type")
    most = next((one.number("valueInteger") for one in item.extensions(codes.ROWS_MOST)), None)
    if most is None:
        item.note(f"no most of rows is stated; {ROWS_MOST} stands in its place.")
    return {"kind": Kind.TABLE.value, "rows_most": written(most or Fraction(ROWS_MOST)), "columns": columns}


READERS: Mapping[str, Callable[[Reading, Part, Texts], dict[str, Any]]] = {
    "choice": _choice,
    "boolean": _boolean,
    "integer": _number,
    "decimal": _number,
    "quantity": _number,
    "text": _text,
    "string": _text,
    "date": _day,
    "group": _table,
}
TYPE_HELP = {
    "open-choice": "Make it a choice, and ask for other answers in a text of their own.",
    "coding": "FHIR R4 calls it choice.",
    "dateTime": "A pack asks for days: make it a date.",
    "attachment": "A pack asks in words and numbers; take the question out.",
    "reference": "A pack asks in words and numbers; take the question out.",
}
