"""People who try a rule out: the answers worth trying, everyone where they are few, else a sample that a seed fixes."""

import itertools
import math
import random
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from ownway.rulebook.audit.findings import Answers
from ownway.rulebook.audit.landmarks import ages_of, numbers_of
from ownway.rulebook.model.answers import Answer, Cell
from ownway.rulebook.model.conditions import questions_in
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import Kind, Question, State
from ownway.rulebook.model.steps import Cascade, Descriptor, Frequency, Index, Lookup

FEW = 20_000
"""Up to so many combinations all of them are tried, where the rule's structure does not help."""


class Row(dict[str, Cell]):
    """A row of a table question that never changes, so that answers with rows can be told apart quickly."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted((key, str(cell)) for key, cell in self.items())))


def outcomes(pack: Pack) -> tuple[str, ...]:
    """Return the steps a person is told: the figure and the sums beside it."""
    return tuple(dict.fromkeys((pack.allocation.figure_step, *pack.allocation.beside)))


def feeding(pack: Pack) -> dict[str, int]:
    """Return the questions that something told rests on, and by how many steps each is counted."""
    steps = {step.id: step for step in pack.allocation.steps}
    taken: dict[str, int] = {}
    seen: set[str] = set()
    open = [*outcomes(pack)]
    if pack.allocation.eligibility is not None:
        open.append(pack.allocation.eligibility.step)
    while open:
        name = open.pop()
        if name in seen:
            continue
        seen.add(name)
        for below in steps[name].takes:
            if below in steps:
                open.append(below)
            else:
                # What a step only looks at decides, but is not counted.
                taken[below] = taken.get(below, 0) + (below in steps[name].counts)
    return taken


def needs(pack: Pack) -> frozenset[str]:
    """Return the questions whose answers run from less need to more.

    Those that are scored; those that a cascade weighs; those that ask how often help is needed; tables of descriptors.
    """
    found = {question.id for question in pack.questions if question.scored}
    for step in pack.allocation.steps:
        if isinstance(step, Cascade):
            found |= {name for name in step.takes if pack.question(name).kind is Kind.LEVELS}
        if isinstance(step, Frequency):
            found |= set(step.inputs)
        if isinstance(step, Descriptor):
            found.add(step.of)
    return frozenset(found)


def routing(pack: Pack) -> frozenset[str]:
    """Return the questions that decide whether others are asked."""
    return frozenset().union(*(questions_in(question.asked_if) for question in pack.questions))


def choices(question: Question) -> tuple[Answer, ...]:
    """Return the answers that try a question out: every level, some numbers, days and rows from least to most."""
    match question.kind:
        case Kind.LEVELS:
            return tuple(Answer.level(level.id) for level in question.levels)
        case Kind.YES_NO:
            return (Answer(State.NO), Answer(State.YES))
        case Kind.NUMBER:
            least, most = _ends(question)
            middle = Fraction((least + most) // 2)
            numbers = dict.fromkeys([least, min(least + 1, most), max(least, middle), most])
            periods = question.every or (None,)
            return tuple(Answer(State.NUMBER, number, every) for every in periods for number in numbers)
        case Kind.DAY:
            return tuple(Answer(State.DAY, date(year, 6, 15)) for year in (2016, 2008, 1998, 1975, 1945))
        case Kind.TABLE:
            return _tables(question)
        case _:
            return ()


def _ends(question: Question) -> tuple[Fraction, Fraction]:
    return question.least or Fraction(0), question.most or Fraction(0)


def _tables(question: Question) -> tuple[Answer, ...]:
    """Return no rows, and single rows: each level with the most of every number, and the middle of the numbers."""
    most: dict[str, Cell] = {}
    middle: dict[str, Cell] = {}
    for column in question.columns:
        if column.kind is Kind.LEVELS:
            most[column.id] = middle[column.id] = column.levels[0].id
        else:
            ends = (column.least or Fraction(0), column.most or Fraction(0))
            most[column.id], middle[column.id] = ends[1], Fraction((ends[0] + ends[1]) // 2)
    rows = [Row(middle), Row(most)]
    for column in question.columns:
        rows += [Row({**most, column.id: level.id}) for level in column.levels]
    tables: list[tuple[Row, ...]] = [(), *((row,) for row in dict.fromkeys(rows))]
    return tuple(Answer(State.TABLE, table) for table in tables)


def worth_trying(pack: Pack, question: Question, on: date) -> tuple[Answer, ...]:
    """Return the answers that try a question out where it matters most: those of :func:`choices`, and every border.

    A border is a number or an age at which a step of the pack turns, and the smallest answer to either side of it.
    """
    if question.kind is Kind.NUMBER and not question.every:
        least, most = _ends(question)
        unit = Fraction(1, 10**question.places)
        near = [edge + side for edge in numbers_of(pack, question.id) for side in (-unit, Fraction(0), unit)]
        given = [answer.value for answer in choices(question) if isinstance(answer.value, Fraction)]
        allowed = {number for number in [*near, *given] if least <= number <= most and not number % unit}
        return tuple(Answer(State.NUMBER, number) for number in sorted(allowed))
    if question.kind is Kind.DAY:
        days = {answer.value for answer in choices(question) if isinstance(answer.value, date)}
        for age in ages_of(pack, question.id):
            birthday = _years_before(on, age)
            days |= {birthday, birthday + timedelta(days=1)}
        return tuple(Answer(State.DAY, day) for day in sorted(days, reverse=True))
    return choices(question)


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))


def complete(question: Question) -> bool:
    """Whether the answers tried are all there are."""
    return question.kind in (Kind.LEVELS, Kind.YES_NO)


def tried(pack: Pack) -> list[Question]:
    """Return the questions worth trying: those the figure rests on, and those that route to them."""
    needed = set(feeding(pack)) | routing(pack)
    return [question for question in pack.questions if question.id in needed and choices(question)]


def count_of(pack: Pack) -> int:
    """Return how many combinations of answers there are."""
    return math.prod(len(choices(question)) for question in tried(pack))


def people(pack: Pack, sample: int, seed: int = 1) -> Iterator[Answers]:
    """Yield everyone where the combinations are no more than *sample*, else *sample* people, the same for a *seed*.

    Half of a sample leans to little need, as real people do, so that small sums are tried as well.
    """
    questions = tried(pack)
    if count_of(pack) <= sample:
        for chosen in itertools.product(*(choices(question) for question in questions)):
            yield dict(zip((question.id for question in questions), chosen, strict=True))
        return
    chance = random.Random(seed)
    for number in range(sample):
        yield someone(questions, chance, little=number % 2 == 0)


def someone(questions: list[Question], chance: random.Random, little: bool = False) -> Answers:
    """Return one person with an answer to each question."""
    answers: dict[str, Answer] = {}
    leaning = chance.random()
    for question in questions:
        given = choices(question)
        first = little and chance.random() > leaning
        answers[question.id] = given[0] if first else chance.choice(given)
    return answers


def days(pack: Pack) -> tuple[date, ...]:
    """Return the days on which a pack is tried: its first, and each on which a number of it changes."""
    starts = {pack.in_force.start}
    for step in pack.allocation.steps:
        if isinstance(step, Lookup | Index):
            starts |= {table.starts for table in step.tables if table.starts in pack.in_force}
    return tuple(sorted(starts))
