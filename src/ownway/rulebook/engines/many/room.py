"""Room for the results of a program: columns and masks of which each kernel knows where to write."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownway.rulebook.engines.many.instructions import Lane
from ownway.rulebook.engines.many.population import DTYPES
from ownway.rulebook.engines.many.program import Program


@dataclass(frozen=True)
class Room:
    """Room for the results of a program for *size* people: a row of *columns* a register wanted, of *bits* a mask.

    A bit is set where the result is known, as Arrow keeps it. *rows* and *masks* say which register or mask a row is.
    The same room can hold one batch after another.
    """

    size: int
    columns: Mapping[Lane, NDArray[Any]]
    rows: Mapping[int, tuple[Lane, int]]
    bits: NDArray[np.uint8]
    masks: Mapping[int, int]

    @classmethod
    def of(cls, program: Program, size: int) -> "Room":
        """Return room for the results of *program*."""
        widths = dict.fromkeys((Lane.CODE, Lane.MIDDLE, Lane.LONG, Lane.WIDE), 0)
        rows = {}
        for register in wanted_of(program):
            lane = program.lanes[register]
            rows[register] = (lane, widths[lane])
            widths[lane] += 1
        masks = {mask: row for row, mask in enumerate(masks_of(program))}
        columns = {lane: np.empty((width, size), DTYPES[lane]) for lane, width in widths.items()}
        return cls(size, columns, rows, np.empty((len(masks), (size + 7) // 8), np.uint8), masks)

    def fit(self, program: Program, size: int) -> "Room":
        """Return the part of the room that *size* people take.

        :raises ValueError: when it was made for another program, or for fewer people.
        """
        if (*self.rows,) != wanted_of(program) or (*self.masks,) != masks_of(program) or size > self.size:
            raise ValueError("The room was made for another program or for fewer people.")
        if size == self.size:
            return self
        columns = {lane: column[:, :size] for lane, column in self.columns.items()}
        return Room(size, columns, self.rows, self.bits[:, : (size + 7) // 8], self.masks)

    def column(self, register: int) -> NDArray[Any]:
        """Return the column of a register."""
        lane, row = self.rows[register]
        found: NDArray[Any] = self.columns[lane][row]
        return found

    def mask(self, register: int) -> NDArray[np.uint8]:
        """Return the bits of a mask."""
        found: NDArray[np.uint8] = self.bits[self.masks[register]]
        return found


def wanted_of(program: Program) -> tuple[int, ...]:
    """Return the registers whose columns are wanted, each once."""
    found = [output.register for output in program.outputs] + [register for _, register in program.refusals]
    return tuple(dict.fromkeys(found))


def masks_of(program: Program) -> tuple[int, ...]:
    """Return the masks of what is wanted, each once."""
    return tuple(dict.fromkeys(output.mask for output in program.outputs if output.mask is not None))
