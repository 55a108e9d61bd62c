"""What is known of one person: their answers as points, numbers and labels, and the steps worked out so far."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from ownway.rulebook.engines.days import Days
from ownway.rulebook.model.answers import Answer, Cell
from ownway.rulebook.model.conditions import Condition, questions_in, steps_in
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import NO_ANSWER, Question, State
from ownway.rulebook.model.steps import OLDEST, Age, Choose, Frequency, Step
from ownway.values import Every, Money, Reason
from ownway.values.reason import Fact

LATER = Answer(State.LATER)


class Known:
    """The answers of one person under one pack on the days it asks for."""

    def __init__(self, pack: Pack, answers: Mapping[str, Answer], days: Days) -> None:
        self.pack = pack
        self.answers = answers
        self.days = days
        self.coins = Money(0, pack.currency).coins_per_unit
        self.steps: Mapping[str, Step] = {step.id: step for step in pack.allocation.steps}
        self.values: dict[str, Fraction | str | None] = {}
        self._applies: dict[str, bool | None] = {}
        self._points: dict[str, Fraction | None] = {}

    def of(self, name: str) -> Fraction | str | None:
        """Return the result of a step, or the points (or number) of an answer; nothing while not known."""
        return self.values[name] if name in self.steps else self.points(name)

    def number(self, name: str) -> Fraction | None:
        """Return the same where it is a number; the loader has proven that it is."""
        found = self.of(name)
        return found if isinstance(found, Fraction) else None

    def applies(self, name: str) -> bool | None:
        """Return whether a question applies to the person, or nothing while that is open."""
        if name not in self._applies:
            self._applies[name] = self.pack.applies(name, self.answers)
        return self._applies[name]

    def answer(self, name: str) -> Answer:
        """Return the answer: not asked where the routing hides the question, later where there is none."""
        if self.applies(name) is False:
            return Answer(State.NOT_ASKED)
        return self.answers.get(name, LATER)

    def points(self, name: str) -> Fraction | None:
        """Return what an answer is worth, or nothing while it or its routing is open."""
        if name not in self._points:
            self._points[name] = self._worth(self.pack.question(name))
        return self._points[name]

    def _worth(self, question: Question) -> Fraction | None:
        if self.applies(question.id) is None:
            return None
        answer = self.answer(question.id)
        if answer.state in NO_ANSWER:
            return question.worth(answer.state)
        if answer.state is State.NUMBER and not question.every:
            return answer.value if isinstance(answer.value, Fraction) else None
        level = question.level(answer.told)
        return None if level is None else level.points

    def times(self, name: str, step: Frequency) -> Fraction | None:
        """Return how often something happens, in the period the step reckons in."""
        if self.applies(name) is None:
            return None
        answer = self.answer(name)
        if answer.every is not None and isinstance(answer.value, Fraction):
            return answer.value * step.factors[answer.every]
        return self.pack.question(name).worth(answer.state)

    def rows(self, name: str) -> tuple[Mapping[str, Cell], ...] | Fraction | None:
        """Return the rows of a table question, what a state without an answer is worth, or nothing while open."""
        if self.applies(name) is None:
            return None
        answer = self.answer(name)
        return answer.value if isinstance(answer.value, tuple) else self.pack.question(name).worth(answer.state)

    def age(self, step: Age) -> Fraction | None:
        """Return the age on the day the needs were as told: whole years or months, nothing while open."""
        if self.applies(step.of) is None:
            return None
        answer = self.answer(step.of)
        if isinstance(answer.value, date):
            return Fraction(whole_years_or_months(answer.value, self.days.needs, step.every))
        return self.pack.question(step.of).worth(answer.state)

    def label(self, name: str) -> str | None:
        """Return the label of a step, or the level or state of an answer; nothing while open."""
        found = self.values[name] if name in self.steps else self.told(name)
        return found if isinstance(found, str) else None

    def told(self, name: str) -> str | None:
        """Return the answer as a condition sees it, or nothing while it is open."""
        if self.applies(name) is None:
            return None
        answer = self.answer(name)
        return None if answer.state is State.LATER and self.pack.question(name).waits else answer.told

    def holds(self, condition: Condition) -> bool | None:
        """Return whether a condition holds, or nothing while that is open."""
        return condition.holds(self.told, self.values.get)

    def took(self, step: Step) -> tuple[str, ...]:
        """Return what a step reckoned with for this person: of a choice, what was looked at and what was taken."""
        if not isinstance(step, Choose):
            return step.takes
        seen: list[str] = []
        for case in step.cases:
            # The questions and steps that decided come first, then what they led to.
            seen += [name for name in step.takes if name in _looked_at(case.when)]
            if self.holds(case.when) is not False:
                return tuple(dict.fromkeys(seen + ([case.take] if case.take else [])))
        return tuple(dict.fromkeys(seen + ([step.take] if step.take else [])))

    def waits_on(self, name: str) -> frozenset[str]:
        """Return the questions to be answered before this one gives points: itself, or those that route to it."""
        question = self.pack.question(name)
        applies = self.applies(name)
        if applies is None:
            return frozenset().union(*(self.waits_on(above) for above in questions_in(question.asked_if)))
        if applies and self.answer(name).state in NO_ANSWER and question.worth(self.answer(name).state) is None:
            return frozenset({name})
        return frozenset()

    def reason(self, name: str) -> Reason:
        """Return why an answer counts what it counts."""
        question = self.pack.question(name)
        answer = self.answer(name)
        facts: dict[str, Fact] = {"question": name, "state": answer.state.value}
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
        points = self.points(name)
        if points is not None and (question.scored or answer.state is State.NUMBER):
            facts["points"] = written(points)
        return Reason(f"pack:answer:{name}", facts)


def whole_years_or_months(born: date, on: date, every: Every) -> int:
    """Return the whole years or months from one day to another; none before it, and never more than the oldest."""
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    count = months if every is Every.MONTH else months // 12
    return min(max(count, 0), OLDEST[every])


def _cell(cell: Cell) -> str:
    return written(cell) if isinstance(cell, Fraction) else cell


def _looked_at(condition: Condition) -> frozenset[str]:
    return questions_in(condition) | steps_in(condition)
