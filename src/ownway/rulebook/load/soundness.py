"""Refuses a rule in which a step could overflow, fall into a gap, or give money that is no whole penny."""

from collections.abc import Mapping
from fractions import Fraction

from ownway.rulebook.engines.spans import AnyAnswers, Span, spans_of
from ownway.rulebook.load.crosscheck import line_of, step_node
from ownway.rulebook.load.errors import Faults
from ownway.rulebook.load.nodes import Node
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.steps import Bands, Choose, Constant, Highest, Lookup, Lowest, Step, Sum, Unit
from ownway.values import Money

FILE = "allocation.yaml"


def check_soundness(pack: Pack, trees: Mapping[str, Node], faults: Faults) -> None:
    """Add a fault for every step that some answers could break."""
    reached, unsound = spans_of(pack, AnyAnswers(pack))

    def line(id: str, key: str = "id") -> int:
        node = step_node(trees, id)
        return (line_of(node, key) or node.line) if node else 1

    keys = {"table.gap": "of", "step.overflow": "id", "step.unit": "id", "step.share": "items"}
    for id, fault in unsound.items():
        told = f"in the step “{id}”: {fault.given}"
        faults.add(FILE, line(id, keys.get(fault.code, "id")), fault.code, told, fault.expected, fault.help)
    money = {step.id for step in pack.allocation.steps if step.unit is Unit.MONEY}
    coin = Fraction(1, Money(0, pack.currency).coins_per_unit)
    for step in pack.allocation.steps:
        if step.id in money and not whole_pence(step, money, coin):
            help = "Add “rounding: {to: 0.01, by: half_up}”, or the rule your source names."
            faults.add(FILE, line(step.id), "step.no_rounding", f"money from “{step.id}” unrounded", "a rounding", help)
        if (step.unit is Unit.LABEL) is isinstance(reached.get(step.id), Span) and step.id in reached:
            help = "Set “unit: label” where labels come out, and only there."
            faults.add(FILE, line(step.id, "unit"), "step.unit", f"the unit of “{step.id}”", "the unit it gives", help)
    for id in (pack.allocation.figure_step, *pack.allocation.beside):
        reach = reached.get(id)
        if isinstance(reach, Span) and reach.least < 0:
            given, help = f"a sum down to {written(reach.least)}", "Set a floor with “highest” and a constant 0."
            faults.add(FILE, line(id), "step.below_nothing", given, "nothing or more", help)
    first = pack.in_force.start
    for step in pack.allocation.steps:
        if isinstance(step, Lookup) and step.tables and step.tables[0].starts > first:
            given = f"“{step.id}” beginning on {step.tables[0].starts}"
            help = f"Add a column from {first}, or put the pack in force later."
            faults.add(FILE, line(step.id), "table.dates", given, f"a column for {first}, the pack's first day", help)


def whole_pence(step: Step, money: set[str], coin: Fraction) -> bool:
    """Whether a money step gives whole pence whatever the answers, by its rounding or by what it is made of."""
    if step.rounding is not None:
        return (step.rounding.to / coin).denominator == 1
    given: list[Fraction | str | None]
    match step:
        case Sum() | Highest() | Lowest():
            return all(name in money for name in step.takes)
        case Constant(value=value):
            return (value / coin).denominator == 1
        case Bands(bands=bands):
            given = [band.gives for band in bands]
        case Lookup(tables=tables):
            given = [value for table in tables for value in table.gives.values()]
        case Choose(cases=cases, take=take, value=value):
            taken = [case.take for case in cases if case.take] + ([take] if take else [])
            given = [case.value for case in cases if not case.take] + ([] if take else [value or Fraction(0)])
            if not all(name in money for name in taken):
                return False
        case _:
            return False
    return all(isinstance(value, Fraction) and (value / coin).denominator == 1 for value in given)
