"""All ways from points to money on several populations: which is nearest, and what the default loses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ownway.lab.calibrate.challengers import methods
from ownway.lab.calibrate.limits import Limits, pounds
from ownway.lab.calibrate.sums import People
from ownway.lab.calibrate.validating import Folds, Score, draw_folds, score
from ownway.lab.calibrate.weights import of_need
from ownway.lab.populations import COST, Asked, made_up, pointed
from ownway.rulebook.model import Pack
from ownway.rulebook.model.steps import Line

Real = NDArray[np.float64]
PARTS = 5
REPEATS = 1
JUMPS = (40, 70)


@dataclass(frozen=True, slots=True)
class Tried:
    """One population: how each way does on people it never saw, and where on the scale the default is beaten."""

    name: str
    people: int
    scores: Mapping[str, Score]
    misses: Mapping[str, tuple[float, ...]]
    """By way the mean miss in each fifth of people by points, in pence a year."""
    ends: tuple[tuple[float, float], ...]
    """From and to how many points each fifth goes."""

    @property
    def best(self) -> Score:
        """The way that explains most of what it never saw."""
        return max(self.scores.values(), key=lambda one: one.r_squared)

    @property
    def words(self) -> list[str]:
        """Say how the default does, and what it loses where it loses."""
        mine, best = self.scores["default"], self.best
        said = (
            f"{self.name}, {self.people:,} people: the default explains {mine.r_squared:.1%} of the differences in "
            f"cost on people it never saw, misses by {pounds(mine.mean_error)} a year on average, and pays "
            f"{mine.pot_ratio:.1%} of what they cost."
        )
        if best.id == "default":
            return [said, "No other way explains more."]
        sure = "more than its standard error" if best.r_squared > mine.r_squared + mine.r_squared_error else "within it"
        more = best.r_squared - mine.r_squared
        beaten = (
            f"Most is explained by “{best.words}”: {best.r_squared:.1%}, that is {more:+.1%}, {sure} "
            f"({mine.r_squared_error:.1%}); it pays {best.pot_ratio:.1%}."
        )
        return [said, beaten, *self._where(best)]

    def _where(self, best: Score) -> list[str]:
        lost = [one - two for one, two in zip(self.misses["default"], self.misses[best.id], strict=True)]
        at = int(np.argmax(lost))
        if lost[at] <= 0:
            return ["In no fifth of people by points does it miss by more."]
        low, high = self.ends[at]
        more = pounds(lost[at])
        return [f"It loses most among people of {low:g} to {high:g} points: there it misses by {more} a year more."]

    def to_json(self) -> dict[str, Any]:
        """Return it for programs."""
        return {
            "name": self.name,
            "people": self.people,
            "words": self.words,
            "scores": [one.to_json() for one in self.scores.values()],
            "misses_by_fifth": {name: list(told) for name, told in self.misses.items()},
            "points_of_fifths": [list(ends) for ends in self.ends],
        }


def tried(name: str, people: People, seed: int) -> Tried:
    """Return how the default and every challenger do on *people*, all on the same folds."""
    folds: Folds = draw_folds(people, seed, REPEATS)
    costs, points = folds.people.pence.astype(np.float64), folds.people.points
    fifths = np.array_split(np.argsort(points, kind="stable"), PARTS)
    scores, misses = {}, {}
    for method in methods(Limits()).values():
        if method.items is not None and people.answers is None:
            continue
        scores[method.id], unseen = score(method, folds)
        misses[method.id] = tuple(float(np.abs(unseen[part] - costs[part]).mean()) for part in fifths)
    ends = tuple((float(points[part].min()), float(points[part].max())) for part in fifths)
    return Tried(name, people.count, scores, misses, ends)


def england(pack: Pack, on: date, count: int, seed: int) -> People:
    """Return people made up from England's margins, with points by the pack's own rule, their answers and costs."""
    table = pa.concat_tables(list(made_up(Asked(count, seed, (pack,)))))
    line = next(step for step in pack.allocation.steps if isinstance(step, Line))
    found = pointed(pack, line.of, on, table)
    assert found is not None
    columns = []
    for question in of_need(pack):
        if (
            question.id in table.column_names
            and question.levels
            and all(one.points is not None for one in question.levels)
        ):
            ordered = sorted(question.levels, key=lambda level: level.points or 0)
            place = {level.id: at for at, level in enumerate(ordered)}
            columns.append([place.get(str(one), 0) for one in table[question.id].to_pylist()])
    answers = np.array(columns, np.int64).T if columns else None
    people = People(found.results, table[COST].to_numpy().astype(np.int64), found.units, answers=answers)
    return people.some(found.known)


def with_jumps(count: int, seed: int) -> People:
    """Return invented people whose costs jump at 40 and at 70 points, where a line without cliffs must lose."""
    chance = np.random.default_rng(seed)
    scores = chance.binomial(100, chance.beta(1.6, 2.0, count)).astype(np.int64)
    mean = 4_000 + 16_000 * (scores >= JUMPS[0]) + 30_000 * (scores >= JUMPS[1])
    return People(scores, np.rint(100 * mean * chance.gamma(4, 1 / 4, count)).astype(np.int64))


def steep(count: int, seed: int) -> People:
    """Return invented people whose costs rise ever steeper, as where few with great need cost very much."""
    chance = np.random.default_rng(seed + 1)
    scores = chance.binomial(100, chance.beta(1.2, 2.4, count)).astype(np.int64)
    mean = 1_200 * np.exp(scores / 22)
    return People(scores, np.rint(100 * mean * chance.gamma(2, 1 / 2, count)).astype(np.int64))
