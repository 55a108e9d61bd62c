"""Reads numbers and days: exact, within the bounds of the question, with no more decimals than it takes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

import numpy as np
import pyarrow as pa

from ownway.rulebook.engines.many import arrow
from ownway.rulebook.engines.many.layout import EPOCH
from ownway.rulebook.engines.many.reading import STATES, Reading
from ownway.rulebook.engines.many.rows import Whole, fault_in
from ownway.rulebook.model.answers import EARLIEST, Answer, CannotAnswer
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.questions import Question
from ownway.values import Reason


def read_numbers(reading: Reading, column: Any) -> Whole:
    """Return the codes of a number question, and keep its numbers at the question's own scale.

    :raises CannotRead: ``population.inexact`` or ``population.wrong_type``.
    """
    question, asked = reading.question, reading.asked
    arrow.refuse_floats(question.id, column.type)
    if asked.values and question.places == 0:
        first, last = asked.values[0].numerator, asked.values[-1].numerator
        small = arrow.whole_within(column, first, last)
        if small is not None:
            # Few numbers, all there: they are their own codes, counted from the first.
            wide = small.astype(np.int64) if first < 0 else small
            return wide - first if first else wide
    alone = replace(question, every=())
    found = _quickly(reading, column, alone)
    wholes, kinds = _by_value(reading, column, alone) if found is None else found
    answered = kinds == 0
    codes = np.where(answered, 0, kinds)
    if question.every:
        codes = _periods(reading, answered, codes)
        answered &= codes < asked.answers
    if asked.numbers is None:
        first = (asked.values[0] * 10**question.places).numerator
        return np.where(answered, wholes - first, codes)
    reading.keep(asked.numbers, np.where(answered, wholes, asked.numbers.rests))
    return codes


def _quickly(reading: Reading, column: Any, question: Question) -> tuple[Whole, Whole] | None:
    """Read a column of integers or decimals whole; nothing where that cannot be done for all of it."""
    scale = 10**question.places
    if pa.types.is_integer(column.type) and not pa.types.is_uint64(column.type):
        parts, times = arrow.filled(column, 0), scale
    elif pa.types.is_decimal(column.type):
        found = arrow.decimals(column, question.places)
        if found is None:
            return None
        parts, times = found, 1
    else:
        return None
    # The bounds in the column's own parts, so that nothing can overflow before it is known to be small.
    least = ceil((question.least or 0) * Fraction(scale, times))
    most = floor((question.most or 0) * Fraction(scale, times))
    known = ~arrow.empty(column)
    outside = known & ((parts < least) | (parts > most))
    if outside.any():
        first = int(parts[outside][0])
        fault = fault_in(question, {"number": written(Fraction(first * times, scale))})
        assert fault is not None
        reading.faults.add(outside, fault)
    return np.where(outside, 0, parts) * times, np.where(known & ~outside, 0, reading.later)


def _by_value(reading: Reading, column: Any, question: Question) -> tuple[Whole, Whole]:
    """Read each distinct value by itself, as for one person: text, and decimals with too many places."""
    if not (arrow.is_text(column.type) or pa.types.is_decimal(column.type) or pa.types.is_integer(column.type)):
        raise arrow.wrong_type(question.id, column.type, "whole numbers, decimals or text")
    scale = 10**question.places
    values, places = arrow.distinct(column)
    wholes, kinds = np.zeros(len(values) + 1, np.int64), np.full(len(values) + 1, reading.later, np.int64)
    reasons: list[Reason] = []
    wrong = np.full(len(values) + 1, -1, np.int64)
    for place, value in enumerate(values):
        if value is None:
            continue
        if value in STATES:
            state = reading.state(value)
            fault = state if isinstance(state, Reason) else None
            kinds[place] = reading.later if isinstance(state, Reason) else state
        else:
            text = format(value, "f") if isinstance(value, Decimal) else str(value)
            number, fault = _one_number(question, text)
            wholes[place], kinds[place] = (number * scale).numerator, 0 if fault is None else reading.later
        if fault is not None:
            wrong[place] = len(reasons)
            reasons.append(fault)
    reading.faults.add_by(wrong[places], reasons)
    return wholes[places], kinds[places]


def _one_number(question: Question, text: str) -> tuple[Fraction, Reason | None]:
    # Decimals are written with all their zeros, which say nothing.
    text = text.rstrip("0").rstrip(".") if "." in text else text
    try:
        value = Answer.from_json(question, {"number": text}).value
    except CannotAnswer as cannot:
        return Fraction(0), cannot.why
    assert isinstance(value, Fraction)
    return value, None


def _periods(reading: Reading, answered: Whole, kinds: Whole) -> Whole:
    """Return the code of the period where a number stands; a number without one is a fault."""
    question = reading.question
    told = {every.value: place for place, every in enumerate(question.every)}
    fault = fault_in(question, {"number": written(question.least or Fraction(0)), "every": ""})
    assert fault is not None
    name = f"{question.id}.every"
    periods = np.full(len(kinds), -1, np.int64)
    if name in reading.given and not pa.types.is_null(reading.given[name].type):
        column = arrow.one_array(reading.given[name])
        if not arrow.is_text(column.type):
            raise arrow.wrong_type(name, column.type, "text")
        periods = arrow.by_value(column, lambda period: told.get(period, -1), -1)
    missing = answered & (periods < 0)
    reading.faults.add(missing, fault)
    return np.where(answered, np.where(missing, reading.later, periods), kinds)


def read_days(reading: Reading, column: Any) -> Whole:
    """Return the codes of a question for a day, and keep its days as Arrow counts them.

    :raises CannotRead: ``population.wrong_type``.
    """
    question, asked = reading.question, reading.asked
    assert asked.numbers is not None
    if pa.types.is_date32(column.type):
        days = arrow.filled(column.cast(pa.int32()), 0)
        kinds = np.where(arrow.empty(column), reading.later, 0)
    elif arrow.is_text(column.type):
        days, kinds = _days_by_value(reading, column)
    else:
        raise arrow.wrong_type(question.id, column.type, "dates")
    early = (kinds == 0) & (days < asked.numbers.least)
    fault = fault_in(question, {"day": date(EARLIEST.year - 1, 1, 1).isoformat()})
    assert fault is not None
    reading.faults.add(early, fault)
    beyond = (kinds == 0) & (days > asked.numbers.most)
    wrong = fault_in(question, {"day": ""})
    assert wrong is not None
    reading.faults.add(beyond, wrong)
    kinds = np.where(early | beyond, reading.later, kinds)
    reading.keep(asked.numbers, np.where(kinds == 0, days, asked.numbers.rests))
    return kinds


def _days_by_value(reading: Reading, column: Any) -> tuple[Whole, Whole]:
    values, places = arrow.distinct(column)
    days, kinds = np.zeros(len(values) + 1, np.int64), np.full(len(values) + 1, reading.later, np.int64)
    wrong = np.full(len(values) + 1, -1, np.int64)
    reasons: list[Reason] = []
    for place, value in enumerate(values):
        if value is None:
            continue
        found = reading.state(value) if value in STATES else fault_in(reading.question, {"day": value})
        if isinstance(found, Reason):
            wrong[place] = len(reasons)
            reasons.append(found)
        elif found is None:
            days[place], kinds[place] = (date.fromisoformat(value) - EPOCH).days, 0
        else:
            kinds[place] = found
    reading.faults.add_by(wrong[places], reasons)
    return days[places], kinds[places]
