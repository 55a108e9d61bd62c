"""The schema of each kind of file in a pack, and which file has which."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from ownway.rulebook.load.allocation import DAYS_MOST
from ownway.rulebook.load.pack import MARKS
from ownway.rulebook.load.questions import LEVELS_MOST, LONGEST_TEXT, PLACES_MOST, ROWS_MOST
from ownway.rulebook.model.allocation import Allocation
from ownway.rulebook.model.journey import Agreement, Control, Outcomes, Planning, Review, Spending
from ownway.rulebook.model.means import Means, Way
from ownway.rulebook.model.questions import NO_ANSWER, RANGE, Kind, Question, State
from ownway.rulebook.schema.model import properties, told
from ownway.rulebook.schema.parts import (
    CONDITION,
    ID,
    NUMERIC,
    ON_A_DAY,
    TEXT,
    YES_NO,
    Schema,
    complete,
    ids,
    many,
    mapping,
    named,
    one_of,
    whole,
)
from ownway.rulebook.schema.steps import step_schema
from ownway.values import Every

LANGUAGE = {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,59}$"}


def _pack() -> Schema:
    """Return the schema of ``pack.yaml``."""
    source = {"id": ID, "title": TEXT, "where": TEXT, "read_on": ON_A_DAY, "mark": one_of(MARKS)}
    section = {"id": ID, "source": ID, "questions": ids()}
    waiver = {"finding": TEXT, "because": TEXT, "by": TEXT, "on": ON_A_DAY}
    given = {
        "id": TEXT,
        "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "languages": many(LANGUAGE) | {"uniqueItems": True},
        "easy_read": many(LANGUAGE) | {"uniqueItems": True},
        "illustrative": YES_NO,
        "incomplete": YES_NO,
        "notice": TEXT,
        "in_force": mapping({"from": ON_A_DAY, "until": ON_A_DAY}, ["from"]),
        "sources": many(mapping(source, source), 1),
        "scales": named(mapping({"levels": _levels(scored=True)}, ["levels"])),
        "sections": many(mapping(section, ["id", "questions"]), 1),
        "waivers": many(mapping(waiver, waiver)),
    }
    return mapping(given, ["id", "currency", "languages", "illustrative", "in_force", "sources", "sections"])


def _levels(*, scored: bool) -> Schema:
    level = mapping({"id": ID, "points": NUMERIC}, ["id", "points"] if scored else ["id"])
    return many(level, 2) | {"maxItems": LEVELS_MOST}


def _question() -> Schema:
    """Return the schema of a question; what else it must have depends on its kind."""
    ends = {"least": NUMERIC, "most": NUMERIC, "whole": YES_NO, "places": whole(0, PLACES_MOST)}
    column = {
        "id": ID,
        "kind": one_of((Kind.LEVELS, Kind.NUMBER)),
        "scored": YES_NO,
        "levels": _levels(scored=False),
    } | ends
    counts = {"anyOf": [{"const": RANGE}, NUMERIC]}
    given = {
        "kind": one_of(Kind),
        "scored": YES_NO,
        "scale": ID,
        "levels": _levels(scored=False),
        "asked_if": CONDITION,
        "groups": ids(),
        "states": named(counts, one_of(NO_ANSWER)),
        "may_skip": many(one_of(State)),
        "every": many(one_of(Every)),
        **ends,
        "longest": whole(1, LONGEST_TEXT),
        "columns": many(
            mapping(column, ["id", "kind"], **_when({"kind": Kind.LEVELS}, ["levels"], ["least", "most"])), 1
        ),
        "rows_most": whole(1, ROWS_MOST),
        "picture": TEXT,
        "asks_about": ids(),
        "source": ID,
    }
    only = {Kind.TEXT: ("longest",), Kind.TABLE: ("columns", "rows_most"), Kind.LEVELS: (), Kind.YES_NO: ()}
    rules: list[Schema] = []
    for kind in Kind:
        needed = list(only.get(kind, ())) + (["least", "most"] if kind is Kind.NUMBER else [])
        refused = [key for other, keys in only.items() for key in keys if other is not kind]
        refused += [] if kind in (Kind.LEVELS, Kind.YES_NO) else ["levels"]
        then: Schema = {"properties": dict.fromkeys(refused, False)} | ({"required": needed} if needed else {})
        if kind is Kind.LEVELS:
            then["anyOf"] = [{"required": ["levels"]}, {"required": ["scale"]}]
        rules.append({"if": {"properties": {"kind": {"const": kind.value}}}, "then": then})
    rules += _scored()
    return mapping(given, ["kind"], told(Question), allOf=rules)


def _scored() -> list[Schema]:
    """Return that scored levels have points, and levels that are not scored have none."""
    yes = {"properties": {"scored": {"enum": ["yes", True, "true"]}}, "required": ["scored"]}
    with_points = {"properties": {"levels": {"items": {"required": ["points"]}}}}
    without = {"properties": {"levels": {"items": {"properties": {"points": False}}}}}
    words = {"properties": {"kind": {"enum": [Kind.TEXT, Kind.TABLE, Kind.DAY]}}}
    return [
        {"if": yes, "then": with_points, "else": without},
        {"if": words, "then": {"properties": {"scored": {"enum": ["no", False, "false"]}}}},
    ]


def _when(is_so: Mapping[str, str], then: list[str], otherwise: list[str]) -> Schema:
    test = {"properties": {key: {"const": str(value)} for key, value in is_so.items()}}
    return {"if": test, "then": {"required": then}, "else": {"required": otherwise}}


def _question_words() -> Schema:
    """Return the schema of a question's words."""
    texts = named(TEXT)
    given = {"label": TEXT, "help": TEXT, "why": TEXT, "picture": TEXT}
    given |= dict.fromkeys(("levels", "columns", "errors"), texts)
    return mapping(given | {"easy": mapping(given)}, ["label"])


