"""Reads the named steps of an allocation: one reader an operator."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from ownway.rulebook.load.conditions import read_condition
from ownway.rulebook.load.errors import Faults, did_you_mean
from ownway.rulebook.load.fields import Fields, identifier, number, one_of
from ownway.rulebook.load.nodes import Node, Scalar
from ownway.rulebook.load.operators import READERS as MORE
from ownway.rulebook.load.operators import result
from ownway.rulebook.load.tables import read_bands, read_knots, read_tables
from ownway.rulebook.model.steps import (
    OPERATORS,
    Bands,
    ByCategory,
    CarryOver,
    Cascade,
    Case,
    Choose,
    Constant,
    CoPayment,
    DelayRemedy,
    Descriptor,
    Frequency,
    Highest,
    InformalSupport,
    Line,
    Lookup,
    Lowest,
    Mean,
    On,
    Product,
    RoundTo,
    Step,
    Sum,
    Supplement,
    Unit,
    WeightedSum,
)
from ownway.values import Every, Rounding

HAS_NUMBERS = (
    WeightedSum,
    Constant,
    Bands,
    Line,
    Frequency,
    InformalSupport,
    ByCategory,
    Cascade,
    CarryOver,
    CoPayment,
    DelayRemedy,
    Descriptor,
    Supplement,
)
"""Operators that carry numbers of their own, which need a source (a dated table names one a column)."""


def read_step(node: Node, faults: Faults) -> Step | None:
    """Return the step at *node*, or nothing after keeping the fault."""
    fields = Fields(node, faults, "a step")
    name = fields.text("operator")
    fields.what = f"a step with the operator “{name}”"
    reader = READERS.get(name)
    if reader is None:
        operator = fields.node("operator", required=False)
        if operator is not None:
            fields.fault(operator, "step.operator", "an operator", did_you_mean(name, OPERATORS))
        return None
    unit = fields.one_of("unit", Unit)
    shared: dict[str, Any] = {
        "id": fields.id("id"),
        "unit": unit,
        "rounding": _rounding(fields),
        "source": fields.id("source", "" if OPERATORS[name] not in HAS_NUMBERS else None),
    }
    step = reader(fields, shared, unit)
    fields.done()
    return step


def _rounding(fields: Fields) -> RoundTo | None:
    if not fields.has("rounding"):
        return None
    inner = fields.fields("rounding", "a rounding")
    to = inner.number("to")
    if to <= 0:
        node = inner.node("to", required=False)
        if node is not None:
            inner.fault(node, "step.rounding", "a number above zero", "Write 0.01 for the penny, 1 for the whole.")
        to = Fraction(1)
    by = inner.one_of("by", Rounding)
    inner.done()
    return RoundTo(to, by)


def _inputs(fields: Fields) -> tuple[str, ...]:
    inputs = fields.ids("inputs")
    if not inputs and fields.has("inputs"):
        node = fields.node("inputs")
        assert node is not None
        fields.fault(node, "step.inputs", "at least one input")
    return inputs


def _named_numbers(fields: Fields, key: str) -> Mapping[str, Fraction]:
    return {identifier(name, fields.faults): number(node, fields.faults) for name, node in fields.pairs(key)}


def _weighted(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    plus = fields.number("plus", Fraction(0))
    return WeightedSum(**shared, weights=_named_numbers(fields, "weights"), plus=plus)


def _frequency(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    factors = {
        one_of(name, Every, fields.faults): number(node, fields.faults) for name, node in fields.pairs("factors")
    }
    return Frequency(**shared, inputs=_inputs(fields), factors=factors)


def _bands(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    whole = fields.yes_no("whole", default=False)
    return Bands(**shared, of=fields.id("of"), whole=whole, bands=read_bands(fields, unit, whole))


def _line(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    return Line(**shared, of=fields.id("of"), knots=read_knots(fields))


def _lookup(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    on = fields.one_of("on", On, On.RULE)
    return Lookup(**shared, of=fields.id("of"), tables=read_tables(fields, unit), on=on)


def _choose(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    cases = []
    for row in fields.rows("cases", "a case", least=1):
        when = row.node("when", "a condition")
        take, value = _result(row, unit)
        if when is not None:
            cases.append(Case(read_condition(when, fields.faults), take, value))
        row.done()
    last = fields.fields("otherwise", "the last resort")
    take, value = _result(last, unit)
    last.done()
    return Choose(**shared, cases=tuple(cases), take=take, value=value)


def _result(fields: Fields, unit: Unit) -> tuple[str, Fraction | str | None]:
    if fields.has("take"):
        return fields.id("take"), None
    node = fields.node("value", "“take” (a step or question) or “value”")
    if node is None:
        return "", None
    return "", result(node, unit, fields)


def _informal(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    items: dict[str, str] = {}
    named: set[str] = set()
    for need, help in fields.pairs("items"):
        pair = identifier(need, fields.faults), identifier(help, fields.faults)
        if len(named | set(pair)) < len(named) + 2:
            fields.fault(need, "pack.twice", "each need and each question about help once", "Pair them one to one.")
        named.update(pair)
        items[pair[0]] = pair[1]
    at_least = fields.number("at_least")
    if not 0 < at_least <= 1:
        node = fields.node("at_least", required=False)
        if node is not None:
            help_line = "Help given freely may never take all: write 1/3, for one."
            fields.fault(node, "step.floor", "a share above 0 and up to 1", help_line)
    return InformalSupport(**shared, items=items, at_least=at_least)


def _constant(fields: Fields, shared: dict[str, Any], unit: Unit) -> Step:
    node = fields.node("value", "a number")
    if isinstance(node, Scalar) and unit is Unit.LABEL:
        fields.fault(node, "step.unit", "a number", "A constant is a number; its unit cannot be label.")
    return Constant(**shared, value=fields.number("value"))


def _plain(kind: type[Sum | Mean | Highest | Lowest | Product]) -> Callable[[Fields, dict[str, Any], Unit], Step]:
    return lambda fields, shared, unit: kind(**shared, inputs=_inputs(fields))


READERS: Mapping[str, Callable[[Fields, dict[str, Any], Unit], Step]] = {
    "sum": _plain(Sum),
    "mean": _plain(Mean),
    "highest": _plain(Highest),
    "lowest": _plain(Lowest),
    "product": _plain(Product),
    "weighted_sum": _weighted,
    "constant": _constant,
    "bands": _bands,
    "line": _line,
    "frequency": _frequency,
    "lookup": _lookup,
    "choose": _choose,
    "informal_support": _informal,
    **MORE,
}
