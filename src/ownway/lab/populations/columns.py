"""What an authority's file of people may hold beside their answers: each column, and what is absurd in it."""

from dataclasses import dataclass
from enum import StrEnum


class Holds(StrEnum):
    """What a column holds."""

    TEXT = "text"
    WHOLE = "whole"
    MONEY = "money"
    """Pence in a file of a program (``…_pence``), pounds with or without pence in a table that people write."""


class Rule(StrEnum):
    """Why a row is put aside."""

    CELLS = "cells"
    MISSING = "missing"
    TEXT = "text"
    NEGATIVE = "negative"
    ABSURD = "absurd"
    TWICE = "twice"
    ANSWER = "answer"


SAYS = {
    Rule.CELLS: "the row has another number of cells than the line of headings",
    Rule.MISSING: "nothing stands there",
    Rule.TEXT: "no number stands there",
    Rule.NEGATIVE: "the number is below zero",
    Rule.ABSURD: "the number is beyond what can be",
    Rule.TWICE: "this person is in the file already; the first row counts",
    Rule.ANSWER: "the answer does not fit the question",
}
"""Each rule in words."""


@dataclass(frozen=True, slots=True)
class Known:
    """A column that the lab understands, under any of its *names*, and the *most* that can be true of anybody."""

    id: str
    holds: Holds
    names: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    keep: bool = True
    """Whether an empty cell is fine: the column then says nothing about that person."""


PERSON = "person"
COST, PANEL = "cost_pence", "panel_pence"
FLOOR = "floor_pence"
"""What meeting a person's needs was costed at, a year: no protected sum falls below it."""

KNOWN = (
    Known(PERSON, Holds.TEXT, ("id", "person id", "case", "case number")),
    Known("group", Holds.TEXT, ("user group", "client group", "primary support reason")),
    Known("age", Holds.WHOLE, ("years",), 0, 120),
    Known("sex", Holds.TEXT, ("gender",)),
    Known("ethnicity", Holds.TEXT, ("ethnic group",)),
    Known("place", Holds.TEXT, ("area", "district", "locality", "authority")),
    Known("deprivation", Holds.WHOLE, ("imd decile", "deprivation tenth"), 1, 10),
    Known("setting", Holds.TEXT, ("where they live", "accommodation")),
    Known("band", Holds.TEXT, ("need band", "facs band")),
    Known("degree", Holds.TEXT, ("degree of control", "how held")),
    Known("need", Holds.WHOLE, ("points", "score"), 0, 1000),
    # Nobody's support has cost five million pounds a year; such a number is pence taken for pounds, or a slip.
    Known(COST, Holds.MONEY, ("cost", "cost a year", "annual cost", "package"), 0, 500_000_000),
    Known(PANEL, Holds.MONEY, ("panel", "agreed", "final budget"), 0, 500_000_000),
    Known(FLOOR, Holds.MONEY, ("floor", "needs costed at"), 0, 500_000_000),
)
"""Every column that a file of people may hold besides answers, and the other names that authorities give it."""

BY_ID = {known.id: known for known in KNOWN}
BY_NAME = {name: known for known in KNOWN for name in (known.id, *known.names)}


def known_as(heading: str) -> Known | None:
    """Return the column that a heading means, however it is written, or nothing."""
    plain = heading.strip().casefold()
    return BY_NAME.get(plain) or BY_NAME.get(plain.replace("_", " ")) or BY_NAME.get(plain.replace(" ", "_"))


@dataclass(frozen=True, slots=True)
class Bad:
    """One row put aside: its number (from 1, the headings not counted), the column, what stood there and which rule."""

    row: int
    column: str
    given: str
    rule: Rule

    def told(self) -> str:
        """Return it in words."""
        stood = f" “{self.given}”" if self.given else ""
        return f"Row {self.row:,}, {self.column}{stood}: {SAYS[self.rule]}."
