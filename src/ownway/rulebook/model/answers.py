"""One answer to one question, and the form in which it is kept and exchanged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ownway.rulebook.model.numbers import NotANumber, exact, written
from ownway.rulebook.model.questions import Column, Kind, Question, State
from ownway.values import Cannot, Every, Reason
from ownway.values.text import CannotKeepText, clean_text

EARLIEST = date(1870, 1, 1)
"""Nobody alive was born before this; an earlier day was mistyped."""

Cell = str | Fraction


class CannotAnswer(Cannot):
    """The answer does not fit the question."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered. *value* is the level's id, an exact number, a day, a text, a table's rows, or nothing.

    *every* stands beside a number that says how often.
    """

    state: State
    value: "str | Fraction | date | tuple[Mapping[str, Cell], ...] | None" = None
    every: Every | None = None

    @property
    def told(self) -> str:
        """The answer as conditions and lookups see it: the level's id, ``yes``, ``no`` or the state."""
        return str(self.value) if self.state is State.LEVEL else self.state.value

    @classmethod
    def level(cls, id: str) -> "Answer":
        """Return the answer that chooses a level."""
        return cls(State.LEVEL, id)

    @classmethod
    def from_json(cls, question: Question, given: object) -> "Answer":
        """Return the answer that the JSON form *given* stands for, checked against its question.

        Forms: ``{"level": "some"}``, ``{"yes": true}``, ``{"number": "3.5"}``, ``{"number": "3", "every": "week"}``,
        ``{"day": "1950-03-01"}``, ``{"text": "…"}``, ``{"table": [{…}]}``, ``{"state": "not_known"}``.

        :raises CannotAnswer: naming the question and what would fit it.
        """
        if not isinstance(given, Mapping):
            raise _cannot("answer.not_an_answer", question)
        if "state" in given:
            return _state(question, given)
        match question.kind:
            case Kind.LEVELS:
                return _level(question, _only(question, given, "level"))
            case Kind.YES_NO:
                return _yes_no(question, _only(question, given, "yes"))
            case Kind.NUMBER:
                return _number(question, given)
            case Kind.DAY:
                return _day(question, _only(question, given, "day"))
            case Kind.TEXT:
                return _text(question, _only(question, given, "text"))
            case Kind.TABLE:
                return cls(State.TABLE, _rows(question, _only(question, given, "table")))

    def as_json(self) -> dict[str, Any]:
        """Return the JSON form, which :meth:`from_json` reads back."""
        match self.state:
            case State.LEVEL:
                return {"level": self.value}
            case State.YES | State.NO:
                return {"yes": self.state is State.YES}
            case State.NUMBER:
                assert isinstance(self.value, Fraction)
                every = {} if self.every is None else {"every": self.every.value}
                return {"number": written(self.value)} | every
            case State.DAY:
                assert isinstance(self.value, date)
                return {"day": self.value.isoformat()}
            case State.TEXT:
                return {"text": self.value}
            case State.TABLE:
                assert isinstance(self.value, tuple)
                return {"table": [{name: _cell_written(cell) for name, cell in row.items()} for row in self.value]}
            case _:
                return {"state": self.state.value}


def _cell_written(cell: Cell) -> str:
    return written(cell) if isinstance(cell, Fraction) else cell


def _cannot(code: str, question: Question, **facts: str | int) -> CannotAnswer:
    told: dict[str, str | int] = {"question": question.id, **facts}
    return CannotAnswer(Reason(code, told), field=question.id)


def _only(question: Question, given: Mapping[str, object], key: str) -> object:
    if set(given) != {key}:
        raise _cannot("answer.not_an_answer", question, expected=key)
    return given[key]


def _state(question: Question, given: Mapping[str, object]) -> Answer:
    state = _only(question, given, "state")
    # Only routing hides a question; one that is always asked cannot be answered by not having been asked.
    hidden = {State.NOT_ASKED} if question.asked_if is not None else set()
    allowed = {*hidden, State.LATER, *question.may_skip}
    for known in allowed:
        if known.value == state:
            return Answer(known)
    raise _cannot("answer.no_such_state", question, allowed=", ".join(sorted(allowed)))


def _level(question: Question, id: object) -> Answer:
    if not isinstance(id, str) or question.level(id) is None:
        raise _cannot("answer.no_such_level", question, allowed=", ".join(level.id for level in question.levels))
    return Answer(State.LEVEL, id)


def _yes_no(question: Question, given: object) -> Answer:
    if not isinstance(given, bool):
        raise _cannot("answer.not_yes_or_no", question)
    return Answer(State.YES if given else State.NO)


def _exact(question: Question | Column, of: Question, given: object) -> Fraction:
    # A float has lost what was typed; text and whole numbers have not.
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise _cannot("answer.not_a_number", of)
    try:
        number = exact(str(given))
    except NotANumber:
        raise _cannot("answer.not_a_number", of) from None
    if question.whole and number.denominator != 1:
        raise _cannot("answer.not_whole", of)
    if (number * 10**question.places).denominator != 1:
        raise _cannot("answer.too_many_places", of, places=question.places)
    least, most = question.least, question.most
    if (least is not None and number < least) or (most is not None and number > most):
        raise _cannot(
            "answer.out_of_range",
            of,
            least="" if least is None else written(least),
            most="" if most is None else written(most),
        )
    return number


def _number(question: Question, given: Mapping[str, object]) -> Answer:
    expected = {"number", "every"} if question.every else {"number"}
    if set(given) != expected:
        raise _cannot("answer.not_an_answer", question, expected=", ".join(sorted(expected)))
    number = _exact(question, question, given["number"])
    if not question.every:
        return Answer(State.NUMBER, number)
    for every in question.every:
        if every.value == given["every"]:
            return Answer(State.NUMBER, number, every)
    raise _cannot("answer.no_such_period", question, allowed=", ".join(every.value for every in question.every))


def _day(question: Question, given: object) -> Answer:
    try:
        day = date.fromisoformat(given) if isinstance(given, str) and len(given) == 10 else None
    except ValueError:
        day = None
    if day is None:
        raise _cannot("answer.not_a_day", question)
    if day < EARLIEST:
        raise _cannot("answer.day_too_early", question, earliest=EARLIEST.isoformat())
    return Answer(State.DAY, day)


def _text(question: Question, given: object) -> Answer:
    try:
        return Answer(State.TEXT, clean_text(given, longest=question.longest, field=question.id))
    except CannotKeepText as cannot:
        raise CannotAnswer(cannot.why, field=question.id) from None


def _rows(question: Question, given: object) -> tuple[Mapping[str, Cell], ...]:
    if not isinstance(given, list) or not all(isinstance(row, Mapping) for row in given):
        raise _cannot("answer.not_an_answer", question, expected="table")
    if len(given) > question.rows_most:
        raise _cannot("answer.too_many_rows", question, most=question.rows_most)
    return tuple(
        {column.id: _cell(question, column, row.get(column.id)) for column in question.columns} for row in given
    )


def _cell(question: Question, column: Column, given: object) -> Cell:
    if column.kind is Kind.NUMBER:
        return _exact(column, question, given)
    if not isinstance(given, str) or given not in {level.id for level in column.levels}:
        raise _cannot("answer.no_such_level", question, allowed=", ".join(level.id for level in column.levels))
    return given
