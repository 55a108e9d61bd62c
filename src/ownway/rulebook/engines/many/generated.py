"""The kernel written for one rule: compiled each time a rule is new, for runs so long that this is worth the wait."""

from functools import cache
from typing import Any

import llvmlite.binding as llvm  # type: ignore[import-untyped]
import numpy as np
from numba import cfunc
from numpy.typing import NDArray

from ownway.rulebook.engines.many.answered import fully_answered
from ownway.rulebook.engines.many.calls import KEPT, places_at, rows_at
from ownway.rulebook.engines.many.compiled import BLOCK, FIXED, Memory, Ready, in_threads, kept_by, padded, source_of
from ownway.rulebook.engines.many.loops import all_known, pack_bits
from ownway.rulebook.engines.many.loops_numbers import divided, shared
from ownway.rulebook.engines.many.population import DTYPES, Population
from ownway.rulebook.engines.many.program import Program
from ownway.rulebook.engines.many.room import Room
from ownway.rulebook.engines.many.slots import Laid
from ownway.rulebook.engines.many.source import written

NAMES = {
    "places_at": places_at,
    "rows_at": rows_at,
    "pack": pack_bits,
    "all_known": all_known,
    "divided": divided,
    "shared": shared,
    "u8": np.uint8,
    "i16": np.int16,
    "i32": np.int32,
    "u32": np.uint32,
    "i64": np.int64,
    "u64": np.uint64,
}
"""What the written source may name; it holds nothing else but the whole numbers of the rule."""


def run(program: Program, population: Population, room: Room, threads: int) -> None:
    """Work *program* out for everyone in the population, in so many threads, into *room*."""
    made = program.kept.get("generated")
    if not isinstance(made, Generated):
        made = program.kept["generated"] = Generated(program, room)
    in_threads(made.run, population, room, threads)


@cache
def allow_many_columns() -> None:
    """Let the compiler vectorise loops over many columns: it asks of each pair whether they overlap, and stops at 128.

    It takes such an option only once in the life of a process.
    """
    for option in ("runtime-memory-check-threshold", "vectorize-memory-check-threshold"):
        llvm.set_option("ownway", f"--{option}=100000")


class Generated(Ready):
    """A program with a function of its own for blocks in which everybody answered everything; others go the usual way.

    People who left something open are few in most populations, and their blocks are as quick as by the other kernel.
    """

    def shorter(self, program: Program, room: Room) -> Laid:
        """Return no calls: the function that is written here stands for all of them."""
        short = fully_answered(program)
        source = written(short, *kept_by(program, short, room))
        names: dict[str, Any] = dict(NAMES)
        allow_many_columns()
        exec(compile(source.text, "<a rule>", "exec"), names)
        made = cfunc("void(int64, int64)", nopython=True, error_model="numpy")(names["work"])
        KEPT.append(made)
        self.function = int(made.address)
        self.places = source.places
        self.scratch = [place for place, (kind, _, _) in enumerate(source.places) if kind == "slot"]
        found = [(FIXED, 0) if place[0] == "slot" else source_of(place) for place in source.places]
        self.kept_in, self.kept_at = np.array(found, np.int64).T
        self.looked_up = [padded(np.array(table, DTYPES[lane])) for lane, table in source.tables]
        return Laid()

    def plan(self, memory: Memory) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return the operations and their places, those of the written function last."""
        functions, places, steps = super().plan(memory)
        memory.own = [np.empty(BLOCK, DTYPES[lane]) for kind, lane, _ in self.places if kind == "slot"]
        addresses = memory.places(self.kept_in, self.kept_at)
        addresses[self.scratch] = [one.ctypes.data for one in memory.own]
        memory.addresses = np.array([*addresses, *(table.ctypes.data for table in self.looked_up)], np.int64)
        place, step = np.zeros((2, 1, places.shape[1]), np.int64)
        place[0, 0], step[0, 1] = memory.addresses.ctypes.data, BLOCK
        return np.append(functions, self.function), np.append(places, place, 0), np.append(steps, step, 0)
