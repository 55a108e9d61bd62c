"""What would change a figure: each single answer one step up or down, and what the figure would be then."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ownway.rulebook.engines.one import figure_of
from ownway.rulebook.model.answers import Answer, CannotAnswer, Cell
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import Column, Kind, Question, State
from ownway.values import Money


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One answer changed by one step: the figure it would give, and the difference in pence.

    *given* and *instead* are the level's id, the number, the day, or the rows of a table in short; *answer* is the
    changed one whole.
    """

    question: str
    given: str
    instead: str
    figure: Money
    difference: int
    answer: Answer


def what_would_change(
    pack: Pack,
    answers: Mapping[str, Answer],
    as_of: date,
    needs_on: date | None = None,
    paid_from: date | None = None,
) -> tuple[WhatIf, ...]:
    """Return what each answer one step up or down would give, the largest difference first.

    A step is one level; for a number a round part of it (:func:`step_of`); for a day a year; for a table one such step
    in one cell, or its last row less. Only questions that count and were asked; a change that opens a new question, so
    that there would be no figure yet, is left out.
    """
    now = figure_of(pack, answers, as_of, needs_on, paid_from)
    if now is None:
        return ()
    taken = {name for step in pack.allocation.steps for name in step.takes}
    found = []
    for question in pack.questions:
        given = answers.get(question.id)
        if given is None or not (question.scored or question.id in taken) or not pack.asked(question, answers):
            continue
        for changed in neighbours(question, given):
            figure = figure_of(pack, {**answers, question.id: changed}, as_of, needs_on, paid_from)
            if figure is not None and figure != now:
                told = (question.id, short(given), short(changed))
                found.append(WhatIf(*told, figure, figure.pence - now.pence, changed))
    return tuple(sorted(found, key=lambda change: (-abs(change.difference), change.question, change.instead)))


def neighbours(question: Question, given: Answer) -> Iterator[Answer]:
    """Yield the answers one step from the one *given* that the question takes."""
    for changed in _near(question, given):
        try:
            yield Answer.from_json(question, changed.as_json())
        except CannotAnswer:
            # Beyond the least or the most that may be said.
            continue


def _near(question: Question, given: Answer) -> Iterator[Answer]:
    match given.state, given.value:
        case (State.NUMBER, Fraction() as number):
            yield from (Answer(State.NUMBER, other, given.every) for other in _numbers(number))
        case (State.DAY, date() as day):
            yield from (Answer(State.DAY, other) for other in (_a_year_on(day, -1), _a_year_on(day, 1)))
        case (State.TABLE, tuple() as rows):
            yield from (Answer(State.TABLE, other) for other in _rows(question, rows))
        case _:
            ids = [level.id for level in question.levels]
            if given.told in ids:
                yes_no = question.kind is Kind.YES_NO
                for other in _beside(ids, given.told):
                    yield Answer(State(other)) if yes_no else Answer.level(other)


def step_of(number: Fraction) -> Fraction:
    """Return how far one step of a number goes: the power of ten that comes to a tenth of it or less, at least one."""
    step = 1
    while step * 100 <= abs(number):
        step *= 10
    return Fraction(step)


def short(answer: Answer) -> str:
    """Return an answer in short, as programs read it: a level's id, a number, a day, or each cell of each row."""
    match answer.state, answer.value:
        case (State.NUMBER, Fraction() as number):
            return written(number)
        case (State.DAY, date() as day):
            return day.isoformat()
        case (State.TABLE, tuple() as rows):
            return "; ".join(", ".join(f"{name} {_written(cell)}" for name, cell in row.items()) for row in rows)
        case _:
            return answer.told


def _written(cell: Cell) -> str:
    return written(cell) if isinstance(cell, Fraction) else cell


def _numbers(number: Fraction) -> tuple[Fraction, Fraction]:
    step = step_of(number)
    return number - step, number + step


def _beside(ids: list[str], told: str) -> list[str]:
    place = ids.index(told)
    return ids[max(place - 1, 0) : place] + ids[place + 1 : place + 2]


def _a_year_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        # The 29th of February has no twin in most years.
        return day.replace(year=day.year + years, day=28)


def _rows(question: Question, rows: tuple[Mapping[str, Cell], ...]) -> Iterator[tuple[Mapping[str, Cell], ...]]:
    for place, row in enumerate(rows):
        for column in question.columns:
            for cell in _cells(column, row.get(column.id)):
                yield (*rows[:place], {**row, column.id: cell}, *rows[place + 1 :])
    if rows:
        yield rows[:-1]


def _cells(column: Column, cell: Cell | None) -> tuple[Cell, ...]:
    if isinstance(cell, Fraction):
        return _numbers(cell)
    ids = [level.id for level in column.levels]
    return tuple(_beside(ids, cell)) if cell in ids and cell is not None else ()
