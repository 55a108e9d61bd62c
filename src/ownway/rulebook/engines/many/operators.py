"""Writes each operator of a pack as instructions: the same result as for one person, for everyone at once."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from ownway.rulebook.engines.links import exponential_of, log_of, root_of
from ownway.rulebook.engines.many.answers import Answers
from ownway.rulebook.engines.many.curves import Curve, along, bands, line, quotient, rounded_as
from ownway.rulebook.engines.many.instructions import Lane, Op
from ownway.rulebook.engines.many.values import KNOWN, Label, Number, Value, constant
from ownway.rulebook.engines.spans import on_line, printed_on, table_on
from ownway.rulebook.model.steps import (
    Age,
    Bands,
    ByCategory,
    Choose,
    Constant,
    Descriptor,
    Exponential,
    Frequency,
    Highest,
    HouseholdShare,
    Index,
    InformalSupport,
    Line,
    Log,
    Lookup,
    Lowest,
    Mean,
    Product,
    Reduce,
    Root,
    Square,
    Step,
    Sum,
    WeightedSum,
)

ONE = Fraction(1)


def write_sum(step: Step, answers: Answers) -> Value:
    """Add the inputs up."""
    return answers.builder.linear([(answers.number(name), ONE) for name in step.takes])


def write_weighted(step: Step, answers: Answers) -> Value:
    """Add a constant and each input times its weight."""
    assert isinstance(step, WeightedSum)
    return answers.builder.linear([(answers.number(name), weight) for name, weight in step.weights.items()], step.plus)


def write_mean(step: Step, answers: Answers) -> Value:
    """Share the sum of the inputs evenly."""
    share = Fraction(1, len(step.takes))
    return answers.builder.linear([(answers.number(name), share) for name in step.takes])


def write_highest(step: Step, answers: Answers) -> Value:
    """Take the highest input."""
    return answers.builder.extreme([answers.number(name) for name in step.takes], Op.MOST)


def write_lowest(step: Step, answers: Answers) -> Value:
    """Take the lowest input."""
    return answers.builder.extreme([answers.number(name) for name in step.takes], Op.LEAST)


def write_product(step: Step, answers: Answers) -> Value:
    """Multiply the inputs."""
    found = constant(ONE)
    for name in step.takes:
        found = answers.builder.multiply(found, answers.number(name))
    return found


def write_constant(step: Step, answers: Answers) -> Value:
    """Give the pack's own number."""
    assert isinstance(step, Constant)
    return constant(step.value)


def write_index(step: Step, answers: Answers) -> Value:
    """Give the number printed for the day."""
    assert isinstance(step, Index)
    return constant(printed_on(step, answers.days).gives)


def write_bands(step: Step, answers: Answers) -> Value:
    """Give what the band of the input gives."""
    assert isinstance(step, Bands)

    def curve(number: Fraction) -> Fraction | str | None:
        found = next((band.gives for band in step.bands if number in band), None)
        return rounded_as(step, found)

    return bands(answers.builder, answers.number(step.of), step, curve)


def write_line(step: Step, answers: Answers) -> Value:
    """Give the place on the straight line between the two knots around the input."""
    assert isinstance(step, Line)
    first, last = step.knots[0].at, step.knots[-1].at

    def curve(number: Fraction) -> Fraction | str | None:
        return rounded_as(step, on_line(step, number)) if first <= number <= last else None

    number = answers.number(step.of)
    return along(answers.builder, number, curve) or line(answers.builder, number, step.knots)


def write_frequency(step: Step, answers: Answers) -> Value:
    """Add up how often things happen."""
    assert isinstance(step, Frequency)
    return answers.builder.linear([(answers.times(name, step), ONE) for name in step.inputs])


def write_lookup(step: Step, answers: Answers) -> Value:
    """Give what the table that holds on the day gives for the label."""
    assert isinstance(step, Lookup)
    table = table_on(step, answers.days.on(step.on))
    return by_label(answers, answers.label(step.of), table.gives)


def by_label(answers: Answers, label: Label, gives: Mapping[str, Fraction | str]) -> Value:
    """Return what a table gives for a label; a label it does not have leaves the result open."""
    missing = tuple(int(one not in gives) for one in label.labels)
    mask = label.mask | ({(label.register, missing)} if any(missing) else KNOWN)
    found = [gives.get(one) for one in label.labels]
    if any(isinstance(one, str) for one in found):
        labels = tuple(dict.fromkeys(one for one in found if isinstance(one, str)))
        table = [labels.index(one) if isinstance(one, str) else 0 for one in found]
        return Label(answers.builder.write(Op.MARK, Lane.CODE, (label.register,), table=table), labels, mask)
    numbers = [one for one in found if isinstance(one, Fraction)]
    rest = numbers[0] if numbers else Fraction(0)
    values = [one if isinstance(one, Fraction) else rest for one in found]
    return answers.builder.coded(label.register, values, mask)


