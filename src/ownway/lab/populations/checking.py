"""Checks the rows of one piece of a file, column by column, and puts those aside that cannot be true."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ownway.lab.populations.columns import BY_ID, PERSON, Bad, Holds, Known, Rule
from ownway.lab.populations.numbers import column_plainly, doubtful
from ownway.lab.populations.seen import Seen

NUMBER = r"^-?[0-9]+(\.[0-9]+)?$"
"""A number once it is written plainly."""
NONE = ("", "-", "n/a", "na", "null", "none", "nan", "#n/a")
"""What people and programs write where there is nothing."""
TOO_LONG = 13
"""A number of more digits is beyond all that can be, and beyond what is worked with."""

Mask = NDArray[np.bool_]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Checked:
    """The rows that can be used, and those put aside; each row is named once, at the first rule that it breaks."""

    good: pa.Table
    bad: tuple[Bad, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of each piece: the columns of answers, those that must be there, and those written in pence."""

    answers: frozenset[str]
    required: tuple[str, ...]
    pence: frozenset[str]


def checked(piece: pa.Table, numbers: Whole, asked: Asked, seen: Seen) -> Checked:
    """Return the rows of *piece* that can be used; *numbers* are those of its rows, *seen* who was met before."""
    aside = _Aside(numbers, np.zeros(piece.num_rows, bool), [])
    needed = frozenset(asked.required)
    columns: dict[str, Any] = {}
    for name in piece.column_names:
        column = piece[name]
        known = BY_ID.get(name) if name not in asked.answers else None
        if known is None:
            columns[name] = _emptied(column) if _is_text(column.type) else column
        elif known.holds is Holds.TEXT:
            columns[name] = _text(column, known, aside, needed)
        else:
            in_pounds = known.holds is Holds.MONEY and name not in asked.pence
            columns[name] = _number(column, known, aside, needed, 100 if in_pounds else 1)
    if PERSON in columns:
        _twice(columns[PERSON], aside, seen)
    table = pa.table(columns) if columns else piece
    return Checked(
        table.filter(pa.array(~aside.rows)) if aside.rows.any() else table,
        tuple(sorted(aside.named, key=lambda one: one.row)),
    )


@dataclass
class _Aside:
    """The rows put aside so far."""

    numbers: Whole
    rows: Mask
    named: list[Bad]

    def put(self, which: Mask, column: str, given: Any, rule: Rule) -> None:
        """Put aside those rows that are not yet, with what stood there."""
        new = which & ~self.rows
        if not new.any():
            return
        for place in np.flatnonzero(new):
            stood = given[int(place)].as_py()
            self.named.append(Bad(int(self.numbers[place]), column, "" if stood is None else str(stood)[:60], rule))
        self.rows |= new


def _is_text(kind: Any) -> bool:
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(inner) or pa.types.is_large_string(inner))


def _emptied(column: Any) -> Any:
    """Return a column of answers in which an empty cell is no answer."""
    if pa.types.is_dictionary(column.type):
        return column
    trimmed = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, trimmed.type), trimmed)


def _text(column: Any, known: Known, aside: _Aside, needed: frozenset[str]) -> Any:
    if not _is_text(column.type) or pa.types.is_dictionary(column.type):
        told = column
    else:
        trimmed = pc.utf8_trim_whitespace(column)
        nothing = pc.is_in(pc.utf8_lower(trimmed), pa.array(NONE))
        told = pc.if_else(nothing, pa.scalar(None, trimmed.type), trimmed)
    if known.id in needed and told.null_count:
        aside.put(_mask(pc.is_null(told)), known.id, column, Rule.MISSING)
    return told


def _number(column: Any, known: Known, aside: _Aside, needed: frozenset[str], times: int) -> Any:
    """Return a column of whole numbers; money a half penny up."""
    given = column
    if pa.types.is_integer(column.type) and times == 1 and not column.null_count and column.length():
        ends = pc.min_max(column).as_py()
        if ends["min"] >= max(known.least, 0) and ends["max"] <= known.most:
            return column
    if _is_text(column.type):
        column = column.cast(pa.string())
        bare = column_plainly(pc.utf8_lower(column))
        nothing = pc.fill_null(pc.is_in(bare, pa.array(NONE)), True)
        is_number = pc.fill_null(pc.match_substring_regex(bare, NUMBER), False)
        if known.holds is Holds.MONEY:
            is_number = pc.and_not(is_number, doubtful(bare))
        aside.put(_mask(pc.invert(pc.or_(nothing, is_number))), known.id, given, Rule.TEXT)
        long = pc.and_(is_number, pc.greater(pc.utf8_length(pc.replace_substring_regex(bare, r"\..*$", "")), TOO_LONG))
        aside.put(_mask(long), known.id, given, Rule.ABSURD)
        usable = pc.and_(is_number, pc.invert(long))
        numbers = pc.cast(pc.if_else(usable, bare, pa.scalar(None, pa.string())), pa.float64())
    else:
        numbers = column
    if pa.types.is_floating(numbers.type):
        odd = _mask(pc.invert(pc.fill_null(pc.is_finite(numbers), True)))
        aside.put(odd, known.id, given, Rule.TEXT)
        numbers = pc.if_else(pc.is_finite(numbers), numbers, pa.scalar(None, numbers.type))
    if known.id in needed:
        aside.put(_mask(pc.is_null(numbers)), known.id, given, Rule.MISSING)
    aside.put(_mask(pc.less(numbers, 0)), known.id, given, Rule.NEGATIVE)
    if times != 1:
        numbers = pc.multiply(numbers, times)
    beyond = pc.or_(pc.greater(numbers, known.most), pc.less(numbers, known.least))
    aside.put(_mask(beyond), known.id, given, Rule.ABSURD)
    numbers = pc.if_else(beyond, pa.scalar(None, numbers.type), numbers)
    if pa.types.is_floating(numbers.type):
        numbers = pc.round(numbers, round_mode="half_towards_infinity")
    return numbers.cast(pa.int64())


def _twice(column: Any, aside: _Aside, seen: Seen) -> None:
    known = _mask(pc.is_valid(column)) & ~aside.rows
    if pa.types.is_integer(column.type):
        ids: Any = pc.fill_null(column, 0).to_numpy().astype(np.int64)[known]
    else:
        ids = column.filter(pa.array(known)).to_pylist()
    again = np.zeros(len(known), bool)
    again[np.flatnonzero(known)[seen.again(ids)]] = True
    aside.put(again, PERSON, column, Rule.TWICE)


def _mask(condition: Any) -> Mask:
    held = pc.fill_null(condition, False)
    held = held.combine_chunks() if isinstance(held, pa.ChunkedArray) else held
    return np.asarray(held.to_numpy(zero_copy_only=False), bool)
