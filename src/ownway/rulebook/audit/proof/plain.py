"""Works the plain operators, tables and choices out again from their reasons."""

from fractions import Fraction

from ownway.rulebook.audit.proof.reading import Inputs, fact_of, given_of, number_of, result_of
from ownway.rulebook.model.numbers import read_back
from ownway.values import Reason


def sum_up(reason: Reason, inputs: Inputs) -> Fraction:
    """The inputs added up."""
    return sum((number_of(below) for below in inputs.values()), Fraction(0))


def weighted(reason: Reason, inputs: Inputs) -> Fraction:
    """Each input times its weight, and the constant."""
    terms = (number_of(below) * fact_of(reason, f"weight.{name}") for name, below in inputs.items())
    return sum(terms, fact_of(reason, "plus"))


def mean(reason: Reason, inputs: Inputs) -> Fraction:
    """The sum shared evenly."""
    return sum_up(reason, inputs) / len(inputs)


def highest(reason: Reason, inputs: Inputs) -> Fraction:
    """The highest input."""
    return max(number_of(below) for below in inputs.values())


def lowest(reason: Reason, inputs: Inputs) -> Fraction:
    """The lowest input."""
    return min(number_of(below) for below in inputs.values())


def product(reason: Reason, inputs: Inputs) -> Fraction:
    """The inputs multiplied."""
    result = Fraction(1)
    for below in inputs.values():
        result *= number_of(below)
    return result


def constant(reason: Reason, inputs: Inputs) -> Fraction:
    """The pack's own number."""
    return number_of(reason)


def band(reason: Reason, inputs: Inputs) -> Fraction | str:
    """What the band gives, and that the number lies in it."""
    (below,) = inputs.values()
    number = number_of(below)
    for edge, sign in (("lower", 1), ("upper", -1)):
        if edge in reason.facts:
            room = (number - fact_of(reason, edge)) * sign
            if room < 0 or (room == 0 and not reason.facts[f"{edge}_within"]):
                return "the number lies outside its band"
    return given_of(reason)


def line(reason: Reason, inputs: Inputs) -> Fraction | str:
    """The place on the straight line between the two knots."""
    (below,) = inputs.values()
    low, high = fact_of(reason, "at_low"), fact_of(reason, "at_high")
    number = number_of(below)
    if not low <= number <= high:
        return "the number lies outside its knots"
    rise = fact_of(reason, "gives_high") - fact_of(reason, "gives_low")
    return fact_of(reason, "gives_low") + rise * (number - low) / (high - low)


def frequency(reason: Reason, inputs: Inputs) -> Fraction:
    """Each number times the factor of its period."""
    total = Fraction(0)
    for below in inputs.values():
        every = below.facts.get("every")
        if every:
            total += read_back(str(below.facts["number"])) * fact_of(reason, f"factor.{every}")
        else:
            total += read_back(str(below.facts.get("points", "0")))
    return total


def lookup(reason: Reason, inputs: Inputs) -> Fraction | str:
    """What the table gives for the label below."""
    (below,) = inputs.values()
    label = below.facts.get("label") or below.facts.get("level") or below.facts.get("state")
    return given_of(reason) if label == reason.facts["of"] else "the label differs"


def choose(reason: Reason, inputs: Inputs) -> Fraction | str:
    """What was taken, or given."""
    taken = reason.facts.get("taken")
    return given_of(reason) if taken is None else result_of(inputs[str(taken)])


def informal(reason: Reason, inputs: Inputs) -> Fraction | str:
    """Need after help, never below the floor."""
    pairs = list(inputs.values())
    before = sum((number_of(need) for need in pairs[::2]), Fraction(0))
    counted = sum((number_of(n) * number_of(h) for n, h in zip(pairs[::2], pairs[1::2], strict=True)), Fraction(0))
    if (before, counted) != (fact_of(reason, "before"), fact_of(reason, "counted")):
        return "the need before or after help differs"
    return max(counted, before * fact_of(reason, "at_least"))