def _words() -> Schema:
    """Return the schema of a language's texts."""
    pair = mapping({"text": TEXT, "easy": TEXT}, ["text"])
    return {"type": "object", "additionalProperties": {"anyOf": [TEXT, pair]}}


def _means() -> Schema:
    """Return the schema of the financial assessment in ``spending.yaml``."""
    rule, _ = properties(Allocation)
    clocks = ("checked_within_days", "challenge_within_days", "answer_within_days")
    given = {
        "from": ON_A_DAY,
        "until": ON_A_DAY,
        "questions": ids(),
        "source": ID,
        "budget": ID,
        "way": one_of(Way),
        "pay_within_days": whole(1, DAYS_MOST),
        "per": rule["per"],
        "figure": rule["figure_step"],
        "clocks": mapping({key: whole(1, DAYS_MOST) for key in clocks}, clocks),
        "times_per_year": rule["times_per_year"],
        "steps": many(step_schema(), 1),
    }
    return mapping(given, [key for key in given if key not in ("until", "source")], told(Means))


def _allocation() -> Schema:
    """Return the schema of ``allocation.yaml``."""
    given, required = properties(Allocation)
    clocks = ("checked_within_days", "challenge_within_days", "answer_within_days")
    given |= {
        "figure": given.pop("figure_step"),
        "clocks": mapping({key: whole(1, DAYS_MOST) for key in clocks}, clocks),
        "steps": many(step_schema(), 1),
    }
    needed = [key for key in required if key not in clocks and key != "figure_step"]
    return mapping({key: value for key, value in given.items() if key not in clocks}, [*needed, "figure", "clocks"])


def _example() -> Schema:
    """Return the schema of a worked example."""
    answer = {"anyOf": [TEXT, {"type": "object"}]}
    given = {
        "says": TEXT,
        "as_of": ON_A_DAY,
        "needs_on": ON_A_DAY,
        "paid_from": ON_A_DAY,
        "answers": named(answer),
        "all_others": {"const": "least"},
        "figure": TEXT,
        "range": many(TEXT) | {"minItems": 2, "maxItems": 2},
        "steps": named(TEXT),
        "refused": TEXT,
    }
    return mapping(given, ["says", "as_of", "answers"])


JOURNEY = {
    "planning": Planning,
    "agreement": Agreement,
    "control": Control,
    "spending": Spending,
    "outcomes": Outcomes,
    "review": Review,
}
TITLES = {
    "pack": "pack.yaml: what a programme is, its sources, its sections",
    "question": "questions/<id>.yaml: one question",
    "question-words": "questions/<id>.<language>.yaml: the words of one question",
    "words": "words.<language>.yaml: all other words",
    "example": "examples/<name>.yaml: a worked example",
    "allocation": "allocation.yaml: from answers to money",
    **{name: f"{name}.yaml: {told(kind)}" for name, kind in JOURNEY.items()},
}


def _made() -> dict[str, Schema]:
    made = {
        "pack": _pack(),
        "question": _question(),
        "question-words": _question_words(),
        "words": _words(),
        "example": _example(),
        "allocation": _allocation(),
    }
    for name, kind in JOURNEY.items():
        given, required = properties(kind)
        if kind is Spending:
            given["means"] = _means()
        made[name] = mapping(given, required, told(kind))
    return {name: complete(name, TITLES[name], schema) for name, schema in made.items()}


SCHEMAS: Mapping[str, Schema] = _made()
"""Every schema by its name."""


def schema_of(name: str) -> Schema:
    """Return the schema of that name.

    :raises KeyError: when there is none.
    """
    return SCHEMAS[name]


def schema_for(file: str) -> str:
    """Return the name of the schema that a file of a pack has, by its name within the pack; "" where none fits."""
    path = PurePosixPath(file)
    folder, dots = path.parent.as_posix(), path.name.count(".")
    if folder == "questions":
        return "question" if dots == 1 else "question-words"
    if folder == "examples":
        return "example"
    stem = path.name.split(".")[0]
    return stem if stem in SCHEMAS and folder == "." else ""
