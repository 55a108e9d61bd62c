"""The range into which a figure can still fall while answers are missing."""

from collections.abc import Mapping
from fractions import Fraction
from math import lcm

from ownway.rulebook.engines.asked import Met
from ownway.rulebook.engines.known import Known
from ownway.rulebook.engines.operators.choosing import worth_of_rows, years_or_months
from ownway.rulebook.engines.operators.plain import times_of
from ownway.rulebook.engines.parts import number_of
from ownway.rulebook.engines.ready import ReadyPack
from ownway.rulebook.engines.spans import AnyAnswers, Labels, Reach, Span, exactly, reach_of, spans_of
from ownway.rulebook.model.conditions import Condition
from ownway.rulebook.model.questions import NO_ANSWER
from ownway.rulebook.model.steps import Age, Descriptor, Frequency, Reduce
from ownway.values import Money, Rounding, round_to_whole


class TheseAnswers(AnyAnswers):
    """The answers of one person: one number where it is known, all that can be where it is not."""

    def __init__(self, ready: ReadyPack, known: Known) -> None:
        super().__init__(ready.pack)
        self.places = ready.layout.places
        self.asked = ready.layout.asked
        self.known = known

    def _met(self, question: str) -> Met:
        return self.known.met[self.places[question]]

    def points(self, question: str) -> Span:
        """Return the points of the answer, or the reach of the question."""
        place = self.places[question]
        counts = self.known.met[place].counts
        return (
            reach_of(self.questions[question])
            if counts is None
            else exactly(number_of(counts, self.asked[place].scale))
        )

    def frequency(self, question: str, step: Frequency) -> Span:
        """Return how often it happens, or how often it can."""
        finer = lcm(*(factor.denominator for factor in step.factors.values()))
        factors = {every: (factor * finer).numerator for every, factor in step.factors.items()}
        times = times_of(self._met(question), factors, finer)
        if times is None:
            return super().frequency(question, step)
        return exactly(number_of(times, self.asked[self.places[question]].scale * finer))

    def rows(self, step: Reduce | Descriptor) -> Span:
        """Return what the rows come to, or all they can."""
        asked = self.asked[self.places[step.of]]
        found = worth_of_rows(step, asked.question, self._met(step.of), asked.scale)
        return super().rows(step) if found is None else exactly(found)

    def age(self, step: Age) -> Span:
        """Return the age, or all ages."""
        scale = self.asked[self.places[step.of]].scale
        age = years_or_months(step, self._met(step.of), self.known.days.needs, scale)
        return super().age(step) if age is None else exactly(number_of(age, scale))

    def labels(self, question: str) -> Labels:
        """Return the level answered, or all levels."""
        met = self._met(question)
        if met.told is None or met.answer.state in NO_ANSWER:
            return super().labels(question)
        return frozenset({met.told})

    def holds(self, condition: Condition, reached: Mapping[str, Reach]) -> bool | None:
        """Return whether a condition holds for this person, or nothing where it still can and cannot."""
        return condition.holds(lambda question: self._met(question).told, lambda step: _only(reached.get(step)))


def _only(reach: Reach | None) -> Fraction | str | None:
    """Return the one number or label that is left, or nothing where several are."""
    if isinstance(reach, Span):
        return reach.least if reach.known else None
    return next(iter(reach)) if reach is not None and len(reach) == 1 else None


def range_of(ready: ReadyPack, known: Known) -> tuple[Money, Money] | None:
    """Return the least and the most the figure can still become, in whole pence; nothing where that is not known."""
    pack = ready.pack
    reached, _ = spans_of(pack, TheseAnswers(ready, known), known.days)
    span = reached.get(pack.allocation.figure_step)
    if not isinstance(span, Span):
        return None
    least = round_to_whole(span.least * ready.coins, Rounding.DOWN)
    most = round_to_whole(span.most * ready.coins, Rounding.UP)
    return Money(least, pack.currency), Money(most, pack.currency)
