"""A population: the answers of many people as columns of small whole numbers, all for one pack."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownway.rulebook.engines.many.instructions import Lane
from ownway.rulebook.engines.many.layout import Layout, layout_of
from ownway.rulebook.model.pack import Pack

DTYPES = {Lane.CODE: np.uint8, Lane.SHORT: np.int16, Lane.MIDDLE: np.int32, Lane.LONG: np.int64, Lane.WIDE: np.object_}
"""The columns' types by lane."""

Columns = NDArray[Any]


@dataclass(frozen=True)
class Population:
    """The answers of *size* people, a row of each array a column of the layout.

    *person* is the id of each where the table had one; *rows* are the numbers of the rows they came from, where some
    rows were left out.
    """

    rule_hash: str
    size: int
    columns: Mapping[Lane, Columns]
    person: Any = None
    rows: NDArray[np.int64] | None = None

    @classmethod
    def empty(cls, pack: Pack, size: int) -> "Population":
        """Return a population of people who have answered nothing yet; its columns may be written into."""
        layout = layout_of(pack)
        columns = {lane: np.zeros((width, size), DTYPES[lane]) for lane, width in layout.widths.items()}
        rest(layout, columns)
        return cls(pack.rule_hash, size, columns)

    def part(self, start: int, stop: int) -> "Population":
        """Return the people from *start* up to but not at *stop*, without copying their answers."""
        return Population(
            self.rule_hash,
            max(0, min(stop, self.size) - start),
            {lane: columns[:, start:stop] for lane, columns in self.columns.items()},
            None if self.person is None else self.person.slice(start, stop - start),
            None if self.rows is None else self.rows[start:stop],
        )


def rest(layout: Layout, columns: Mapping[Lane, Columns]) -> None:
    """Fill every column with what stands where nothing was answered."""
    for asked in layout.asked.values():
        columns[Lane.CODE][asked.code] = len(asked.told) - 1
    rest_numbers(layout, columns)


def rest_numbers(layout: Layout, columns: Mapping[Lane, Columns]) -> None:
    """Fill the columns of numbers with what stands where none was given."""
    for asked in layout.asked.values():
        for numbers in asked.counted:
            columns[numbers.lane][numbers.place] = numbers.rests
