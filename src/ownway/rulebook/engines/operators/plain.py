"""The arithmetic of sums, tables and choices for one person, made ready once for each step."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import lcm, prod
from operator import mul

from ownway.rulebook.engines.asked import Met
from ownway.rulebook.engines.known import Known, Value
from ownway.rulebook.engines.layout import Layout
from ownway.rulebook.engines.operators.result import NO_FACTS, NOT_YET, Arithmetic, Result
from ownway.rulebook.engines.parts import Parts, parts_of, parts_written
from ownway.rulebook.engines.sealed import Facts
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.questions import NO_ANSWER
from ownway.rulebook.model.steps import (
    Band,
    Bands,
    Choose,
    Constant,
    Dated,
    Frequency,
    InformalSupport,
    Knot,
    Line,
    Lookup,
    Step,
    WeightedSum,
)
from ownway.values import Every
from ownway.values.reason import Fact

FACTS_KEPT = 500
"""The first so many facts are kept as they were told, where they rest on the numbers themselves."""


def _added(layout: Layout, names: tuple[str, ...], weights: list[Fraction], plus: Fraction, facts: Facts) -> Arithmetic:
    """Add a constant and each number times its weight, all in parts of one scale."""
    take = layout.take(names)
    each = [weight * Fraction(1, layout.scale(name)) for name, weight in zip(names, weights, strict=True)]
    scale = lcm(plus.denominator, *(weight.denominator for weight in each))
    factors = [(weight * scale).numerator for weight in each]
    start = (plus * scale).numerator
    even = all(factor == 1 for factor in factors)

    def work(known: Known) -> Result:
        numbers = take(known.counts)
        if None in numbers:
            return NOT_YET
        return sum(numbers, start) if even else sum(map(mul, numbers, factors), start), facts

    return Arithmetic(work, scale)


def sum_up(step: Step, layout: Layout) -> Arithmetic:
    """Add the inputs up."""
    return _added(layout, step.takes, [Fraction(1)] * len(step.takes), Fraction(0), NO_FACTS)


def weigh(step: Step, layout: Layout) -> Arithmetic:
    """Add a constant and each input times its weight."""
    assert isinstance(step, WeightedSum)
    facts: dict[str, Fact] = {f"weight.{name}": written(weight) for name, weight in step.weights.items()}
    facts["plus"] = written(step.plus)
    return _added(layout, step.takes, list(step.weights.values()), step.plus, facts)


def mean(step: Step, layout: Layout) -> Arithmetic:
    """Share the sum of the inputs evenly; exact, so the rounding is the step's own."""
    share = Fraction(1, len(step.takes))
    return _added(layout, step.takes, [share] * len(step.takes), Fraction(0), NO_FACTS)


def _outermost(step: Step, layout: Layout, choose: Callable[[list[Parts]], Parts]) -> Arithmetic:
    """Take the input that *choose* finds; of equals, the first."""
    take, scale, factors = layout.together(step.takes)
    facts: list[Facts] = [{"taken": name} for name in step.takes]

    def work(known: Known) -> Result:
        numbers = take(known.counts)
        if None in numbers:
            return NOT_YET
        same = list(map(mul, numbers, factors))
        found = choose(same)
        return found, facts[same.index(found)]

    return Arithmetic(work, scale)


def highest(step: Step, layout: Layout) -> Arithmetic:
    """Take the highest input; of equals, the first."""
    return _outermost(step, layout, max)


def lowest(step: Step, layout: Layout) -> Arithmetic:
    """Take the lowest input; of equals, the first."""
    return _outermost(step, layout, min)


def multiply(step: Step, layout: Layout) -> Arithmetic:
    """Multiply the inputs."""
    take = layout.take(step.takes)

    def work(known: Known) -> Result:
        numbers = take(known.counts)
        return NOT_YET if None in numbers else (prod(numbers), NO_FACTS)

    return Arithmetic(work, prod(layout.scale(name) for name in step.takes))


def constant(step: Step, layout: Layout) -> Arithmetic:
    """Give the pack's own number."""
    assert isinstance(step, Constant)
    result = (step.value.numerator, NO_FACTS)
    return Arithmetic(lambda known: result, step.value.denominator)


