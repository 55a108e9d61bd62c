"""Takes Arrow columns apart: their distinct values, their whole numbers, their days."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ownway.rulebook.engines.many.rows import CannotRead

Whole = NDArray[Any]
NULL = -1


def one_array(column: Any) -> Any:
    """Return a column as one array, whatever its chunks and its encoding."""
    if isinstance(column, pa.ChunkedArray):
        column = column.unify_dictionaries() if pa.types.is_dictionary(column.type) else column
        column = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    return column


def distinct(column: Any) -> tuple[list[Any], Whole]:
    """Return the distinct values of a column, and for each row the place of its own, below 0 where it is empty."""
    array = one_array(column)
    if not pa.types.is_dictionary(array.type):
        array = pc.dictionary_encode(array)
    indices = array.indices
    places = indices.to_numpy(zero_copy_only=False) if not indices.null_count else filled(indices, NULL)
    return array.dictionary.to_pylist(), places


def filled(array: Any, with_: int) -> Whole:
    """Return whole numbers with something in the empty places."""
    wide = array.cast(pa.int64()) if pa.types.is_integer(array.type) else array
    found: Whole = pc.fill_null(wide, with_).to_numpy(zero_copy_only=False)
    return found


def whole_within(array: Any, least: int, most: int) -> Whole | None:
    """Return a column of integers as it stands where it has no gaps and all lie between two numbers, else nothing."""
    if array.null_count or not pa.types.is_integer(array.type) or not len(array):
        return None
    ends = pc.min_max(array).as_py()
    if ends["min"] < least or ends["max"] > most:
        return None
    found: Whole = array.to_numpy(zero_copy_only=False)
    return found


def empty(array: Any) -> Whole:
    """Return where a column is empty."""
    found: Whole = pc.is_null(array).to_numpy(zero_copy_only=False)
    return found


def by_value(column: Any, meaning: Callable[[Any], int], none: int) -> Whole:
    """Return for each row what its value means; *none* where it is empty."""
    values, places = distinct(column)
    meanings = [none if value is None else meaning(value) for value in values]
    small = all(0 <= one < 256 for one in (*meanings, none))
    if small and meanings == list(range(len(values))) and not column.null_count:
        # The file has the levels in the order of the pack, as a file that we wrote has.
        return places.astype(np.uint8, copy=False)
    table = np.array([*meanings, none], np.uint8 if small else np.int64)
    # The last place of the table is the one below 0.
    return table[places]


def is_text(kind: Any) -> bool:
    """Whether a column holds text, plain or as a dictionary."""
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(inner) or pa.types.is_large_string(inner) or pa.types.is_string_view(inner))


def decimals(array: Any, places: int) -> Whole | None:
    """Return the whole numbers of a decimal column at so many places; nothing where one has more, or is too large."""
    try:
        exact = array.cast(pa.decimal128(38, places))
    except pa.ArrowInvalid:
        return None
    words = np.frombuffer(exact.buffers()[1], np.int64).reshape(-1, 2)[exact.offset : exact.offset + len(exact)]
    low, high = words[:, 0], words[:, 1]
    known = ~empty(exact)
    if ((high != (low >> 63)) & known).any():
        return None
    return np.where(known, low, 0)


def refuse_floats(name: str, kind: Any) -> None:
    """Refuse a column of binary floats: it has lost what was answered.

    :raises CannotRead: ``population.inexact``.
    """
    if pa.types.is_floating(kind):
        raise CannotRead("population.inexact", column=name, type=str(kind))


def wrong_type(name: str, kind: Any, expected: str) -> CannotRead:
    """Return the refusal of a column whose type cannot hold the answers to its question."""
    return CannotRead("population.wrong_type", column=name, type=str(kind), expected=expected)
