"""Runs a program with NumPy alone: no compiler is needed, and whole numbers of any size and fractions stay exact."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownway.rulebook.engines.many.curves import RULES
from ownway.rulebook.engines.many.instructions import Instruction, Op
from ownway.rulebook.engines.many.population import DTYPES, Population
from ownway.rulebook.engines.many.program import Program
from ownway.values import Rounding

BLOCK = 32_768
"""How many people are worked out at a time, so that what lies between steps stays near the processor."""

Register = NDArray[Any]


def run(program: Program, population: Population, outs: Mapping[int, Register], bits: Mapping[int, Register]) -> None:
    """Work *program* out for everyone: registers wanted into *outs*, and a bit into *bits* where a result is known."""
    tables = [np.array(one.table, DTYPES[one.lane]) if one.table else None for one in program.instructions]
    for start in range(0, population.size, BLOCK):
        stop = min(start + BLOCK, population.size)
        registers: list[Register] = []
        for instruction, table in zip(program.instructions, tables, strict=True):
            registers.append(_one(instruction, table, registers, (program, population, start, stop)))
        for register, out in outs.items():
            out[start:stop] = registers[register]
        for mask, packed in bits.items():
            packed[start // 8 : (stop + 7) // 8] = np.packbits(registers[mask] == 0, bitorder="little")


def _one(
    instruction: Instruction,
    table: Register | None,
    registers: Sequence[Register],
    where: tuple[Program, Population, int, int],
) -> Register:
    program, population, start, stop = where
    op, dtype = instruction.op, DTYPES[instruction.lane]
    taken = [registers[register] for register in instruction.takes]
    if op in (Op.ANSWER, Op.NUMBER):
        column: Register = population.columns[instruction.lane][instruction.numbers[0]]
        return column[start:stop]
    if op in (Op.SAME, Op.SAME_MARK):
        return np.full(stop - start, instruction.numbers[0], dtype)
    if op is Op.EXACT:
        return _exactly(program.functions[instruction.numbers[0]], taken)
    if op is Op.CAST:
        return taken[0].astype(dtype)
    if table is not None:
        return _looked_up(instruction, table, taken)
    found: Register = RUN[op](instruction.numbers, *taken)
    return found.astype(dtype, copy=False)


def _looked_up(instruction: Instruction, table: Register, taken: list[Register]) -> Register:
    found: Register
    match instruction.op:
        case Op.MARK | Op.POINTS:
            found = table[taken[0]]
        case Op.MARK_TOO:
            found = taken[0] | table[taken[1]]
        case Op.ADD_POINTS:
            found = taken[0] + table[taken[1]]
        case Op.TABLE | Op.TABLE_MARK:
            found = table[taken[0] - instruction.numbers[0]]
        case Op.LINE:
            place = 2 * _passed(taken[0], instruction.numbers)
            found = taken[0] * table[place] + table[place + 1]
        case _:
            found = table[_passed(taken[0], instruction.numbers)]
    return found


def _passed(numbers: Register, edges: Sequence[int]) -> NDArray[np.intp]:
    """Return how many of the edges each number has reached."""
    reached = np.zeros(len(numbers), np.intp)
    for edge in edges:
        reached += numbers >= edge
    return reached


def _exactly(function: Callable[..., Any], taken: list[Register]) -> Register:
    """Work each combination of numbers out once."""
    known: dict[tuple[Any, ...], Any] = {}
    found = np.empty(len(taken[0]), np.object_)
    for place, row in enumerate(zip(*taken, strict=True)):
        if row not in known:
            known[row] = function(*row)
        found[place] = known[row]
    return found


def _divide(numbers: Sequence[int], a: Register) -> Register:
    times, plus, by, even = numbers[:4]
    whole = abs(a) * times + plus
    found = whole // by
    if even:
        found = found - ((whole % by == 0) & (found % 2 == 1))
    signed: Register = np.where(a < 0, -found, found)
    return signed


def _share(numbers: Sequence[int], a: Register, b: Register) -> Register:
    times, under, rule = numbers
    whole, by = abs(a) * times, b * under
    found = whole // by
    rest = whole - found * by
    match RULES[rule]:
        case Rounding.UP:
            found = found + (rest > 0)
        case Rounding.HALF_UP:
            found = found + (2 * rest >= by)
        case Rounding.HALF_EVEN:
            found = found + ((2 * rest > by) | ((2 * rest == by) & (found % 2 == 1)))
    signed: Register = np.where(a < 0, -found, found)
    return signed


RUN: dict[Op, Callable[..., Any]] = {
    Op.LEAST_MARK: lambda n, a, b: np.minimum(a, b),
    Op.MOST_MARK: lambda n, a, b: np.maximum(a, b),
    Op.PICK_MARK: lambda n, a, b, c: np.where(a == 2, b, c),
    Op.OPEN: lambda n, a, b, c: np.where(a == 2, b, np.where(a == 1, 1, c)),
    Op.DOUBT: lambda n, a, b: np.where(b == 1, 1, a),
    Op.ROUTE: lambda n, a, b: np.where(a == 2, b, np.where(a == 1, n[1], n[0])),
    Op.WITHIN: lambda n, a: 2 * ((a >= n[0]) & (a <= n[1])),
    Op.SCALE: lambda n, a: a * n[0] + n[1],
    Op.ADD: lambda n, a, b: a + b * n[0],
    Op.MULTIPLY: lambda n, a, b: a * b,
    Op.LEAST: lambda n, a, b: np.minimum(a, b),
    Op.MOST: lambda n, a, b: np.maximum(a, b),
    Op.PICK: lambda n, a, b, c: np.where(a == 2, b, c),
    Op.DIVIDE: _divide,
    Op.SHARE: _share,
}
"""What each operation without a table does to whole blocks; *n* are its numbers."""
