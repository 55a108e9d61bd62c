"""Results that follow from one number: tables of bands, straight lines, links, roundings and shares of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, lcm

from ownway.rulebook.engines.many.builder import Builder
from ownway.rulebook.engines.many.instructions import REACH, Lane, Op, lane_for
from ownway.rulebook.engines.many.values import KNOWN, Label, Mask, Number, Truth, Value, constant
from ownway.rulebook.model.steps import Bands, Knot, RoundTo, Step
from ownway.values import Rounding
from ownway.values.rounding import round_to_step

TABLE_MOST = 2**16
"""A curve over at most so many whole numbers becomes a table."""

FEW_EDGES = 8
"""Up to so many edges are quicker compared one by one than looked up."""

Curve = Callable[[Fraction], "Fraction | str | None"]
"""Gives the result for a number; nothing where it has none, which no answer can lead to."""


def along(builder: Builder, number: Number, curve: Curve, most: int = TABLE_MOST) -> Value | None:
    """Return what a curve gives for a number, by a table over all it can be; nothing where these are too many."""
    if number.known:
        return _constant(builder, curve(number.value), number.mask)
    if number.coded is not None:
        return _of_codes(builder, number.coded.register, [curve(value) for value in number.coded.values], number.mask)
    if number.rational or number.size > most or lane_for(number.least, number.most) > Lane.MIDDLE:
        return None
    results = filled([curve(Fraction(whole, number.scale)) for whole in range(number.least, number.most + 1)])
    return _of_table(builder, number, results)


def filled(results: Sequence[Fraction | str | None]) -> list[Fraction | str]:
    """Return the results with gaps, which no answer leads to, closed by a neighbour."""
    closed: list[Fraction | str] = []
    first = next((one for one in results if one is not None), Fraction(0))
    for one in results:
        closed.append(one if one is not None else closed[-1] if closed else first)
    return closed


def _constant(builder: Builder, result: Fraction | str | None, mask: Mask) -> Value:
    if isinstance(result, str):
        return Label(builder.write(Op.SAME_MARK, Lane.CODE, numbers=(0,)), (result,), mask)
    return builder.with_mask(constant(result or Fraction(0)), mask)


def _of_codes(builder: Builder, register: int, results: Sequence[Fraction | str | None], mask: Mask) -> Value:
    closed = filled(results)
    numbers = [one for one in closed if isinstance(one, Fraction)]
    if len(numbers) == len(closed):
        return builder.coded(register, numbers, mask)
    labels = tuple(dict.fromkeys(str(one) for one in closed))
    table = [labels.index(str(one)) for one in closed]
    return Label(builder.write(Op.MARK, Lane.CODE, (register,), table=table), labels, mask)


def _of_table(builder: Builder, number: Number, results: Sequence[Fraction | str]) -> Value:
    """Look the result up by the number itself: bands where there are few edges, else one table."""
    edges = [number.least + place for place, (one, after) in enumerate(pairwise(results), 1) if one != after]
    numbers = [one for one in results if isinstance(one, Fraction)]
    if len(numbers) != len(results):
        labels = tuple(dict.fromkeys(str(one) for one in results))
        wholes = [labels.index(str(one)) for one in results]
        op, lane = Op.TABLE_MARK, Lane.CODE
    else:
        labels = ()
        scale = lcm(*(one.denominator for one in numbers))
        wholes = [(one * scale).numerator for one in numbers]
        op, lane = Op.TABLE, lane_for(min(wholes), max(wholes))
    if not edges:
        return _constant(builder, results[0], number.mask)
    if len(edges) <= FEW_EDGES:
        table = [wholes[0], *(wholes[edge - number.least] for edge in edges)]
        register = _stepped(builder, number, edges, table, None if labels else lane)
    else:
        taken = builder.cast(number.register, Lane.MIDDLE)
        register = builder.write(op, lane, (taken,), (number.least,), wholes)
    if labels:
        return Label(register, labels, number.mask)
    return Number(min(wholes), max(wholes), scale, number.mask, register)


def _stepped(builder: Builder, number: Number, edges: Sequence[int], table: Sequence[int], lane: Lane | None) -> int:
    """Write a step function to numbers of a lane, or to codes; a number shares one lane with what it gives."""
    taken = builder.lanes[number.register]
    if lane is None:
        return builder.write(Op.STEPS_MARK, Lane.CODE, (number.register,), edges, table)
    wide = max(taken, lane)
    return builder.write(Op.STEPS, wide, (builder.cast(number.register, wide),), edges, table)


def bands(builder: Builder, number: Number, step: Bands, curve: Curve) -> Value:
    """Return what bands give, whatever the number of numbers."""
    if number.known or number.coded is not None or (number.size <= TABLE_MOST and not number.rational):
        found = along(builder, number, curve)
        assert found is not None
        return found
    if number.rational:
        return _by_cases(builder, number, step, curve)
    starts = {number.least}
    for band in step.bands:
        for edge, begins in ((band.lower, True), (band.upper, False)):
            if edge is not None:
                # The first whole number on the far side of the edge.
                at = edge.at * number.scale
                starts.add(ceil(at) if edge.within is begins else floor(at) + 1)
    edges = sorted(start for start in starts if number.least <= start <= number.most)
    results = filled([curve(Fraction(edge, number.scale)) for edge in edges])
    return _of_edges(builder, number, edges[1:], results)


def _of_edges(builder: Builder, number: Number, edges: Sequence[int], results: Sequence[Fraction | str]) -> Value:
    numbers = [one for one in results if isinstance(one, Fraction)]
    if len(numbers) == len(results):
        scale = lcm(*(one.denominator for one in numbers))
        wholes = [(one * scale).numerator for one in numbers]
        lane = lane_for(min(wholes), max(wholes))
        register = _stepped(builder, number, edges, wholes, lane)
        return Number(min(wholes), max(wholes), scale, number.mask, register)
    labels = tuple(dict.fromkeys(str(one) for one in results))
    table = [labels.index(str(one)) for one in results]
    return Label(_stepped(builder, number, edges, table, None), labels, number.mask)


def _by_cases(builder: Builder, number: Number, step: Bands, curve: Curve) -> Value:
    """Fractions of no fixed scale are held against each band exactly."""
    gives = [one for one in dict.fromkeys(rounded_as(step, band.gives) for band in step.bands) if one is not None]
    place = builder.exactly(Placed(curve, tuple(gives)), [number], 0, len(gives) - 1)
    return _of_edges(builder, Number(0, len(gives) - 1, 1, number.mask, place), range(1, len(gives)), gives)


def rounded_as(step: Step, result: Fraction | str | None) -> Fraction | str | None:
    """Return a result as the step rounds it, so that a table holds what comes out in the end."""
    if isinstance(result, Fraction) and step.rounding is not None:
        return round_to_step(result, step.rounding.to, step.rounding.by)
    return result


@dataclass(frozen=True, slots=True)
class Placed:
    """Gives the place of a curve's result among all its results."""

    curve: Curve
    gives: tuple[Fraction | str, ...]

    def __call__(self, number: Fraction) -> int:
        found = self.curve(Fraction(number))
        return 0 if found is None else self.gives.index(found)


