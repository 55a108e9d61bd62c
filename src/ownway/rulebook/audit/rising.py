"""Proves without trying anybody that more need never gives less: every step on the way rises with what it takes."""

from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from itertools import pairwise

from ownway.rulebook.audit.net import Net
from ownway.rulebook.engines.spans import AnyAnswers, Reach, Span, spans_of
from ownway.rulebook.model.conditions import questions_in, steps_in
from ownway.rulebook.model.questions import Kind
from ownway.rulebook.model.steps import (
    Bands,
    ByCategory,
    CarryOver,
    Choose,
    DelayRemedy,
    Exponential,
    Frequency,
    Highest,
    HouseholdShare,
    InformalSupport,
    Limit,
    Line,
    Log,
    Lookup,
    Lowest,
    Mean,
    MinimumPayable,
    Product,
    Root,
    Square,
    Step,
    Sum,
    Supplement,
    Unit,
    WeightedSum,
)


class Way(Enum):
    """Which way a result goes when an input rises."""

    UP = 1
    DOWN = -1
    NOWHERE = 0
    EITHER = None

    def then(self, other: "Way") -> "Way":
        """Return which way it goes through one step and then another."""
        if Way.NOWHERE in (self, other):
            return Way.NOWHERE
        if Way.EITHER in (self, other):
            return Way.EITHER
        return Way.UP if self is other else Way.DOWN

    def beside(self, other: "Way") -> "Way":
        """Return which way it goes when it goes both ways at once."""
        if self is Way.NOWHERE or self is other:
            return other
        return self if other is Way.NOWHERE else Way.EITHER