def band(step: Step, layout: Layout) -> Arithmetic:
    """Give what the band of the input gives."""
    assert isinstance(step, Bands)
    place, parts = layout.places[step.of], layout.scale(step.of)
    scale, results = told_of([(band.gives, _band_facts(band)) for band in step.bands])
    # Bands follow each other without a gap, so the first whose upper end is not below the number is the one.
    uppers = [(parts_of(one.upper.at, parts), one.upper.within) for one in step.bands if one.upper is not None]
    lowers = [
        None if one.lower is None else (parts_of(one.lower.at, parts), not one.lower.within) for one in step.bands
    ]

    def work(known: Known) -> Result:
        number = known.counts[place]
        if number is None or isinstance(number, str):
            return NOT_YET
        found = bisect_left(uppers, (number, True))
        lower = lowers[found] if found < len(lowers) else (number, True)
        if lower is not None and (number, False) < lower:
            # The loader has proven that a band holds every number that can be answered: this one cannot.
            raise ValueError(f"No band of {step.id} holds {parts_written(number, parts)}.")
        return results[found]

    return Arithmetic(work, scale)


def _band_facts(band: Band) -> dict[str, Fact]:
    facts: dict[str, Fact] = {"gives": said(band.gives)}
    if band.lower is not None:
        facts |= {"lower": written(band.lower.at), "lower_within": band.lower.within}
    if band.upper is not None:
        facts |= {"upper": written(band.upper.at), "upper_within": band.upper.within}
    return facts


def said(gives: Fraction | str) -> str:
    """Return what a table gives as a fact: a label as it is, a number as it is written."""
    return gives if isinstance(gives, str) else written(gives)


def told_of(given: list[tuple[Fraction | str, dict[str, Fact]]]) -> tuple[int, list[Result]]:
    """Return what a table gives, entry by entry, in parts of one scale, each with its facts."""
    scale = lcm(*(gives.denominator for gives, _ in given if isinstance(gives, Fraction)))
    return scale, [(gives if isinstance(gives, str) else parts_of(gives, scale), facts) for gives, facts in given]


def line(step: Step, layout: Layout) -> Arithmetic:
    """Give the place on the straight line between the two knots around the input."""
    assert isinstance(step, Line)
    place, parts = layout.places[step.of], layout.scale(step.of)
    pieces = list(zip(step.knots, step.knots[1:], strict=False))
    # Each piece as a * number + b; both over one scale, so that the number itself is never divided.
    rises = [(high.gives - low.gives) / (high.at - low.at) for low, high in pieces]
    bases = [low.gives - rise * low.at for rise, (low, _) in zip(rises, pieces, strict=True)]
    steps = [rise * Fraction(1, parts) for rise in rises]
    scale = lcm(*(number.denominator for number in [*steps, *bases]))
    slopes = [(one * scale).numerator for one in steps]
    starts = [(base * scale).numerator for base in bases]
    facts = [_piece_facts(low, high) for low, high in pieces]
    ends = [parts_of(high.at, parts) for _, high in pieces[:-1]]

    def work(known: Known) -> Result:
        at = known.counts[place]
        if at is None or isinstance(at, str):
            return NOT_YET
        piece = bisect_left(ends, at)
        return slopes[piece] * at + starts[piece], facts[piece]

    return Arithmetic(work, scale)


def _piece_facts(low: Knot, high: Knot) -> Facts:
    return {
        "at_low": written(low.at),
        "gives_low": written(low.gives),
        "at_high": written(high.at),
        "gives_high": written(high.gives),
    }


def frequency(step: Step, layout: Layout) -> Arithmetic:
    """Add up how often things happen, each in the step's own period."""
    assert isinstance(step, Frequency)
    facts: Facts = {f"factor.{every.value}": written(factor) for every, factor in step.factors.items()}
    take, common, same = layout.together(step.inputs)
    finer = lcm(*(factor.denominator for factor in step.factors.values()))
    factors = {every: (factor * finer).numerator for every, factor in step.factors.items()}

    def work(known: Known) -> Result:
        total: Parts = 0
        for met, factor in zip(take(known.met), same, strict=True):
            times = times_of(met, factors, finer)
            if times is None:
                return NOT_YET
            total += times * factor
        return total, facts

    return Arithmetic(work, common * finer)


