"""What an operator may ask of its inputs while one step is tried: numbers, labels, rows, days, conditions."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from ownway.rulebook.engines.days import Days
from ownway.rulebook.model.answers import Answer, Cell
from ownway.rulebook.model.conditions import Condition, questions_in, steps_in
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import NO_ANSWER, State
from ownway.rulebook.model.steps import OLDEST, Age, Choose, Frequency
from ownway.values import Every

Value = Fraction | str | Answer | None
"""What a name comes to: the answer of a question, or a step's number or label; nothing where the rule gives none."""

Picks = Mapping[str, Value]
"""What each input of a step is assumed to be."""


class Inputs:
    """The inputs that one step is tried on, as somebody could have them."""

    def __init__(self, pack: Pack, days: Days) -> None:
        self.pack = pack
        self.days = days
        self.picks: Picks = {}

    def number(self, name: str) -> Fraction | None:
        """Return what an input counts: the result of a step, the points of an answer, or the number answered."""
        value = self.picks[name]
        if not isinstance(value, Answer):
            return value if isinstance(value, Fraction) else None
        question = self.pack.question(name)
        if value.state in NO_ANSWER:
            return question.worth(value.state)
        if value.state is State.NUMBER:
            return value.value if isinstance(value.value, Fraction) and not question.every else None
        level = question.level(value.told)
        return None if level is None else level.points

    def told(self, name: str) -> str | None:
        """Return the label of a step, or the level or state of an answer, as conditions and tables see it."""
        value = self.picks[name]
        if not isinstance(value, Answer):
            return value if isinstance(value, str) else None
        return None if value.state is State.LATER and self.pack.question(name).waits else value.told

    def weighed(self, name: str) -> str | None:
        """Return the level or state by which a cascade weighs an answer; nothing where it is worth nothing yet."""
        told = self.told(name)
        known = told is not None and self.pack.question(name).level(told) is not None
        return told if known or self.number(name) is not None else None

    def times(self, name: str, step: Frequency) -> Fraction | None:
        """Return how often an input happens, in the period the step reckons in."""
        answer = self.picks[name]
        if not isinstance(answer, Answer):
            return None
        if answer.every is not None and isinstance(answer.value, Fraction):
            return answer.value * step.factors[answer.every]
        return self.pack.question(name).worth(answer.state)

    def rows(self, name: str) -> tuple[Mapping[str, Cell], ...] | Fraction | None:
        """Return the rows answered, or what stands for them where there is no answer."""
        answer = self.picks[name]
        if not isinstance(answer, Answer):
            return None
        return answer.value if isinstance(answer.value, tuple) else self.pack.question(name).worth(answer.state)

    def age(self, step: Age) -> Fraction | None:
        """Return the whole years or months from the day answered to the day of the needs."""
        answer = self.picks[step.of]
        if not isinstance(answer, Answer):
            return None
        if not isinstance(answer.value, date):
            return self.pack.question(step.of).worth(answer.state)
        born, on = answer.value, self.days.needs
        months = 12 * (on.year - born.year) + (on.month - born.month)
        months -= 1 if on.day < born.day else 0
        whole = months if step.every is Every.MONTH else months // 12
        return Fraction(min(max(whole, 0), OLDEST[step.every]))

    def holds(self, condition: Condition) -> bool | None:
        """Return whether a condition holds, or nothing where what it looks at is not known."""
        return condition.holds(self.told, self._result)

    def _result(self, name: str) -> Fraction | str | None:
        value = self.picks[name]
        return None if isinstance(value, Answer) else value

    def looked_at(self, step: Choose) -> tuple[str, ...]:
        """Return what the conditions of a choice look at."""
        names = [name for case in step.cases for name in sorted(questions_in(case.when) | steps_in(case.when))]
        return tuple(dict.fromkeys(names))

    def case_of(self, step: Choose, picks: Picks) -> str:
        """Return what a choice takes when its conditions see these inputs; nothing where it gives a number itself."""
        self.picks = picks
        for case in step.cases:
            holds = self.holds(case.when)
            if holds is not False:
                return case.take if holds else ""
        return step.take
