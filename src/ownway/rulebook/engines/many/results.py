"""Gives the results of a program as Arrow columns: money in whole pence, numbers with their scale, labels by name."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ownway.rulebook.engines.many import plain
from ownway.rulebook.engines.many.instructions import Lane, Output
from ownway.rulebook.engines.many.population import Population
from ownway.rulebook.engines.many.program import CannotCompile, Program
from ownway.rulebook.engines.many.room import Room
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.steps import Unit

FIGURE = "figure_pence"
"""The column of the figure."""
REFUSED = "refused"
"""The column that names the step at which the rule refuses to give figures, where a rule can."""

ARROW = {Lane.MIDDLE: pa.int32(), Lane.LONG: pa.int64(), Lane.WIDE: pa.string()}


def work_out_many(
    program: Program,
    population: Population,
    *,
    steps: Iterable[str] | None = None,
    kernel: str = "data",
    threads: int = 1,
    room: Room | None = None,
) -> Any:
    """Return an Arrow table of what *program* gives for everyone: the figure in pence, then each named step.

    *steps* gives only some of them, and works out no others. An empty place means that there is no result yet. Money
    is in whole pence, numbers are whole numbers whose ``scale`` stands in the field's metadata (beyond 64 bits: text),
    labels are dictionaries. *kernel* is ``data`` (compiled once for all rules), ``generated`` (compiled for this rule,
    for long runs) or ``plain`` (NumPy alone); where the program is wide, always ``plain``. *room* is used again from
    batch to batch where it is given; the table then shows the newest batch.

    :raises CannotCompile: ``population.other_rule``, ``population.no_such_step`` or ``population.no_such_kernel``.
    """
    if population.rule_hash != program.rule_hash:
        raise CannotCompile("population.other_rule")
    wanted = None if steps is None else tuple(dict.fromkeys(steps))
    if wanted is not None:
        program = program.only((*wanted, program.figure))
    room = Room.of(program, population.size) if room is None else room.fit(program, population.size)
    run_with(kernel, program.wide)(program, population, room, threads)
    return table_of(program, population, room, wanted)


def run_with(kernel: str, wide: bool) -> Callable[[Program, Population, Room, int], None]:
    """Return what runs a program; compilers are imported only when one is asked for."""
    if kernel not in ("data", "generated", "plain"):
        raise CannotCompile("population.no_such_kernel", kernel=kernel)
    if kernel == "plain" or wide:
        return run_plain
    try:
        import numba  # noqa: F401
    except ImportError:
        return run_plain
    if kernel == "generated":
        from ownway.rulebook.engines.many import generated

        return generated.run
    from ownway.rulebook.engines.many import compiled

    return compiled.run


def run_plain(program: Program, population: Population, room: Room, threads: int) -> None:
    """Run a program by NumPy alone."""
    outs = {register: room.column(register) for register in room.rows}
    plain.run(program, population, outs, {mask: room.mask(mask) for mask in room.masks})


def table_of(program: Program, population: Population, room: Room, steps: Iterable[str] | None = None) -> Any:
    """Return the results in *room* as a table."""
    by_id = program.by_id
    wanted = list(by_id) if steps is None else list(dict.fromkeys(steps))
    fields, columns = [], []
    if population.person is not None:
        fields.append(pa.field("person", population.person.type))
        columns.append(population.person)
    for name, output in [(FIGURE, by_id[program.figure])] + [(id, by_id[id]) for id in wanted]:
        column = column_of(program, output, room)
        fields.append(pa.field(name, column.type, metadata=metadata_of(output)))
        columns.append(column)
    if program.refusals:
        columns.append(refused(program, room))
        fields.append(pa.field(REFUSED, pa.string()))
    return pa.table(columns, schema=pa.schema(fields))


def metadata_of(output: Output) -> dict[str, str]:
    """Return how the column of an output is to be read."""
    if output.unit is Unit.LABEL:
        return {"unit": output.unit.value}
    return {"unit": output.unit.value, "scale": str(output.scale)}


def column_of(program: Program, output: Output, room: Room) -> Any:
    """Return one output as a column, over the memory of *room* where it is not text."""
    values = room.column(output.register)
    bits, empty = None, 0
    if output.mask is not None:
        packed = room.mask(output.mask)
        empty = room.size - counted(packed)
        bits = pa.py_buffer(packed) if empty else None
    lane = program.lanes[output.register]
    if lane is Lane.WIDE:
        known = np.ones(room.size, bool) if bits is None else unpacked(room.mask(output.mask or 0), room.size)
        told = [
            written_wide(value, output.scale) if is_known else None
            for value, is_known in zip(values, known, strict=True)
        ]
        return pa.array(told, pa.string())
    kind = pa.uint8() if lane is Lane.CODE else ARROW[lane]
    column = pa.Array.from_buffers(kind, room.size, [bits, pa.py_buffer(values)], empty)
    if output.unit is Unit.LABEL:
        return pa.DictionaryArray.from_arrays(column, pa.array(output.labels, pa.string()))
    return column


def counted(bits: NDArray[np.uint8]) -> int:
    """Return how many bits are set, eight bytes at a time."""
    whole = len(bits) // 8 * 8
    words, rest = bits[:whole].view(np.uint64), bits[whole:]
    return int(np.bitwise_count(words).sum(dtype=np.int64)) + int(np.bitwise_count(rest).sum(dtype=np.int64))


def written_wide(value: Any, scale: int) -> str:
    """Return a number beyond 64 bits, or a fraction of no fixed scale, as exact text."""
    return written(Fraction(value) / scale)


def unpacked(bits: NDArray[np.uint8], size: int) -> NDArray[np.bool_]:
    """Return the bits of a mask one by one."""
    return np.unpackbits(bits, count=size, bitorder="little").astype(bool)


def refused(program: Program, room: Room) -> Any:
    """Return the name of the step at which the rule refuses each person; nothing where it does not."""
    places = np.zeros(room.size, np.int64)
    for place, (_, register) in reversed(list(enumerate(program.refusals, 1))):
        places[room.column(register) == 1] = place
    names = pa.array([None, *(step for step, _ in program.refusals)], pa.string())
    return names.take(pa.array(places))
