"""Reads the steps that choose, bend a number, look at a day, or say what becomes of a sum."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from ownway.rulebook.load.conditions import read_condition
from ownway.rulebook.load.fields import Fields, identifier, number
from ownway.rulebook.load.nodes import Items, Node, Scalar
from ownway.rulebook.load.tables import knots_of, read_printed
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.steps import (
    Age,
    Bound,
    By,
    ByCategory,
    CarryOver,
    Cascade,
    CoPayment,
    DelayRemedy,
    Descriptor,
    Exponential,
    Group,
    HouseholdShare,
    Index,
    Knot,
    Limit,
    Log,
    MinimumPayable,
    NotPublished,
    On,
    Part,
    Reduce,
    Root,
    Slice,
    Square,
    Step,
    Supplement,
    Threshold,
    Unit,
)
from ownway.values import Every

PLACES_MOST = 12
DAYS_MOST = 3660

Reader = Callable[[Fields, dict[str, Any], Unit], Step]


def result(node: Node, unit: Unit, fields: Fields) -> Fraction | str:
    """Return a result of the step's own unit: a label where the unit is a label, else a number."""
    return identifier(node, fields.faults) if unit is Unit.LABEL else number(node, fields.faults)


def _named_numbers(fields: Fields, key: str) -> Mapping[str, Fraction]:
    return {identifier(name, fields.faults): number(node, fields.faults) for name, node in fields.pairs(key)}


def _bound(fields: Fields, key: str, required: bool) -> Bound | None:
    """Return a number, or the name of a step or question."""
    node = fields.node(key, "a number or the name of a step", required=required)
    if node is None:
        return None
    if isinstance(node, Scalar) and node.text[:1].isalpha():
        return identifier(node, fields.faults)
    return number(node, fields.faults)


def _places(fields: Fields) -> int:
    return fields.whole("places", 0, PLACES_MOST)


