"""Interval analysis: between which numbers, or among which labels, the result of each step must lie."""

from collections.abc import Callable, Mapping

from ownway.rulebook.engines.days import Days
from ownway.rulebook.engines.spans import choosing, plain, sums
from ownway.rulebook.engines.spans.answers import AnyAnswers, reach_of
from ownway.rulebook.engines.spans.plain import on_line, table_on
from ownway.rulebook.engines.spans.span import LARGEST, Inputs, Labels, Reach, Span, Unsound, exactly, join, multiplied
from ownway.rulebook.engines.spans.sums import printed_on, rate_at
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.steps import (
    Age,
    Bands,
    ByCategory,
    CarryOver,
    Cascade,
    Choose,
    Constant,
    CoPayment,
    DelayRemedy,
    Descriptor,
    Exponential,
    Frequency,
    Highest,
    HouseholdShare,
    Index,
    InformalSupport,
    Limit,
    Line,
    Log,
    Lookup,
    Lowest,
    Mean,
    MinimumPayable,
    NotPublished,
    Product,
    Reduce,
    Root,
    RoundTo,
    Square,
    Step,
    Sum,
    Supplement,
    WeightedSum,
)
from ownway.values.rounding import round_to_step

REACH: Mapping[type[Step], Callable[[Step, Inputs, Mapping[str, Reach], Days | None], Reach]] = {
    Sum: plain.reach_sum,
    WeightedSum: plain.reach_weighted,
    Mean: plain.reach_mean,
    Highest: plain.reach_highest,
    Lowest: plain.reach_lowest,
    Product: plain.reach_product,
    Constant: plain.reach_constant,
    Bands: plain.reach_bands,
    Line: plain.reach_line,
    Frequency: plain.reach_frequency,
    Lookup: plain.reach_lookup,
    Choose: plain.reach_choose,
    InformalSupport: plain.reach_informal,
    ByCategory: choosing.reach_by_category,
    Cascade: choosing.reach_cascade,
    Reduce: choosing.reach_reduce,
    Descriptor: choosing.reach_descriptor,
    NotPublished: choosing.reach_not_published,
    Age: choosing.reach_age,
    Index: sums.reach_index,
    HouseholdShare: sums.reach_household,
    Square: sums.reach_square,
    Root: sums.reach_root,
    Log: sums.reach_log,
    Exponential: sums.reach_exponential,
    Limit: sums.reach_limit,
    Supplement: sums.reach_supplement,
    MinimumPayable: sums.reach_minimum_payable,
    CarryOver: sums.reach_carry_over,
    CoPayment: sums.reach_co_payment,
    DelayRemedy: sums.reach_delay_remedy,
}


def spans_of(pack: Pack, inputs: Inputs, days: Days | None = None) -> tuple[dict[str, Reach], dict[str, Unsound]]:
    """Return the reach of every step, and the faults met; a step after a fault is left out.

    With *days* dated tables count as on those days, without them over all their columns.
    """
    reached: dict[str, Reach] = {}
    faults: dict[str, Unsound] = {}
    for step in pack.allocation.steps:
        if any(name in faults for name in step.takes):
            # What rests on a fault is not a second one; it is left out of the report.
            faults[step.id] = Unsound("step.follows", "", "", "")
            continue
        try:
            found = REACH[type(step)](step, inputs, reached, days)
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


__all__ = [
    "REACH",
    "AnyAnswers",
    "Labels",
    "Reach",
    "Span",
    "Unsound",
    "exactly",
    "join",
    "multiplied",
    "on_line",
    "printed_on",
    "rate_at",
    "reach_of",
    "spans_of",
    "table_on",
]
