"""The arithmetic of categories, tests in order, rows of a table, ages, and numbers nobody published."""

from collections.abc import Mapping
from fractions import Fraction

from ownway.rulebook.engines.known import Known
from ownway.rulebook.engines.operators.result import NOT_YET, NotPublishedHere, Result, numbers_of
from ownway.rulebook.model.answers import Cell
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.questions import Question
from ownway.rulebook.model.steps import Age, By, ByCategory, Cascade, Descriptor, Group, NotPublished, Reduce, Step
from ownway.values.reason import Fact


def by_category(step: Step, known: Known) -> Result:
    """Multiply by the factor of the category."""
    assert isinstance(step, ByCategory)
    number, label = known.number(step.of), known.label(step.category)
    if number is None or label is None or label not in step.factors:
        return NOT_YET
    return number * step.factors[label], {"base": step.of, "of": label, "factor": written(step.factors[label])}


def cascade(step: Step, known: Known) -> Result:
    """Try the groups in order; the first threshold reached gives the result."""
    assert isinstance(step, Cascade)
    levels: dict[str, str] = {}
    for name in step.takes:
        label = known.told(name)
        if label is None or (known.points(name) is None and known.pack.question(name).level(label) is None):
            return NOT_YET
        levels[name] = label
    facts: dict[str, Fact] = {}
    for group in step.groups:
        total, weights = _weigh(group, levels)
        facts[f"sum.{group.id}"] = written(total)
        for test in group.tests:
            if total >= test.least:
                facts |= {f"weight.{name}": written(weight) for name, weight in weights.items()}
                facts |= {"group": group.id, "sum": written(total), "least": written(test.least)}
                return test.gives, {**facts, "gives": _said(test.gives)}
        facts[f"short_of.{group.id}"] = written(group.tests[-1].least)
    return step.otherwise, {**facts, "gives": _said(step.otherwise)}


def _weigh(group: Group, levels: Mapping[str, str]) -> tuple[Fraction, dict[str, Fraction]]:
    weights = {name: group.weights.get(name, {}).get(label, Fraction(0)) for name, label in levels.items()}
    return sum(weights.values(), Fraction(0)), weights


def _said(gives: Fraction | str) -> str:
    return gives if isinstance(gives, str) else written(gives)


def age(step: Step, known: Known) -> Result:
    """Count whole years or months up to the day the needs were as told."""
    assert isinstance(step, Age)
    found = known.age(step)
    return NOT_YET if found is None else (found, {"needs_on": known.days.needs.isoformat(), "in": step.every.value})


def reduce_rows(step: Step, known: Known) -> Result:
    """Make one number of the rows of a table."""
    assert isinstance(step, Reduce)
    found, rows = worth_of_rows(step, known), known.rows(step.of)
    if found is None:
        return NOT_YET
    facts: dict[str, Fact] = {"rows": len(rows) if isinstance(rows, tuple) else 0, "by": step.by.value}
    if step.column:
        facts["column"] = step.column
    return found, {**facts, **_points_told(known.pack.question(step.of), step.column)}


def descriptor(step: Step, known: Known) -> Result:
    """Take the highest descriptor that applies often enough."""
    assert isinstance(step, Descriptor)
    found = worth_of_rows(step, known)
    if found is None:
        return NOT_YET
    facts: dict[str, Fact] = {"level": step.level, "share": step.share, "more_than": written(step.more_than)}
    return found, {**facts, **_points_told(known.pack.question(step.of), step.level)}


def _points_told(question: Question, column: str) -> dict[str, Fact]:
    found = next((one for one in question.columns if one.id == column), None)
    levels = found.levels if found is not None else ()
    return {f"points.{level.id}": written(level.points) for level in levels if level.points is not None}


def worth_of_rows(step: Reduce | Descriptor, known: Known) -> Fraction | None:
    """Return what the rows of a table come to for the step, or nothing while they are open."""
    rows = known.rows(step.of)
    if rows is None or isinstance(rows, Fraction):
        return rows
    question = known.pack.question(step.of)
    if isinstance(step, Descriptor):
        told = [(_cell(question, step.level, row), _cell(question, step.share, row)) for row in rows]
        return highest_descriptor(told, step.more_than)
    if step.by is By.COUNT:
        return Fraction(len(rows))
    return reduced([_cell(question, step.column, row) for row in rows], step.by)


def reduced(cells: list[Fraction], by: By) -> Fraction:
    """Return the sum, mean, highest or count of some numbers; of none, 0."""
    if by is By.COUNT or not cells:
        return Fraction(len(cells))
    if by is By.HIGHEST:
        return max(cells)
    total = sum(cells, Fraction(0))
    return total / len(cells) if by is By.MEAN else total


def highest_descriptor(told: list[tuple[Fraction, Fraction]], more_than: Fraction) -> Fraction:
    """Return the points that count of descriptors given as points and share.

    The highest of those that apply on more than the share; where none does alone but all together do, the one with the
    greatest share, of equals the higher; else 0.
    """
    often = [points for points, share in told if share > more_than]
    if often:
        return max(often)
    if sum((share for _, share in told), Fraction(0)) > more_than:
        return max(told, key=lambda one: (one[1], one[0]))[0]
    return Fraction(0)


def _cell(question: Question, column: str, row: Mapping[str, Cell]) -> Fraction:
    cell = row[column]
    if isinstance(cell, Fraction):
        return cell
    found = next(one for one in question.columns if one.id == column).level(cell)
    return found.points if found is not None and found.points is not None else Fraction(0)


def not_published(step: Step, known: Known) -> Result:
    """Give nothing where nothing is needed, and refuse everything else.

    :raises NotPublishedHere: when an input is not 0.
    """
    assert isinstance(step, NotPublished)
    numbers = numbers_of(step, known)
    if numbers is None:
        return NOT_YET
    if any(numbers):
        raise NotPublishedHere(step.id)
    return Fraction(0), {}
