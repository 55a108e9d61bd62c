"""The arithmetic of categories, tests in order, rows of a table, ages, and numbers nobody published, made ready."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from math import lcm

from ownway.rulebook.engines.asked import Met
from ownway.rulebook.engines.known import Known, whole_years_or_months
from ownway.rulebook.engines.layout import Layout, number_or_nothing, scaled
from ownway.rulebook.engines.operators.plain import said
from ownway.rulebook.engines.operators.result import NO_FACTS, NOT_YET, Arithmetic, NotPublishedHere, Result
from ownway.rulebook.engines.parts import Parts, number_of, parts_of, parts_written
from ownway.rulebook.engines.sealed import Facts
from ownway.rulebook.model.answers import Cell
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.questions import NO_ANSWER, Question
from ownway.rulebook.model.steps import Age, By, ByCategory, Cascade, Descriptor, NotPublished, Reduce, Step
from ownway.values.reason import Fact


def by_category(step: Step, layout: Layout) -> Arithmetic:
    """Multiply by the factor of the category."""
    assert isinstance(step, ByCategory)
    place, label = layout.places[step.of], layout.label(step.category)
    finer, factors = scaled(step.factors)
    facts: dict[str, Facts] = {
        name: {"base": step.of, "of": name, "factor": written(factor)} for name, factor in step.factors.items()
    }

    def work(known: Known) -> Result:
        number, told = number_or_nothing(known.counts[place]), label(known)
        if number is None or told is None or told not in factors:
            return NOT_YET
        return number * factors[told], facts[told]

    return Arithmetic(work, layout.scale(step.of) * finer)


def cascade(step: Step, layout: Layout) -> Arithmetic:
    """Try the groups in order; the first threshold reached gives the result."""
    assert isinstance(step, Cascade)
    asked = [(name, layout.places[name], layout.asked[layout.places[name]].question) for name in step.takes]
    given = [test.gives for group in step.groups for test in group.tests] + [step.otherwise]
    scale = lcm(*(gives.denominator for gives in given if isinstance(gives, Fraction)))
    groups = [_Weighed(group.weights) for group in step.groups]

    def work(known: Known) -> Result:
        levels: dict[str, str] = {}
        for name, place, question in asked:
            met = known.met[place]
            if met.told is None or (met.counts is None and question.level(met.told) is None):
                return NOT_YET
            levels[name] = met.told
        facts: dict[str, Fact] = {}
        for group, weighed in zip(step.groups, groups, strict=True):
            total = weighed.total(levels)
            told = facts[f"sum.{group.id}"] = parts_written(total, weighed.scale)
            for test in group.tests:
                if total >= test.least * weighed.scale:
                    facts |= {f"weight.{name}": weighed.written(name, label) for name, label in levels.items()}
                    facts |= {"group": group.id, "sum": told, "least": written(test.least), "gives": said(test.gives)}
                    return _parts(test.gives, scale), facts
            facts[f"short_of.{group.id}"] = written(group.tests[-1].least)
        return _parts(step.otherwise, scale), {**facts, "gives": said(step.otherwise)}

    return Arithmetic(work, scale, kept=False)


class _Weighed:
    """The weights of one group of a cascade, in parts of one scale."""

    def __init__(self, weights: Mapping[str, Mapping[str, Fraction]]) -> None:
        self.scale = lcm(*(weight.denominator for levels in weights.values() for weight in levels.values()))
        self.parts = {
            (name, label): parts_of(weight, self.scale)
            for name, levels in weights.items()
            for label, weight in levels.items()
        }

    def total(self, levels: Mapping[str, str]) -> Parts:
        """Return the sum of the weights; a level not named weighs 0."""
        return sum(self.parts.get(each, 0) for each in levels.items())

    def written(self, name: str, label: str) -> str:
        """Return the weight of one level."""
        return parts_written(self.parts.get((name, label), 0), self.scale)


def _parts(gives: Fraction | str, scale: int) -> Parts | str:
    return gives if isinstance(gives, str) else parts_of(gives, scale)


def age(step: Step, layout: Layout) -> Arithmetic:
    """Count whole years or months up to the day the needs were as told."""
    assert isinstance(step, Age)
    place, scale = layout.places[step.of], layout.scale(step.of)

    def work(known: Known) -> Result:
        found = years_or_months(step, known.met[place], known.days.needs, scale)
        facts: Facts = {"needs_on": known.days.needs.isoformat(), "in": step.every.value}
        return NOT_YET if found is None else (found, facts)

    return Arithmetic(work, scale, kept=False)


def years_or_months(step: Age, met: Met, on: date, scale: int) -> Parts | None:
    """Return the age on a day in parts of *scale*; nothing while open."""
    if met.told is None:
        return None
    if isinstance(met.answer.value, date):
        return whole_years_or_months(met.answer.value, on, step.every) * scale
    return met.counts if met.answer.state in NO_ANSWER else None


def reduce_rows(step: Step, layout: Layout) -> Arithmetic:
    """Make one number of the rows of a table."""
    assert isinstance(step, Reduce)
    asked = layout.asked[layout.places[step.of]]
    points = _points_told(asked.question, step.column)

    def facts_of(met: Met) -> Facts:
        facts: dict[str, Fact] = {"rows": len(met.answer.value) if isinstance(met.answer.value, tuple) else 0}
        facts["by"] = step.by.value
        if step.column:
            facts["column"] = step.column
        return {**facts, **points}

    return _of_rows(step, layout, facts_of)


def descriptor(step: Step, layout: Layout) -> Arithmetic:
    """Take the highest descriptor that applies often enough."""
    assert isinstance(step, Descriptor)
    facts: dict[str, Fact] = {"level": step.level, "share": step.share, "more_than": written(step.more_than)}
    facts |= _points_told(layout.asked[layout.places[step.of]].question, step.level)
    return _of_rows(step, layout, lambda met: facts)


def _of_rows(step: Reduce | Descriptor, layout: Layout, facts_of: Callable[[Met], Facts]) -> Arithmetic:
    """Return what makes one number of the rows, in parts of the finest cell."""
    place = layout.places[step.of]
    asked = layout.asked[place]
    cells = [column.places for column in asked.question.columns]
    points = [level.points for column in asked.question.columns for level in column.levels]
    scale = lcm(asked.scale, *(10**places for places in cells), *(one.denominator for one in points if one is not None))

    def work(known: Known) -> Result:
        met = known.met[place]
        found = worth_of_rows(step, asked.question, met, asked.scale)
        return NOT_YET if found is None else (parts_of(found, scale), facts_of(met))

    return Arithmetic(work, scale, kept=False)


def _points_told(question: Question, column: str) -> dict[str, Fact]:
    found = next((one for one in question.columns if one.id == column), None)
    levels = found.levels if found is not None else ()
    return {f"points.{level.id}": written(level.points) for level in levels if level.points is not None}


def worth_of_rows(step: Reduce | Descriptor, question: Question, met: Met, scale: int) -> Fraction | None:
    """Return what the rows of a table come to for the step, or nothing while they are open."""
    rows = met.answer.value
    if met.told is None:
        return None
    if not isinstance(rows, tuple):
        return number_of(met.counts, scale) if met.counts is not None and met.answer.state in NO_ANSWER else None
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


def not_published(step: Step, layout: Layout) -> Arithmetic:
    """Give nothing where nothing is needed, and refuse everything else.

    :raises NotPublishedHere: when an input is not 0.
    """
    assert isinstance(step, NotPublished)
    take = layout.take(step.inputs)

    def work(known: Known) -> Result:
        numbers = take(known.counts)
        if None in numbers:
            return NOT_YET
        if any(numbers):
            raise NotPublishedHere(step.id)
        return 0, NO_FACTS

    return Arithmetic(work)
