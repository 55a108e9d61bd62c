"""Every answer that a pack allows, as spans and labels."""

from collections.abc import Mapping
from fractions import Fraction

from ownway.rulebook.engines.spans.span import Labels, Reach, Span, exactly, join
from ownway.rulebook.model.conditions import Condition
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import Kind, Question, State
from ownway.rulebook.model.steps import OLDEST, Age, By, Descriptor, Frequency, Reduce


class AnyAnswers:
    """Every answer that a pack allows, for checking the rule itself."""

    def __init__(self, pack: Pack) -> None:
        self.questions: Mapping[str, Question] = {question.id: question for question in pack.questions}

    def points(self, question: str) -> Span:
        """Return the reach of the points over all levels and states."""
        return reach_of(self.questions[question])

    def frequency(self, question: str, step: Frequency) -> Span:
        """Return the reach over all periods."""
        asked = self.questions[question]
        least, most = asked.least or Fraction(0), asked.most or Fraction(0)
        ends = [end * step.factors[every] for every in asked.every for end in (least, most)]
        return join([exactly(end) for end in ends] + _states(asked))

    def rows(self, step: Reduce | Descriptor) -> Span:
        """Return the reach over all rows that can be filled, none included."""
        asked = self.questions[step.of]
        nothing = exactly(Fraction(0))
        if isinstance(step, Reduce) and step.by is By.COUNT:
            return join([Span(Fraction(0), Fraction(asked.rows_most), True), *_states(asked)])
        cell = cell_of(asked, step.level if isinstance(step, Descriptor) else step.column)
        if isinstance(step, Reduce) and step.by is By.SUM:
            most = max(cell.most, cell.most * asked.rows_most)
            cell = Span(min(cell.least, cell.least * asked.rows_most), most, cell.whole)
        whole = cell.whole and not (isinstance(step, Reduce) and step.by is By.MEAN)
        return join([Span(cell.least, cell.most, whole), nothing, *_states(asked)])

    def age(self, step: Age) -> Span:
        """Return all ages, and what stands for one where there is no answer."""
        return join([Span(Fraction(0), Fraction(OLDEST[step.every]), True), *_states(self.questions[step.of])])

    def labels(self, question: str) -> Labels:
        """Return all levels, and that it was not asked where that can be."""
        asked = self.questions[question]
        hidden = {State.NOT_ASKED.value} if asked.asked_if is not None else set()
        return frozenset({level.id for level in asked.levels} | hidden)

    def holds(self, condition: Condition, reached: Mapping[str, Reach]) -> bool | None:
        """Return nothing: every condition can hold or not."""
        return None


def reach_of(question: Question) -> Span:
    """Return between which points, or numbers, any answer to a question lies."""
    if question.kind is Kind.NUMBER:
        least, most = question.least or Fraction(0), question.most or Fraction(0)
        return join([Span(least, most, question.places == 0), *_states(question)])
    levels = [exactly(level.points) for level in question.levels if level.points is not None]
    return join([*levels, *_states(question)])


def cell_of(question: Question, column: str) -> Span:
    """Return between which numbers a cell of a table lies: the points of its levels, or its own bounds."""
    found = next(one for one in question.columns if one.id == column)
    if found.kind is Kind.NUMBER:
        return Span(found.least or Fraction(0), found.most or Fraction(0), found.places == 0)
    return join(exactly(level.points or Fraction(0)) for level in found.levels)


def _states(question: Question) -> list[Span]:
    states = [State.NOT_KNOWN, State.DECLINED, State.LATER] + [State.NOT_ASKED] * (question.asked_if is not None)
    return [exactly(points) for state in states if (points := question.worth(state)) is not None]
