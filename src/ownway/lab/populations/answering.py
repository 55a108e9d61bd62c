"""Makes up answers to a pack's questions for people whose need is known: more need, higher levels, with chance."""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from ownway.rulebook.audit.people import needs
from ownway.rulebook.model import Kind, Pack, Question
from ownway.rulebook.model.questions import Column
from ownway.rulebook.model.steps import Descriptor, InformalSupport

Numbers = NDArray[Any]

TIED = 0.75
"""How closely the answer to a question of need follows a person's whole need (a correlation)."""
LOOSE = 0.10
"""How closely other answers do: who helps, who lives there, whom one looks after."""
YES = 0.25
"""The share of people who say yes where yes is not need."""
DAY = np.datetime64("2026-04-01")
"""Ages are counted on this day where a question asks for the day of birth."""


def answers(pack: Pack, need: Numbers, age: Numbers, seed: np.random.SeedSequence) -> dict[str, Any]:
    """Return a column for each question of *pack* that a rule can count; text, which no rule counts, is left for later.

    *need* is in standard deviations. The same question of two packs is answered alike.
    """
    tied = needs(pack) - _helped(pack)
    found: dict[str, Any] = {}
    for question in pack.questions:
        # By the question's own name, so that what else a pack asks does not change these answers.
        chance = np.random.default_rng([*seed.generate_state(2), *question.id.encode()])
        tie = TIED if question.id in tied else LOOSE
        if question.kind is Kind.TABLE:
            found[question.id] = rows_of(pack, question, _lean(need, tie, chance), chance)
            continue
        column = _column(question, need, age, tie, chance)
        if column is not None:
            found[question.id] = column
            if question.every:
                found[f"{question.id}.every"] = _all(question.every[0].value, len(need))
    return found


def _helped(pack: Pack) -> frozenset[str]:
    """Return the questions that ask how much others help: they follow no need."""
    return frozenset(
        name for step in pack.allocation.steps if isinstance(step, InformalSupport) for name in step.items.values()
    )


def _column(question: Question, need: Numbers, age: Numbers, tie: float, chance: np.random.Generator) -> Any:
    match question.kind:
        case Kind.LEVELS | Kind.YES_NO:
            lean = _lean(need, tie, chance)
            if question.kind is Kind.YES_NO:
                return pa.array(lean > _cuts([1 - YES, YES])[0])
            levels = question.levels
            # Of little need there is more than of great need.
            place = np.searchsorted(_cuts([1 / (number + 1.5) for number in range(len(levels))]), lean)
            return pa.DictionaryArray.from_arrays(
                pa.array(place.astype(np.int16)), pa.array([level.id for level in levels])
            )
        case Kind.NUMBER:
            return _number(question, _lean(need, tie, chance))
        case Kind.DAY:
            return born(age, chance.integers(0, 365, len(age)))
        case _:
            return None


def _lean(need: Numbers, tie: float, chance: np.random.Generator) -> Numbers:
    """Return what each person's answer follows: their need as closely as *tie* says, and chance."""
    return np.asarray(tie * need + np.sqrt(1 - tie * tie) * chance.standard_normal(len(need)))


def born(age: Numbers, days: Numbers) -> Any:
    """Return the day on which people of an age were born, so many days before their last birthday."""
    before = (age.astype(np.int64) * 365.25 + days).astype(np.int64)
    return pa.array((DAY - before.astype("timedelta64[D]")).astype("datetime64[D]"))


def rows_of(pack: Pack, question: Question, lean: Numbers, chance: np.random.Generator) -> Any:
    """Return a table of one row for each person with any need of the kind, and of none for the others.

    *lean* is need in standard deviations. A column that says on how many days a row applies says all of them.
    """
    always = {(step.of, step.share) for step in pack.allocation.steps if isinstance(step, Descriptor)}
    levels = max((len(column.levels) for column in question.columns), default=0) or 2
    place = np.searchsorted(_cuts([1 / (number + 1.5) for number in range(levels + 1)]), lean)
    some = place > 0
    cells = []
    for column in question.columns:
        if column.kind is Kind.LEVELS:
            at = np.minimum(place[some], len(column.levels)) - 1
            names = [level.id for level in sorted(column.levels, key=lambda one: one.points or 0)]
            cells.append(
                pa.DictionaryArray.from_arrays(pa.array(at.astype(np.int16)), pa.array(names)).cast(pa.string())
            )
        elif (question.id, column.id) in always:
            cells.append(pa.array(np.full(int(some.sum()), int(column.most or 0))))
        elif column.kind is Kind.YES_NO:
            cells.append(pa.array(chance.random(int(some.sum())) < YES))
        else:
            cells.append(_number(column, lean[some]))
    ends = np.concatenate([[0], np.cumsum(some)]).astype(np.int32)
    rows = pa.StructArray.from_arrays(cells, names=[column.id for column in question.columns])
    return pa.ListArray.from_arrays(pa.array(ends), rows)


def _number(question: Question | Column, lean: Numbers) -> Any:
    least, most = int(question.least or 0), int(question.most or 0)
    # Most people are near the lower end of what a question allows.
    return pa.array((least + np.floor(ndtr(lean) ** 3 * (most - least + 0.999))).astype(np.int64))


def _cuts(of: list[float]) -> Numbers:
    whole = np.cumsum(of)
    return np.asarray(ndtri(whole[:-1] / whole[-1]))


def _all(name: str, size: int) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(size, np.int8)), pa.array([name]))
