"""A pack as plain data for anyone: questions, points, tables, limits and clocks, written as in the pack's own files."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from ownway.rulebook.model.conditions import AllOf, AnswerIs, AnyOf, Condition, StepIs
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import Column, Kind, Question, State
from ownway.rulebook.model.steps import Band, Choose, Step
from ownway.rulebook.schema.model import CALLED

Texts = dict[str, dict[str, str]]
"""Language → the text and, where there is one, its Easy Read twin."""
SHARED = ("id", "unit", "rounding", "source")


def says(pack: Pack, key: str) -> Texts:
    """Return a text of the pack in each of its languages; empty where the pack has no such text."""
    told: Texts = {}
    for language in pack.languages:
        try:
            text, easy = pack.say(key, language), pack.say(key, language, easy=True)
        except KeyError:
            return {}
        told[language] = {"text": text} | ({"easy": easy} if easy != text else {})
    return told


def as_data(value: object) -> Any:
    """Return a value of the model as a pack's file writes it: numbers as exact texts, names, days, lists, mappings."""
    match value:
        case AnswerIs() | StepIs() | AllOf() | AnyOf():
            return condition_as_data(value)
        case Band():
            return _band(value)
        case Column():
            scored = any(level.points is not None for level in value.levels)
            return _filled(value) | ({"scored": "yes"} if scored else {})
        case Fraction():
            return written(value)
        case StrEnum():
            return value.value
        case date():
            return value.isoformat()
        case Mapping():
            return {str(as_data(key)): as_data(one) for key, one in value.items()}
        case tuple() | frozenset():
            return [as_data(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return _filled(value)
    return value


def _filled(value: Any) -> dict[str, Any]:
    """Return the fields of a class that say something, by the names that a file gives them."""
    made = {}
    for one in fields(value):
        given = getattr(value, one.name)
        if given is not None and given != "" and given != ():
            made[CALLED.get((type(value), one.name), one.name)] = as_data(given)
    return made


def _band(band: Band) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if band.lower is not None:
        made["from" if band.lower.within else "above"] = written(band.lower.at)
    if band.upper is not None:
        made["up_to" if band.upper.within else "below"] = written(band.upper.at)
    return made | {"gives": as_data(band.gives)}


def condition_as_data(condition: Condition) -> dict[str, Any]:
    """Return a condition as a pack writes it."""
    match condition:
        case AnswerIs(question, levels, negated):
            return {"question": question, "is_not" if negated else "is": list(levels)}
        case StepIs(step, least, below, labels):
            ends = {"from": least, "below": below}
            named = {"is": list(labels)} if labels else {}
            return {"step": step} | {key: written(end) for key, end in ends.items() if end is not None} | named
        case AllOf(parts):
            return {"all": [condition_as_data(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [condition_as_data(part) for part in parts]}


def step_as_data(step: Step) -> dict[str, Any]:
    """Return a step as ``allocation.yaml`` writes it."""
    made = {"operator": step.operator} | _filled(step)
    if isinstance(step, Choose):
        last = {"take": step.take} if step.take else {"value": as_data(step.value)}
        made = {key: value for key, value in made.items() if key not in ("take", "value")} | {"otherwise": last}
    return made


def question_as_data(question: Question) -> dict[str, Any]:
    """Return a question as ``questions/<id>.yaml`` writes it, its levels written out where it shares a scale."""
    made = _filled(question)
    for key in ("id", "section", "scale"):
        made.pop(key, None)
    if question.kind is not Kind.NUMBER:
        made.pop("places", None)
    for key in ("scored", "whole", "longest", "rows_most", "states"):
        if not made.get(key):
            made.pop(key, None)
    made["may_skip"] = [state.value for state in question.may_skip]
    if question.kind is Kind.YES_NO and not question.scored:
        made.pop("levels", None)
    return made


def levels_of(pack: Pack, question: Question) -> list[dict[str, Any]]:
    """Return the answers of a question: id, points where it is scored, and words."""
    ids = [(level.id, level.points) for level in question.levels]
    return [
        {
            "id": id,
            "points": None if points is None else written(points),
            "says": says(pack, f"question.{question.id}.level.{id}"),
        }
        for id, points in ids
    ]


def without_answer(question: Question) -> dict[str, str]:
    """Return what each state without an answer is worth: points, or ``range``."""
    told = {}
    for state in (State.NOT_ASKED, *question.may_skip):
        worth = question.worth(state)
        told[state.value] = "range" if worth is None else written(worth)
    return told
