"""How far steps reach that bend a number, share it, or say what becomes of a sum."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from math import ceil

from ownway.rulebook.engines.days import Days
from ownway.rulebook.engines.links import exponential_of, log_of, root_of
from ownway.rulebook.engines.spans.span import (
    LARGEST,
    Inputs,
    Reach,
    Span,
    Unsound,
    exactly,
    gathered,
    join,
    multiplied,
    number_of,
)
from ownway.rulebook.model.steps import (
    Bound,
    CarryOver,
    CoPayment,
    DelayRemedy,
    Exponential,
    HouseholdShare,
    Index,
    Knot,
    Limit,
    Log,
    MinimumPayable,
    Printed,
    Root,
    Square,
    Step,
    Supplement,
)


def printed_on(step: Index, days: Days) -> Printed:
    """Return the printed number that holds on the day the step reads.

    :raises Unsound: when the day lies before the first.
    """
    day = days.on(step.on)
    for table in reversed(step.tables):
        if table.starts <= day:
            return table
    raise Unsound("table.gap", f"{day}", f"a day from {step.tables[0].starts} on", "Add an earlier number.")


def reach_index(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Reach:
    """Reach over all printed numbers, or the one of the day."""
    assert isinstance(step, Index)
    if days is not None:
        return exactly(printed_on(step, days).gives)
    return gathered(table.gives for table in step.tables)


def reach_household(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach over the input shared among the fewest and the most."""
    assert isinstance(step, HouseholdShare)
    span, size = number_of(step.of, inputs, reached), number_of(step.size, inputs, reached)
    if size.least < 1:
        given = f"“{step.size}”, which can be {size.least}"
        raise Unsound("step.divides", given, "a household of one or more", "Set “least: 1” at the question.")
    ends = [Fraction(end) / by for end in (span.least, span.most) for by in (size.least, size.most)]
    return Span(min(ends), max(ends))


