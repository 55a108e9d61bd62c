"""Refuses a rule in which a step could overflow, fall into a gap, or give money that is no whole penny."""

from collections.abc import Mapping
from fractions import Fraction

from ownway.rulebook.engines.spans import AnyAnswers, Reach, Span, spans_of
from ownway.rulebook.load.crosscheck import line_of, step_node
from ownway.rulebook.load.errors import Faults, Place
from ownway.rulebook.load.nodes import Node
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.steps import (
    Bands,
    Cascade,
    Choose,
    Constant,
    DelayRemedy,
    Highest,
    Index,
    Limit,
    Lookup,
    Lowest,
    MinimumPayable,
    NotPublished,
    Step,
    Sum,
    Supplement,
    Unit,
)
from ownway.values import Money

FILE = "allocation.yaml"


KEYS = {"table.gap": "of", "step.share": "items", "step.divides": "of", "step.root": "of", "step.log": "of"}
"""The line of a step at which a fault is shown; its id where nothing else is named."""


def check_soundness(pack: Pack, trees: Mapping[str, Node], faults: Faults) -> None:
    """Add a fault for every step that some answers could break."""
    reached, unsound = spans_of(pack, AnyAnswers(pack))
    lines = Lines(trees)
    for id, fault in unsound.items():
        told = f"in the step “{id}”: {fault.given}"
        faults.add(lines.at(id, KEYS.get(fault.code, "id")), fault.code, told, fault.expected, fault.help)
    for id in (pack.allocation.figure_step, *pack.allocation.beside):
        reach = reached.get(id)
        if isinstance(reach, Span) and reach.least < 0:
            given, help = f"a sum down to {written(reach.least)}", "Set a floor with “highest” and a constant 0."
            faults.add(lines.at(id), "step.below_nothing", given, "nothing or more", help)
    _check_units(pack, reached, lines, faults)
    _check_days(pack, lines, faults)


class Lines:
    """Where the steps of a rule stand."""

    def __init__(self, trees: Mapping[str, Node]) -> None:
        self.trees = trees

    def at(self, id: str, key: str = "id") -> Place:
        """Return the line of a step's *key*."""
        node = step_node(self.trees, id)
        return Place(node.file, line_of(node, key) or node.line) if node else Place(FILE, 1)


def _check_units(pack: Pack, reached: Mapping[str, Reach], lines: Lines, faults: Faults) -> None:
    money = {step.id for step in pack.allocation.steps if step.unit is Unit.MONEY}
    coin = Fraction(1, Money(0, pack.currency).coins_per_unit)
    for step in pack.allocation.steps:
        if step.id in money and not whole_pence(step, money, coin):
            help = "Add “rounding: {to: 0.01, by: half_up}”, or the rule your source names."
            faults.add(lines.at(step.id), "step.no_rounding", f"money from “{step.id}” unrounded", "a rounding", help)
        if step.id in reached and (step.unit is Unit.LABEL) is isinstance(reached[step.id], Span):
            help = "Set “unit: label” where labels come out, and only there."
            faults.add(lines.at(step.id, "unit"), "step.unit", f"the unit of “{step.id}”", "the unit it gives", help)


def _check_days(pack: Pack, lines: Lines, faults: Faults) -> None:
    first = pack.in_force.start
    for step in pack.allocation.steps:
        if isinstance(step, Lookup | Index) and step.tables and step.tables[0].starts > first:
            given = f"“{step.id}” beginning on {step.tables[0].starts}"
            help = f"Add a column from {first}, or put the pack in force later."
            faults.add(lines.at(step.id), "table.dates", given, f"a column for {first}, the pack's first day", help)


def whole_pence(step: Step, money: set[str], coin: Fraction) -> bool:
    """Whether a money step gives whole pence whatever the answers, by its rounding or by what it is made of."""
    if step.rounding is not None:
        return (step.rounding.to / coin).denominator == 1
    given: list[Fraction | str | None]
    match step:
        case NotPublished():
            return True
        case DelayRemedy(sum=sum):
            given = [sum]
        case Index(tables=printed):
            given = [one.gives for one in printed]
        case Cascade(groups=groups, otherwise=otherwise):
            given = [*(test.gives for group in groups for test in group.tests), otherwise]
        case Limit() | MinimumPayable():
            bounds = [step.least, step.most] if isinstance(step, Limit) else [step.least]
            if not all(name in money for name in step.takes):
                return False
            given = [bound for bound in bounds if isinstance(bound, Fraction)]
        case Supplement(of=of, parts=parts):
            if of not in money or any(part.share is not None for part in parts):
                return False
            given = [part.sum for part in parts]
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
