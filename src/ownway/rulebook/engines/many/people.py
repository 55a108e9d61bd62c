"""Writes the answers of people, given one by one, as the table that a population is read from."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa

from ownway.rulebook.model.answers import Answer
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import NO_ANSWER, Column, Kind, Question, State


def as_table(pack: Pack, people: Sequence[Mapping[str, Answer]], persons: Sequence[str] | None = None) -> Any:
    """Return the Arrow table of what *people* answered, with the ids *persons* where they are given.

    A question nobody answered has no column, but for the first where nobody answered any.
    """
    columns: dict[str, Any] = {} if persons is None else {"person": pa.array(persons, pa.string())}
    answered = [question for question in pack.questions if any(question.id in one for one in people)]
    for question in answered or pack.questions[:1]:
        columns |= _columns(question, [one.get(question.id) for one in people])
    return pa.table(columns)


def _columns(question: Question, answers: Sequence[Answer | None]) -> dict[str, Any]:
    given = [None if answer is None or answer.state in NO_ANSWER else _value(answer) for answer in answers]
    columns = {question.id: pa.array(given, _type(question))}
    states = [answer.state.value if answer is not None and answer.state in NO_ANSWER else None for answer in answers]
    if any(states):
        columns[f"{question.id}.state"] = pa.array(states, pa.string())
    if question.every:
        told = [None if answer is None or answer.every is None else answer.every.value for answer in answers]
        columns[f"{question.id}.every"] = pa.array(told, pa.string())
    return columns


def _type(question: Question) -> Any:
    match question.kind:
        case Kind.LEVELS:
            return pa.dictionary(pa.int8(), pa.string())
        case Kind.YES_NO:
            return pa.bool_()
        case Kind.NUMBER:
            return pa.decimal128(28, question.places)
        case Kind.DAY:
            return pa.date32()
        case Kind.TEXT:
            return pa.string()
        case Kind.TABLE:
            return pa.list_(pa.struct([pa.field(column.id, _cell_type(column)) for column in question.columns]))


def _cell_type(column: Column) -> Any:
    return pa.string() if column.kind is Kind.LEVELS else pa.decimal128(28, column.places)


def _value(answer: Answer) -> "bool | str | date | Decimal | list[dict[str, str | Decimal]] | None":
    value = answer.value
    if answer.state in (State.YES, State.NO):
        return answer.state is State.YES
    if isinstance(value, Fraction):
        return Decimal(written(value))
    if isinstance(value, tuple):
        return [
            {name: cell if isinstance(cell, str) else Decimal(written(cell)) for name, cell in row.items()}
            for row in value
        ]
    return value
