"""The arithmetic of the plain operators, tables and choices for one person."""

from fractions import Fraction

from ownway.rulebook.engines.known import Known
from ownway.rulebook.engines.operators.result import NOT_YET, Result, numbers_of
from ownway.rulebook.engines.spans import table_on
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.steps import (
    Bands,
    Choose,
    Constant,
    Frequency,
    InformalSupport,
    Line,
    Lookup,
    Step,
    WeightedSum,
)
from ownway.values.reason import Fact


def sum_up(step: Step, known: Known) -> Result:
    """Add the inputs up."""
    numbers = numbers_of(step, known)
    return NOT_YET if numbers is None else (sum(numbers, Fraction(0)), {})


def weigh(step: Step, known: Known) -> Result:
    """Add a constant and each input times its weight."""
    assert isinstance(step, WeightedSum)
    numbers = numbers_of(step, known)
    if numbers is None:
        return NOT_YET
    facts: dict[str, Fact] = {f"weight.{name}": written(weight) for name, weight in step.weights.items()}
    facts["plus"] = written(step.plus)
    return sum((n * w for n, w in zip(numbers, step.weights.values(), strict=True)), step.plus), facts


def mean(step: Step, known: Known) -> Result:
    """Share the sum of the inputs evenly; exact, so the rounding is the step's own."""
    numbers = numbers_of(step, known)
    return NOT_YET if numbers is None else (sum(numbers, Fraction(0)) / len(numbers), {})


def highest(step: Step, known: Known) -> Result:
    """Take the highest input; of equals, the first."""
    numbers = numbers_of(step, known)
    if numbers is None:
        return NOT_YET
    return max(numbers), {"taken": step.takes[numbers.index(max(numbers))]}


def lowest(step: Step, known: Known) -> Result:
    """Take the lowest input; of equals, the first."""
    numbers = numbers_of(step, known)
    if numbers is None:
        return NOT_YET
    return min(numbers), {"taken": step.takes[numbers.index(min(numbers))]}


def multiply(step: Step, known: Known) -> Result:
    """Multiply the inputs."""
    numbers = numbers_of(step, known)
    if numbers is None:
        return NOT_YET
    result = Fraction(1)
    for number in numbers:
        result *= number
    return result, {}


def constant(step: Step, known: Known) -> Result:
    """Give the pack's own number."""
    assert isinstance(step, Constant)
    return step.value, {}


def band(step: Step, known: Known) -> Result:
    """Give what the band of the input gives."""
    assert isinstance(step, Bands)
    number = known.number(step.of)
    if number is None:
        return NOT_YET
    # The loader has proven that a band holds every number that can come here.
    found = next(band for band in step.bands if number in band)
    facts: dict[str, Fact] = {"gives": found.gives if isinstance(found.gives, str) else written(found.gives)}
    if found.lower is not None:
        facts |= {"lower": written(found.lower.at), "lower_within": found.lower.within}
    if found.upper is not None:
        facts |= {"upper": written(found.upper.at), "upper_within": found.upper.within}
    return found.gives, facts


def line(step: Step, known: Known) -> Result:
    """Give the place on the straight line between the two knots around the input."""
    assert isinstance(step, Line)
    at = known.number(step.of)
    if at is None:
        return NOT_YET
    low, high = step.knots[-2], step.knots[-1]
    for one, next_one in zip(step.knots, step.knots[1:], strict=False):
        if at <= next_one.at:
            low, high = one, next_one
            break
    facts: dict[str, Fact] = {
        "at_low": written(low.at),
        "gives_low": written(low.gives),
        "at_high": written(high.at),
        "gives_high": written(high.gives),
    }
    return low.gives + (high.gives - low.gives) * (at - low.at) / (high.at - low.at), facts


def frequency(step: Step, known: Known) -> Result:
    """Add up how often things happen, each in the step's own period."""
    assert isinstance(step, Frequency)
    times = [known.times(name, step) for name in step.inputs]
    if None in times:
        return NOT_YET
    facts: dict[str, Fact] = {f"factor.{every.value}": written(factor) for every, factor in step.factors.items()}
    return sum((number for number in times if number is not None), Fraction(0)), facts


def look_up(step: Step, known: Known) -> Result:
    """Give what the table that holds on the day gives for the label."""
    assert isinstance(step, Lookup)
    label = known.label(step.of)
    table = table_on(step, known.days.on(step.on))
    if label is None or label not in table.gives:
        return NOT_YET
    gives = table.gives[label]
    told = gives if isinstance(gives, str) else written(gives)
    return gives, {"of": label, "starts": table.starts.isoformat(), "gives": told}


def choose(step: Step, known: Known) -> Result:
    """Give the first case whose condition holds, else the last resort."""
    assert isinstance(step, Choose)
    take, value = step.take, step.value
    for case in step.cases:
        holds = known.holds(case.when)
        if holds is None:
            return NOT_YET
        if holds:
            take, value = case.take, case.value
            break
    if take:
        return known.of(take), {"taken": take}
    return value, {"gives": value if isinstance(value, str) else written(value or Fraction(0))}


def after_help(step: Step, known: Known) -> Result:
    """Count each need by the share that freely given help leaves, never below the floor of all need."""
    assert isinstance(step, InformalSupport)
    before = after = Fraction(0)
    for need, help in step.items.items():
        needed, counted = known.number(need), known.number(help)
        if needed is None or counted is None:
            return NOT_YET
        before += needed
        after += needed * counted
    floor = before * step.at_least
    facts = {"before": written(before), "counted": written(after), "at_least": written(step.at_least)}
    return max(after, floor), {**facts, "least": written(floor)}
