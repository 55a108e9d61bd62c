"""How firm figures are: what one answer, one question, a lenient assessor or a missing answer does to them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ownway.lab.simulate.figures import Rule
from ownway.rulebook.model import Kind, Question

SEED = 2008
RESCORED = 0.2
"""Of two practitioners who score the same person, about so many answers of a hundred differ by a level."""
MISSING = 0.05
WIDE_PARTS = 10
"""A change counts as wide when it is more than a tenth of the sum."""


@dataclass(frozen=True, slots=True)
class Shaken:
    """What one shake does: to how many people's sums of how many, by more than a tenth, and to the total in pence."""

    what: str
    question: str
    people: int
    changed: int
    changed_wide: int
    without: int
    pence_was: int
    pence_now: int

    def to_json(self) -> dict[str, Any]:
        """Return it for programs."""
        return {
            "what": self.what,
            "question": self.question,
            "people": self.people,
            "changed": self.changed,
            "changed_by_over_tenth": self.changed_wide,
            "without_figure": self.without,
            "pence_was": self.pence_was,
            "pence_now": self.pence_now,
            "per_cent": round(100 * (self.pence_now - self.pence_was) / self.pence_was, 2) if self.pence_was else None,
        }


def shake(rule: Rule, sample: pa.Table, seed: int = SEED) -> Iterator[Shaken]:
    """Yield what each shake of the answers does to the people of a *sample*.

    One level more in one question; that question left out (its lowest level); every answer of need a level up (an
    assessor who drifts); a fifth of them a level up or down by chance (scored again by another); a twentieth missing.
    """
    was, known, _ = rule.figures(sample)
    asked = [
        question
        for question in rule.pack.questions
        if question.scored and question.kind is Kind.LEVELS and question.id in sample.column_names
    ]

    def told(what: str, question: str, shaken: pa.Table) -> Shaken:
        now, still, _ = rule.figures(shaken)
        both = known & still
        change = np.abs(now - was)
        return Shaken(
            what=what,
            question=question,
            people=int(known.sum()),
            changed=int((both & (change > 0)).sum()),
            changed_wide=int((both & (change * WIDE_PARTS > was)).sum()),
            without=int((known & ~still).sum()),
            pence_was=int(was[both].sum()),
            pence_now=int(now[both].sum()),
        )

    for one in asked:
        yield told("one level more", one.id, _with(sample, [one], _up))
    for one in asked:
        yield told("left out", one.id, _with(sample, [one], lambda places, most: places * 0))
    yield told("every answer a level up", "", _with(sample, asked, _up))
    chance = np.random.default_rng(seed)
    yield told("scored again by another", "", _with(sample, asked, lambda places, most: _again(chance, places, most)))
    gone = _with(sample, asked, lambda places, most: np.where(chance.random(len(places)) < MISSING, -1, places))
    yield told("one answer in twenty missing", "", gone)


def _up(places: NDArray[Any], most: int) -> NDArray[Any]:
    return np.where(places < 0, places, np.minimum(places + 1, most))


def _again(chance: np.random.Generator, places: NDArray[Any], most: int) -> NDArray[Any]:
    drawn = chance.random(len(places))
    moved = places + (drawn < RESCORED / 2).astype(np.int64) - (drawn > 1 - RESCORED / 2).astype(np.int64)
    return np.where(places < 0, places, np.clip(moved, 0, most))


def _with(sample: pa.Table, questions: list[Question], change: Callable[[NDArray[Any], int], NDArray[Any]]) -> pa.Table:
    """Return the sample with the levels of some questions changed; below the lowest there is no answer."""
    for question in questions:
        levels = [level.id for level in question.levels]
        texts = sample[question.id].cast(pa.string()).combine_chunks()
        places = pc.fill_null(pc.index_in(texts, pa.array(levels)), -1).to_numpy(zero_copy_only=False).astype(np.int64)
        changed = change(places, len(levels) - 1)
        codes = pa.array(changed.astype(np.int16), mask=changed < 0)
        column = pa.DictionaryArray.from_arrays(codes, pa.array(levels))
        sample = sample.set_column(sample.column_names.index(question.id), question.id, column)
    return sample
