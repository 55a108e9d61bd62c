"""Where to take care with before and after: who was chosen, falling back by chance, costs of no one person."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ownway.lab.evidence.checks import AveragingRule, mean

SHARED = Fraction(1, 4)
"""Where more than this share of the costs before stand at several people alike, they look like shares of a block."""
FEW_PEOPLE = 30


@dataclass(frozen=True, slots=True)
class Row:
    """One person: authority, yearly pence before (none: no figure) and after, and what else is told."""

    line: int
    authority: str
    before: int | None
    after: int
    points: str = ""
    group: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning: its name, the sentence, and whether the figures themselves show it."""

    id: str
    words: str
    shown_by: str = ""


def warnings_about(rows: Sequence[Row], changes: Sequence[tuple[AveragingRule, Fraction]]) -> tuple[Warned, ...]:
    """Return where to take care with *rows*, of whom at least one has a figure before."""
    both = [row for row in rows if row.before is not None]
    found = [_selection(rows, both), _falling_back(both), _blocks(both)]
    if len(both) < FEW_PEOPLE:
        found.append(Warned("few", f"Only {_people(len(both))} both figures. One of them can turn the result round."))
    if len({change < 0 for _, change in changes}) > 1:
        told = "; ".join(f"{float(change):+.1f} per cent, {rule.value}" for rule, change in changes)
        found.append(
            Warned(
                "averages",
                "The averages do not even agree whether it costs more or less. Say which one you show.",
                told,
            )
        )
    return tuple(found)


def _selection(rows: Sequence[Row], both: Sequence[Row]) -> Warned:
    missing = len(rows) - len(both)
    shown = f"{missing} of {len(rows)} people have no figure before." if missing else ""
    return Warned(
        "selection",
        "Who got a budget first was not drawn by lot. People who changed early may differ from those to come, so what "
        "happened to them need not happen to others.",
        shown,
    )


def _falling_back(both: Sequence[Row]) -> Warned:
    """Regression to the mean (Galton 1886): whoever is far out once is nearer the middle the next time."""
    ordered = sorted(both, key=lambda row: row.before or 0)
    shown = ""
    if len(ordered) >= 8:
        quarter = len(ordered) // 4
        low, high = ordered[:quarter], ordered[-quarter:]
        changes = [mean(row.after for row in part) - mean(row.before or 0 for row in part) for part in (low, high)]
        shown = (
            f"The quarter with the lowest costs before changes by {_signed(changes[0])} a year on average, "
            f"the quarter with the highest by {_signed(changes[1])}."
        )
    return Warned(
        "regression_to_the_mean",
        "The dearest packages tend to fall and the smallest to rise by chance alone. Only a comparison group tells how "
        "much of it the budgets did.",
        shown,
    )


def _blocks(both: Sequence[Row]) -> Warned:
    counted = Counter((row.authority, row.before) for row in both)
    repeated = sum(times for times in counted.values() if times > 1)
    shown = ""
    if Fraction(repeated, len(both)) > SHARED:
        shown = f"{repeated} of {len(both)} costs before stand at several people of one authority alike."
    return Warned(
        "block_costs",
        "A cost before that was split evenly out of a block contract is not what this person's support cost. "
        "Use unit costs with overheads and unused places.",
        shown,
    )


def _people(number: int) -> str:
    return "one person has" if number == 1 else f"{number} people have"


def _signed(pence: Fraction) -> str:
    return f"{'+' if pence >= 0 else '−'}£{abs(float(pence)) / 100:,.0f}"
