"""What a rule does to sums: the results it can come to, the size of each notch, money a point, least, mean and most."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from ownway.rulebook.audit.combinations import Change, TooMany
from ownway.rulebook.audit.people import complete, people
from ownway.rulebook.audit.person import Teller
from ownway.rulebook.audit.worsening import Worsenings
from ownway.rulebook.engines.days import Days
from ownway.rulebook.engines.spans import AnyAnswers, Span, spans_of
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.steps import Bands, Line, Unit
from ownway.values import Money, Rounding
from ownway.values.rounding import round_to_whole

LISTED = 120
"""Up to so many results of a step are listed."""


@dataclass(frozen=True, slots=True)
class Total:
    """The results one step can come to. *values* are those found, where they are few.

    *count* is how many were found, nothing where there were too many cases to try. They are *all* there are where every
    answer was tried; of numbers and days only some are.
    """

    step: str
    least: Fraction
    most: Fraction
    count: int | None
    values: tuple[Fraction, ...] = ()
    all: bool = False


@dataclass(frozen=True, slots=True)
class Notch:
    """One edge of a table: from the last result below it to the first above, and what that gains in money.

    *gains* are the least and the most that anybody gains (or loses, below zero); nothing where that could not be tried.
    *a_point* is the most gained for one point, where the distance is known.
    """

    step: str
    edge: Fraction
    below: Fraction | None
    above: Fraction | None
    gains: tuple[Fraction, Fraction] | None
    a_point: Fraction | None


@dataclass(frozen=True, slots=True)
class Range:
    """What people are told: by any answers allowed, and in a sample of *tried* people, some *without* a figure."""

    least_possible: Money | None
    most_possible: Money | None
    least: Money | None
    mean: Money | None
    most: Money | None
    tried: int
    without: int


def totals(pack: Pack, worsenings: Worsenings) -> tuple[Total, ...]:
    """Return what every step on the way to the figure can come to."""
    reached, _ = spans_of(pack, AnyAnswers(pack))
    net = worsenings.nets[pack.allocation.figure_step]
    found = []
    for name in net.order:
        span = reached.get(name)
        if name not in net.steps or net.steps[name].unit is Unit.LABEL or not isinstance(span, Span):
            continue
        values = _values(worsenings, name)
        if values is None:
            found.append(Total(name, span.least, span.most, None))
        elif values:
            listed = values if len(values) <= LISTED else ()
            asked = [pack.question(one) for one in net.under[name].difference(net.steps)]
            least, most = (values[0], values[-1]) if all(map(complete, asked)) else (span.least, span.most)
            found.append(Total(name, least, most, len(values), listed, all(map(complete, asked))))
    return tuple(found)


def _values(worsenings: Worsenings, step: str) -> tuple[Fraction, ...] | None:
    """Return all results of a step in order, or nothing where they could not all be tried."""
    worsenings.work.share_among(SHARES, MOST)
    try:
        figure = worsenings.whole[worsenings.pack.allocation.figure_step]
        # What was tried for one step is there for those above it, where nothing from outside decides it.
        cases = worsenings.inner(step).cases() if figure.net.needs[step] else figure.cases(outcome=step)
    except TooMany:
        return None
    return tuple(sorted(value for value, _ in cases if isinstance(value, Fraction)))


SHARES = 10
"""One step may use this part of the work that is left, and no more than the most."""

MOST = 60_000


def notches(pack: Pack, worsenings: Worsenings, found: tuple[Total, ...]) -> tuple[Notch, ...]:
    """Return every edge of every table on the way to the figure, with the smallest step across it."""
    net = worsenings.nets[pack.allocation.figure_step]
    values = {total.step: total.values for total in found}
    rows: list[Notch] = []
    for name in net.order:
        match net.steps.get(name):
            case Bands(of=of, bands=bands):
                for low, high in pairwise(bands):
                    edge = high.lower or low.upper
                    if edge is None or low.gives == high.gives:
                        continue
                    below = [value for value in values.get(of, ()) if value in low]
                    above = [value for value in values.get(of, ()) if value in high]
                    gains = _gains(pack, worsenings, Change(name, low.gives, high.gives))
                    near = (max(below), min(above)) if below and above else (None, None)
                    a_point = gains[1] / (near[1] - near[0]) if gains and near[0] is not None and near[1] else None
                    rows.append(Notch(name, edge.at, near[0], near[1], gains, a_point))
            case Line(knots=knots, unit=Unit.MONEY):
                for one, other in pairwise(knots):
                    rise = other.gives - one.gives
                    rows.append(Notch(name, one.at, one.at, other.at, (rise, rise), rise / (other.at - one.at)))
            case _:
                pass
    return tuple(rows)


def _gains(pack: Pack, worsenings: Worsenings, change: Change) -> tuple[Fraction, Fraction] | None:
    """Return the least and the most by which the figure differs when one step's result changes."""
    worsenings.work.share_among(SHARES, MOST)
    try:
        cases = worsenings.whole[pack.allocation.figure_step].cases(change)
    except TooMany:
        return None
    gains = [more - less for less, more in cases if isinstance(less, Fraction) and isinstance(more, Fraction)]
    return (min(gains), max(gains)) if gains else None


def range_told(pack: Pack, sample: int, day: date) -> Range:
    """Return the least, the mean and the most that people are told."""
    reached, _ = spans_of(pack, AnyAnswers(pack), Days.of(day))
    span = reached.get(pack.allocation.figure_step)
    figures = list(_figures(pack, sample, day))
    told = [figure for figure in figures if figure is not None]
    coins = Money(0, pack.currency).coins_per_unit

    def money(units: Fraction) -> Money:
        return Money(round_to_whole(units * coins, Rounding.HALF_UP), pack.currency)

    return Range(
        least_possible=money(span.least) if isinstance(span, Span) else None,
        most_possible=money(span.most) if isinstance(span, Span) else None,
        least=money(min(told)) if told else None,
        mean=money(Fraction(sum(told, Fraction(0)), len(told))) if told else None,
        most=money(max(told)) if told else None,
        tried=len(figures),
        without=len(figures) - len(told),
    )


def _figures(pack: Pack, sample: int, day: date) -> Iterator[Fraction | None]:
    teller = Teller(pack, day)
    for person in people(pack, sample):
        yield teller.told(person).get(pack.allocation.figure_step)
