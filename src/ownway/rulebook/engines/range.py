"""The range into which a figure can still fall while answers are missing."""

from collections.abc import Mapping
from fractions import Fraction

from ownway.rulebook.engines.known import Known
from ownway.rulebook.engines.operators.choosing import worth_of_rows
from ownway.rulebook.engines.spans import AnyAnswers, Labels, Reach, Span, exactly, reach_of, spans_of
from ownway.rulebook.model.conditions import Condition
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import NO_ANSWER
from ownway.rulebook.model.steps import Age, Descriptor, Frequency, Reduce
from ownway.values import Money, Rounding, round_to_whole


class TheseAnswers(AnyAnswers):
    """The answers of one person: one number where it is known, all that can be where it is not."""

    def __init__(self, known: Known) -> None:
        super().__init__(known.pack)
        self.known = known

    def points(self, question: str) -> Span:
        """Return the points of the answer, or the reach of the question."""
        points = self.known.points(question)
        return reach_of(self.questions[question]) if points is None else exactly(points)

    def frequency(self, question: str, step: Frequency) -> Span:
        """Return how often it happens, or how often it can."""
        times = self.known.times(question, step)
        return super().frequency(question, step) if times is None else exactly(times)

    def rows(self, step: Reduce | Descriptor) -> Span:
        """Return what the rows come to, or all they can."""
        found = worth_of_rows(step, self.known)
        return super().rows(step) if found is None else exactly(found)

    def age(self, step: Age) -> Span:
        """Return the age, or all ages."""
        age = self.known.age(step)
        return super().age(step) if age is None else exactly(age)

    def labels(self, question: str) -> Labels:
        """Return the level answered, or all levels."""
        answer = self.known.answer(question)
        if self.known.applies(question) is None or answer.state in NO_ANSWER:
            return super().labels(question)
        return frozenset({answer.told})

    def holds(self, condition: Condition, reached: Mapping[str, Reach]) -> bool | None:
        """Return whether a condition holds for this person, or nothing where it still can and cannot."""
        return condition.holds(self.known.told, lambda step: _only(reached.get(step)))


def _only(reach: Reach | None) -> Fraction | str | None:
    """Return the one number or label that is left, or nothing where several are."""
    if isinstance(reach, Span):
        return reach.least if reach.known else None
    return next(iter(reach)) if reach is not None and len(reach) == 1 else None


def range_of(pack: Pack, known: Known) -> tuple[Money, Money] | None:
    """Return the least and the most the figure can still become, in whole pence; nothing where that is not known."""
    reached, _ = spans_of(pack, TheseAnswers(known), known.days)
    span = reached.get(pack.allocation.figure_step)
    if not isinstance(span, Span):
        return None
    least = round_to_whole(span.least * known.coins, Rounding.DOWN)
    most = round_to_whole(span.most * known.coins, Rounding.UP)
    return Money(least, pack.currency), Money(most, pack.currency)
