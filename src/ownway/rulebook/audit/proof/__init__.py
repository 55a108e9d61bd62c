"""Recomputes a figure from its own reasons alone, without the pack: what a person holds in hand must add up."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from ownway.rulebook.audit.proof import choosing, plain, sums
from ownway.rulebook.audit.proof.reading import Inputs, name_of, result_of
from ownway.rulebook.model.numbers import read_back
from ownway.rulebook.model.worked import WorkedOut
from ownway.values import Reason, Rounding
from ownway.values.rounding import round_to_step


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
            if result_of(reason) != result_of(full[reason.code]):
                yield reason.code
        elif _again(reason) != result_of(reason):
            yield reason.code


def _again(reason: Reason) -> Fraction | str:
    """Return what a step comes to, worked out from the reasons below it and its own facts."""
    inputs = {name_of(below): below for below in reason.because}
    result = AGAIN[str(reason.facts["operator"])](reason, inputs)
    facts = reason.facts
    if isinstance(result, Fraction) and "round_to" in facts:
        if result != read_back(str(facts["exact"])):
            return "the number before rounding differs"
        return round_to_step(result, read_back(str(facts["round_to"])), Rounding(str(facts["round_by"])))
    return result


AGAIN: Mapping[str, Callable[[Reason, Inputs], Fraction | str]] = {
    "sum": plain.sum_up,
    "weighted_sum": plain.weighted,
    "mean": plain.mean,
    "highest": plain.highest,
    "lowest": plain.lowest,
    "product": plain.product,
    "constant": plain.constant,
    "bands": plain.band,
    "line": plain.line,
    "frequency": plain.frequency,
    "lookup": plain.lookup,
    "choose": plain.choose,
    "informal_support": plain.informal,
    "by_category": choosing.by_category,
    "cascade": choosing.cascade,
    "reduce": choosing.reduce_rows,
    "descriptor": choosing.descriptor,
    "not_published": choosing.not_published,
    "age": choosing.age,
    "index": sums.index,
    "household_share": sums.household,
    "square": sums.square,
    "root": sums.root,
    "log": sums.log,
    "exponential": sums.exponential,
    "limit": sums.limit,
    "supplement": sums.supplement,
    "minimum_payable": sums.minimum_payable,
    "carry_over": sums.carry_over,
    "co_payment": sums.co_payment,
    "delay_remedy": sums.delay_remedy,
}
