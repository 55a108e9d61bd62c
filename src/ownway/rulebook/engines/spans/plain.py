"""How far the plain operators, tables and choices reach."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from ownway.rulebook.engines.days import Days
from ownway.rulebook.engines.spans.span import (
    Inputs,
    Reach,
    Span,
    Unsound,
    all_of,
    all_whole,
    exactly,
    gathered,
    join,
    multiplied,
    number_of,
    times,
)
from ownway.rulebook.model.steps import (
    Band,
    Bands,
    Choose,
    Constant,
    Dated,
    Frequency,
    InformalSupport,
    Line,
    Lookup,
    Step,
    WeightedSum,
)


def reach_sum(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach as far as the inputs together."""
    spans = all_of(step, inputs, reached)
    return Span(sum((s.least for s in spans), Fraction(0)), sum((s.most for s in spans), Fraction(0)), all_whole(spans))


def reach_weighted(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach over the inputs, each times its weight."""
    assert isinstance(step, WeightedSum)
    spans = [times(number_of(name, inputs, reached), weight) for name, weight in step.weights.items()]
    least = sum((span.least for span in spans), step.plus)
    return Span(least, sum((span.most for span in spans), step.plus), all_whole([*spans, exactly(step.plus)]))


def reach_mean(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach over the even share of the sum."""
    total = reach_sum(step, inputs, reached, days)
    return Span(total.least / len(step.takes), total.most / len(step.takes))


def reach_highest(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach from the highest least to the highest most."""
    spans = all_of(step, inputs, reached)
    return Span(max(span.least for span in spans), max(span.most for span in spans), all_whole(spans))


def reach_lowest(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach from the lowest least to the lowest most."""
    spans = all_of(step, inputs, reached)
    return Span(min(span.least for span in spans), min(span.most for span in spans), all_whole(spans))


def reach_product(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach over the products of all ends."""
    first, *rest = all_of(step, inputs, reached)
    for span in rest:
        first = multiplied(first, span)
    return first


def reach_constant(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach its one number."""
    assert isinstance(step, Constant)
    return exactly(step.value)


def _meets(band: Band, span: Span) -> bool:
    low, high = band.lower, band.upper
    above = low is None or span.most > low.at or (low.within and span.most == low.at)
    return above and (high is None or span.least < high.at or (high.within and span.least == high.at))


def reach_bands(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Reach:
    """Reach over every band the input can fall into; each number must have one."""
    assert isinstance(step, Bands)
    span = number_of(step.of, inputs, reached)
    if step.whole and not span.whole:
        help = "Take “whole: yes” away and join the edges, or round the input."
        raise Unsound("table.gap", f"fractions from “{step.of}”", "whole numbers only", help)
    for end in (span.least, span.most):
        if not any(end in band for band in step.bands):
            given = f"{end} from “{step.of}”, which no band holds"
            raise Unsound("table.gap", given, f"bands from {span.least} to {span.most}", "Widen the outer bands.")
    return gathered(band.gives for band in step.bands if _meets(band, span))


def reach_line(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach over the stretch of the line that the input can meet."""
    assert isinstance(step, Line)
    span = number_of(step.of, inputs, reached)
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


def reach_frequency(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach over how often things can happen."""
    assert isinstance(step, Frequency)
    spans = [inputs.frequency(name, step) for name in step.inputs]
    return Span(sum((s.least for s in spans), Fraction(0)), sum((s.most for s in spans), Fraction(0)), all_whole(spans))


def table_on(step: Lookup, as_of: date) -> Dated:
    """Return the dated column that holds on a day.

    :raises Unsound: when the day lies before the first.
    """
    for table in reversed(step.tables):
        if table.starts <= as_of:
            return table
    raise Unsound("table.gap", f"{as_of}", f"a day from {step.tables[0].starts} on", "Add an earlier column.")


def reach_lookup(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Reach:
    """Reach over what the labels that can be give; each must stand in every table."""
    assert isinstance(step, Lookup)
    labels = reached[step.of] if step.of in reached else inputs.labels(step.of)
    if not isinstance(labels, frozenset):
        raise Unsound("step.unit", f"the numbers of “{step.of}”", "labels", "Put them into bands first.")
    tables = step.tables if days is None else (table_on(step, days.on(step.on)),)
    for table in tables:
        for label in sorted(labels - set(table.gives)):
            raise Unsound("table.gap", f"“{label}” from “{step.of}”", "that label in every table", f"Add “{label}: …”.")
    return gathered(table.gives[label] for table in tables for label in labels)


def reach_choose(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Reach:
    """Reach over the cases that can hold."""
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


def reach_informal(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach from the floor to the need without help."""
    assert isinstance(step, InformalSupport)
    least = most = floor_least = floor_most = Fraction(0)
    for need, help in step.items.items():
        needed, counted = number_of(need, inputs, reached), number_of(help, inputs, reached)
        if counted.least < 0 or counted.most > 1 or needed.least < 0:
            given = f"“{help}” counting {counted.least} to {counted.most}"
            raise Unsound("step.share", given, "a share from 0 to 1 of a need", "Give its levels points from 0 to 1.")
        least += needed.least * counted.least
        most += needed.most * counted.most
        floor_least += needed.least
        floor_most += needed.most
    return Span(max(least, floor_least * step.at_least), max(most, floor_most * step.at_least))
