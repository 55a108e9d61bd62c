"""Lays a program out for the compiled kernel: which loop each instruction calls, and at which addresses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownway.rulebook.engines.many.instructions import Instruction, Lane, Op
from ownway.rulebook.engines.many.loops_numbers import division
from ownway.rulebook.engines.many.population import DTYPES
from ownway.rulebook.engines.many.program import Program

FEW_EDGES = 10
"""Codes with more edges than these are looked up in a table instead of compared."""

Place = tuple[str, Lane, int]
"""Where a register lies: in a ``slot``, in a column ``given`` by the population, or in one ``kept`` as a result."""


@dataclass(frozen=True)
class Call:
    """One call of a loop: its name and lanes, the registers it reads and writes, its constants and its table."""

    loop: str
    lanes: tuple[Lane, ...]
    out: Place | None
    takes: tuple[Place, ...] = ()
    tops: tuple[int | None, ...] = (None, None, None)
    constants: tuple[int, ...] = ()
    table: NDArray[Any] | None = None


@dataclass
class Laid:
    """A program as calls, and how many slots of each lane they need."""

    answers: list[Call] = field(default_factory=list)
    """The calls that find out how high the codes of each answer go; they come first."""
    calls: list[Call] = field(default_factory=list)
    slots: dict[Lane, int] = field(default_factory=lambda: dict.fromkeys(DTYPES, 0))
    free: dict[Lane, list[int]] = field(default_factory=lambda: {lane: [] for lane in DTYPES})
    place: dict[int, Place] = field(default_factory=dict)

    def release(self, register: int) -> None:
        """Give a register's slot back."""
        kind, lane, slot = self.place[register]
        if kind == "slot":
            self.free[lane].append(slot)

    def take(self, lane: Lane) -> Place:
        """Return a free slot: the one freed last, which is still nearest to the processor."""
        if self.free[lane]:
            return "slot", lane, self.free[lane].pop()
        self.slots[lane] += 1
        return "slot", lane, self.slots[lane] - 1


Kept = Mapping[int, Sequence[tuple[Lane, int]]]
"""Register → the rows of the results in which it is kept."""


def laid(program: Program, rows: Kept, masks: Mapping[int, Sequence[int]]) -> Laid:
    """Return a program laid out, registers wanted in their rows of the results and masks packed into theirs."""
    made = Laid()
    last = {register: place for place, one in enumerate(program.instructions) for register in one.takes}
    for place, one in enumerate(program.instructions):
        done = [register for register in dict.fromkeys(one.takes) if last[register] == place]
        # A result never lies over what it is made of: such loops would have to go row by row.
        _lay(made, program, one, rows.get(one.out, ()))
        for register in done:
            made.release(register)
        for row in masks.get(one.out, ()):
            # Where nothing is open there is nothing to pack.
            loop = "known_bits" if one.op is Op.SAME_MARK and one.numbers == (0,) else "bits"
            made.calls.append(Call(loop, (Lane.CODE,), ("bits", Lane.CODE, row), (made.place[one.out],)))
        if one.out not in last:
            made.release(one.out)
    return made


def _lay(made: Laid, program: Program, one: Instruction, kept: Sequence[tuple[Lane, int]]) -> None:
    lane = program.lanes[one.out]
    if one.op in (Op.ANSWER, Op.NUMBER):
        # Answers are read where they lie.
        home: Place = ("given", lane, one.numbers[0])
        if one.op is Op.ANSWER:
            made.answers.append(Call("answer", (lane,), None, (home,), (one.out, None, None)))
    else:
        home = ("kept", *kept[0]) if kept else made.take(lane)
        _call(made, program, one, home)
    made.place[one.out] = home
    for row in kept:
        if ("kept", *row) != home:
            made.calls.append(Call("cast", (lane, lane), ("kept", *row), (home,)))


def _call(made: Laid, program: Program, one: Instruction, out: Place) -> None:
    lane = program.lanes[one.out]
    takes = tuple(made.place[register] for register in one.takes)
    loop, constants, table = _loop(one)
    taken = program.lanes[one.takes[0]] if one.takes else lane
    lanes = (lane, taken) if loop in ("cast", "steps") else (taken if loop == "within" else lane,)
    codes = [register if program.lanes[register] is Lane.CODE else None for register in one.takes[:2]]
    tops = (one.out if lane is Lane.CODE else None, *codes, None, None)[:3]
    made.calls.append(Call(loop, lanes, out, takes, tops, constants, table))


LOOPS = {
    Op.LEAST_MARK: "least",
    Op.MOST_MARK: "most",
    Op.PICK_MARK: "pick",
    Op.OPEN: "open_where",
    Op.DOUBT: "doubt",
    Op.ROUTE: "route",
    Op.SAME_MARK: "same",
    Op.WITHIN: "within",
    Op.SAME: "same",
    Op.CAST: "cast",
    Op.SCALE: "scale",
    Op.ADD: "add",
    Op.MULTIPLY: "multiply",
    Op.LEAST: "least",
    Op.MOST: "most",
    Op.PICK: "pick",
    Op.SHARE: "share",
}
"""The loops of the operations that need only their numbers."""


def _loop(one: Instruction) -> tuple[str, tuple[int, ...], NDArray[Any] | None]:
    """Return the loop of an instruction, its constants and its table."""
    op, table, numbers = one.op, one.table, one.numbers
    match op:
        case Op.POINTS | Op.ADD_POINTS | Op.MARK:
            edges = [code for code in range(1, len(table)) if table[code] != table[code - 1]]
            if len(edges) > FEW_EDGES:
                padded = np.array(table, DTYPES[one.lane])
                return "add_by_table" if op is Op.ADD_POINTS else "points_by_table", (), padded
            rises = [table[code] - table[code - 1] for code in edges]
            return "add_points" if op is Op.ADD_POINTS else "points", (table[0], len(edges), *edges, *rises), None
        case Op.MARK_TOO:
            ranges = ranges_of(table)
            return "mark_too", (len(ranges) // 2, *ranges), None
        case Op.STEPS | Op.STEPS_MARK:
            rises = [after - before for before, after in pairwise(table)]
            return "steps", (table[0], len(numbers), *numbers, *rises), None
        case Op.LINE:
            slopes, plus = table[::2], table[1::2]
            changes = [after - before for side in (slopes, plus) for before, after in pairwise(side)]
            return "line", (slopes[0], plus[0], len(numbers), *numbers, *changes), None
        case Op.TABLE | Op.TABLE_MARK:
            return "table", numbers, np.array(table, DTYPES[one.lane])
        case Op.DIVIDE:
            return "divide", division(numbers), None
        case _:
            return LOOPS[op], numbers, None


def ranges_of(table: tuple[int, ...]) -> list[int]:
    """Return the ranges of codes whose mark is set: first, last, first, last, …"""
    found: list[int] = []
    for code, marked in enumerate(table):
        if marked and found and found[-1] == code - 1:
            found[-1] = code
        elif marked:
            found += [code, code]
    return found
