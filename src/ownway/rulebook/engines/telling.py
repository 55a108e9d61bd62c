"""Tells the result of one step: rounds it as the pack says, and seals it with its own reason."""

from collections.abc import Callable

from ownway.rulebook.engines.known import Value
from ownway.rulebook.engines.operators import Arithmetic
from ownway.rulebook.engines.parts import Parts, number_of, parts_written, rounded
from ownway.rulebook.engines.sealed import Facts, seal, sealed_reason, sealed_result, whole_money
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.steps import Step, Unit
from ownway.rulebook.model.worked import StepResult
from ownway.values import Money
from ownway.values.reason import Fact

RESULTS_KEPT = 1_000
"""The first so many results of a step are kept as they were told; most people's points are somebody else's too."""

Told = tuple[Value, StepResult]
"""A result as later steps count it, and as it is told."""

Tell = Callable[[Value, Facts], Told]
Round = Callable[[Parts], Parts]


def rounding_of(step: Step, scale: int) -> tuple[Round | None, int]:
    """Return what rounds a result in parts of *scale* as the step says, and the scale it is counted in after that."""
    if step.rounding is None:
        return None, scale
    to, by = step.rounding.to, step.rounding.by
    times, parts = to.denominator, scale * to.numerator

    def to_step(value: Parts) -> Parts:
        return rounded(value * times, parts, by) * to.numerator

    return to_step, to.denominator


def teller_of(step: Step, arithmetic: Arithmetic, currency: str) -> tuple[Tell, int]:
    """Return what tells the results of a step, and the scale in whose parts later steps count them."""
    to_round, after = rounding_of(step, arithmetic.scale)
    head: dict[str, Fact] = {"step": step.id, "operator": step.operator, "unit": step.unit.value}
    tail: dict[str, Fact] = {}
    if step.rounding is not None:
        tail = {"round_to": written(step.rounding.to), "round_by": step.rounding.by.value}
    code, coins = f"pack:step:{step.id}", Money.nothing(currency).coins_per_unit
    scale = arithmetic.scale

    def tell(value: Value, own: Facts) -> Told:
        if value is None or isinstance(value, str):
            facts = {**head, **own} if value is None else {**head, **own, "label": value}
            return value, sealed_result(step.id, step.operator, value, sealed_reason(code, seal(facts)))
        counts: Parts = value
        if to_round is None:
            facts = {**head, **own}
        else:
            facts = {**head, **own, "exact": parts_written(value, scale), **tail}
            counts = to_round(value)
        if step.unit is Unit.MONEY:
            # The loader has proven that money is whole pence at this place.
            money = whole_money(counts * coins // after, currency)
            facts["pence"], facts["currency"] = money.pence, currency
            return counts, sealed_result(step.id, step.operator, money, sealed_reason(code, seal(facts)))
        facts["value"] = parts_written(counts, after)
        reason = sealed_reason(code, seal(facts))
        return counts, sealed_result(step.id, step.operator, number_of(counts, after), reason)

    return (_keeping(tell) if arithmetic.kept else tell), after


def _keeping(tell: Tell) -> Tell:
    """Return the same, which tells again what it told before of the same value with the same facts."""
    kept: dict[tuple[Value, int], tuple[Told, Facts]] = {}

    def again(value: Value, own: Facts) -> Told:
        # Facts are known by their identity; they are kept as well, so that no others can come to have it.
        key = (value, id(own))
        found = kept.get(key)
        if found is not None:
            return found[0]
        told = tell(value, own)
        if len(kept) < RESULTS_KEPT:
            kept[key] = (told, own)
        return told

    return again
