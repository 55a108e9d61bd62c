"""Works links, shares of a household and what becomes of a sum out again from their reasons."""

from fractions import Fraction

from ownway.rulebook.audit.proof.reading import Inputs, fact_of, given_of, number_of, result_of
from ownway.rulebook.engines.links import exponential_of, log_of
from ownway.rulebook.model.numbers import read_back
from ownway.values import Reason


def _base(reason: Reason, inputs: Inputs, name: str = "base") -> Fraction:
    return number_of(inputs[str(reason.facts[name])])


def _only(inputs: Inputs) -> Fraction:
    (below,) = inputs.values()
    return number_of(below)


def _places(reason: Reason) -> int:
    return int(str(reason.facts["places"]))


def index(reason: Reason, inputs: Inputs) -> Fraction | str:
    """The printed number."""
    return given_of(reason)


def household(reason: Reason, inputs: Inputs) -> Fraction:
    """The input shared by the size."""
    return _base(reason, inputs) / _base(reason, inputs, "size")


def square(reason: Reason, inputs: Inputs) -> Fraction:
    """The square and its correction."""
    return _only(inputs) ** 2 + fact_of(reason, "plus")


def root(reason: Reason, inputs: Inputs) -> Fraction | str:
    """A root is right when its neighbours half a place away enclose the number."""
    told, half = result_of(reason), Fraction(1, 2 * 10 ** _places(reason))
    if "exact" in reason.facts:
        told = read_back(str(reason.facts["exact"]))
    if isinstance(told, str):
        return "a root is a number"
    below = max(told - half, Fraction(0))
    return told if below**2 <= _only(inputs) < (told + half) ** 2 else "not the root"


def log(reason: Reason, inputs: Inputs) -> Fraction:
    """The logarithm."""
    return log_of(_only(inputs), _places(reason))


def exponential(reason: Reason, inputs: Inputs) -> Fraction:
    """The exponential, corrected."""
    return exponential_of(_only(inputs), fact_of(reason, "times"), _places(reason))


def limit(reason: Reason, inputs: Inputs) -> Fraction:
    """The input between its bounds."""
    number = _base(reason, inputs)
    if "least" in reason.facts:
        number = max(number, fact_of(reason, "least"))
    return min(number, fact_of(reason, "most")) if "most" in reason.facts else number


def supplement(reason: Reason, inputs: Inputs) -> Fraction | str:
    """The input and every part that was added."""
    base = _base(reason, inputs)
    sums = [fact_of(reason, name) for name in reason.facts if name.startswith("sum.")]
    sums += [base * fact_of(reason, name) for name in reason.facts if name.startswith("share.")]
    added = sum(sums, Fraction(0))
    return base + added if added == fact_of(reason, "added") else "the sum added differs"


def minimum_payable(reason: Reason, inputs: Inputs) -> Fraction:
    """The input, or nothing."""
    number = _base(reason, inputs)
    return number if number >= fact_of(reason, "least") else Fraction(0)


def carry_over(reason: Reason, inputs: Inputs) -> Fraction | str:
    """What is left, up to what may be kept."""
    allowed = max(fact_of(reason, "least"), fact_of(reason, "share") * _base(reason, inputs))
    if allowed != fact_of(reason, "most"):
        return "what may be kept differs"
    return min(_base(reason, inputs, "left"), allowed)


def co_payment(reason: Reason, inputs: Inputs) -> Fraction | str:
    """The parts of the plan, each at its rate."""
    own = parts = Fraction(0)
    for name in reason.facts:
        if name.startswith("part."):
            part = fact_of(reason, name)
            parts += part
            own += part * fact_of(reason, name.replace("part.", "rate."))
    return own if parts == _base(reason, inputs) else "the parts are not the plan"


def delay_remedy(reason: Reason, inputs: Inputs) -> Fraction:
    """The sum for every stretch begun."""
    days = max(_only(inputs), Fraction(0))
    return -(-days // fact_of(reason, "every_days")) * fact_of(reason, "sum")
