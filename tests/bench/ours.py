"""Our own engines on the people of the bench: the kernels, the long stream, the files, and one person with reasons."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa

from ownway.rulebook.engines import many
from tests.bench.machine import CORES, peak, timed
from tests.bench.people import PEOPLE, as_table, invent
from tests.bench.result import Proof, Result, prove, result
from tests.bench.rule import DAY, OUTPUTS, read

NATION = 60
"""So many times 1.7 million people are 102 million."""
NAMES = {"data": "ours, rules as data", "generated": "ours, generated for the pack", "plain": "ours, NumPy alone"}


def people() -> tuple[many.Program, many.Population]:
    """Return the compiled rule and the people in its own columns."""
    pack, _ = read()
    population, bad = many.encode(pack, as_table(pack, invent(pack)))
    assert not bad
    return many.program(pack, DAY), population


def moved(program: many.Program, population: many.Population) -> int:
    """Return how many bytes the columns of the answers and of the results hold for each person."""
    room = many.Room.of(program, 8)
    out = sum(one.nbytes for one in room.columns.values()) + room.bits.nbytes
    inside = sum(column.shape[0] * column.itemsize for column in population.columns.values())
    return inside + out // 8


def proof_of(table: pa.Table) -> Proof:
    """Return the proof of our results, the score brought to fortieths of a point."""
    scale = int(table.schema.field("score").metadata[b"scale"])
    figures = {name: table[name].to_numpy().astype(np.int64) for name in OUTPUTS}
    assert (figures["score"] * 40 % scale == 0).all()
    return prove({**figures, "score": figures["score"] * 40 // scale})


def kernel(kind: str, *, every: bool, threads: int = CORES) -> Result:
    """Time one kernel over 1.7 million people, three columns out or every named step."""
    program, population = people()
    steps = None if every else OUTPUTS
    chosen = program if every else program.only(OUTPUTS)
    room = many.Room.of(chosen, population.size)

    def run() -> pa.Table:
        return many.work_out_many(chosen, population, steps=steps, kernel=kind, threads=threads, room=room)

    took = timed(run, PEOPLE * moved(chosen, population))
    name = NAMES[kind] + ("" if threads > 1 or kind == "plain" else ", one thread")
    columns = "all 17" if every else "3"
    return result(name, columns, PEOPLE, took, proof_of(run()), peak=peak())


def stream(kind: str, *, every: bool) -> Result:
    """Time 102 million people, worked out piece by piece: their answers lie in memory, the results are used again."""
    program, small = people()
    chosen = program if every else program.only(OUTPUTS)
    columns = {lane: np.tile(column, NATION) for lane, column in small.columns.items()}
    nation = replace(small, size=PEOPLE * NATION, columns=columns)
    room = many.Room.of(chosen, PEOPLE)
    steps = None if every else OUTPUTS

    def run() -> None:
        for start in range(0, nation.size, PEOPLE):
            part = nation.part(start, start + PEOPLE)
            many.work_out_many(chosen, part, steps=steps, kernel=kind, threads=CORES, room=room)

    took = timed(run, PEOPLE * moved(chosen, small), rounds=3)
    last = nation.part(nation.size - PEOPLE, nation.size)
    proof = proof_of(many.work_out_many(chosen, last, steps=steps, kernel=kind, threads=CORES, room=room))
    told = result(NAMES[kind] + ", streamed", "all 17" if every else "3", nation.size, took, proof)
    return replace(told, limit=took.limit * NATION, moved=took.moved * NATION, peak=peak())


OURS: Mapping[str, Callable[[], list[Result]]] = {
    "ours-data": lambda: [kernel("data", every=False), kernel("data", every=True)],
    "ours-data-alone": lambda: [kernel("data", every=False, threads=1), kernel("data", every=True, threads=1)],
    "ours-generated": lambda: [kernel("generated", every=False), kernel("generated", every=True)],
    "ours-numpy": lambda: [kernel("plain", every=False), kernel("plain", every=True)],
    "ours-nation": lambda: [stream("data", every=False)],
    "ours-nation-every": lambda: [stream("data", every=True)],
    "ours-nation-generated": lambda: [stream("generated", every=False)],
}
