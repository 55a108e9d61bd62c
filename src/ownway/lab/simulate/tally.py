"""Counts who gets more and less, part by part, in whole numbers that add up from any number of machines alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Whole = NDArray[np.int64]

CLASSES = 10
"""No figure; less by up to a tenth, a fifth, half, more; the same; more by up to a tenth, a fifth, half, more."""
WITHOUT, SAME = 0, 5
LESS, MORE = range(1, 5), range(6, 10)
PARTS = ((10, 1), (5, 2), (2, 3))
"""A change counts among the smallest while so many times it is no more than the old sum."""

PEOPLE, WAS, NOW = range(3)
"""What is counted in each class: people, and the sums of their old and new figures in pence."""

WHOLE = "everyone"
NOT_SAID = "not said"


def classes(was: Whole, now: Whole, told: NDArray[np.bool_]) -> NDArray[np.int8]:
    """Return for each person how large their change is, as :data:`CLASSES` counts it.

    The borders are those of the impact table that comes before a version is published; a sum where there was none
    counts among the largest changes.
    """
    change = now - was
    width = np.abs(change)
    size = np.full(len(was), 4, np.int8)
    for times, place in reversed(PARTS):
        size[width * times <= was] = place
    found = np.where(change > 0, SAME + size, size).astype(np.int8)
    found[change == 0] = SAME
    found[~told] = WITHOUT
    return found


@dataclass
class Tally:
    """Counts by part of the population: *held* has for each dimension and level an array of classes by sums."""

    held: dict[tuple[str, str], Whole] = field(default_factory=dict)

    def count(self, dimension: str, names: Iterable[str], codes: Any, worked: "Worked") -> None:
        """Count everybody under the level of their code in one dimension."""
        levels = list(names)
        cells = len(levels) * CLASSES
        key = codes.astype(np.int64) * CLASSES + worked.size
        # Sums of doubles are exact here: a piece of so many people adds up to less than 2 to the power of 53 pence.
        people = np.bincount(key, minlength=cells)
        was = np.bincount(key, worked.was_float, cells)
        now = np.bincount(key, worked.now_float, cells)
        counted = np.stack([people, was.astype(np.int64), now.astype(np.int64)], axis=-1)
        for name, cell in zip(levels, counted.reshape(len(levels), CLASSES, 3), strict=True):
            if cell[:, PEOPLE].any():
                self.add((dimension, name), cell)

    def add(self, part: tuple[str, str], cell: Whole) -> None:
        """Add the counts of one part."""
        self.held[part] = self.held[part] + cell if part in self.held else cell.astype(np.int64)

    def merge(self, other: "Tally") -> None:
        """Add all that another has counted."""
        for part, cell in other.held.items():
            self.add(part, cell)

    def levels(self, dimension: str) -> dict[str, Whole]:
        """Return what was counted in one dimension, in the order of the names."""
        return {name: self.held[one, name] for one, name in sorted(self.held) if one == dimension}

    @property
    def whole(self) -> Whole:
        """What was counted of everyone."""
        return self.held.get((WHOLE, WHOLE), np.zeros((CLASSES, 3), np.int64))

    def as_table(self) -> pa.Table:
        """Return the counts as rows, which any engine can add up: dimension, level, class, people, was, now."""
        rows = [
            (dimension, level, place, *(int(one) for one in cell[place]))
            for (dimension, level), cell in sorted(self.held.items())
            for place in range(CLASSES)
            if cell[place, PEOPLE]
        ]
        columns = list(zip(*rows, strict=True)) or [()] * len(ROWS)
        return pa.table([pa.array(one, kind.type) for one, kind in zip(columns, ROWS, strict=True)], schema=ROWS)

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, Any]]) -> "Tally":
        """Return the tally that such rows add up to, in whatever order they come."""
        found = cls()
        for row in rows:
            cell = np.zeros((CLASSES, 3), np.int64)
            cell[row["class"]] = row["people"], row["was"], row["now"]
            found.add((row["dimension"], row["level"]), cell)
        return found


ROWS = pa.schema(
    [
        ("dimension", pa.string()),
        ("level", pa.string()),
        ("class", pa.int64()),
        ("people", pa.int64()),
        ("was", pa.int64()),
        ("now", pa.int64()),
    ]
)


@dataclass(frozen=True)
class Worked:
    """What one piece of people was told before and now, in pence of the new version's period.

    *told* says who has a figure under both; the sums of the others count as nothing in *was* and *now*.
    """

    was: Whole
    now: Whole
    told: NDArray[np.bool_]
    size: NDArray[np.int8]
    was_float: NDArray[np.float64]
    now_float: NDArray[np.float64]

    @classmethod
    def of(cls, was: Whole, now: Whole, told: NDArray[np.bool_]) -> "Worked":
        """Return them with the size of each change."""
        was, now = np.where(told, was, 0), np.where(told, now, 0)
        return cls(was, now, told, classes(was, now, told), was.astype(np.float64), now.astype(np.float64))