def reach_square(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach over the squares, from nothing where the input can be 0."""
    assert isinstance(step, Square)
    span = number_of(step.of, inputs, reached)
    ends = [span.least**2, span.most**2] + ([Fraction(0)] if span.least < 0 < span.most else [])
    whole = span.whole and step.plus.denominator == 1
    return Span(min(ends) + step.plus, max(ends) + step.plus, whole)


def reach_root(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach over the roots; there is none below nothing."""
    assert isinstance(step, Root)
    span = _above(step.of, number_of(step.of, inputs, reached), "step.root", within=True)
    return Span(root_of(span.least, step.places), root_of(span.most, step.places), step.places == 0)


def reach_log(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach over the logarithms; there is none at nothing or below."""
    assert isinstance(step, Log)
    span = _above(step.of, number_of(step.of, inputs, reached), "step.log", within=False)
    return Span(log_of(span.least, step.places), log_of(span.most, step.places), step.places == 0)


def reach_exponential(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach over the exponentials, which soon leave every bound."""
    assert isinstance(step, Exponential)
    span = number_of(step.of, inputs, reached)
    # e to the 28 is above a million million, the most any step may reach.
    if max(abs(span.least), abs(span.most)) > 28:
        given = f"an exponent up to {max(abs(span.least), abs(span.most))}"
        raise Unsound("step.overflow", given, f"a result of at most {LARGEST}", "Bound its input with “limit”.")
    ends = [exponential_of(end, step.times, step.places) for end in (span.least, span.most)]
    return Span(min(ends), max(ends), step.places == 0)


def _above(name: str, span: Span, code: str, within: bool) -> Span:
    if span.least > 0 or (within and span.least == 0):
        return span
    expected = "nothing or more" if within else "more than nothing"
    raise Unsound(code, f"“{name}” down to {span.least}", expected, "Raise it with “limit” or “highest” first.")


def bound_of(bound: Bound | None, inputs: Inputs, reached: Mapping[str, Reach]) -> Span | None:
    """Return the reach of a bound: a number, or a step or question by its name."""
    if bound is None or isinstance(bound, Fraction):
        return None if bound is None else exactly(bound)
    return number_of(bound, inputs, reached)


def reach_limit(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach as far as the input, held by its bounds."""
    assert isinstance(step, Limit)
    span = number_of(step.of, inputs, reached)
    least, most = bound_of(step.least, inputs, reached), bound_of(step.most, inputs, reached)
    if least is not None:
        ends = max(span.least, least.least), max(span.most, least.most)
        span = Span(*ends, span.whole and least.whole)
    if most is not None:
        span = Span(min(span.least, most.least), min(span.most, most.most), span.whole and most.whole)
    return span


def reach_supplement(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach over the input with and without each part that can hold."""
    assert isinstance(step, Supplement)
    base = number_of(step.of, inputs, reached)
    least, most, whole = base.least, base.most, base.whole
    for part in step.parts:
        holds = inputs.holds(part.when, reached)
        if holds is False:
            continue
        added = exactly(part.sum) if part.sum is not None else multiplied(base, exactly(part.share or Fraction(0)))
        least += added.least if holds else min(added.least, Fraction(0))
        most += added.most if holds else max(added.most, Fraction(0))
        whole = whole and added.whole
    return Span(least, most, whole)


def reach_minimum_payable(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach as far as the input, and nothing where it can fall below the least payment."""
    assert isinstance(step, MinimumPayable)
    span, least = number_of(step.of, inputs, reached), bound_of(step.least, inputs, reached)
    assert least is not None
    if span.least >= least.most:
        return span
    # What is paid at all is at least the least payment, which may lie below nothing.
    paid = max(span.least, least.least)
    return Span(min(paid, Fraction(0)) if paid <= span.most else Fraction(0), max(span.most, Fraction(0)), span.whole)


def reach_carry_over(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach from what is left to the greater of the least and the share."""
    assert isinstance(step, CarryOver)
    of, left = number_of(step.of, inputs, reached), number_of(step.left, inputs, reached)
    allowed = [max(step.least, end * step.share) for end in (of.least, of.most)]
    return Span(min(left.least, *allowed), min(left.most, max(allowed)))


def rate_at(knots: tuple[Knot, ...], at: Fraction) -> Fraction:
    """Return what a rate is at a place; outside its knots it goes on level."""
    if at <= knots[0].at:
        return knots[0].gives
    for low, high in pairwise(knots):
        if at <= high.at:
            return low.gives + (high.gives - low.gives) * (at - low.at) / (high.at - low.at)
    return knots[-1].gives


def reach_co_payment(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach over the plan at the lowest and the highest rate."""
    assert isinstance(step, CoPayment)
    plan, measure = number_of(step.of, inputs, reached), number_of(step.measure, inputs, reached)
    resources = number_of(step.resources, inputs, reached)
    if measure.least <= 0:
        given = f"“{step.measure}”, which can be {measure.least}"
        raise Unsound("step.divides", given, "a measure above nothing", "Take a step that is always more than nothing.")
    if plan.least < 0:
        raise Unsound("step.share", f"“{step.of}” below nothing", "a plan of nothing or more", "Set a floor of 0.")
    ends = [Fraction(end) / by for end in (resources.least, resources.most) for by in (measure.least, measure.most)]
    at = Span(min(ends), max(ends))
    rates = []
    for slice in step.slices:
        rate = exactly(Fraction(1))
        for knots in slice.rates:
            inside = [exactly(knot.gives) for knot in knots if at.least <= knot.at <= at.most]
            rate = multiplied(
                rate, join([exactly(rate_at(knots, at.least)), exactly(rate_at(knots, at.most)), *inside])
            )
        rates.append(rate)
    found = multiplied(plan, join(rates))
    return Span(found.least, found.most)


def reach_delay_remedy(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach over the stretches of days that can have begun."""
    assert isinstance(step, DelayRemedy)
    span = number_of(step.of, inputs, reached)
    ends = [ceil(Fraction(max(end, Fraction(0))) / step.every_days) * step.sum for end in (span.least, span.most)]
    return Span(min(ends), max(ends), step.sum.denominator == 1)
