"""Recomputes a figure from its own reasons alone, without the pack: what a person holds in hand must add up."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from ownway.rulebook.model.numbers import exact
from ownway.rulebook.model.worked import WorkedOut
from ownway.values import Money, Reason, Rounding
from ownway.values.rounding import round_to_step

Inputs = Mapping[str, Reason]


def adds_up(worked: WorkedOut) -> bool:
    """Whether every step of the chain follows from the reasons below it, up to the figure, to the penny."""
    return next(mismatches(worked), None) is None


def mismatches(worked: WorkedOut) -> Iterator[str]:
    """Yield the code of each reason that does not follow from those below it."""
    top = worked.reason
    if worked.figure is None:
        if top.code != "pack:figure_not_yet" or not worked.missing:
            yield top.code
        return
    last = top.because[-1].facts if top.because else {}
    told = (top.facts.get("pence"), top.facts.get("currency"))
    if told != (worked.figure.pence, worked.figure.currency) or told != (last.get("pence"), last.get("currency")):
        yield top.code
    full = {reason.code: reason for reason in top.walk() if not reason.facts.get("again")}
    for reason in top.walk():
        if not reason.code.startswith("pack:step:"):
            continue
        if reason.facts.get("again"):
            # A step told before stands here by its result only, which must be the one told in full.
            if _result(reason) != _result(full[reason.code]):
                yield reason.code
        elif _again(reason) != _result(reason):
            yield reason.code


def _name(reason: Reason) -> str:
    return str(reason.facts.get("step") or reason.facts.get("question"))


def _units(pence: object, currency: object) -> Fraction:
    money = Money(int(str(pence)), str(currency))
    return Fraction(money.pence, money.coins_per_unit)


def _result(reason: Reason) -> Fraction | str:
    """Return the number or label a reason states: pounds for money, points for an answer."""
    facts = reason.facts
    if "pence" in facts:
        return _units(facts["pence"], facts["currency"])
    if "label" in facts:
        return str(facts["label"])
    return exact(str(facts.get("value", facts.get("points", "0"))))


def _number(reason: Reason) -> Fraction:
    result = _result(reason)
    return result if isinstance(result, Fraction) else Fraction(0)


def _again(reason: Reason) -> Fraction | str:
    """Return what a step comes to, worked out from the reasons below it and its own facts."""
    inputs = {_name(below): below for below in reason.because}
    result = AGAIN[str(reason.facts["operator"])](reason, inputs)
    facts = reason.facts
    if isinstance(result, Fraction) and "round_to" in facts:
        if result != exact(str(facts["exact"])):
            return "the number before rounding differs"
        return round_to_step(result, exact(str(facts["round_to"])), Rounding(str(facts["round_by"])))
    return result


def _fact(reason: Reason, name: str) -> Fraction:
    return exact(str(reason.facts[name]))


def _sum(reason: Reason, inputs: Inputs) -> Fraction:
    return sum((_number(below) for below in inputs.values()), Fraction(0))


def _weighted(reason: Reason, inputs: Inputs) -> Fraction:
    terms = (_number(below) * _fact(reason, f"weight.{name}") for name, below in inputs.items())
    return sum(terms, _fact(reason, "plus"))


def _mean(reason: Reason, inputs: Inputs) -> Fraction:
    return _sum(reason, inputs) / len(inputs)


def _highest(reason: Reason, inputs: Inputs) -> Fraction:
    return max(_number(below) for below in inputs.values())


def _lowest(reason: Reason, inputs: Inputs) -> Fraction:
    return min(_number(below) for below in inputs.values())


def _product(reason: Reason, inputs: Inputs) -> Fraction:
    result = Fraction(1)
    for below in inputs.values():
        result *= _number(below)
    return result


def _constant(reason: Reason, inputs: Inputs) -> Fraction:
    return _number(reason)


def _given(reason: Reason) -> Fraction | str:
    given = str(reason.facts["gives"])
    return given if reason.facts.get("unit") == "label" else exact(given)


def _band(reason: Reason, inputs: Inputs) -> Fraction | str:
    (below,) = inputs.values()
    number = _number(below)
    for edge, sign in (("lower", 1), ("upper", -1)):
        if edge in reason.facts:
            room = (number - _fact(reason, edge)) * sign
            if room < 0 or (room == 0 and not reason.facts[f"{edge}_within"]):
                return "the number lies outside its band"
    return _given(reason)


def _line(reason: Reason, inputs: Inputs) -> Fraction | str:
    (below,) = inputs.values()
    low, high = _fact(reason, "at_low"), _fact(reason, "at_high")
    number = _number(below)
    if not low <= number <= high:
        return "the number lies outside its knots"
    rise = _fact(reason, "gives_high") - _fact(reason, "gives_low")
    return _fact(reason, "gives_low") + rise * (number - low) / (high - low)


def _frequency(reason: Reason, inputs: Inputs) -> Fraction:
    total = Fraction(0)
    for below in inputs.values():
        every = below.facts.get("every")
        if every:
            total += exact(str(below.facts["number"])) * _fact(reason, f"factor.{every}")
        else:
            total += exact(str(below.facts.get("points", "0")))
    return total


def _lookup(reason: Reason, inputs: Inputs) -> Fraction | str:
    (below,) = inputs.values()
    label = below.facts.get("label") or below.facts.get("level") or below.facts.get("state")
    return _given(reason) if label == reason.facts["of"] else "the label differs"


def _choose(reason: Reason, inputs: Inputs) -> Fraction | str:
    taken = reason.facts.get("taken")
    return _given(reason) if taken is None else _result(inputs[str(taken)])


def _informal(reason: Reason, inputs: Inputs) -> Fraction | str:
    pairs = list(inputs.values())
    before = sum((_number(need) for need in pairs[::2]), Fraction(0))
    counted = sum((_number(n) * _number(h) for n, h in zip(pairs[::2], pairs[1::2], strict=True)), Fraction(0))
    if (before, counted) != (_fact(reason, "before"), _fact(reason, "counted")):
        return "the need before or after help differs"
    return max(counted, before * _fact(reason, "at_least"))


AGAIN: Mapping[str, Callable[[Reason, Inputs], Fraction | str]] = {
    "sum": _sum,
    "weighted_sum": _weighted,
    "mean": _mean,
    "highest": _highest,
    "lowest": _lowest,
    "product": _product,
    "constant": _constant,
    "bands": _band,
    "line": _line,
    "frequency": _frequency,
    "lookup": _lookup,
    "choose": _choose,
    "informal_support": _informal,
}
