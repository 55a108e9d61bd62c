"""Compiled functions by address: how the kernels call an operation and reach its rows without a copy."""

from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import carray, cfunc, njit, types
from numba.core import cgutils
from numba.extending import intrinsic

PLACES = 8
"""An operation is given the addresses of: result, a, b, c, constants, and how high the codes of result, a, b go."""

WORD = ir.IntType(64)


@intrinsic  # type: ignore[untyped-decorator]
def pointer(typing: Any, address: Any) -> Any:
    """Take a whole number as an address."""

    def write(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], cgutils.voidptr_t)

    return types.voidptr(address), write


@intrinsic  # type: ignore[untyped-decorator]
def call(typing: Any, function: Any, places: Any, rows: Any) -> Any:
    """Call the operation at an address with the address of its places and the number of rows."""

    def write(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kind = ir.FunctionType(ir.VoidType(), [WORD, WORD])
        builder.call(builder.inttoptr(arguments[0], kind.as_pointer()), arguments[1:])
        return context.get_dummy_value()

    return types.void(types.int64, types.int64, types.int64), write


def operation(loop: Callable[[int, int], None]) -> int:
    """Return the address of a compiled loop over rows; it is kept on disk, and compiled only where it is not there."""
    made = cfunc("void(int64, int64)", nopython=True, cache=True, error_model="numpy")(loop)
    KEPT.append(made)
    return int(made.address)


KEPT: list[Any] = []
"""Compiled operations must live as long as their addresses are known."""


def inner(function: Any) -> Any:
    """Compile a function that is called from operations only."""
    return njit(nogil=True, error_model="numpy", inline="never")(function)


@inner
def places_at(address: int) -> Any:
    """Return the places of an operation."""
    return carray(pointer(address), PLACES, np.int64)


@inner
def rows_at(address: int, rows: int, kind: Any) -> Any:
    """Return the rows of a register at an address, in its lane."""
    return carray(pointer(address), rows, kind)


@inner
def constant_at(address: int, place: int, kind: Any) -> Any:
    """Return one of an operation's constants in a lane: the low bytes of the whole number that stands there.

    Read so, the compiler knows that it fits the lane, and does not widen the loop.
    """
    return carray(pointer(address + 8 * place), 1, kind)[0]


@njit(nogil=True, cache=True, error_model="numpy")  # type: ignore[untyped-decorator]
def over_blocks(plan: Any, checks: Any, parts: Any, rows: int, block: int) -> None:
    """Do the operations of a program for each block of rows in turn.

    *plan* holds the operations, their places and by how much these move on from block to block. *parts* says where the
    second and the third part of them begin: the first finds out how high the codes go, the second works the block out
    whatever they are, the third instead of it where all are answers. *checks* holds the highest codes and the answers.
    """
    functions, places, steps = plan
    highest, answers = checks
    for start in range(0, rows, block):
        count = min(block, rows - start)
        for k in range(parts[0]):
            call(functions[k], places.ctypes.data + 8 * PLACES * k, count)
        answered = True
        for k in range(len(answers)):
            answered = answered and highest[k] < answers[k]
        first, last = (parts[1], len(functions)) if answered else (parts[0], parts[1])
        for k in range(first, last):
            call(functions[k], places.ctypes.data + 8 * PLACES * k, count)
        for k in range(len(functions)):
            for place in range(PLACES):
                places[k, place] += steps[k, place]
