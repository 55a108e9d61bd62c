"""Passages beside passages: where the five texts print two figures for one matter."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ownway.lab.evidence.checks import AveragingRule as Rule
from ownway.lab.evidence.checks import Check, Part, shown
from ownway.lab.evidence.rows import Fact, Pilots

PASSAGES = Part("Passage against passage")


@cache
def pairs() -> tuple[dict[str, Any], ...]:
    """Return the pairs of passages that are held against each other."""
    text = (files("ownway.lab.evidence") / "passages.yaml").read_text(encoding="utf-8")
    return tuple(yaml.safe_load(text))


def said(fact: Fact, how: str) -> str:
    """Return a fact as printed, with its statement where the difference lies in the words."""
    value = f"{Fraction(fact.value).numerator:,}" if fact.value.isdigit() and len(fact.value) > 4 else fact.value
    if how == "words" or not value:
        return fact.statement
    return value


def same(one: list[Fact], other: list[Fact], how: str) -> bool:
    """Return whether two sides print the same."""
    match how:
        case "values":
            return {fact.value for fact in one} == {fact.value for fact in other}
        case "sum":
            return sum(fact.number for fact in one) == sum(fact.number for fact in other)
        case "share":
            return {fact.number for fact in one} == {fact.number / 4 for fact in other}
        case _:
            return {fact.statement for fact in one} == {fact.statement for fact in other}


def added(facts: list[Fact]) -> str:
    """Return figures with their sum, as in ``3 + 12 = 15``."""
    whole = shown(sum((fact.number for fact in facts), Fraction(0)))
    return " + ".join(said(fact, "sum") for fact in facts) + (f" = {whole}" if len(facts) > 1 else "")


def quarter(fact: Fact) -> str:
    """Return a quarter of a figure, and of what it is one."""
    return f"{shown(fact.number / 4)} (a quarter of {said(fact, 'share')})"


def passages(pilots: Pilots) -> Iterator[Check]:
    """Yield a check for each pair of passages."""
    for pair in pairs():
        how = pair["how"]
        one, other = ([pilots.facts[id] for id in pair[side]] for side in ("one", "other"))
        yield PASSAGES.claim(
            f"passages.{pair['id']}",
            pair["matter"],
            printed=", ".join(said(fact, how) for fact in one) if how != "sum" else added(one),
            rows=", ".join(quarter(fact) if how == "share" else said(fact, how) for fact in other),
            holds=same(one, other, how),
            rule=Rule.PASSAGES,
            remark=" ".join(filter(None, (pair.get("remark", ""), f"({pair['where']})"))),
        )