def line(builder: Builder, number: Number, knots: Sequence[Knot]) -> Number:
    """Return the place on a piecewise-linear table by arithmetic; outside its knots it goes on level."""
    if number.rational:
        # Fractions are held against the knots themselves, so these must be whole.
        number = builder.at(number, number.scale * lcm(*(knot.at.denominator for knot in knots)))
    parts = _parts(knots, number.scale)
    scale = lcm(*(end.denominator for slope, plus in parts for end in (slope, plus)))
    edges = [ceil(knot.at * number.scale) for knot in knots]
    table = [(end * scale).numerator for part in parts for end in part]
    ends = [knot.gives * scale for knot in knots]
    low, high = floor(min(ends)), ceil(max(ends))
    furthest = max(abs(number.least), abs(number.most))
    reached = max(abs(one) for one in table) * (furthest + 1) * 2
    lane = Lane.WIDE if number.rational else lane_for(min(low, -reached), max(high, reached))
    register = builder.write(Op.LINE, lane, (builder.cast(number.register, lane),), edges, table)
    return Number(low, high, scale, number.mask, register, rational=number.rational)


def _parts(knots: Sequence[Knot], scale: int) -> list[tuple[Fraction, Fraction]]:
    """Return slope and intercept of each stretch, per whole number at *scale*, the level ends included."""
    parts = [(Fraction(0), knots[0].gives)]
    for one, after in pairwise(knots):
        slope = (after.gives - one.gives) / (after.at - one.at)
        parts.append((slope / scale, one.gives - slope * one.at))
    return [*parts, (Fraction(0), knots[-1].gives)]


def rounded(builder: Builder, number: Number, to: RoundTo) -> Number:
    """Return the number rounded to the multiple that a step names."""
    if number.known or number.coded is not None:
        found = along(builder, number, lambda value: round_to_step(value, to.to, to.by))
        assert isinstance(found, Number)
        return found
    part = Fraction(1) / (to.to * number.scale)
    times, by = part.numerator, part.denominator
    if by == 1 and not number.rational:
        # Every number is such a multiple already, up to the scale.
        return builder.linear([(number, Fraction(1))])
    low, high = (
        (round_to_step(Fraction(end, number.scale), to.to, to.by) / to.to).numerator
        for end in (number.least, number.most)
    )
    takes, plus, divisor, even = _division(times, by, to.by)
    furthest = max(abs(number.least), abs(number.most)) * takes + plus + divisor
    lane = Lane.WIDE if number.rational else max(Lane.LONG, lane_for(-furthest, furthest))
    taken = builder.cast(number.register, lane)
    register = builder.write(Op.DIVIDE, lane, (taken,), (takes, plus, divisor, even, number.least, number.most))
    steps = Number(low, high, 1, number.mask, builder.cast(register, lane_for(low, high)))
    return builder.linear([(steps, to.to)])


