"""One question made ready: what each answer to it counts, how a condition sees it, and why; each worked out once."""

from datetime import date
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from ownway.rulebook.engines.parts import Parts, parts_of
from ownway.rulebook.engines.sealed import seal, sealed_reason
from ownway.rulebook.model.answers import Answer, Cell
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.questions import NO_ANSWER, Kind, Question, State
from ownway.values import Reason
from ownway.values.reason import Fact

LATER = Answer(State.LATER)
NOT_ASKED = Answer(State.NOT_ASKED)
NUMBERS_KEPT = 500
"""The first so many numbers answered are kept ready for each question."""


class Met(NamedTuple):
    """An answer as it was met: what it counts in parts of the question's scale, how conditions see it, and why.

    *counts* and *told* are nothing while the answer is open. *number* is the number answered, in the same parts: one
    with a period beside it counts by that only.
    """

    counts: Parts | None
    told: str | None
    answer: Answer
    why: Reason
    number: Parts | None = None


class Asked:
    """A question, and all answers to it that have been met so far: levels and states are few, numbers often recur."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.scale = _scale(question)
        self.levels: dict[object, Met] = {}
        self._states: dict[State, Met] = {}
        self._numbers: dict[tuple[int, int, object], Met] = {}

    def met(self, answer: Answer) -> Met:
        """Return what an answer counts, and why."""
        value = answer.value
        if value is None:
            found = self._states.get(answer.state)
            if found is None:
                found = self._states[answer.state] = self._met(answer)
            return found
        if isinstance(value, Fraction):
            key = (value.numerator, value.denominator, answer.every)
            found = self._numbers.get(key)
            if found is None:
                found = self._met(answer)
                if len(self._numbers) < NUMBERS_KEPT:
                    self._numbers[key] = found
            return found
        found = self._met(answer)
        if answer.state is State.LEVEL and self.question.level(str(value)) is not None:
            self.levels[value] = found
        return found

    def open(self, answer: Answer) -> Met:
        """Return an answer that counts nothing yet, because it is not known whether the question is asked."""
        return Met(None, None, answer, why(self.question, answer, None))

    def _met(self, answer: Answer) -> Met:
        worth = worth_of(self.question, answer)
        waits = answer.state is State.LATER and self.question.waits
        counts = None if worth is None else parts_of(worth, self.scale)
        number = parts_of(answer.value, self.scale) if isinstance(answer.value, Fraction) else None
        return Met(counts, None if waits else answer.told, answer, why(self.question, answer, worth), number)


def worth_of(question: Question, answer: Answer) -> Fraction | None:
    """Return what an answer counts: the points of its level or state, or its number; nothing while that is open."""
    if answer.state in NO_ANSWER:
        return question.worth(answer.state)
    if answer.state is State.NUMBER and not question.every:
        return answer.value if isinstance(answer.value, Fraction) else None
    level = question.level(answer.told)
    return None if level is None else level.points


def why(question: Question, answer: Answer, worth: Fraction | None) -> Reason:
    """Return why an answer counts what it counts."""
    facts: dict[str, Fact] = {"question": question.id, "state": answer.state.value}
    if answer.state is State.LEVEL:
        facts["level"] = answer.told
    if isinstance(answer.value, Fraction):
        facts["number"] = written(answer.value)
        facts["every"] = None if answer.every is None else answer.every.value
    if isinstance(answer.value, date):
        facts["day"] = answer.value.isoformat()
    if isinstance(answer.value, tuple):
        facts["rows"] = len(answer.value)
        for number, row in enumerate(answer.value, 1):
            facts |= {f"row.{number}.{key}": _cell(cell) for key, cell in row.items()}
    if worth is not None and (question.scored or answer.state is State.NUMBER):
        facts["points"] = written(worth)
    return sealed_reason(f"pack:answer:{question.id}", seal(facts))


def _cell(cell: Cell) -> str:
    return written(cell) if isinstance(cell, Fraction) else cell


def _scale(question: Question) -> int:
    """Return the scale at which all that the question can count is whole."""
    points = [level.points for level in question.levels] + [question.worth(state) for state in NO_ANSWER]
    places = question.places if question.kind is Kind.NUMBER and not question.whole else 0
    return lcm(10**places, *(number.denominator for number in points if number is not None))
