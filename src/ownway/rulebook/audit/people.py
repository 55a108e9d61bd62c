"""People who try a rule out: all combinations of answers where they are few, else a sample that a seed fixes."""

import itertools
import math
import random
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from ownway.rulebook.audit.findings import Answers
from ownway.rulebook.model.answers import Answer
from ownway.rulebook.model.conditions import questions_in
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import Kind, Question, State
from ownway.rulebook.model.steps import Choose

FEW = 20_000
"""Up to so many combinations all of them are tried."""


def feeding(pack: Pack) -> dict[str, int]:
    """Return the questions the figure or a sum beside it rests on, and by how many steps each is taken."""
    steps = {step.id: step for step in pack.allocation.steps}
    taken: dict[str, int] = {}
    seen: set[str] = set()
    open = [pack.allocation.figure_step, *pack.allocation.beside]
    while open:
        name = open.pop()
        if name in seen:
            continue
        seen.add(name)
        step = steps[name]
        reckoned = set(step.takes)
        if isinstance(step, Choose):
            # What a choice only looks at decides, but is not counted twice.
            reckoned = {case.take for case in step.cases} | {step.take}
        for below in step.takes:
            if below in steps:
                open.append(below)
            else:
                taken[below] = taken.get(below, 0) + (below in reckoned)
    return taken


def routing(pack: Pack) -> frozenset[str]:
    """Return the questions that decide whether others are asked."""
    return frozenset().union(*(questions_in(question.asked_if) for question in pack.questions))


def choices(question: Question) -> tuple[Answer, ...]:
    """Return the answers that try a question out: every level, or numbers from its least to its most."""
    match question.kind:
        case Kind.LEVELS:
            return tuple(Answer.level(level.id) for level in question.levels)
        case Kind.YES_NO:
            return (Answer(State.NO), Answer(State.YES))
        case Kind.NUMBER:
            least, most = question.least or Fraction(0), question.most or Fraction(0)
            middle = Fraction((least + most) // 2)
            numbers = dict.fromkeys([least, min(least + 1, most), middle, most])
            periods = question.every or (None,)
            return tuple(Answer(State.NUMBER, number, every) for every in periods for number in numbers)
        case _:
            return ()


def tried(pack: Pack) -> list[Question]:
    """Return the questions worth trying: those the figure rests on, and those that route to them."""
    needed = set(feeding(pack)) | routing(pack)
    return [question for question in pack.questions if question.id in needed and choices(question)]


def count_of(pack: Pack) -> int:
    """Return how many combinations of answers there are."""
    return math.prod(len(choices(question)) for question in tried(pack))


def people(pack: Pack, sample: int, seed: int = 1) -> Iterator[Answers]:
    """Yield everyone where the combinations are few, else *sample* people; the same for the same *seed*.

    Half of a sample leans to little need, as real people do, so that small sums are tried as well.
    """
    questions = tried(pack)
    if count_of(pack) <= FEW:
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
    """Return the days on which a pack is tried: its first, and its last where it ends."""
    last = pack.in_force.end
    return (pack.in_force.start,) if last is None else (pack.in_force.start, last - timedelta(days=1))
