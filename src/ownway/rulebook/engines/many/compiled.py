"""The data-driven kernel: it knows the operations and no rule; a rule is a list of addresses that it walks."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownway.rulebook.engines.many import loops, loops_numbers
from ownway.rulebook.engines.many.answered import fully_answered
from ownway.rulebook.engines.many.calls import PLACES, operation, over_blocks
from ownway.rulebook.engines.many.instructions import Lane
from ownway.rulebook.engines.many.population import DTYPES, Population
from ownway.rulebook.engines.many.program import Program
from ownway.rulebook.engines.many.room import Room
from ownway.rulebook.engines.many.slots import Call, Laid, Place, laid

BLOCK = 4_096
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
        loops.known_bits,
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


def run(program: Program, population: Population, room: Room, threads: int) -> None:
    """Work *program* out for everyone in the population, in so many threads, into *room*."""
    made = program.kept.get("ready")
    if not isinstance(made, Ready):
        made = program.kept["ready"] = Ready(program, room)
    in_threads(made.run, population, room, threads)


def in_threads(
    work: Callable[[Population, Room, int, int], None], population: Population, room: Room, threads: int
) -> None:
    """Share a population among threads: *work* is given the first person and the one after the last."""
    # Threads share no block, so each begins where a whole byte of the masks begins.
    share = -(-population.size // (max(1, threads) * BLOCK)) * BLOCK
    starts = range(0, population.size, share) if population.size else range(0)
    parts = [(start, min(start + share, population.size)) for start in starts]
    if len(parts) == 1:
        work(population, room, *parts[0])
    elif parts:
        with ThreadPoolExecutor(len(parts)) as pool:
            for done in [pool.submit(work, population, room, *ends) for ends in parts]:
                done.result()


LANES = (Lane.CODE, Lane.SHORT, Lane.MIDDLE, Lane.LONG)

SOURCES = [(kind, lane) for kind in ("slot", "given", "kept") for lane in LANES]
"""Where rows lie, in the order of the addresses; then come bits, how high codes go, and what is fixed."""
BITS, TOPS, FIXED = len(SOURCES), len(SOURCES) + 1, len(SOURCES) + 2

MOVES = np.array(
    [0 if kind == "slot" else BLOCK * np.dtype(DTYPES[lane]).itemsize for kind, lane in SOURCES] + [BLOCK // 8, 0, 0],
    np.int64,
)
"""By how many bytes each moves on from block to block."""


def source_of(place: Place) -> tuple[int, int]:
    """Return where a register lies, as a place in ``SOURCES``, and its row there."""
    kind, lane, row = place
    return (BITS if kind == "bits" else SOURCES.index((kind, lane))), row


class Ready:
    """A program laid out, its loops compiled and its constants in memory; it may run in several threads at once."""

    def __init__(self, program: Program, room: Room) -> None:
        whole = laid(program, *kept_by(program, program, room))
        answered = self.shorter(program, room)
        calls = whole.answers + whole.calls + answered.calls
        self.parts = np.array([len(whole.answers), len(whole.answers) + len(whole.calls)], np.int64)
        self.slots = {lane: max(whole.slots[lane], answered.slots[lane]) for lane in LANES}
        # The highest codes of the answers stand first, then those of all registers of the longer program.
        self.answers = np.array([program.answers[call.takes[0][2]] for call in whole.answers], np.int64)
        tops = {call.tops[0]: place for place, call in enumerate(whole.answers)}
        for register in range(len(program.instructions)):
            tops.setdefault(register, len(tops))
        self.tops = len(tops)
        self.functions = np.array([loop_at(call.loop, call.lanes) for call in calls], np.int64)
        self.constants = np.array([one for call in calls for one in (*call.constants, 0)], np.int64)
        self.tables = [None if call.table is None else padded(call.table) for call in calls]
        self.sources = np.full((len(calls), PLACES), FIXED, np.int64)
        self.rows = np.zeros((len(calls), PLACES), np.int64)
        self._place(calls, tops)
        self.steps = MOVES[self.sources]

    def _place(self, calls: Sequence[Call], tops: Mapping[int | None, int]) -> None:
        """Note where each call finds its rows, its constants, its table, and how high its codes go."""
        address = int(self.constants.ctypes.data)
        for row, call in enumerate(calls):
            for column, place in enumerate((call.out, *call.takes)):
                if place is not None:
                    self.sources[row, column], self.rows[row, column] = source_of(place)
            self.rows[row, 4] = address
            address += 8 * (len(call.constants) + 1)
            table = self.tables[row]
            if table is not None:
                self.rows[row, 3] = table.ctypes.data
            for column, register in enumerate(call.tops, 5):
                # Where nothing is noted, the last says that every code can occur; what is written goes beside it.
                beside = self.tops + (column != 5)
                noted = register is not None and row < self.parts[1]
                self.sources[row, column], self.rows[row, column] = TOPS, tops[register] if noted else beside

    def shorter(self, program: Program, room: Room) -> Laid:
        """Return the calls for blocks in which everybody answered everything."""
        short = fully_answered(program)
        return laid(short, *kept_by(program, short, room))

    def run(self, population: Population, room: Room, start: int, stop: int) -> None:
        """Work everyone out from *start* up to but not at *stop*."""
        memory = Memory(self, population, room, start)
        over_blocks(self.plan(memory), (memory.tops, self.answers), self.parts, stop - start, BLOCK)

    def plan(self, memory: "Memory") -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return the operations, their places, and by how much these move on from block to block."""
        return self.functions, memory.places(self.sources, self.rows), self.steps


