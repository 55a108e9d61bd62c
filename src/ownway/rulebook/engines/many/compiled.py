"""The data-driven kernel: it knows the operations and no rule; a rule is a list of addresses that it walks."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ownway.rulebook.engines.many import loops, loops_numbers
from ownway.rulebook.engines.many.calls import PLACES, operation, over_blocks
from ownway.rulebook.engines.many.instructions import Lane
from ownway.rulebook.engines.many.population import DTYPES, Population
from ownway.rulebook.engines.many.program import Program
from ownway.rulebook.engines.many.slots import Laid, Place, laid

if TYPE_CHECKING:
    from ownway.rulebook.engines.many.results import Room

BLOCK = 2_048
"""How many people are worked out at a time: their registers stay in the processor's own cache."""

LOOPS: Mapping[str, Callable[..., loops.Loop]] = {
    loop.__name__: loop
    for loop in (
        loops.answer,
        loops.same,
        loops.points,
        loops.add_points,
        loops.points_by_table,
        loops.add_by_table,
        loops.table,
        loops.mark_too,
        loops.least,
        loops.most,
        loops.pick,
        loops.open_where,
        loops.doubt,
        loops.route,
        loops.bits,
        loops_numbers.cast,
        loops_numbers.scale,
        loops_numbers.add,
        loops_numbers.multiply,
        loops_numbers.within,
        loops_numbers.steps,
        loops_numbers.line,
        loops_numbers.divide,
        loops_numbers.share,
    )
}
"""The loops by name; each is compiled when a program first asks for it in a lane, and kept on disk."""


@cache
def loop_at(name: str, lanes: tuple[Lane, ...]) -> int:
    """Return the address of a loop compiled for these lanes."""
    return operation(LOOPS[name](*(DTYPES[lane] for lane in lanes)))


def run(program: Program, population: Population, room: "Room", threads: int) -> None:
    """Work *program* out for everyone in the population, in so many threads, into *room*."""
    made = program.kept.get("laid")
    if not isinstance(made, Ready):
        made = program.kept["laid"] = Ready(laid(program, room.rows, room.masks), len(program.instructions))
    size = population.size
    # Threads share no block, so each begins where a whole byte of the masks begins.
    share = -(-size // (max(1, threads) * BLOCK)) * BLOCK
    parts = [(start, min(start + share, size)) for start in range(0, size, share)] if size else []
    if len(parts) <= 1:
        for start, stop in parts:
            made.run(population, room, start, stop)
        return
    with ThreadPoolExecutor(len(parts)) as pool:
        for done in [pool.submit(made.run, population, room, *ends) for ends in parts]:
            done.result()


class Ready:
    """A program laid out, its loops compiled and its constants in memory; it may run in several threads at once."""

    def __init__(self, made: Laid, registers: int) -> None:
        self.calls = made.calls
        self.slots = made.slots
        self.registers = registers
        self.functions = np.array([loop_at(call.loop, call.lanes) for call in made.calls], np.int64)
        self.constants = np.array([one for call in made.calls for one in (*call.constants, 0)], np.int64)
        # A table of codes may be asked for any code of a byte before it is known which occur.
        self.tables = [
            None if call.table is None else np.concatenate([call.table, call.table[:1].repeat(256)])
            for call in made.calls
        ]

    def run(self, population: Population, room: "Room", start: int, stop: int) -> None:
        """Work everyone out from *start* up to but not at *stop*."""
        memory = Memory(self, population, room, start)
        places = np.zeros((len(self.calls), PLACES), np.int64)
        steps = np.zeros((len(self.calls), PLACES), np.int64)
        offset = 0
        for row, call in enumerate(self.calls):
            for column, place in enumerate((call.out, *call.takes)):
                if place is not None:
                    places[row, column], steps[row, column] = memory.at(place)
            places[row, 4] = memory.constants + 8 * offset
            offset += len(call.constants) + 1
            table = self.tables[row]
            if table is not None:
                places[row, 3] = table.ctypes.data
            for column, register in enumerate(call.tops, 5):
                places[row, column] = memory.top(register)
        over_blocks(self.functions, places, steps, stop - start, BLOCK)


class Memory:
    """Where everything lies for one thread: its own slots, the population's columns, the columns of the results."""

    def __init__(self, ready: Ready, population: Population, room: "Room", start: int) -> None:
        self.population = population
        self.room = room
        self.start = start
        self.slots: dict[Lane, NDArray[Any]] = {
            lane: np.empty((count, BLOCK), DTYPES[lane]) for lane, count in ready.slots.items() if lane is not Lane.WIDE
        }
        self.constants = ready.constants.ctypes.data
        # The last one is where loops write that nobody reads.
        self.tops = np.full(ready.registers + 1, 255, np.int64)

    def at(self, place: Place) -> tuple[int, int]:
        """Return the address of a register's first row, and by how much it moves from block to block."""
        kind, lane, row = place
        if kind == "slot":
            return self.slots[lane][row].ctypes.data, 0
        if kind == "bits":
            return self.room.bits[row].ctypes.data + self.start // 8, BLOCK // 8
        columns = self.population.columns[lane] if kind == "given" else self.room.columns[lane]
        if columns.strides[1] != columns.itemsize:
            raise ValueError("The rows of a column must lie side by side.")
        return columns[row].ctypes.data + self.start * columns.itemsize, BLOCK * columns.itemsize

    def top(self, register: int | None) -> int:
        """Return the address of how high the codes of a register go."""
        return int(self.tops.ctypes.data) + 8 * (len(self.tops) - 1 if register is None else register)