def times_of(met: Met, factors: Mapping[Every, int], finer: int) -> Parts | None:
    """Return how often something happens, in the period that the factors lead to; nothing while open.

    *factors* are in parts of *finer*, and the result in parts of the question's scale times *finer*.
    """
    if met.told is None:
        return None
    if met.number is not None and met.answer.every is not None:
        return met.number * factors[met.answer.every]
    return met.counts * finer if met.counts is not None and met.answer.state in NO_ANSWER else None


def look_up(step: Step, layout: Layout) -> Arithmetic:
    """Give what the table that holds on the day gives for the label."""
    assert isinstance(step, Lookup)
    label = layout.label(step.of)
    entries = [(table.gives[name], _entry_facts(table, name)) for table in step.tables for name in table.gives]
    scale, results = told_of(entries)
    one_by_one = iter(results)
    tables = [{name: next(one_by_one) for name in table.gives} for table in step.tables]
    starts = [table.starts for table in step.tables]

    def work(known: Known) -> Result:
        told = label(known)
        # The loader has proven that a table holds from the first day of the rule on.
        table = tables[bisect_right(starts, known.days.on(step.on)) - 1]
        return NOT_YET if told is None else table.get(told, NOT_YET)

    return Arithmetic(work, scale)


def _entry_facts(table: Dated, label: str) -> dict[str, Fact]:
    return {"of": label, "starts": table.starts.isoformat(), "gives": said(table.gives[label])}


def choose(step: Step, layout: Layout) -> Arithmetic:
    """Give the first case whose condition holds, else the last resort; the way taken is kept for the reasons."""
    assert isinstance(step, Choose)
    choice = layout.add_choice()
    conditions = [layout.holds(case.when) for case in step.cases]
    ways = [(case.take, case.value) for case in step.cases] + [(step.take, step.value)]
    own = [value.denominator for take, value in ways if isinstance(value, Fraction) and not take]
    scale = lcm(*own, *(layout.scale(take) for take, _ in ways if take))
    branches = [_branch(take, value, scale, layout) for take, value in ways]
    last = len(conditions)

    def work(known: Known) -> Result:
        way = last
        for number, holds in enumerate(conditions):
            held = holds(known)
            if held is not False:
                known.ways[choice] = number
                if held is None:
                    return NOT_YET
                way = number
                break
        known.ways[choice] = way
        return branches[way](known)

    return Arithmetic(work, scale)


def _branch(take: str, value: Fraction | str | None, scale: int, layout: Layout) -> Callable[[Known], Result]:
    if not take:
        result: Value = parts_of(value, scale) if isinstance(value, Fraction) else value
        given: Facts = {"gives": value if isinstance(value, str) else written(value or Fraction(0))}
        return lambda known: (result, given)
    place, factor = layout.places[take], scale // layout.scale(take)
    taken: Facts = {"taken": take}

    def branch(known: Known) -> Result:
        counts = known.counts[place]
        return (counts if factor == 1 or counts is None or isinstance(counts, str) else counts * factor), taken

    return branch


def after_help(step: Step, layout: Layout) -> Arithmetic:
    """Count each need by the share that freely given help leaves, never below the floor of all need."""
    assert isinstance(step, InformalSupport)
    needs, need_scale, need_factors = layout.together(list(step.items))
    helps, help_scale, help_factors = layout.together(list(step.items.values()))
    scale = need_scale * lcm(help_scale, step.at_least.denominator)
    per_need, per_counted = scale // need_scale, scale // (need_scale * help_scale)
    floor_factor = (step.at_least * per_need).numerator
    at_least = written(step.at_least)
    even = {*need_factors, *help_factors} == {1}
    kept: dict[tuple[Parts, Parts], Facts] = {}

    def work(known: Known) -> Result:
        needed, counted = needs(known.counts), helps(known.counts)
        if None in needed or None in counted:
            return NOT_YET
        if not even:
            needed = tuple(map(mul, needed, need_factors))
            counted = tuple(map(mul, counted, help_factors))
        before = sum(needed)
        after = sum(map(mul, needed, counted)) * per_counted
        floor = before * floor_factor
        facts = kept.get((before, after))
        if facts is None:
            facts = {
                "before": parts_written(before, need_scale),
                "counted": parts_written(after, scale),
                "at_least": at_least,
                "least": parts_written(floor, scale),
            }
            if len(kept) < FACTS_KEPT:
                kept[before, after] = facts
        return max(after, floor), facts

    return Arithmetic(work, scale)
