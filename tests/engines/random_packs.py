"""Packs made at random over every operator, sound as the loader would demand, and people who answer them at random."""

import random
from datetime import date, timedelta
from fractions import Fraction

from ownway.rulebook.model import Answer, Column, Kind, Pack, Question, RoundTo, State, Unit
from ownway.rulebook.model.steps import Limit
from ownway.values import Rounding
from tests.engines.random_maker import DAY, Maker
from tests.engines.random_steps import MAKE, share

PENNY = RoundTo(Fraction(1, 100), Rounding.HALF_UP)


def pack_at_random(seed: int) -> Pack:
    """Return a sound pack, the same for the same *seed*."""
    maker = Maker(random.Random(seed))
    for _ in range(maker.chance.randint(2, 7)):
        maker.ask()
    if not maker.numbers():
        maker.scored()
    maker.add(share(maker, "share"))
    wanted = maker.chance.randint(2, 12)
    for place in range(wanted):
        operator = maker.chance.choice(list(MAKE))
        step = MAKE[operator](maker, f"s{place}")
        if step is not None:
            maker.add(step)
    figure = Limit(id="figure", unit=Unit.MONEY, of=maker.one(), least=Fraction(0), rounding=PENNY)
    assert maker.add(figure)
    return maker.pack()


def people_at_random(pack: Pack, seed: int, count: int) -> list[dict[str, Answer]]:
    """Return people with answers of every kind; one in three has answered everything."""
    chance = random.Random(seed)
    return [_person(pack, chance, complete=number % 3 == 0) for number in range(count)]


def _person(pack: Pack, chance: random.Random, complete: bool) -> dict[str, Answer]:
    answers = {}
    for question in pack.questions:
        if complete or chance.random() < 0.8:
            answers[question.id] = answered(question, chance)
        elif chance.random() < 0.7:
            hidden = [State.NOT_ASKED] if question.asked_if is not None else []
            answers[question.id] = Answer(chance.choice([State.LATER, *hidden, *question.may_skip]))
    return answers


def answered(question: Question, chance: random.Random) -> Answer:
    """Return an answer to a question, of all that it allows."""
    match question.kind:
        case Kind.LEVELS:
            return Answer.level(chance.choice(question.levels).id)
        case Kind.YES_NO:
            return Answer(chance.choice((State.YES, State.NO)))
        case Kind.NUMBER:
            every = chance.choice(question.every) if question.every else None
            return Answer(State.NUMBER, number_between(question.least, question.most, question.places, chance), every)
        case Kind.DAY:
            return Answer(State.DAY, min(DAY - timedelta(days=chance.randint(-400, 40_000)), date(2027, 12, 31)))
        case Kind.TABLE:
            count = chance.randint(0, question.rows_most)
            rows = [{column.id: cell(column, chance) for column in question.columns} for _ in range(count)]
            return Answer(State.TABLE, tuple(rows))
        case Kind.TEXT:
            return Answer(State.TEXT, "words")


def cell(column: Column, chance: random.Random) -> str | Fraction:
    """Return a cell of a table."""
    if column.kind is Kind.LEVELS:
        return chance.choice(column.levels).id
    return number_between(column.least, column.most, column.places, chance)


def number_between(least: Fraction | None, most: Fraction | None, places: int, chance: random.Random) -> Fraction:
    """Return a number of a question, its ends more often than others."""
    low, high = ((end or Fraction(0)) * 10**places for end in (least, most))
    near = chance.choice((0, 0, 1, 2))
    if near == 0:
        return Fraction(chance.randint(int(low), int(high)), 10**places)
    return Fraction(int(low) if near == 1 else int(high), 10**places)
