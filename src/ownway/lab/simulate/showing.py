"""Pictures of a trial from its tables: who gets more and less, how large the changes are, what protection costs."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ownway.lab.reports.bars import Split, readable, splits
from ownway.lab.reports.pictures import Axes, Line, Picture, chart

Row = Mapping[str, Any]

SIDES = ("get less", "get more")
PARTS_MOST = 16
FEW = 5
NUMBERED = ("size", "today")
"""Ways of dividing people whose parts begin with a number that only keeps them in order."""


def by_part(rows: Iterable[Row], dimension: str, title: str) -> Picture | None:
    """Return who gets more and who gets less in each part of one *dimension*; nothing where no part can be told."""
    here = [row for row in rows if row["dimension"] == dimension and (row["compared"] or 0) >= FEW]
    told = [
        Split(
            named(str(row["part"]), dimension),
            100 * row["less"] / row["compared"],
            100 * row["more"] / row["compared"],
            row["people"],
        )
        for row in here
        if row["more"] is not None and row["less"] is not None
    ][:PARTS_MOST]
    if not told:
        return None
    worst = max(told, key=lambda one: one.left)
    words = f"A line a part. Of {worst.name} most get less: {worst.left:.0f} of a hundred."
    return splits(title, words, told, SIDES)


def named(part: str, dimension: str) -> str:
    """Return a part without the number that only keeps sizes in their order."""
    return readable(part.partition(" ")[2] if dimension in NUMBERED and part[:1].isdigit() else part)


def change_sizes(impact: Row, title: str) -> Picture | None:
    """Return how many people change by how much, from the impact table; nothing where nobody can be compared."""
    people = impact.get("compared") or 0
    if not people:
        return None
    sizes = [
        Split(_size(one), 100 * one["less"] / people, 100 * one["more"] / people, one["less"] + one["more"])
        for one in impact["sizes"]
        if one["less"] is not None and one["more"] is not None
    ]
    words = "A line for each size of change, in shares of all people: losing to the left, gaining to the right."
    return splits(title, words, sizes, SIDES)


def _size(one: Row) -> str:
    above, up_to = (_share(one[name]) for name in ("above", "up_to"))
    return f"Over {above} %" if one["up_to"] is None else f"Over {above} up to {up_to} %"


def _share(given: Any) -> str:
    return "" if given is None else f"{float(Fraction(str(given)) * 100):g}"


def protection(rows: Sequence[Row], title: str) -> Picture | None:
    """Return what each way of protecting people costs year by year; nothing where none does."""
    ways: dict[str, list[tuple[float, float]]] = {}
    for row in rows:
        ways.setdefault(row["protection"], []).append((float(row["year"]), row["costs_pence"] / 100))
    lines = [
        Line(name, points, dashed=bool(place % 2))
        for place, (name, points) in enumerate(ways.items())
        if len(points) > 1
    ]
    if not lines:
        return None
    table = [(row["protection"], str(row["year"]), f"£{row['costs_pence'] / 100:,.0f}") for row in rows]
    words = "Each line falls to nothing in the year after its last."
    axes = Axes("Year", "Costs a period")
    return chart(title, words, axes, lines=lines, headings=("Way", "Year", "Costs a period"), rows=table)
