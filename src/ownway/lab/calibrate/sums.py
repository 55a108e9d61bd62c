"""Sums per score: how many people, what they cost, and the squares, in whole numbers, so that order cannot matter."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ownway.lab.calibrate.cannot import CannotCalibrate

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

UNITS_MAX = 200_000
"""The highest score in units; a finer scale is a mistake."""
PENCE_MAX = 1_000_000_000
"""Ten million pounds a year; its square still fits a whole number of the machine."""
SHIFT = 30
MASK = (1 << SHIFT) - 1


@dataclass(frozen=True, slots=True)
class People:
    """Rows to fit to: score in units, yearly cost in pence, and where told a group for each.

    *units* are so many to a point (100 where scores have two places).
    """

    scores: Whole
    pence: Whole
    units: int = 1
    groups: Whole | None = None
    group_names: tuple[str, ...] = ()
    answers: Whole | None = None
    """A row a person, a column a question: how many levels above the least they answered."""

    @property
    def count(self) -> int:
        """How many people."""
        return len(self.scores)

    @property
    def points(self) -> Real:
        """The scores in points."""
        return self.scores / self.units

    def some(self, rows: Any) -> "People":
        """Return those of *rows* only."""
        groups = None if self.groups is None else self.groups[rows]
        answers = None if self.answers is None else self.answers[rows]
        return People(self.scores[rows], self.pence[rows], self.units, groups, self.group_names, answers)

    def with_pence(self, pence: Whole) -> "People":
        """Return the same people at other costs."""
        return replace(self, pence=pence)


@dataclass(frozen=True, slots=True)
class Sums:
    """People, pence and squared pence at each score there is; exact, whatever the order of the rows."""

    scores: Whole
    units: int
    people: Whole
    pence: Whole
    squares: Real
    """Sums of squared pence; used for errors only."""

    @property
    def points(self) -> Real:
        """The scores in points."""
        return self.scores / self.units

    @property
    def means(self) -> Real:
        """Mean pence at each score."""
        return self.pence / self.people

    @property
    def count(self) -> int:
        """How many people."""
        return int(self.people.sum())

    @property
    def total(self) -> int:
        """All pence."""
        return int(self.pence.sum())

    def scaled(self, by: float) -> "Sums":
        """Return the same people at costs times *by*, pence rounded down at each score."""
        pence = np.floor(self.pence * by).astype(np.int64)
        return Sums(self.scores, self.units, self.people, pence, self.squares * by * by)

    def to_json(self) -> dict[str, Any]:
        """Return the sums as plain values: enough to work the table out again, and nobody's row."""
        return {
            "units_a_point": self.units,
            "score": self.scores.tolist(),
            "people": self.people.tolist(),
            "pence": self.pence.tolist(),
        }


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _added(scores: Any, pence: Any, table: Any) -> int:
    """Add each row to *table* (people, pence, squares low, squares high) in one pass; the first bad row, or -1."""
    most = table.shape[0]
    for row in range(scores.shape[0]):
        score, cost = scores[row], pence[row]
        if score < 0 or score >= most or cost < 0 or cost > 1_000_000_000:
            return row
        square = cost * cost
        table[score, 0] += 1
        table[score, 1] += cost
        table[score, 2] += square & 1073741823
        table[score, 3] += square >> 30
    return -1


def sums_per_score(scores: Whole, pence: Whole, units: int = 1, most: int | None = None) -> Sums:
    """Return the sums of rows in one pass; *most* points (100 where not told and nobody has more).

    :raises CannotCalibrate: ``calibrate.nobody`` or ``calibrate.bad_row`` with the row, its score and its pence.
    """
    if len(scores) == 0:
        raise CannotCalibrate("calibrate.nobody")
    size = (most * units if most is not None else max(100 * units, min(int(scores.max()), UNITS_MAX))) + 1
    table = np.zeros((size, 4), np.int64)
    bad = _added(scores, pence, table)
    if bad >= 0:
        raise CannotCalibrate(
            "calibrate.bad_row", row=int(bad) + 1, score=int(scores[bad]), pence=int(pence[bad]), most=size - 1
        )
    return _of(table, units)


def _of(table: Whole, units: int) -> Sums:
    there = np.flatnonzero(table[:, 0])
    kept = table[there]
    squares = kept[:, 3].astype(np.float64) * (1 << SHIFT) + kept[:, 2]
    return Sums(there.astype(np.int64), units, kept[:, 0].copy(), kept[:, 1].copy(), squares)


def sums_of(people: People) -> Sums:
    """Return the sums of *people*.

    :raises CannotCalibrate: as :func:`sums_per_score`.
    """
    return sums_per_score(people.scores, people.pence, people.units)


def together(parts: Sequence[Sums]) -> Sums:
    """Return the sums of several parts as one, as a cluster or several authorities give them."""
    size = max(int(part.scores.max()) for part in parts) + 1
    people, pence, squares = np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size)
    for part in parts:
        people[part.scores] += part.people
        pence[part.scores] += part.pence
        squares[part.scores] += part.squares
    there = np.flatnonzero(people)
    return Sums(there.astype(np.int64), parts[0].units, people[there], pence[there], squares[there])
