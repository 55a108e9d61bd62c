"""Where each answer of a pack stands among the columns of a population, and what each code of it means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import lcm

from ownway.rulebook.engines.many.instructions import Lane, lane_for
from ownway.rulebook.model.answers import EARLIEST
from ownway.rulebook.model.conditions import questions_in
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import NO_ANSWER, Column, Kind, Question, State
from ownway.rulebook.model.steps import By, Descriptor, Reduce, Step

FEW = 200
"""A number question with at most so many possible numbers is kept as one byte, like levels."""

EPOCH = date(1970, 1, 1)
"""Days are counted from here, as Arrow counts them."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """One column of numbers: its lane and place there, its scale, its bounds as whole numbers.

    *rests* is what stands in it where there is no answer, always within the bounds.
    """

    lane: Lane
    place: int
    scale: int
    least: int
    most: int

    @property
    def rests(self) -> int:
        """The number that stands where there is no answer."""
        return min(max(0, self.least), self.most)


@dataclass(frozen=True, slots=True)
class Made:
    """The columns that one step makes of the rows of a table question."""

    step: Reduce | Descriptor
    numbers: tuple[Numbers, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The columns of one question: *code* is its place among the codes.

    Codes count the *told* answers first, then the states without an answer (not asked, not known, declined, later).
    *values* are the numbers of the codes where a number question is small enough for that; else *numbers* has them.
    *rows* are the columns that steps make of a table question.
    """

    question: Question
    code: int
    told: tuple[str, ...]
    values: tuple[Fraction, ...] = ()
    numbers: Numbers | None = None
    rows: tuple["Made", ...] = ()

    @property
    def counted(self) -> tuple[Numbers, ...]:
        """All its columns of numbers."""
        own = () if self.numbers is None else (self.numbers,)
        return own + tuple(numbers for made in self.rows for numbers in made.numbers)

    @property
    def answers(self) -> int:
        """How many codes are answers."""
        return len(self.told) - len(NO_ANSWER)

    def code_of(self, state: State) -> int:
        """Return the code of a state without an answer."""
        return self.answers + NO_ANSWER.index(state)

    @property
    def open(self) -> int:
        """The code of a question of which it is not known whether it applies; columns never hold it."""
        return len(self.told)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a population of one pack: how many there are in each lane, and which question has which."""

    asked: Mapping[str, Asked]
    widths: Mapping[Lane, int]

    @property
    def bytes_a_person(self) -> int:
        """How many bytes the answers of one person take."""
        size = {Lane.CODE: 1, Lane.SHORT: 2, Lane.MIDDLE: 4, Lane.LONG: 8}
        return sum(size[lane] * count for lane, count in self.widths.items())


def needed_in(pack: Pack) -> frozenset[str]:
    """Return the questions that any step takes or looks at, and those that route to them."""
    steps = {step.id for step in pack.allocation.steps}
    needed: set[str] = set()
    open = [name for step in pack.allocation.steps for name in step.takes if name not in steps]
    while open:
        name = open.pop()
        if name not in needed:
            needed.add(name)
            open.extend(questions_in(pack.question(name).asked_if))
    return frozenset(needed)


@lru_cache(maxsize=64)
def layout_of(pack: Pack) -> Layout:
    """Return the columns that the rule of a pack needs, in the order of its questions."""
    needed = needed_in(pack)
    widths = dict.fromkeys((Lane.CODE, Lane.SHORT, Lane.MIDDLE, Lane.LONG), 0)
    asked = {}
    for question in pack.questions:
        if question.id in needed:
            takers = [step for step in pack.allocation.steps if question.id in step.takes]
            asked[question.id] = _asked(question, takers, widths)
    return Layout(asked, widths)


def _asked(question: Question, takers: list[Step], widths: dict[Lane, int]) -> Asked:
    code = widths[Lane.CODE]
    widths[Lane.CODE] += 1
    states = tuple(state.value for state in NO_ANSWER)

    def numbers(scale: int, least: Fraction | int, most: Fraction | int) -> Numbers:
        low, high = (Fraction(end) * scale for end in (least, most))
        # Bounds need not be multiples of the smallest part; what lies between them is.
        bounds = -((-low.numerator) // low.denominator), high.numerator // high.denominator
        lane = lane_for(*bounds)
        found = Numbers(lane, widths[lane], scale, *bounds)
        widths[lane] += 1
        return found

    match question.kind:
        case Kind.LEVELS | Kind.YES_NO:
            return Asked(question, code, tuple(level.id for level in question.levels) + states)
        case Kind.NUMBER:
            scale = 10**question.places
            least, most = question.least or Fraction(0), question.most or Fraction(0)
            if not question.every and (most - least) * scale < FEW:
                values = tuple(_between(least, most, scale))
                return Asked(question, code, (State.NUMBER.value,) * len(values) + states, values)
            told = (State.NUMBER.value,) * max(1, len(question.every)) + states
            return Asked(question, code, told, numbers=numbers(scale, least, most))
        case Kind.DAY:
            days = numbers(1, (EARLIEST - EPOCH).days, (date.max - EPOCH).days)
            return Asked(question, code, (State.DAY.value, *states), numbers=days)
        case Kind.TABLE:
            rows = tuple(
                Made(step, tuple(numbers(*bounds) for bounds in reduced_bounds(question, step)))
                for step in takers
                if isinstance(step, Reduce | Descriptor)
            )
            return Asked(question, code, (State.TABLE.value, *states), rows=rows)
        case Kind.TEXT:
            return Asked(question, code, (State.TEXT.value, *states))


def _between(least: Fraction, most: Fraction, scale: int) -> Iterator[Fraction]:
    first, last = least * scale, most * scale
    for whole in range(-((-first.numerator) // first.denominator), last.numerator // last.denominator + 1):
        yield Fraction(whole, scale)


def column_of(question: Question, id: str) -> Column:
    """Return the column of a table question."""
    return next(column for column in question.columns if column.id == id)


def cell_scale(column: Column) -> int:
    """Return the scale at which every cell of a column, or the points of its levels, is a whole number."""
    if column.kind is Kind.NUMBER:
        scale: int = 10**column.places
        return scale
    return lcm(*(level.points.denominator for level in column.levels if level.points is not None))


def reduced_bounds(question: Question, step: Reduce | Descriptor) -> list[tuple[int, Fraction, Fraction]]:
    """Return scale, least and most of the columns that a step makes of the rows; a mean needs a sum and a count."""
    count = (1, Fraction(0), Fraction(question.rows_most))
    if isinstance(step, Reduce) and step.by is By.COUNT:
        return [count]
    column = column_of(question, step.level if isinstance(step, Descriptor) else step.column)
    least, most = _cell_bounds(column)
    rows = question.rows_most
    if isinstance(step, Descriptor) or step.by is By.HIGHEST:
        return [(cell_scale(column), least, most)]
    total = (cell_scale(column), least * rows, most * rows)
    return [total, count] if step.by is By.MEAN else [total]


def _cell_bounds(column: Column) -> tuple[Fraction, Fraction]:
    if column.kind is Kind.NUMBER:
        found = [Fraction(0), column.least or Fraction(0), column.most or Fraction(0)]
    else:
        found = [Fraction(0), *(level.points or Fraction(0) for level in column.levels)]
    # No rows come to 0.
    return min(found), max(found)
