"""Where each question and step has its place, in which parts it is counted, and how a step takes what it needs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from operator import itemgetter
from typing import Any

from ownway.rulebook.engines.asked import Asked
from ownway.rulebook.engines.known import Known, Value
from ownway.rulebook.engines.parts import Parts, number_of, parts_of
from ownway.rulebook.model.conditions import AllOf, AnswerIs, AnyOf, Condition, StepIs
from ownway.rulebook.model.pack import Pack

Take = Callable[[Sequence[Any]], tuple[Any, ...]]
Holds = Callable[[Known], bool | None]


class Layout:
    """The places of a pack while its steps are made ready, one after the other."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.asked = [Asked(question) for question in pack.questions]
        self.places = {question.id: place for place, question in enumerate(pack.questions)}
        self.scales = [asked.scale for asked in self.asked]
        self.choices = 0

    def add(self, step: str, scale: int) -> int:
        """Give a step the next place."""
        self.places[step] = len(self.scales)
        self.scales.append(scale)
        return self.places[step]

    def add_choice(self) -> int:
        """Return the number of one more choice."""
        self.choices += 1
        return self.choices - 1

    def question(self, name: str) -> Asked | None:
        """Return the question of that name, or nothing where it is a step."""
        place = self.places[name]
        return self.asked[place] if place < len(self.asked) else None

    def scale(self, name: str) -> int:
        """Return the scale in whose parts a name is counted."""
        return self.scales[self.places[name]]

    def take(self, names: Iterable[str]) -> Take:
        """Return what takes the numbers of several names from what is counted."""
        return taking([self.places[name] for name in names])

    def together(self, names: Sequence[str]) -> tuple[Take, int, list[int]]:
        """Return what takes several numbers, their common scale, and how many of its parts one part of each is."""
        scale = lcm(*(self.scale(name) for name in names))
        return self.take(names), scale, [scale // self.scale(name) for name in names]

    def exact(self, name: str) -> Callable[[Known], Fraction | None]:
        """Return what gives a name's number as it is, or nothing while it is open."""
        place, scale = self.places[name], self.scale(name)

        def number(known: Known) -> Fraction | None:
            counts = known.counts[place]
            return None if counts is None or isinstance(counts, str) else number_of(counts, scale)

        return number

    def label(self, name: str) -> Callable[[Known], str | None]:
        """Return what gives the label of a step, or the answer to a question as conditions see it."""
        place = self.places[name]
        if place < len(self.asked):
            return lambda known: known.met[place].told

        def label(known: Known) -> str | None:
            counts = known.counts[place]
            return counts if isinstance(counts, str) else None

        return label

    def holds(self, condition: Condition) -> Holds:
        """Return what says whether a condition holds, or nothing while that is open."""
        match condition:
            case AnswerIs(question, levels, negated):
                return _answer_is(self.places[question], frozenset(levels), negated)
            case StepIs(step):
                # A condition can look at a step only after it: the routing of questions comes before all steps.
                return self._step_is(condition) if step in self.places else lambda known: None
            case AllOf(parts):
                return _all_of([self.holds(part) for part in parts])
            case AnyOf(parts):
                return _any_of([self.holds(part) for part in parts])

    def _step_is(self, condition: StepIs) -> Holds:
        place, scale, labels = self.places[condition.step], self.scale(condition.step), frozenset(condition.labels)
        least = None if condition.least is None else parts_of(condition.least, scale)
        below = None if condition.below is None else parts_of(condition.below, scale)

        def holds(known: Known) -> bool | None:
            value = known.counts[place]
            if value is None:
                return None
            if isinstance(value, str):
                return value in labels
            return (least is None or value >= least) and (below is None or value < below)

        return holds


def taking(places: Sequence[int]) -> Take:
    """Return what takes the things at some places, always as a tuple."""
    if len(places) > 1:
        return itemgetter(*places)
    if not places:
        return lambda things: ()
    (only,) = places
    return lambda things: (things[only],)


def scaled(numbers: Mapping[str, Fraction]) -> tuple[int, dict[str, Parts]]:
    """Return the scale at which some numbers are whole, and their parts."""
    scale = lcm(*(number.denominator for number in numbers.values()))
    return scale, {name: parts_of(number, scale) for name, number in numbers.items()}


def number_or_nothing(value: Value) -> Parts | None:
    """Return a value where it is a number."""
    return None if isinstance(value, str) else value


def _answer_is(place: int, levels: frozenset[str], negated: bool) -> Holds:
    def holds(known: Known) -> bool | None:
        told = known.met[place].told
        return None if told is None else (told in levels) is not negated

    return holds


def _all_of(parts: list[Holds]) -> Holds:
    def holds(known: Known) -> bool | None:
        outcomes = [part(known) for part in parts]
        return False if False in outcomes else None if None in outcomes else True

    return holds


def _any_of(parts: list[Holds]) -> Holds:
    def holds(known: Known) -> bool | None:
        outcomes = [part(known) for part in parts]
        return True if True in outcomes else None if None in outcomes else False

    return holds