def _by_category(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    factors = _named_numbers(fields, "factors")
    return ByCategory(**shared, of=fields.id("of"), category=fields.id("category"), factors=factors)


def _cascade(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    groups = []
    for row in fields.rows("groups", "a group", least=1):
        weights = {}
        for name, by_level in row.pairs("weights"):
            levels = Fields(by_level, row.faults, f"the weights of “{name.text}”")
            weights[identifier(name, row.faults)] = {
                identifier(level, row.faults): number(weight, row.faults)
                for level, weight in (levels.entries.pairs if levels.entries else ())
            }
        groups.append(Group(row.id("id"), weights, _thresholds(row, unit)))
        row.done()
    node = fields.node("otherwise", "what comes out where no group's sum reaches a threshold")
    otherwise = Fraction(0) if node is None else result(node, unit, fields)
    return Cascade(**shared, groups=tuple(groups), otherwise=otherwise)


def _thresholds(row: Fields, unit: Unit) -> tuple[Threshold, ...]:
    tests: list[Threshold] = []
    for inner in row.rows("tests", "a threshold", least=1):
        node = inner.node("gives", "what it gives")
        least = inner.number("from")
        if tests and least >= tests[-1].least:
            given, help = f"a threshold at {written(least)}", "Put the highest first; the first one reached counts."
            inner.faults.add(inner, "table.order", given, f"one below {written(tests[-1].least)}", help)
        tests.append(Threshold(least, Fraction(0) if node is None else result(node, unit, inner)))
        inner.done()
    return tuple(tests)


def _reduce(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    by = fields.one_of("by", By)
    return Reduce(**shared, of=fields.id("of"), column=fields.id("column", "" if by is By.COUNT else None), by=by)


def _descriptor(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    level, share, more_than = fields.id("level"), fields.id("share"), fields.number("more_than")
    return Descriptor(**shared, of=fields.id("of"), level=level, share=share, more_than=more_than)


def _not_published(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    return NotPublished(**shared, inputs=fields.ids("inputs"))


def _household(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    return HouseholdShare(**shared, of=fields.id("of"), size=fields.id("size"))


def _square(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    return Square(**shared, of=fields.id("of"), plus=fields.number("plus", Fraction(0)))


def _root(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    return Root(**shared, of=fields.id("of"), places=_places(fields))


def _log(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    return Log(**shared, of=fields.id("of"), places=_places(fields))


def _exponential(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    times = fields.number("times", Fraction(1))
    return Exponential(**shared, of=fields.id("of"), places=_places(fields), times=times)


def _limit(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    least, most = _bound(fields, "least", required=False), _bound(fields, "most", required=False)
    if least is None and most is None:
        fields.node("most", "a “least”, a “most” or both")
    if isinstance(least, Fraction) and isinstance(most, Fraction) and most < least:
        node = fields.node("most")
        assert node is not None
        fields.fault(node, "table.order", "a “most” not below its “least”", "Exchange the two.")
    return Limit(**shared, of=fields.id("of"), least=least, most=most)


def _supplement(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    parts = []
    for row in fields.rows("parts", "a part", least=1):
        when = row.node("when", "a condition")
        share, sum = row.number_or_nothing("share"), row.number_or_nothing("sum")
        if (share is None) is (sum is None):
            help = "Write “share: 0.3” for a share of the input, or “sum: 131” for a sum; one of them."
            row.faults.add(row, "step.part", "a part with none or both", "“share” or “sum”", help)
        if when is not None:
            parts.append(Part(read_condition(when, row.faults), share, sum))
        row.done()
    return Supplement(**shared, of=fields.id("of"), parts=tuple(parts))


def _minimum_payable(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    return MinimumPayable(**shared, of=fields.id("of"), least=_bound(fields, "least", required=True) or Fraction(0))


def _carry_over(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    share, least = fields.number("share"), fields.number("least", Fraction(0))
    return CarryOver(**shared, of=fields.id("of"), left=fields.id("left"), share=share, least=least)


def _co_payment(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    slices: list[Slice] = []
    for row in fields.rows("slices", "a slice of the plan", least=1):
        up_to = row.number_or_nothing("up_to")
        before = slices[-1].up_to if slices else Fraction(0)
        if before is None or (up_to is not None and up_to <= before):
            help = "Put the slices in order; the last one alone has no “up_to”."
            row.faults.add(row, "table.order", "a slice out of order", "slices one above the other", help)
        slices.append(Slice(up_to, tuple(_rate(node, row) for node in row.items("rates", least=1))))
        row.done()
    if slices and slices[-1].up_to is not None:
        help = "Leave “up_to” out of the last slice, so that every plan falls into one."
        fields.faults.add(fields, "table.gap", "a last slice with an end", "an open last slice", help)
    of, resources, measure = fields.id("of"), fields.id("resources"), fields.id("measure")
    return CoPayment(**shared, of=of, resources=resources, measure=measure, slices=tuple(slices))


def _rate(node: Node, row: Fields) -> tuple[Knot, ...]:
    if isinstance(node, Items) and len(node.nodes) > 1:
        return knots_of([Fields(knot, row.faults, "a knot") for knot in node.nodes])
    row.fault(
        node, "pack.not_a_list", "a list of two knots or more", "Write “[{at: 0, gives: 0}, {at: 1, gives: 0.9}]”."
    )
    return (Knot(Fraction(0), Fraction(0)), Knot(Fraction(1), Fraction(0)))


def _delay_remedy(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    days = fields.whole("every_days", 1, DAYS_MOST)
    return DelayRemedy(**shared, of=fields.id("of"), every_days=days, sum=fields.number("sum"))


def _index(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    above = fields.number_or_nothing("above") or Fraction(0)
    return Index(**shared, tables=read_printed(fields), on=fields.one_of("on", On, On.RULE), above=above)


def _age(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    every = fields.one_of("in", Every)
    if every not in (Every.YEAR, Every.MONTH):
        node = fields.node("in")
        if node is not None:
            fields.fault(node, "pack.unknown_name", "year or month", "Ages are whole years, or whole months.")
        every = Every.YEAR
    return Age(**shared, of=fields.id("of"), every=every)


READERS: Mapping[str, Reader] = {
    "by_category": _by_category,
    "cascade": _cascade,
    "reduce": _reduce,
    "descriptor": _descriptor,
    "not_published": _not_published,
    "household_share": _household,
    "square": _square,
    "root": _root,
    "log": _log,
    "exponential": _exponential,
    "limit": _limit,
    "supplement": _supplement,
    "minimum_payable": _minimum_payable,
    "carry_over": _carry_over,
    "co_payment": _co_payment,
    "delay_remedy": _delay_remedy,
    "index": _index,
    "age": _age,
}
