"""Reads tables of several rows a person, and makes of them the numbers that the steps of the rule reckon with."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ownway.rulebook.engines.many import arrow
from ownway.rulebook.engines.many.layout import cell_scale, column_of
from ownway.rulebook.engines.many.reading import Reading
from ownway.rulebook.engines.many.rows import Faults, Whole, fault_in
from ownway.rulebook.model.answers import Answer, CannotAnswer
from ownway.rulebook.model.questions import Column, Kind, Question
from ownway.rulebook.model.steps import By, Descriptor, Reduce
from ownway.values import Reason

Cells = dict[str, Whole]


def read_rows(reading: Reading, column: Any) -> Whole:
    """Return the codes of a table question, and keep what each step makes of its rows.

    :raises CannotRead: ``population.wrong_type`` or ``population.inexact``.
    """
    question, asked = reading.question, reading.asked
    kind = column.type
    if not (pa.types.is_list(kind) or pa.types.is_large_list(kind)) or not pa.types.is_struct(kind.value_type):
        raise arrow.wrong_type(question.id, kind, "lists of rows")
    missing = arrow.empty(column)
    counts = arrow.filled(pc.list_value_length(column), 0).astype(np.int64)
    over = counts > question.rows_most
    if over.any():
        fault = fault_in(question, {"table": [{}] * (question.rows_most + 1)})
        assert fault is not None
        reading.faults.add(over, fault)
    ends = np.cumsum(counts)
    starts = ends - counts
    owners = np.repeat(np.arange(len(counts)), counts)
    rows = column.flatten()
    cells = {one.id: _cells(question, one, rows, owners, reading.faults) for one in question.columns}
    wrong = reading.faults.found >= 0
    for made in asked.rows:
        found = reduced(question, made.step, cells, (starts, counts))
        for numbers, wholes in zip(made.numbers, found, strict=True):
            reading.keep(numbers, np.where(wrong, numbers.rests, np.clip(wholes, numbers.least, numbers.most)))
    return np.where(missing, reading.later, 0)


def _cells(question: Question, column: Column, rows: Any, owners: Whole, faults: Faults) -> Whole:
    """Return the cells of one column as whole numbers, at the column's scale; note the rows with a wrong one."""
    names = [field.name for field in rows.type]
    if column.id not in names:
        values: list[Any] = []
        places = np.full(len(rows), -1)
    else:
        cells = rows.field(names.index(column.id))
        arrow.refuse_floats(f"{question.id}.{column.id}", cells.type)
        values, places = arrow.distinct(cells)
        places = np.where(arrow.empty(rows), -1, places)
    wholes = np.zeros(len(values) + 1, np.int64)
    wrong = np.zeros(len(values) + 1, np.int64)
    reasons: list[Reason] = []
    for place, value in enumerate([*values, None]):
        found = _cell(question, column, value)
        if isinstance(found, Reason):
            reasons.append(found)
            wrong[place] = len(reasons)
        else:
            wholes[place] = found
    of_rows = wrong[places]
    faults.add_by(_first_wrong(of_rows, owners, faults.size), reasons)
    chosen: Whole = wholes[places]
    return chosen


def _first_wrong(of_rows: Whole, owners: Whole, size: int) -> Whole:
    kinds = np.full(size, -1, np.int64)
    wrong = np.flatnonzero(of_rows > 0)[::-1]
    kinds[owners[wrong]] = of_rows[wrong] - 1
    return kinds


def _cell(question: Question, column: Column, value: Any) -> int | Reason:
    """Return one cell as a whole number at the column's scale, checked as for one person."""
    alone = Question(question.id, Kind.TABLE, question.section, columns=(column,), rows_most=1)
    given = value if value is None or column.kind is not Kind.NUMBER else str(value)
    if isinstance(given, str) and "." in given:
        given = given.rstrip("0").rstrip(".")
    try:
        answer = Answer.from_json(alone, {"table": [{column.id: given}]})
    except CannotAnswer as cannot:
        return cannot.why
    assert isinstance(answer.value, tuple)
    cell = answer.value[0][column.id]
    if isinstance(cell, str):
        level = column.level(cell)
        points = None if level is None else level.points
        return 0 if points is None else (points * cell_scale(column)).numerator
    return (cell * cell_scale(column)).numerator


def reduced(question: Question, step: Reduce | Descriptor, cells: Cells, spread: tuple[Whole, Whole]) -> list[Whole]:
    """Return what a step makes of each person's rows, *spread* as (first row, how many)."""
    starts, counts = spread
    if isinstance(step, Descriptor):
        return [_described(question, step, cells, spread)]
    if step.by is By.COUNT:
        return [counts]
    values = cells[step.column]
    if step.by is By.HIGHEST:
        return [_highest(values, starts, counts)]
    total = _total(values, starts, counts)
    return [total, counts] if step.by is By.MEAN else [total]


def _total(values: Whole, starts: Whole, counts: Whole) -> Whole:
    running = np.concatenate([[0], np.cumsum(values)])
    found: Whole = running[starts + counts] - running[starts]
    return found


def _highest(values: Whole, starts: Whole, counts: Whole) -> Whole:
    """Return the highest of each person's values, 0 of none."""
    found = np.zeros(len(counts), np.int64)
    some = counts > 0
    if some.any():
        # People without rows take no room, so the stretches of the others touch.
        found[some] = np.maximum.reduceat(values, starts[some])
    return found


LOW = -(2**62)


def _described(question: Question, step: Descriptor, cells: Cells, spread: tuple[Whole, Whole]) -> Whole:
    """Return the points of the descriptor that counts, as for one person."""
    starts, counts = spread
    points, shares = cells[step.level], cells[step.share]
    bar = step.more_than * cell_scale(column_of(question, step.share))
    often = shares * bar.denominator > bar.numerator
    alone = _highest(np.where(often, points, LOW), starts, counts)
    together = _total(shares, starts, counts) * bar.denominator > bar.numerator
    # The greatest share, of equals the most points: one number orders both.
    width = int(points.max() - points.min()) + 1 if len(points) else 1
    low = int(points.min()) if len(points) else 0
    greatest = (_highest(shares * width + (points - low), starts, counts)) % width + low
    some = counts > 0
    return np.where(some & (alone > LOW), alone, np.where(some & together, greatest, 0))