class Memory:
    """Where everything lies for one thread: its own slots, the population's columns, the columns of the results."""

    def __init__(self, ready: Ready, population: Population, room: Room, start: int) -> None:
        self.slots = {lane: np.empty((count, BLOCK), DTYPES[lane]) for lane, count in ready.slots.items()}
        self.tops = np.full(ready.tops + 2, 255, np.int64)
        self.own: list[NDArray[Any]] = []
        self.addresses = np.empty(0, np.int64)
        columns = [
            *(self.slots[lane] for lane in LANES),
            *(population.columns[lane] for lane in LANES),
            *(room.columns.get(lane, self.slots[lane]) for lane in LANES),
        ]
        if any(column.strides[1] != column.itemsize for column in columns if column.size):
            raise ValueError("The rows of a column must lie side by side.")
        starts = [0 if kind == "slot" else start for kind, _ in SOURCES]
        first = [column.ctypes.data + start * column.itemsize for column, start in zip(columns, starts, strict=True)]
        self.first = np.array([*first, room.bits.ctypes.data + start // 8, self.tops.ctypes.data, 0], np.int64)
        self.apart = np.array([*(column.strides[0] for column in columns), room.bits.strides[0], 8, 1], np.int64)

    def places(self, sources: Any, rows: Any) -> Any:
        """Return the addresses of rows by where they lie."""
        return self.first[sources] + self.apart[sources] * rows


def kept_by(
    program: Program, made: Program, room: Room
) -> tuple[dict[int, list[tuple[Lane, int]]], dict[int, list[int]]]:
    """Return where *room*, made for *program*, keeps the registers and masks of *made*, the same outputs in order."""
    rows: dict[int, list[tuple[Lane, int]]] = {}
    masks: dict[int, list[int]] = {}
    pairs = list(zip(program.outputs, made.outputs, strict=True))
    kept = [(one.register, now.register) for one, now in pairs]
    kept += [(one[1], now[1]) for one, now in zip(program.refusals, made.refusals, strict=True)]
    for register, now in dict.fromkeys(kept):
        rows.setdefault(now, []).append(room.rows[register])
    masked = [(one.mask, now.mask) for one, now in pairs]
    for mask, masked_now in dict.fromkeys(masked):
        if mask is not None and masked_now is not None:
            masks.setdefault(masked_now, []).append(room.masks[mask])
    return rows, masks


def padded(table: NDArray[Any]) -> NDArray[Any]:
    """Return a table that may be asked for any code of a byte, before it is known which occur."""
    return np.concatenate([table, table[:1].repeat(256)])