class Rising:
    """What follows for one net from its numbers alone, for every person there could be."""

    def __init__(self, net: Net) -> None:
        self.net = net
        self.reached: Mapping[str, Reach] = spans_of(net.pack, AnyAnswers(net.pack))[0]
        self.orders: dict[str, tuple[str, ...] | None] = {}
        for name in net.order:
            step = net.steps.get(name)
            if step is not None and step.unit is Unit.LABEL:
                self.orders[name] = self._order(step)

    def is_proven(self, question: str) -> bool:
        """Whether more need in a question is proven never to lower the outcome."""
        return self.way(question) in (Way.UP, Way.NOWHERE)

    def way(self, question: str) -> Way:
        """Return which way the outcome goes when the answer to a question goes one step to more need."""
        asked = self.net.pack.question(question)
        if question in self.net.routers or asked.kind not in (Kind.LEVELS, Kind.YES_NO, Kind.NUMBER):
            return Way.EITHER
        return self.way_from(question)

    def way_from(self, start: str) -> Way:
        """Return which way the outcome goes when a name goes up: a question's need, a number, the order of labels."""
        ways = {start: Way.UP}
        for name in self.net.order:
            step = self.net.steps.get(name)
            if step is None or name == start:
                continue
            found = Way.NOWHERE
            for below in dict.fromkeys(step.takes):
                if ways.get(below, Way.NOWHERE) is not Way.NOWHERE:
                    own = below == start and below not in self.net.steps
                    here = self._own(start, step) if own else Way.UP
                    found = found.beside(ways[below].then(here).then(self._through(step, below)))
            ways[name] = found
        return ways[self.net.outcome]

    def _own(self, question: str, step: Step) -> Way:
        """Return which way the points of a question go with its levels, as far as a step counts points."""
        asked = self.net.pack.question(question)
        if asked.kind is Kind.NUMBER or isinstance(step, Lookup) or question not in step.counts:
            return Way.UP
        return going([level.points for level in asked.levels if level.points is not None])

    def _through(self, step: Step, name: str) -> Way:
        """Return which way a step goes with one of what it takes."""
        match step:
            case Sum() | Mean() | Highest() | Lowest() | Root() | Log() | Exponential() | CarryOver() | DelayRemedy():
                return Way.UP
            case WeightedSum(weights=weights):
                return sign(weights[name])
            case Frequency(factors=factors):
                return Way.UP if min(factors.values()) >= 0 else Way.EITHER
            case InformalSupport():
                return Way.UP
            case Product():
                others = [self._least(other) for other in step.takes if other != name]
                alone = step.takes.count(name) == 1
                return Way.UP if alone and min(others, default=Fraction(0)) >= 0 else Way.EITHER
            case Square(of=of):
                return Way.UP if self._least(of) >= 0 else Way.EITHER
            case Limit(of=of, least=least, most=most) if [of, least, most].count(name) == 1:
                return Way.UP
            case HouseholdShare(of=of, size=other) | MinimumPayable(of=of, least=other):
                return Way.UP if name == of != other and self._least(of) >= 0 else Way.EITHER
            case Supplement(of=of, parts=parts):
                rises = all(part.share is None or part.share >= 0 for part in parts)
                looked = name in step.takes[1:]
                return Way.UP if name == of and rises and not looked else Way.EITHER
            case _:
                return self._through_table(step, name)

    def _through_table(self, step: Step, name: str) -> Way:
        match step:
            case Line(knots=knots):
                return going([knot.gives for knot in knots])
            case Bands(bands=bands):
                numbers = [band.gives for band in bands if isinstance(band.gives, Fraction)]
                return going(numbers) if len(numbers) == len(bands) else Way.UP
            case Lookup(of=of, tables=tables):
                order = self._labels(of)
                ways = [_along(order, table.gives) for table in tables]
                return _both(ways)
            case ByCategory(of=of, category=category, factors=factors):
                if of == category:
                    return Way.EITHER
                if name == of:
                    return Way.UP if min(factors.values()) >= 0 else Way.EITHER
                return _along(self._labels(category), factors) if self._least(of) >= 0 else Way.EITHER
            case Choose(cases=cases):
                looked = {each for case in cases for each in questions_in(case.when) | steps_in(case.when)}
                return Way.UP if name not in looked else Way.EITHER
            case _:
                return Way.EITHER

    def _least(self, name: str) -> Fraction:
        reach = self.reached[name] if name in self.reached else AnyAnswers(self.net.pack).points(name)
        return reach.least if isinstance(reach, Span) else Fraction(0)

    def _labels(self, name: str) -> tuple[str, ...] | None:
        if name in self.net.steps:
            return self.orders.get(name)
        return tuple(level.id for level in self.net.pack.question(name).levels)

    def _order(self, step: Step) -> tuple[str, ...] | None:
        """Return the labels of a step from least need to most, where that follows from how they come about."""
        match step:
            case Bands(bands=bands):
                return _once([str(band.gives) for band in bands])
            case Choose(cases=cases, take=take, value=value):
                taken = [case.take for case in cases if case.take] + ([take] if take else [])
                orders = [self._labels(name) for name in taken]
                given = [case.value for case in cases if not case.take] + ([] if take else [value])
                orders += [(label,) for label in given if isinstance(label, str)]
                longest = max((order for order in orders if order), key=len, default=None)
                fits = longest is not None and all(order is not None and _within(order, longest) for order in orders)
                return longest if fits else None
            case _:
                return None


def going(numbers: Iterable[Fraction]) -> Way:
    """Return which way a row of numbers goes."""
    given = list(numbers)
    steps = list(pairwise(given))
    if all(one == other for one, other in steps):
        return Way.NOWHERE
    if all(one <= other for one, other in steps):
        return Way.UP
    return Way.DOWN if all(one >= other for one, other in steps) else Way.EITHER


def sign(number: Fraction) -> Way:
    """Return which way a product goes with a number that rises."""
    return Way.NOWHERE if number == 0 else Way.UP if number > 0 else Way.DOWN


def _along(order: tuple[str, ...] | None, gives: Mapping[str, Fraction | str]) -> Way:
    if order is None:
        return Way.EITHER
    numbers = [gives[label] for label in order if label in gives]
    given = [number for number in numbers if isinstance(number, Fraction)]
    return going(given) if len(given) == len(numbers) else Way.EITHER


def _both(ways: list[Way]) -> Way:
    found = ways[0]
    for way in ways[1:]:
        found = found.beside(way)
    return found


def _once(labels: list[str]) -> tuple[str, ...] | None:
    """Return the labels in order, or nothing where one comes back after another."""
    order = list(dict.fromkeys(labels))
    runs = [label for place, label in enumerate(labels) if place == 0 or labels[place - 1] != label]
    return tuple(order) if runs == order else None


def _within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    places = [whole.index(label) for label in part if label in whole]
    return len(places) == len(part) and places == sorted(places)
