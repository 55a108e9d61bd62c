"""The rule of the bench for OpenFisca-core: once as its documentation writes rules, once as fast as it can be made."""

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from tests.bench.rule import (
    DAY_NEEDS,
    HANDS_ON,
    NIGHT_MOST,
    NIGHT_NEEDS,
    SCORED,
    TENTHOUSANDTHS,
    Answers,
    Figures,
    Rule,
)

MONTH = "2026-11"
FROM = "2026-01-01"
Worth = Callable[[Any, Any, Any, str], Any]


class InOpenFisca:
    """One simulation with the answers set. *idiom* keeps answers as enumerations and looks parameters up by them."""

    def __init__(self, rule: Rule, sizes: dict[str, int], answers: Answers, *, idiom: bool) -> None:
        person = build_entity(key="person", plural="persons", label="A person", is_person=True)
        self.system = TaxBenefitSystem([person])
        self.system.parameters = ParameterNode("", data=_parameters(rule, sizes))
        # The area counts from one, an enumeration from none.
        enums = {name: _enumeration(name, size + (name == "area")) for name, size in sizes.items()}
        for name in sizes:
            kind = {"possible_values": enums[name], "default_value": enums[name]["level_0"]} if idiom else {}
            self.add(person, name, Enum if idiom else int, **kind)
        worth, money = (_by_enumeration, _by_scale) if idiom else (_by_taking(rule), _by_knots(rule))
        for name, formula in _formulas(rule, worth, money).items():
            self.add(person, name, int, formula=formula)
        count = len(answers["age"])
        self.simulation = SimulationBuilder().build_default_simulation(self.system, count)
        for name, codes in answers.items():
            given = EnumArray(codes, enums[name]) if idiom else codes.astype(np.int32)
            self.simulation.set_input(name, MONTH, given)

    def add(self, person: Any, name: str, kind: Any, **more: Any) -> None:
        """Add a variable, with its formula where it is worked out."""
        told = {"value_type": kind, "entity": person, "definition_period": DateUnit.MONTH, "label": name, **more}
        self.system.add_variable(type(name, (Variable,), told))

    def work_out(self) -> Figures:
        """Return the figures, worked out anew."""
        for name in ("helped", "score", "basis", "indicative", "contingency"):
            self.simulation.delete_arrays(name)
        return self.told()

    def told(self) -> Figures:
        """Return the figures, kept from before where they are worked out already."""
        return {name: self.simulation.calculate(name, MONTH) for name in ("score", "indicative", "contingency")}


def _enumeration(name: str, size: int) -> Any:
    return Enum(name, {f"level_{place}": f"level {place}" for place in range(size)})


def _value(number: float) -> dict[str, Any]:
    return {"values": {FROM: {"value": number}}}


def _parameters(rule: Rule, sizes: dict[str, int]) -> dict[str, Any]:
    """Return all numbers of the rule as OpenFisca keeps them: by level, by area, and as marginal scales."""

    def levels(numbers: Any) -> dict[str, Any]:
        return {f"level_{place}": _value(int(number)) for place, number in enumerate(numbers)}

    def scale(knots: list[tuple[int, int]]) -> dict[str, Any]:
        pieces = itertools.pairwise(knots)
        return {
            "brackets": [
                {
                    "threshold": {FROM: {"value": low[0]}},
                    "rate": {FROM: {"value": (high[1] - low[1]) / (high[0] - low[0])}},
                }
                for low, high in pieces
            ]
        }

    return {
        "points": {name: levels(rule.points[name]) for name in SCORED} | {"help": levels(rule.help)},
        "factor": levels(rule.factors),
        "adult": scale(rule.adult),
        "older": scale(rule.older),
    }


def _formulas(rule: Rule, worth: Worth, money: Worth) -> dict[str, Any]:
    def helped(person: Any, period: Any, parameters: Any) -> Any:
        hands_on = sum(worth(person, period, parameters, name) for name in HANDS_ON)
        twice = np.where(person("two_people", period) == rule.two_always, 2, 1)
        could = (
            hands_on * twice + worth(person, period, parameters, "home") + worth(person, period, parameters, "shopping")
        )
        full = np.isin(person("behaviour", period).view(np.ndarray), rule.counts_in_full)
        quarters = np.where(full, 4, worth(person, period, parameters, "help"))
        return np.maximum(could * quarters // 4, could // 4)

    def score(person: Any, period: Any, parameters: Any) -> Any:
        day = sum(halves * worth(person, period, parameters, name) for name, halves in DAY_NEEDS.items())
        night = sum(halves * worth(person, period, parameters, name) for name, halves in NIGHT_NEEDS.items())
        return person("helped", period) + day // 2 + np.minimum(night // 2, NIGHT_MOST)

    def basis(person: Any, period: Any, parameters: Any) -> Any:
        adult, older = (money(person, period, parameters, name) for name in ("adult", "older"))
        return np.where(person("age", period) == rule.under_65, adult, older)

    def indicative(person: Any, period: Any, parameters: Any) -> Any:
        factor = worth(person, period, parameters, "area")
        product = person("basis", period).astype(np.int64) * factor.astype(np.int64)
        return (product + TENTHOUSANDTHS // 2) // TENTHOUSANDTHS

    def contingency(person: Any, period: Any, parameters: Any) -> Any:
        return (person("indicative", period).astype(np.int64) * 35 + 500) // 1000

    return {
        "helped": helped,
        "score": score,
        "basis": basis,
        "indicative": indicative,
        "contingency": contingency,
    }


def _by_enumeration(person: Any, period: Any, parameters: Any, name: str) -> Any:
    """The documented way: the parameter node, indexed by the enumeration."""
    tables = parameters(period)
    table = tables.factor if name == "area" else tables.points[name]
    # It keeps parameters as floats; these are whole, so nothing is lost.
    return table[person(name, period)].astype(np.int64)


def _by_scale(person: Any, period: Any, parameters: Any, name: str) -> Any:
    """The documented way: a marginal scale; its float is rounded to a millionth first, or a half would fall short."""
    given = parameters(period)[name].calc(person("score", period))
    return np.floor(np.round(given, 6) + 0.5).astype(np.int64)


def _by_taking(rule: Rule) -> Worth:
    tables = {**rule.points, "help": rule.help, "area": rule.factors}

    def worth(person: Any, period: Any, parameters: Any, name: str) -> Any:
        return np.take(tables[name].astype(np.int32), person(name, period))

    return worth


def _by_knots(rule: Rule) -> Worth:
    tables = {}
    for name, knots in (("adult", rule.adult), ("older", rule.older)):
        at = np.arange(knots[-1][0] + 1, dtype=np.int64)
        piece = np.minimum(np.searchsorted([knot[0] for knot in knots], at, side="left"), len(knots) - 1)
        low, high = (np.array(knots, dtype=np.int64)[np.maximum(piece - less, 0)] for less in (1, 0))
        wide = np.maximum(high[:, 0] - low[:, 0], 1)
        rise = low[:, 1] * wide + (high[:, 1] - low[:, 1]) * (at - low[:, 0])
        tables[name] = ((2 * rise + wide) // (2 * wide)).astype(np.int32)

    def money(person: Any, period: Any, parameters: Any, name: str) -> Any:
        return np.take(tables[name], person("score", period))

    return money
