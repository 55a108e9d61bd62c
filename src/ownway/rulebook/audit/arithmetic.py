"""The arithmetic of each operator, read a second time from what the model says of it."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import prod
from typing import Any

from ownway.rulebook.audit.inputs import Inputs
from ownway.rulebook.engines.links import exponential_of, log_of, root_of
from ownway.rulebook.model.answers import Cell
from ownway.rulebook.model.questions import Question
from ownway.rulebook.model.steps import (
    Age,
    Bands,
    Bound,
    By,
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
    Knot,
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
    Square,
    Step,
    Sum,
    Supplement,
    WeightedSum,
)

Result = Fraction | str | None

REFUSES = NotPublished
"""The operator that refuses to give a number."""

REFUSED = "refused"
NOTHING = Fraction(0)


def _all(seen: Inputs, names: Iterable[str]) -> list[Fraction] | None:
    found = [seen.number(name) for name in names]
    return None if None in found else [number for number in found if number is not None]


def _over(names: Callable[[Any], Iterable[str]], reckon: Callable[[Any, list[Fraction]], Result]) -> "Reckon":
    """Return the arithmetic of an operator that needs all its inputs as numbers."""

    def worked_out(step: Any, seen: Inputs) -> Result:
        numbers = _all(seen, names(step))
        return None if numbers is None else reckon(step, numbers)

    return worked_out


def _takes(step: Step) -> Iterable[str]:
    return step.takes


def _of(step: Any) -> Iterable[str]:
    return (step.of,)


def in_band(step: Bands, number: Fraction) -> Result:
    """Return what the band gives that holds a number."""
    for band in step.bands:
        low, high = band.lower, band.upper
        if low is not None and (number < low.at or (number == low.at and not low.within)):
            continue
        if high is not None and (number > high.at or (number == high.at and not high.within)):
            continue
        return band.gives
    return None


def between(knots: tuple[Knot, ...], at: Fraction) -> Fraction:
    """Return the place on the line through some knots; level before the first and after the last."""
    if at <= knots[0].at:
        return knots[0].gives
    for place in range(1, len(knots)):
        one, other = knots[place - 1], knots[place]
        if at <= other.at:
            share = (at - one.at) / (other.at - one.at)
            return one.gives * (1 - share) + other.gives * share
    return knots[-1].gives


def look_up(step: Lookup, seen: Inputs) -> Result:
    """Return what the latest column begun by the day gives for the label."""
    begun = [table for table in step.tables if table.starts <= seen.days.on(step.on)]
    label = seen.told(step.of)
    return None if label is None else begun[-1].gives.get(label)


def printed(step: Index, seen: Inputs) -> Result:
    """Return the latest number begun by the day."""
    return [table for table in step.tables if table.starts <= seen.days.on(step.on)][-1].gives


def choose(step: Choose, seen: Inputs) -> Result:
    """Return what the first case gives whose condition holds."""
    take, value = step.take, step.value
    for case in step.cases:
        holds = seen.holds(case.when)
        if holds is None:
            return None
        if holds:
            take, value = case.take, case.value
            break
    if not take:
        return value
    found = seen.picks[take]
    return found if isinstance(found, str) else seen.number(take)


def by_category(step: ByCategory, seen: Inputs) -> Result:
    """Return the input times the factor of its category."""
    number, label = seen.number(step.of), seen.told(step.category)
    factor = None if label is None else step.factors.get(label)
    return None if number is None or factor is None else number * factor


def cascade(step: Cascade, seen: Inputs) -> Result:
    """Return what the first threshold gives that a group's sum reaches."""
    levels = {name: seen.weighed(name) for name in step.takes}
    if None in levels.values():
        return None
    sums = [sum((weights.get(levels[name] or "", NOTHING) for name, weights in group.weights.items()), NOTHING)
            for group in step.groups]  # fmt: skip
    return first_reached(step, sums)


def first_reached(step: Cascade, sums: Iterable[Fraction]) -> Fraction | str:
    """Return what the first threshold gives that is reached, group by group; else the last resort."""
    for group, total in zip(step.groups, sums, strict=True):
        for test in group.tests:
            if total >= test.least:
                return test.gives
    return step.otherwise


def _cell(question: Question, column: str, row: Mapping[str, Cell]) -> Fraction:
    cell = row[column]
    if isinstance(cell, Fraction):
        return cell
    levels = next(one.levels for one in question.columns if one.id == column)
    return next((level.points or NOTHING for level in levels if level.id == cell), NOTHING)


def reduce_rows(step: Reduce, seen: Inputs) -> Result:
    """Return a column of some rows as one number."""
    rows = seen.rows(step.of)
    if not isinstance(rows, tuple):
        return rows
    if step.by is By.COUNT or not rows:
        return Fraction(len(rows))
    cells = [_cell(seen.pack.question(step.of), step.column, row) for row in rows]
    total = sum(cells, NOTHING)
    return {By.SUM: total, By.MEAN: total * Fraction(1, len(cells)), By.HIGHEST: max(cells)}[step.by]


