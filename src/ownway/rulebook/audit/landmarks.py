"""Where a rule turns: the numbers and ages at which a table, a condition or a limit begins to say something else."""

from collections.abc import Iterator
from fractions import Fraction

from ownway.rulebook.model.conditions import AllOf, AnyOf, Condition, StepIs
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.steps import Age, Bands, Choose, Limit, Line, MinimumPayable, Step, Sum, Supplement
from ownway.values import Every

EDGES_MOST = 24
"""More borders than this are thinned out evenly: a table of a hundred rows is one of many like rows."""


def numbers_of(pack: Pack, question: str) -> tuple[Fraction, ...]:
    """Return the numbers at which a step that takes a number question turns."""
    same = {question}
    for step in pack.allocation.steps:
        if isinstance(step, Sum | Limit) and len(step.takes) == 1 and step.takes[0] in same:
            same.add(step.id)
    return _thinned(edge for step in pack.allocation.steps for name in sorted(same) for edge in _edges(step, name))


def ages_of(pack: Pack, question: str) -> tuple[int, ...]:
    """Return the ages in whole years at which a rule turns that asks for a day of birth."""
    found: set[int] = set()
    for step in pack.allocation.steps:
        if isinstance(step, Age) and step.of == question:
            months = 12 if step.every is Every.MONTH else 1
            edges = [edge for other in pack.allocation.steps for edge in _edges(other, step.id)]
            found |= {int(edge // months) for edge in edges if 0 <= edge <= 120 * months}
    return tuple(sorted(found))


def _edges(step: Step, name: str) -> Iterator[Fraction]:
    match step:
        case Bands(of=of, bands=bands) if of == name:
            for band in bands:
                yield from (edge.at for edge in (band.lower, band.upper) if edge is not None)
        case Line(of=of, knots=knots) if of == name:
            yield from (knot.at for knot in knots)
        case Limit(of=of, least=least, most=most) if of == name:
            yield from (bound for bound in (least, most) if isinstance(bound, Fraction))
        case MinimumPayable(of=of, least=least) if of == name and isinstance(least, Fraction):
            yield least
        case Choose(cases=cases):
            for case in cases:
                yield from _told(case.when, name)
        case Supplement(parts=parts):
            for part in parts:
                yield from _told(part.when, name)


def _told(condition: Condition, name: str) -> Iterator[Fraction]:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _told(part, name)
        case StepIs(step, least, below) if step == name:
            yield from (edge for edge in (least, below) if edge is not None)


def _thinned(edges: Iterator[Fraction]) -> tuple[Fraction, ...]:
    found = sorted(set(edges))
    every = -(-len(found) // EDGES_MOST) if found else 1
    return tuple(found[::every])