def write_choose(step: Step, answers: Answers) -> Value:
    """Give the first case whose condition holds, else the last resort."""
    assert isinstance(step, Choose)
    found = taken_or_given(step.take, step.value, answers)
    for case in reversed(step.cases):
        truth = answers.truth(case.when)
        found = answers.builder.pick(truth, taken_or_given(case.take, case.value, answers), found)
    return found


def taken_or_given(take: str, value: Fraction | str | None, answers: Answers) -> Value:
    """Return the result of the step or question taken, or the value that is given itself."""
    if take:
        return answers.value(take)
    if isinstance(value, str):
        return Label(answers.builder.write(Op.SAME_MARK, Lane.CODE, numbers=(0,)), (value,), KNOWN)
    return constant(value or Fraction(0))


def write_informal(step: Step, answers: Answers) -> Value:
    """Count each need by the share that freely given help leaves, never below the floor of all need."""
    assert isinstance(step, InformalSupport)
    builder = answers.builder
    needs = {name: builder.at(answers.number(name)) for name in step.items}
    counted = [builder.multiply(needs[need], answers.number(help)) for need, help in step.items.items()]
    after = builder.linear([(one, ONE) for one in counted])
    floor = builder.linear([(number, step.at_least) for number in needs.values()])
    return builder.extreme([after, floor], Op.MOST)


def write_by_category(step: Step, answers: Answers) -> Value:
    """Multiply by the factor of the category."""
    assert isinstance(step, ByCategory)
    factor = by_label(answers, answers.label(step.category), step.factors)
    assert isinstance(factor, Number)
    return answers.builder.multiply(answers.number(step.of), factor)


def write_rows(step: Step, answers: Answers) -> Value:
    """Make one number of the rows of a table."""
    assert isinstance(step, Reduce | Descriptor)
    return answers.rows(step)


def write_age(step: Step, answers: Answers) -> Value:
    """Count whole years or months up to the day the needs were as told."""
    assert isinstance(step, Age)
    return answers.age(step)


def write_household(step: Step, answers: Answers) -> Value:
    """Share the input evenly among the household."""
    assert isinstance(step, HouseholdShare)
    return quotient(answers.builder, answers.number(step.of), answers.number(step.size), step.rounding)


def write_square(step: Step, answers: Answers) -> Value:
    """Multiply the input by itself and add the stated correction."""
    assert isinstance(step, Square)
    builder, number = answers.builder, answers.number(step.of)
    if number.coded is not None or number.known:
        found = along(builder, number, lambda value: value * value + step.plus)
        assert found is not None
        return found
    square = builder.multiply(number, number)
    if number.least < 0 < number.most and not square.rational:
        # A square is never below nothing, which the product of two numbers could be.
        square = Number(0, square.most, square.scale, square.mask, square.register)
    return builder.linear([(square, ONE)], step.plus)


def write_link(step: Step, answers: Answers) -> Value:
    """Take a root, a logarithm or an exponential, to the stated places."""
    assert isinstance(step, Root | Log | Exponential)
    curve = curve_of(step)
    number = answers.number(step.of)
    found = along(answers.builder, number, lambda value: rounded_as(step, curve(value)))
    if found is not None:
        return found
    scale = 10**step.places
    ends = [Fraction(curve(Fraction(end, number.scale)) or 0) * scale for end in (number.least, number.most)]
    low, high = ends[0].numerator, ends[1].numerator
    # A fraction may lie a little within its bounds, never outside; the curve rises or falls throughout.
    low, high = min(low, high), max(low, high)
    register = answers.builder.exactly(Bent(curve, number.scale, scale), [number], low, high)
    return Number(low, high, scale, number.mask, register)


def curve_of(step: Root | Log | Exponential) -> Curve:
    """Return the curve of a link."""
    match step:
        case Root(places=places):
            return lambda value: root_of(value, places) if value >= 0 else None
        case Log(places=places):
            return lambda value: log_of(value, places) if value > 0 else None
        case Exponential(places=places, times=times):
            return lambda value: exponential_of(value, times, places)


class Bent:
    """Gives what a curve gives for a whole number at its scale, as a whole number at the result's."""

    def __init__(self, curve: Curve, scale: int, into: int) -> None:
        self.curve, self.scale, self.into = curve, scale, into

    def __call__(self, number: Fraction) -> int:
        found = self.curve(Fraction(number) / self.scale)
        return (found * self.into).numerator if isinstance(found, Fraction) else 0


Write = Callable[[Step, Answers], Value]

WRITE: Mapping[type[Step], Write] = {
    Sum: write_sum,
    WeightedSum: write_weighted,
    Mean: write_mean,
    Highest: write_highest,
    Lowest: write_lowest,
    Product: write_product,
    Constant: write_constant,
    Index: write_index,
    Bands: write_bands,
    Line: write_line,
    Frequency: write_frequency,
    Lookup: write_lookup,
    Choose: write_choose,
    InformalSupport: write_informal,
    ByCategory: write_by_category,
    Reduce: write_rows,
    Descriptor: write_rows,
    Age: write_age,
    HouseholdShare: write_household,
    Square: write_square,
    Root: write_link,
    Log: write_link,
    Exponential: write_link,
}
"""How each of these operators is written."""
