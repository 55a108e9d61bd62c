"""Reads a table of answers into a population: a column a question, checked as for one person, row by row."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from ownway.rulebook.engines.many import arrow
from ownway.rulebook.engines.many.encode_numbers import read_days, read_numbers
from ownway.rulebook.engines.many.encode_rows import read_rows
from ownway.rulebook.engines.many.instructions import Lane
from ownway.rulebook.engines.many.layout import layout_of
from ownway.rulebook.engines.many.population import DTYPES, Columns, Population, rest_numbers
from ownway.rulebook.engines.many.reading import Reading
from ownway.rulebook.engines.many.rows import BadRows, CannotRead, Faults
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import Kind

PERSON = "person"
"""The column that names each person; it is carried through."""

READ = {Kind.NUMBER: read_numbers, Kind.DAY: read_days, Kind.TABLE: read_rows}
"""How the kinds of questions are read that keep more than a code."""


def room_for(pack: Pack, size: int) -> Mapping[Lane, Columns]:
    """Return room for the answers of *size* people, which :func:`encode` can use again from table to table."""
    return {lane: np.empty((width, size), DTYPES[lane]) for lane, width in layout_of(pack).widths.items()}


def encode(pack: Pack, table: Any, room: Mapping[Lane, Columns] | None = None) -> tuple[Population, BadRows]:
    """Return the answers in an Arrow *table* as a population, and the rows that could not be read.

    A column is named as its question and holds levels as text, yes or no as booleans or as those words, numbers as
    whole numbers, decimals or text, days as dates, tables as lists of rows; an empty place means *later*. How often
    something happens stands in ``<id>.every``; a state without an answer in the column itself where it holds text, else
    in ``<id>.state``. A question without a column is left for later by everyone; columns that no step needs are passed
    over. *room*, of :func:`room_for` as many people or more, then holds the answers instead of new memory.

    :raises CannotRead: ``population.unknown_column``, ``population.twice``, ``population.inexact`` or
        ``population.wrong_type``, when no row could be read.
    """
    _check_columns(pack, table)
    layout = layout_of(pack)
    size = table.num_rows
    columns = {lane: one[:, :size] for lane, one in (room or room_for(pack, size)).items()}
    rest_numbers(layout, columns)
    faults = Faults(size)
    given = {name: table.column(name) for name in table.column_names}
    for asked in layout.asked.values():
        Reading(asked, given, columns, faults).read(READ.get(asked.question.kind))
    person = arrow.one_array(given[PERSON]) if PERSON in given else None
    bad = faults.bad()
    if not len(bad):
        return Population(pack.rule_hash, size, columns, person), bad
    good = faults.found < 0
    kept = {lane: np.ascontiguousarray(numbers[:, good]) for lane, numbers in columns.items()}
    person = None if person is None else person.filter(pa.array(good))
    return Population(pack.rule_hash, int(good.sum()), kept, person, np.flatnonzero(good)), bad


def _check_columns(pack: Pack, table: Any) -> None:
    known = {PERSON}
    for question in pack.questions:
        known |= {question.id, f"{question.id}.state"}
        if question.every:
            known.add(f"{question.id}.every")
    seen: set[str] = set()
    for name in table.column_names:
        if name not in known:
            raise CannotRead("population.unknown_column", column=name)
        if name in seen:
            raise CannotRead("population.twice", column=name)
        seen.add(name)