def descriptor(step: Descriptor, seen: Inputs) -> Result:
    """Return the points of the descriptor that counts."""
    rows = seen.rows(step.of)
    if not isinstance(rows, tuple):
        return rows
    question = seen.pack.question(step.of)
    told = [(_cell(question, step.share, row), _cell(question, step.level, row)) for row in rows]
    alone = [points for share, points in told if share > step.more_than]
    if alone:
        return max(alone)
    together = sum((share for share, _ in told), NOTHING)
    return max(told)[1] if together > step.more_than else NOTHING


def not_published(step: NotPublished, seen: Inputs) -> Result:
    """Return nothing where nothing is needed, and refuse everything else."""
    numbers = _all(seen, step.inputs)
    if numbers is None:
        return None
    return REFUSED if any(numbers) else NOTHING


def informal_support(step: InformalSupport, seen: Inputs) -> Result:
    """Return what is left of the need after help, never below the stated share of all of it."""
    needs, helps = _all(seen, step.items), _all(seen, step.items.values())
    if needs is None or helps is None:
        return None
    left = sum((need * help for need, help in zip(needs, helps, strict=True)), NOTHING)
    return max(left, step.at_least * sum(needs, NOTHING))


def frequency(step: Frequency, seen: Inputs) -> Result:
    """Return how often all inputs happen together."""
    times = [seen.times(name, step) for name in step.inputs]
    return None if None in times else sum((each for each in times if each is not None), NOTHING)


def _bound(bound: Bound | None, seen: Inputs) -> Fraction | None:
    return seen.number(bound) if isinstance(bound, str) else bound


def limit(step: Limit, seen: Inputs) -> Result:
    """Return the input between its floor and its cap; the cap holds where they cross."""
    if _all(seen, step.takes) is None:
        return None
    number, least, most = seen.number(step.of), _bound(step.least, seen), _bound(step.most, seen)
    assert number is not None
    raised = number if least is None else max(number, least)
    return raised if most is None else min(raised, most)


def supplement(step: Supplement, seen: Inputs) -> Result:
    """Return the input and what is added."""
    number = seen.number(step.of)
    if number is None:
        return None
    held = [(part, seen.holds(part.when)) for part in step.parts]
    if any(holds is None for _, holds in held):
        return None
    added = [part.sum if part.sum is not None else number * (part.share or 0) for part, holds in held if holds]
    return number + sum(added, NOTHING)


def minimum_payable(step: MinimumPayable, seen: Inputs) -> Result:
    """Return the input where it is worth paying."""
    number, least = seen.number(step.of), _bound(step.least, seen)
    if number is None or least is None:
        return None
    return NOTHING if number < least else number


def _own_share(step: CoPayment, numbers: list[Fraction]) -> Fraction:
    plan, resources, measure = numbers
    at = resources * Fraction(measure.denominator, measure.numerator)
    own = below = NOTHING
    for slice in step.slices:
        above = plan if slice.up_to is None else min(plan, slice.up_to * measure)
        rate = prod((between(knots, at) for knots in slice.rates), start=Fraction(1))
        own += max(above - below, NOTHING) * rate
        below = max(above, below)
    return own


Reckon = Callable[[Any, Inputs], Result]

WORK_OUT: Mapping[type[Step], Reckon] = {
    Sum: _over(_takes, lambda step, numbers: sum(numbers, NOTHING)),
    WeightedSum: _over(
        _takes, lambda step, numbers: step.plus + sum(map(Fraction.__mul__, numbers, step.weights.values()))
    ),
    Mean: _over(_takes, lambda step, numbers: sum(numbers, NOTHING) / len(numbers)),
    Highest: _over(_takes, lambda step, numbers: max(numbers)),
    Lowest: _over(_takes, lambda step, numbers: min(numbers)),
    Product: _over(_takes, lambda step, numbers: prod(numbers, start=Fraction(1))),
    Constant: lambda step, seen: step.value,
    Frequency: frequency,
    Bands: _over(_of, lambda step, numbers: in_band(step, numbers[0])),
    Line: _over(_of, lambda step, numbers: between(step.knots, numbers[0])),
    Lookup: look_up,
    Index: printed,
    Choose: choose,
    ByCategory: by_category,
    Cascade: cascade,
    Reduce: reduce_rows,
    Descriptor: descriptor,
    NotPublished: not_published,
    InformalSupport: informal_support,
    HouseholdShare: _over(lambda step: (step.of, step.size), lambda step, numbers: numbers[0] / numbers[1]),
    Square: _over(_of, lambda step, numbers: numbers[0] ** 2 + step.plus),
    Root: _over(_of, lambda step, numbers: root_of(numbers[0], step.places)),
    Log: _over(_of, lambda step, numbers: log_of(numbers[0], step.places)),
    Exponential: _over(_of, lambda step, numbers: exponential_of(numbers[0], step.times, step.places)),
    Limit: limit,
    Supplement: supplement,
    MinimumPayable: minimum_payable,
    CarryOver: _over(
        lambda step: (step.of, step.left),
        lambda step, numbers: min(numbers[1], max(step.least, step.share * numbers[0])),
    ),
    CoPayment: _over(lambda step: (step.of, step.resources, step.measure), _own_share),
    DelayRemedy: _over(_of, lambda step, numbers: step.sum * -(-max(numbers[0], NOTHING) // step.every_days)),
    Age: lambda step, seen: seen.age(step),
}
"""What each operator comes to on assumed inputs; nothing while one of them is not known."""
