"""The page on the form of a pack, made from the model: its files, kinds of question, states, operators and units."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from ownway.rulebook.load.pack import MARKS, STEPS
from ownway.rulebook.load.required import FACTS
from ownway.rulebook.model.allocation import Allocation
from ownway.rulebook.model.journey import Agreement, Control, Outcomes, Planning, Review, Spending
from ownway.rulebook.model.questions import NO_ANSWER, Kind, Question
from ownway.rulebook.model.steps import OPERATORS, Unit
from ownway.rulebook.reference import table
from ownway.values import Every, Rounding

WRITTEN = {
    "sum": "inputs",
    "weighted_sum": "weights (input: weight), plus",
    "mean": "inputs",
    "highest": "inputs",
    "lowest": "inputs",
    "product": "inputs",
    "constant": "value",
    "bands": "of, whole, bands (from or above, up_to or below, gives)",
    "line": "of, knots (at, gives)",
    "frequency": "inputs, factors (period: factor)",
    "lookup": "of, tables (from, source, gives: label: result), on (rule, paid or needs)",
    "choose": "cases (when, take or value), otherwise (take or value)",
    "informal_support": "items (need: question about help), at_least",
    "by_category": "of, category, factors (label: factor)",
    "cascade": "groups (id, weights: question: level: weight; tests: from, gives), otherwise",
    "reduce": "of, column, by (sum, mean, highest or count)",
    "descriptor": "of, level, share, more_than",
    "not_published": "inputs",
    "household_share": "of, size",
    "square": "of, plus",
    "root": "of, places",
    "log": "of, places",
    "exponential": "of, times, places",
    "limit": "of, least, most (numbers or names)",
    "supplement": "of, parts (when, share or sum)",
    "minimum_payable": "of, least",
    "carry_over": "of, left, share, least",
    "co_payment": "of, resources, measure, slices (up_to, rates: lists of at, gives)",
    "delay_remedy": "of, every_days, sum",
    "index": "tables (from, source, gives, change), on (rule, paid or needs), above",
    "age": "of (a day question), in (year or month)",
}
"""What stands in a step besides ``id``, ``operator``, ``unit``, ``rounding`` and ``source``."""

FILES = dict(zip(STEPS, (Allocation, Planning, Agreement, Control, Spending, Outcomes, Review), strict=True))


def format_page() -> str:
    """Return the page as Markdown."""
    lines = [
        "# The form of a pack",
        "",
        "Made from the model. Every value is read as it was typed: numbers are whole, decimal (`3.75`) or fractions",
        "(`12/52`), days are `2026-04-01`, ids are small letters, digits and `_`. There are no anchors and no tags.",
        "A file beyond those named here is refused, and so is a key nobody asks for.",
        "",
        *_files(),
        "## Kinds of question",
        "",
        *members(Kind),
        "## Answers without an answer",
        "",
        "Each is worth points, or `range`: then there is no figure until it is answered. Where a question says",
        "nothing, `not_asked` is worth nothing and the others are a range.",
        "",
        *table(("state",), [(f"`{state.value}`",) for state in NO_ANSWER]),
        *_operators(),
        "## Conditions",
        "",
        "`{question: id, is: [levels]}`, `{question: id, is_not: [levels]}`, `{step: id, from: 1, below: 2}`,",
        "`{step: id, is: [labels]}`, `{all: [conditions]}`, `{any: [conditions]}`.",
        "",
        "## Units, roundings, periods, marks",
        "",
        f"Units: {names(Unit)}. Periods: {names(Every)}.",
        "A sum of money that is not whole pence by itself needs a rounding.",
        "",
        *members(Rounding),
        *table(("mark of a source", "meaning"), MARKS.items()),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _files() -> Iterable[str]:
    """Return the part on the files."""
    return (
        "## Files",
        "",
        *table(
            ("file", "what it says"),
            [
                ("`pack.yaml`", "Id, currency, languages, days in force, sources, scales, sections, waivers."),
                ("`questions/<id>.yaml`", first(Question)),
                (
                    "`questions/<id>.<language>.yaml`",
                    "label, help, why, levels, columns, errors, and the same under easy.",
                ),
                *((f"`{name}.yaml`", first(kind)) for name, kind in FILES.items()),
                ("`words.<language>.yaml`", "All other texts: a key, and a text or a pair of text and easy."),
                ("`examples/<name>.yaml`", "Answers on a day, and the figure and steps that must come out."),
            ],
        ),
    )


def _operators() -> Iterable[str]:
    """Return the part on the operators."""
    return (
        "## Operators",
        "",
        "A step names an earlier step or a question as its input; a question counts with the points of its answer.",
        "",
        *table(
            ("operator", "what it does", "written with", "facts for its sentence"),
            [
                (
                    f"`{name}`",
                    first(kind),
                    WRITTEN[name],
                    ", ".join(f"`{{{fact}}}`" for fact in ("value", *sorted(FACTS.get(name, ())))),
                )
                for name, kind in OPERATORS.items()
            ],
        ),
    )


def first(kind: type[Any]) -> str:
    """Return the first sentence on a class."""
    told = " ".join((kind.__doc__ or "").split("\n\n")[0].split())
    return told.partition(". ")[0].rstrip(".") + "."


def names(kind: type[StrEnum]) -> str:
    """Return the members of a closed set."""
    return ", ".join(f"`{member.value}`" for member in kind)


def members(kind: type[StrEnum]) -> Iterable[str]:
    """Yield a table of the members of a closed set."""
    return table((kind.__name__.lower(),), [(f"`{member.value}`",) for member in kind])
