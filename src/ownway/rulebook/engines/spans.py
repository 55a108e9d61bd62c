"""Interval analysis: between which numbers, or among which labels, the result of each step must lie."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol

from ownway.rulebook.model.conditions import Condition
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import Kind, Question, State
from ownway.rulebook.model.steps import (
    Band,
    Bands,
    Choose,
    Constant,
    Dated,
    Frequency,
    Highest,
    InformalSupport,
    Line,
    Lookup,
    Lowest,
    Mean,
    Product,
    RoundTo,
    Step,
    Sum,
    WeightedSum,
)
from ownway.values.rounding import round_to_step

LARGEST = Fraction(10**12)
"""No step may reach further: a million million of anything is a mistake, and columns of integers must hold it."""


@dataclass(frozen=True, slots=True)
class Span:
    """All numbers from *least* to *most*; *whole* where only whole numbers occur."""

    least: Fraction
    most: Fraction
    whole: bool = False

    @property
    def known(self) -> bool:
        """Whether only one number is left."""
        return self.least == self.most

    def join(self, other: "Span") -> "Span":
        """Return the span of both."""
        return Span(min(self.least, other.least), max(self.most, other.most), self.whole and other.whole)


Labels = frozenset[str]
Reach = Span | Labels


class Unsound(Exception):
    """A step can meet something it has no answer for. *code* names the fault, *given* and *expected* describe it."""

    def __init__(self, code: str, given: str, expected: str, help: str) -> None:
        self.code, self.given, self.expected, self.help = code, given, expected, help
        super().__init__(f"{given}; expected {expected}")


class Inputs(Protocol):
    """What is known of the answers."""

    def points(self, question: str) -> Span:
        """Return between which points (or numbers) the answer lies."""

    def frequency(self, question: str, step: Frequency) -> Span:
        """Return between which numbers an answer with a period lies, once the factor is applied."""

    def labels(self, question: str) -> Labels:
        """Return which levels or states the answer can be."""

    def holds(self, condition: Condition, reached: Mapping[str, Reach]) -> bool | None:
        """Return whether a condition holds, or nothing where both can be."""


def exactly(number: Fraction) -> Span:
    """Return the span of one number."""
    return Span(number, number, number.denominator == 1)


def join(spans: Iterable[Span]) -> Span:
    """Return the span of all; there must be one at least."""
    first, *rest = spans
    for span in rest:
        first = first.join(span)
    return first


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
        return join([Span(least, most, question.whole), *_states(question)])
    levels = [exactly(level.points) for level in question.levels if level.points is not None]
    return join([*levels, *_states(question)])


def _states(question: Question) -> list[Span]:
    states = [State.NOT_KNOWN, State.DECLINED, State.LATER] + [State.NOT_ASKED] * (question.asked_if is not None)
    return [exactly(points) for state in states if (points := question.worth(state)) is not None]


def spans_of(pack: Pack, inputs: Inputs, as_of: date | None = None) -> tuple[dict[str, Reach], dict[str, Unsound]]:
    """Return the reach of every step, and the faults met; a step after a fault is left out.

    With *as_of* dated tables count as on that day, without it over all their columns.
    """
    reached: dict[str, Reach] = {}
    faults: dict[str, Unsound] = {}
    for step in pack.allocation.steps:
        if any(name in faults for name in step.takes):
            # What rests on a fault is not a second one; it is left out of the report.
            faults[step.id] = Unsound("step.follows", "", "", "")
            continue
        try:
            found = REACH[type(step)](step, inputs, reached, as_of)
            if isinstance(found, Span) and step.rounding is not None:
                found = _rounded(found, step.rounding)
            if isinstance(found, Span) and max(abs(found.least), abs(found.most)) > LARGEST:
                given = f"a result up to {max(abs(found.least), abs(found.most))}"
                raise Unsound("step.overflow", given, f"at most {LARGEST}", "Bound its inputs or its factors.")
            reached[step.id] = found
        except Unsound as unsound:
            faults[step.id] = unsound
    return reached, {id: fault for id, fault in faults.items() if fault.code != "step.follows"}


def _rounded(span: Span, to: RoundTo) -> Span:
    least, most = (round_to_step(end, to.to, to.by) for end in (span.least, span.most))
    return Span(least, most, span.whole or to.to.denominator == 1)


def _number(name: str, inputs: Inputs, reached: Mapping[str, Reach]) -> Span:
    found = reached[name] if name in reached else inputs.points(name)
    if isinstance(found, frozenset):
        raise Unsound("step.unit", f"the labels of “{name}”", "a number", "Look the label up first.")
    return found


def _all(step: Step, inputs: Inputs, reached: Mapping[str, Reach]) -> list[Span]:
    return [_number(name, inputs, reached) for name in step.takes]


def _sum(step: Step, inputs: Inputs, reached: Mapping[str, Reach], as_of: date | None) -> Span:
    spans = _all(step, inputs, reached)
    return Span(sum((s.least for s in spans), Fraction(0)), sum((s.most for s in spans), Fraction(0)), _whole(spans))


def _whole(spans: Iterable[Span]) -> bool:
    return all(span.whole for span in spans)


def _times(span: Span, factor: Fraction) -> Span:
    ends = (span.least * factor, span.most * factor)
    return Span(min(ends), max(ends), span.whole and factor.denominator == 1)


def _weighted(step: Step, inputs: Inputs, reached: Mapping[str, Reach], as_of: date | None) -> Span:
    assert isinstance(step, WeightedSum)
    spans = [_times(_number(name, inputs, reached), weight) for name, weight in step.weights.items()]
    least = sum((span.least for span in spans), step.plus)
    return Span(least, sum((span.most for span in spans), step.plus), _whole([*spans, exactly(step.plus)]))


def _mean(step: Step, inputs: Inputs, reached: Mapping[str, Reach], as_of: date | None) -> Span:
    total = _sum(step, inputs, reached, as_of)
    return Span(total.least / len(step.takes), total.most / len(step.takes))


def _highest(step: Step, inputs: Inputs, reached: Mapping[str, Reach], as_of: date | None) -> Span:
    spans = _all(step, inputs, reached)
    return Span(max(span.least for span in spans), max(span.most for span in spans), _whole(spans))


def _lowest(step: Step, inputs: Inputs, reached: Mapping[str, Reach], as_of: date | None) -> Span:
    spans = _all(step, inputs, reached)
    return Span(min(span.least for span in spans), min(span.most for span in spans), _whole(spans))


def multiplied(first: Span, second: Span) -> Span:
    """Return the reach of a product."""
    ends = [one * other for one in (first.least, first.most) for other in (second.least, second.most)]
    return Span(min(ends), max(ends), first.whole and second.whole)


def _product(step: Step, inputs: Inputs, reached: Mapping[str, Reach], as_of: date | None) -> Span:
    first, *rest = _all(step, inputs, reached)
    for span in rest:
        first = multiplied(first, span)
    return first


def _constant(step: Step, inputs: Inputs, reached: Mapping[str, Reach], as_of: date | None) -> Span:
    assert isinstance(step, Constant)
    return exactly(step.value)


def _gathered(given: Iterable[Fraction | str]) -> Reach:
    results = list(given)
    labels = frozenset(result for result in results if isinstance(result, str))
    return labels or join(exactly(result) for result in results if isinstance(result, Fraction))


def _meets(band: Band, span: Span) -> bool:
    low, high = band.lower, band.upper
    above = low is None or span.most > low.at or (low.within and span.most == low.at)
    return above and (high is None or span.least < high.at or (high.within and span.least == high.at))


def _bands(step: Step, inputs: Inputs, reached: Mapping[str, Reach], as_of: date | None) -> Reach:
    assert isinstance(step, Bands)
    span = _number(step.of, inputs, reached)
    if step.whole and not span.whole:
        help = "Take “whole: yes” away and join the edges, or round the input."
        raise Unsound("table.gap", f"fractions from “{step.of}”", "whole numbers only", help)
    for end in (span.least, span.most):
        if not any(end in band for band in step.bands):
            given = f"{end} from “{step.of}”, which no band holds"
            raise Unsound("table.gap", given, f"bands from {span.least} to {span.most}", "Widen the outer bands.")
    return _gathered(band.gives for band in step.bands if _meets(band, span))


def _line(step: Step, inputs: Inputs, reached: Mapping[str, Reach], as_of: date | None) -> Span:
    assert isinstance(step, Line)
    span = _number(step.of, inputs, reached)
    first, last = step.knots[0].at, step.knots[-1].at
    if span.least < first or span.most > last:
        given = f"{span.least} to {span.most} from “{step.of}”"
        raise Unsound("table.gap", given, f"knots that reach that far, not {first} to {last}", "Add a knot at the end.")
    inside = [exactly(knot.gives) for knot in step.knots if span.least <= knot.at <= span.most]
    return join([exactly(on_line(step, span.least)), exactly(on_line(step, span.most)), *inside])


def on_line(step: Line, at: Fraction) -> Fraction:
    """Return what a piecewise-linear table gives at a place within its knots."""
    for low, high in zip(step.knots, step.knots[1:], strict=False):
        if at <= high.at:
            return low.gives + (high.gives - low.gives) * (at - low.at) / (high.at - low.at)
    return step.knots[-1].gives


def _frequency(step: Step, inputs: Inputs, reached: Mapping[str, Reach], as_of: date | None) -> Span:
    assert isinstance(step, Frequency)
    spans = [inputs.frequency(name, step) for name in step.inputs]
    return Span(sum((s.least for s in spans), Fraction(0)), sum((s.most for s in spans), Fraction(0)), _whole(spans))


def table_on(step: Lookup, as_of: date) -> Dated:
    """Return the dated column that holds on a day.

    :raises Unsound: when the day lies before the first.
    """
    for table in reversed(step.tables):
        if table.starts <= as_of:
            return table
    raise Unsound("table.gap", f"{as_of}", f"a day from {step.tables[0].starts} on", "Add an earlier column.")


def _lookup(step: Step, inputs: Inputs, reached: Mapping[str, Reach], as_of: date | None) -> Reach:
    assert isinstance(step, Lookup)
    labels = reached[step.of] if step.of in reached else inputs.labels(step.of)
    if not isinstance(labels, frozenset):
        raise Unsound("step.unit", f"the numbers of “{step.of}”", "labels", "Put them into bands first.")
    tables = step.tables if as_of is None else (table_on(step, as_of),)
    for table in tables:
        for label in sorted(labels - set(table.gives)):
            raise Unsound("table.gap", f"“{label}” from “{step.of}”", "that label in every table", f"Add “{label}: …”.")
    return _gathered(table.gives[label] for table in tables for label in labels)


def _choose(step: Step, inputs: Inputs, reached: Mapping[str, Reach], as_of: date | None) -> Reach:
    assert isinstance(step, Choose)
    found: list[Reach] = []
    for case in step.cases:
        holds = inputs.holds(case.when, reached)
        if holds is not False:
            found.append(_one(case.take, case.value, inputs, reached))
        if holds is True:
            break
    else:
        found.append(_one(step.take, step.value, inputs, reached))
    labels = [reach for reach in found if isinstance(reach, frozenset)]
    if labels and len(labels) != len(found):
        raise Unsound("step.unit", "labels and numbers among the cases", "one of the two", "Give all cases one unit.")
    return frozenset().union(*labels) if labels else join(reach for reach in found if isinstance(reach, Span))


def _one(take: str, value: Fraction | str | None, inputs: Inputs, reached: Mapping[str, Reach]) -> Reach:
    if take:
        return reached[take] if take in reached else inputs.points(take)
    return frozenset({value}) if isinstance(value, str) else exactly(value or Fraction(0))


def _informal(step: Step, inputs: Inputs, reached: Mapping[str, Reach], as_of: date | None) -> Span:
    assert isinstance(step, InformalSupport)
    least = most = floor_least = floor_most = Fraction(0)
    for need, help in step.items.items():
        needed, counted = _number(need, inputs, reached), _number(help, inputs, reached)
        if counted.least < 0 or counted.most > 1 or needed.least < 0:
            given = f"“{help}” counting {counted.least} to {counted.most}"
            raise Unsound("step.share", given, "a share from 0 to 1 of a need", "Give its levels points from 0 to 1.")
        least += needed.least * counted.least
        most += needed.most * counted.most
        floor_least += needed.least
        floor_most += needed.most
    return Span(max(least, floor_least * step.at_least), max(most, floor_most * step.at_least))


REACH: Mapping[type[Step], Callable[[Step, Inputs, Mapping[str, Reach], date | None], Reach]] = {
    Sum: _sum,
    WeightedSum: _weighted,
    Mean: _mean,
    Highest: _highest,
    Lowest: _lowest,
    Product: _product,
    Constant: _constant,
    Bands: _bands,
    Line: _line,
    Frequency: _frequency,
    Lookup: _lookup,
    Choose: _choose,
    InformalSupport: _informal,
}