def _division(times: int, by: int, rounding: Rounding) -> tuple[int, int, int, int]:
    """Return what to multiply by, to add and to divide by, so that the whole part is the rounded number."""
    match rounding:
        case Rounding.DOWN:
            return times, 0, by, 0
        case Rounding.UP:
            return times, by - 1, by, 0
        case Rounding.HALF_UP:
            return 2 * times, by, 2 * by, 0
        case Rounding.HALF_EVEN:
            return 2 * times, by, 2 * by, 1


RULES = tuple(Rounding)
"""The roundings by the number that stands for each in an instruction."""


def quotient(builder: Builder, one: Number, by: Number, to: RoundTo | None) -> Number:
    """Return one number divided by another that is above 0, rounded where the step says so."""
    mask = one.mask | by.mask
    if by.known:
        return builder.with_mask(builder.linear([(one, 1 / by.value)]), mask)
    inverse = along(builder, by, lambda value: 1 / value if value > 0 else Fraction(1), most=200)
    if isinstance(inverse, Number) and not one.rational:
        reach = max(abs(one.least), abs(one.most)) * inverse.most
        if reach <= REACH[Lane.LONG][1] and one.scale * inverse.scale <= 10**9:
            return builder.multiply(one, inverse)
    a, b = builder.at(one), builder.at(by)
    if to is not None and not (a.rational or b.rational):
        part = Fraction(b.scale) / (to.to * a.scale)
        furthest = 2 * max(abs(a.least), abs(a.most)) * part.numerator
        under = 2 * b.most * part.denominator
        if furthest + under <= REACH[Lane.LONG][1]:
            return _share(builder, a, b, (part, to), mask)
    ends = [Fraction(x * b.scale, y * a.scale) for x in (a.least, a.most) for y in (max(b.least, 1), b.most)]
    low, high = floor(min(ends)), ceil(max(ends))
    register = builder.exactly(Quotient(Fraction(b.scale, a.scale)), [a, b], low, high)
    return Number(low, high, 1, mask, register, rational=True)


def _share(builder: Builder, a: Number, b: Number, how: tuple[Fraction, RoundTo], mask: Mask) -> Number:
    part, to = how
    if b.least < 1:
        # Who gave no answer stands for some number, which need not be above 0.
        b = builder.extreme([b, Number(1, 1, b.scale, KNOWN)], Op.MOST)
    ends = [Fraction(x, y) * part for x in (a.least, a.most) for y in (max(b.least, 1), b.most)]
    low, high = ((round_to_step(end, 1, to.by)).numerator for end in (min(ends), max(ends)))
    takes = (builder.cast(a.register, Lane.LONG), builder.cast(b.register, Lane.LONG))
    rule = RULES.index(to.by)
    register = builder.write(Op.SHARE, Lane.LONG, takes, (part.numerator, part.denominator, rule))
    whole = Number(low, high, 1, mask, builder.cast(register, lane_for(low, high)))
    return builder.linear([(whole, to.to)])


@dataclass(frozen=True, slots=True)
class Quotient:
    """Gives the exact quotient of two whole numbers at their scales."""

    times: Fraction

    def __call__(self, one: Fraction, by: Fraction) -> Fraction:
        # Who gave no answer stands for some number, which need not be above 0.
        return Fraction(one) / (Fraction(by) if by > 0 else Fraction(1)) * self.times


def within(builder: Builder, number: Number, least: Fraction | None, below: Fraction | None) -> Truth:
    """Return whether a number lies from *least* up to but not at *below*; what is not known is the caller's."""

    def inside(value: Fraction) -> bool:
        return (least is None or value >= least) and (below is None or value < below)

    if number.known:
        return builder.truth(2 * inside(number.value))
    if number.coded is not None:
        return builder.truth_of_codes(number.coded.register, [2 * inside(value) for value in number.coded.values])
    if number.rational:
        place = builder.exactly(Inside(least, below, number.scale), [number], 0, 1)
        return Truth(builder.write(Op.WITHIN, Lane.CODE, (place,), (1, 1)), can_open=False)
    low = number.least if least is None else max(number.least, ceil(least * number.scale))
    high = number.most if below is None else min(number.most, ceil(below * number.scale) - 1)
    if low > high or (low, high) == (number.least, number.most):
        return builder.truth(0 if low > high else 2)
    return Truth(builder.write(Op.WITHIN, Lane.CODE, (number.register,), (low, high)), can_open=False)


@dataclass(frozen=True, slots=True)
class Inside:
    """Gives 1 where a number lies from *least* up to but not at *below*, else 0."""

    least: Fraction | None
    below: Fraction | None
    scale: int

    def __call__(self, number: Fraction) -> int:
        value = Fraction(number) / self.scale
        above = self.least is None or value >= self.least
        return int(above and (self.below is None or value < self.below))
