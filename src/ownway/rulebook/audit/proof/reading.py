"""Reads the facts a reason states: its name, its result, its numbers."""

from collections.abc import Mapping
from fractions import Fraction

from ownway.rulebook.model.numbers import read_back
from ownway.values import Money, Reason

Inputs = Mapping[str, Reason]


def name_of(reason: Reason) -> str:
    """Return the step or the question a reason is about."""
    return str(reason.facts.get("step") or reason.facts.get("question"))


def units_of(pence: object, currency: object) -> Fraction:
    """Return whole pence as pounds, euros and so on."""
    money = Money(int(str(pence)), str(currency))
    return Fraction(money.pence, money.coins_per_unit)


def result_of(reason: Reason) -> Fraction | str:
    """Return the number or label a reason states: pounds for money, points for an answer."""
    facts = reason.facts
    if "pence" in facts:
        return units_of(facts["pence"], facts["currency"])
    if "label" in facts:
        return str(facts["label"])
    return read_back(str(facts.get("value", facts.get("points", "0"))))


def number_of(reason: Reason) -> Fraction:
    """Return the same where it is a number, else 0."""
    result = result_of(reason)
    return result if isinstance(result, Fraction) else Fraction(0)


def fact_of(reason: Reason, name: str) -> Fraction:
    """Return a fact that is a number."""
    return read_back(str(reason.facts[name]))


def given_of(reason: Reason) -> Fraction | str:
    """Return what a table gave: a number, or a label."""
    given = str(reason.facts["gives"])
    return given if reason.facts.get("unit") == "label" else read_back(given)
