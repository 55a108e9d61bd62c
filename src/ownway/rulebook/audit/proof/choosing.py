"""Works categories, tests in order, rows of a table and ages out again from their reasons."""

from datetime import date
from fractions import Fraction

from ownway.rulebook.audit.proof.reading import Inputs, fact_of, given_of, number_of
from ownway.rulebook.model.numbers import read_back
from ownway.values import Reason


def label_of(reason: Reason) -> object:
    """Return the label of a step, or the level or state of an answer."""
    return reason.facts.get("label") or reason.facts.get("level") or reason.facts.get("state")


def by_category(reason: Reason, inputs: Inputs) -> Fraction | str:
    """The input times the factor of the category named."""
    base = str(reason.facts["base"])
    others = [below for name, below in inputs.items() if name != base]
    if others and label_of(others[0]) != reason.facts["of"]:
        return "the category differs"
    return number_of(inputs[base]) * fact_of(reason, "factor")


def cascade(reason: Reason, inputs: Inputs) -> Fraction | str:
    """The group that was reached weighs what it says; every group before it stayed below its lowest threshold."""
    for name in reason.facts:
        if name.startswith("short_of."):
            group = name.removeprefix("short_of.")
            if fact_of(reason, f"sum.{group}") >= fact_of(reason, name):
                return "a group before was reached"
    if "group" in reason.facts:
        total = sum((fact_of(reason, name) for name in reason.facts if name.startswith("weight.")), Fraction(0))
        if total != fact_of(reason, "sum") or total < fact_of(reason, "least"):
            return "the sum differs or falls short"
    return given_of(reason)


def _rows(reason: Reason, below: Reason) -> list[dict[str, Fraction]]:
    """Return the rows answered, levels as the points the step states for them."""
    rows: list[dict[str, Fraction]] = []
    for number in range(1, int(str(below.facts.get("rows", 0))) + 1):
        start = f"row.{number}."
        cells = {name.removeprefix(start): str(cell) for name, cell in below.facts.items() if name.startswith(start)}
        rows.append(
            {
                name: read_back(str(reason.facts.get(f"points.{cell}", cell)))
                for name, cell in cells.items()
                if f"points.{cell}" in reason.facts or not cell[:1].isalpha()
            }
        )
    return rows


def _without_rows(below: Reason) -> Fraction | None:
    """Return what a state without an answer is worth, or nothing where there are rows."""
    return None if "rows" in below.facts else read_back(str(below.facts.get("points", "0")))


def reduce_rows(reason: Reason, inputs: Inputs) -> Fraction | str:
    """The sum, mean, highest or count of a column."""
    (below,) = inputs.values()
    worth = _without_rows(below)
    if worth is not None:
        return worth
    rows = _rows(reason, below)
    if reason.facts["by"] == "count" or not rows:
        return Fraction(len(rows))
    cells = [row[str(reason.facts["column"])] for row in rows]
    if reason.facts["by"] == "highest":
        return max(cells)
    total = sum(cells, Fraction(0))
    return total * Fraction(1, len(cells)) if reason.facts["by"] == "mean" else total


def descriptor(reason: Reason, inputs: Inputs) -> Fraction | str:
    """The highest points that apply often enough, or the most frequent where only all together do."""
    (below,) = inputs.values()
    worth = _without_rows(below)
    if worth is not None:
        return worth
    level, share, enough = str(reason.facts["level"]), str(reason.facts["share"]), fact_of(reason, "more_than")
    rows = sorted(((row[share], row[level]) for row in _rows(reason, below)), reverse=True)
    often = [points for days, points in rows if days > enough]
    if often:
        return max(often)
    return rows[0][1] if sum((days for days, _ in rows), Fraction(0)) > enough else Fraction(0)


def not_published(reason: Reason, inputs: Inputs) -> Fraction | str:
    """Nothing, where nothing is needed."""
    return "an input is not 0" if any(number_of(below) for below in inputs.values()) else Fraction(0)


def age(reason: Reason, inputs: Inputs) -> Fraction | str:
    """Whole years or months between the two days."""
    (below,) = inputs.values()
    if "day" not in below.facts:
        return read_back(str(below.facts.get("points", "0")))
    born, on = (date.fromisoformat(str(day)) for day in (below.facts["day"], reason.facts["needs_on"]))
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if reason.facts["in"] == "year":
        return Fraction(min(max(years, 0), 150))
    months = 12 * (on.year - born.year) + on.month - born.month - (1 if on.day < born.day else 0)
    return Fraction(min(max(months, 0), 1800))
