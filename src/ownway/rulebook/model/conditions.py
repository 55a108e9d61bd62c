"""When something applies: conditions over answers and over the results of steps, with three outcomes."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

Told = Callable[[str], str | None]
"""Gives the answer to a question as its level or state, ``yes`` or ``no``; nothing while it is not known yet."""

Value = Callable[[str], "Fraction | str | None"]
"""Gives the result of a step; nothing while it is not known yet."""


@dataclass(frozen=True, slots=True)
class AnswerIs:
    """The answer to *question* is one of *levels* (or, with *negated*, none of them)."""

    question: str
    levels: tuple[str, ...]
    negated: bool = False

    def holds(self, told: Told, value: Value) -> bool | None:
        """Return whether it holds, or nothing while that is not known."""
        answer = told(self.question)
        return None if answer is None else (answer in self.levels) is not self.negated


@dataclass(frozen=True, slots=True)
class StepIs:
    """The result of *step* lies between *least* and *below* (half-open), or is one of *labels*."""

    step: str
    least: Fraction | None = None
    below: Fraction | None = None
    labels: tuple[str, ...] = ()

    def holds(self, told: Told, value: Value) -> bool | None:
        """Return whether it holds, or nothing while that is not known."""
        result = value(self.step)
        if result is None:
            return None
        if isinstance(result, str):
            return result in self.labels
        return (self.least is None or result >= self.least) and (self.below is None or result < self.below)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: "tuple[Condition, ...]"

    def holds(self, told: Told, value: Value) -> bool | None:
        """Return whether all hold: no as soon as one does not."""
        outcomes = [part.holds(told, value) for part in self.parts]
        return False if False in outcomes else None if None in outcomes else True


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: "tuple[Condition, ...]"

    def holds(self, told: Told, value: Value) -> bool | None:
        """Return whether one holds: yes as soon as one does."""
        outcomes = [part.holds(told, value) for part in self.parts]
        return True if True in outcomes else None if None in outcomes else False


Condition = AnswerIs | StepIs | AllOf | AnyOf


def questions_in(condition: Condition | None) -> frozenset[str]:
    """Return the questions a condition looks at."""
    match condition:
        case AnswerIs(question):
            return frozenset({question})
        case AllOf(parts) | AnyOf(parts):
            return frozenset().union(*(questions_in(part) for part in parts))
        case _:
            return frozenset()


def steps_in(condition: Condition | None) -> frozenset[str]:
    """Return the steps a condition looks at."""
    match condition:
        case StepIs(step):
            return frozenset({step})
        case AllOf(parts) | AnyOf(parts):
            return frozenset().union(*(steps_in(part) for part in parts))
        case _:
            return frozenset()
