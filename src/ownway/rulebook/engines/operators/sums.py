"""The arithmetic of links, shares of a household, and of what becomes of a sum."""

from fractions import Fraction
from math import ceil

from ownway.rulebook.engines.known import Known
from ownway.rulebook.engines.links import exponential_of, log_of, root_of
from ownway.rulebook.engines.operators.result import NOT_YET, Result, numbers_of
from ownway.rulebook.engines.spans import printed_on, rate_at
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.steps import (
    Bound,
    CarryOver,
    CoPayment,
    DelayRemedy,
    Exponential,
    HouseholdShare,
    Index,
    Limit,
    Log,
    MinimumPayable,
    Root,
    Square,
    Step,
    Supplement,
)
from ownway.values.reason import Fact


def index(step: Step, known: Known) -> Result:
    """Give the number printed for the day."""
    assert isinstance(step, Index)
    printed = printed_on(step, known.days)
    return printed.gives, {"starts": printed.starts.isoformat(), "gives": written(printed.gives)}


def household(step: Step, known: Known) -> Result:
    """Share the input evenly; exact, so the rounding is the step's own."""
    assert isinstance(step, HouseholdShare)
    numbers = numbers_of(step, known, (step.of, step.size))
    return NOT_YET if numbers is None else (numbers[0] / numbers[1], {"base": step.of, "size": step.size})


def square(step: Step, known: Known) -> Result:
    """Multiply the input by itself and add the stated correction."""
    assert isinstance(step, Square)
    number = known.number(step.of)
    return NOT_YET if number is None else (number * number + step.plus, {"plus": written(step.plus)})


def root(step: Step, known: Known) -> Result:
    """Take the square root."""
    assert isinstance(step, Root)
    number = known.number(step.of)
    return NOT_YET if number is None else (root_of(number, step.places), {"places": step.places})


def log(step: Step, known: Known) -> Result:
    """Take the natural logarithm."""
    assert isinstance(step, Log)
    number = known.number(step.of)
    return NOT_YET if number is None else (log_of(number, step.places), {"places": step.places})


def exponential(step: Step, known: Known) -> Result:
    """Take the exponential, times the stated correction."""
    assert isinstance(step, Exponential)
    number = known.number(step.of)
    if number is None:
        return NOT_YET
    facts: dict[str, Fact] = {"places": step.places, "times": written(step.times)}
    return exponential_of(number, step.times, step.places), facts


def _bound(bound: Bound | None, known: Known) -> Fraction | None:
    return known.number(bound) if isinstance(bound, str) else bound


def limit(step: Step, known: Known) -> Result:
    """Hold the input between the floor and the cap."""
    assert isinstance(step, Limit)
    numbers = numbers_of(step, known)
    number = known.number(step.of)
    if numbers is None or number is None:
        return NOT_YET
    facts: dict[str, Fact] = {"base": step.of, "taken": "input"}
    least, most = _bound(step.least, known), _bound(step.most, known)
    if least is not None:
        facts["least"] = written(least)
        if number < least:
            number, facts["taken"] = least, "least"
    if most is not None:
        facts["most"] = written(most)
        if number > most:
            number, facts["taken"] = most, "most"
    return number, facts


def supplement(step: Step, known: Known) -> Result:
    """Add each part whose condition holds."""
    assert isinstance(step, Supplement)
    base = known.number(step.of)
    held = [known.holds(part.when) for part in step.parts]
    if base is None or None in held:
        return NOT_YET
    facts: dict[str, Fact] = {"base": step.of}
    total = base
    for place, (part, holds) in enumerate(zip(step.parts, held, strict=True), 1):
        if holds and part.sum is not None:
            facts[f"sum.{place}"] = written(part.sum)
            total += part.sum
        elif holds and part.share is not None:
            facts[f"share.{place}"] = written(part.share)
            total += base * part.share
    return total, {**facts, "added": written(total - base)}


def minimum_payable(step: Step, known: Known) -> Result:
    """Give nothing where the sum is too small to pay."""
    assert isinstance(step, MinimumPayable)
    number, least = known.number(step.of), _bound(step.least, known)
    if number is None or least is None:
        return NOT_YET
    return (number if number >= least else Fraction(0)), {"base": step.of, "least": written(least)}


def carry_over(step: Step, known: Known) -> Result:
    """Keep what is left, up to the greater of the least and the share."""
    assert isinstance(step, CarryOver)
    numbers = numbers_of(step, known, (step.of, step.left))
    if numbers is None:
        return NOT_YET
    allowed = max(step.least, step.share * numbers[0])
    facts: dict[str, Fact] = {"base": step.of, "left": step.left, "share": written(step.share)}
    return min(numbers[1], allowed), {**facts, "least": written(step.least), "most": written(allowed)}


def co_payment(step: Step, known: Known) -> Result:
    """Reckon the person's own share, slice by slice."""
    assert isinstance(step, CoPayment)
    numbers = numbers_of(step, known, (step.of, step.resources, step.measure))
    if numbers is None:
        return NOT_YET
    plan, resources, measure = numbers
    facts: dict[str, Fact] = {"base": step.of, "resources": step.resources, "measure": step.measure}
    own, below = Fraction(0), Fraction(0)
    for place, slice in enumerate(step.slices, 1):
        edge = plan if slice.up_to is None else min(plan, slice.up_to * measure)
        part = max(edge - below, Fraction(0))
        rate = Fraction(1)
        for knots in slice.rates:
            rate *= rate_at(knots, resources / measure)
        facts |= {f"part.{place}": written(part), f"rate.{place}": written(rate)}
        own, below = own + part * rate, max(edge, below)
    facts["rate"] = written(own / plan) if plan else "0"
    return own, facts


def delay_remedy(step: Step, known: Known) -> Result:
    """Pay for each stretch of days begun."""
    assert isinstance(step, DelayRemedy)
    number = known.number(step.of)
    if number is None:
        return NOT_YET
    times = ceil(max(number, Fraction(0)) / step.every_days)
    return times * step.sum, {"every_days": step.every_days, "sum": written(step.sum), "times": times}
