"""Statutory schemes read twice: for random people the packs give to the penny what plain readings of the law give."""

import itertools
import os
import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from ownway.rulebook.engines.one import figure_of, work_out
from ownway.rulebook.load import load_pack
from ownway.rulebook.model import Answer, Kind, Pack, Question, State
from tests.engines import britain, flanders, florida, france, spain, statute

FOLDER = Path(__file__).parents[2] / "packs"
PEOPLE = 100_000 if os.environ.get("OWNWAY_EVIDENCE") else 2_000
"""How many random people are tried in each scheme."""

WHOLE = 10
"""Every so many people the steps are compared as well; for the others the figure alone."""

Answers = Mapping[str, Answer]
Steps = Mapping[str, Fraction | str]
Reading = Callable[[Answers, date], tuple[int, Steps]]


def pack_of(id: str) -> Pack:
    """Return a pack of the repository."""
    return load_pack(FOLDER / id)


def days_within(pack: Pack, first: date | None = None) -> tuple[date, int]:
    """Return the first day to try and how many days there are from it to the pack's end."""
    start = max(pack.in_force.start, first or pack.in_force.start)
    assert pack.in_force.end is not None
    return start, (pack.in_force.end - start).days


def answered(question: Question, chance: random.Random, day: date) -> Answer:
    """Return some answer to a question; the ends of a scale come more often than they would by chance."""
    match question.kind:
        case Kind.LEVELS:
            return Answer.level(chance.choice(question.levels).id)
        case Kind.YES_NO:
            return Answer(chance.choice((State.NO, State.YES)))
        case Kind.NUMBER:
            least, most = question.least or Fraction(0), question.most or Fraction(0)
            steps = int((most - least) * 10**question.places)
            # Half of the numbers are small, as most sums and hours are.
            reach = chance.choice((steps, max(steps // 10, 1)))
            number = least + Fraction(chance.randint(0, reach), 10**question.places)
            return Answer(State.NUMBER, number, chance.choice(question.every) if question.every else None)
        case Kind.DAY:
            return Answer(State.DAY, day - timedelta(days=chance.randint(0, 36_500)))
        case Kind.TABLE:
            return Answer(State.TABLE, tuple(rows(question, chance)))
        case Kind.TEXT:
            return Answer(State.LATER)


def rows(question: Question, chance: random.Random) -> Iterator[dict[str, Fraction | str]]:
    """Yield some rows of a table, each with a level of its own."""
    levels, number = question.columns
    count = chance.choice((0, 1, 1, 2, 3))
    for level in chance.sample(levels.levels, min(count, len(levels.levels))):
        yield {levels.id: level.id, number.id: Fraction(chance.choice((10, 30, 40, 49, 50, 51, 60, 100)))}


def people(pack: Pack, first: date | None = None, seed: int = 1) -> Iterator[tuple[Answers, date]]:
    """Yield random people who answer whatever they are asked, each with a day on which the pack is in force.

    Half of them need little, so that small sums are tried as well.
    """
    chance = random.Random(seed)
    start, days = days_within(pack, first)
    for number in range(PEOPLE):
        day = start + timedelta(days=chance.randrange(days))
        leaning = chance.random() if number % 2 else 0.0
        answers: dict[str, Answer] = {}
        for question in pack.questions:
            if question.kind is Kind.TEXT or not pack.asked(question, answers):
                continue
            given = answered(question, chance, day)
            if question.scored and question.kind is Kind.LEVELS and chance.random() < leaning:
                given = Answer.level(question.levels[0].id)
            answers[question.id] = given
        yield answers, day


def compare(pack: Pack, read: Reading, first: date | None = None) -> None:
    """Compare the pack with a plain reading: the figure of everyone, and the steps of some.

    *read* returns what the law gives on a day: the pence, and the steps that must come out.
    """
    for number, (answers, day) in enumerate(people(pack, first)):
        expected, steps = read(answers, day)
        if number % WHOLE:
            figure = figure_of(pack, answers, day)
            assert figure is not None
            assert figure.pence == expected, (answers, day)
            continue
        worked = work_out(pack, answers, day)
        assert worked.figure is not None, worked.missing
        assert worked.figure.pence == expected, (answers, day)
        assert {id: worked.step(id).value for id in steps} == steps, (answers, day)


@pytest.mark.req("A3")
def test_the_florida_pack_agrees_with_a_plain_reading_of_the_rule() -> None:
    """The root to the ten-thousandth, the sum to the cent."""

    def read(answers: Answers, day: date) -> tuple[int, Steps]:
        root, cents = florida.root_and_cents(answers, day)
        return cents, {"root": Fraction(root, 10_000)}

    compare(pack_of("us-fl-ibudget"), read)


@pytest.mark.req("A3")
def test_the_french_pack_agrees_with_a_plain_reading_of_the_code() -> None:
    """Group and allowance, whatever the year since 2017."""

    def read(answers: Answers, day: date) -> tuple[int, Steps]:
        group, cents = france.group_and_cents(answers, day)
        return cents, {"gir": f"gir_{group}"}

    compare(pack_of("fr-apa-aggir"), read, first=date(2017, 1, 1))


@pytest.mark.req("A3")
def test_the_spanish_pack_agrees_with_a_plain_reading_of_the_decree() -> None:
    """Grade and the most the state allows."""
    pack = pack_of("es-bvd")
    tasks = [question.id for question in pack.questions if question.scale == "task"]
    assert len(tasks) == 59

    def read(answers: Answers, day: date) -> tuple[int, Steps]:
        grade, cents = spain.grade_and_cents(answers, tasks)
        return cents, {"grade": f"grade_{grade}" if grade else "no_grade"}

    compare(pack, read)


@pytest.mark.req("A3")
def test_the_british_pack_agrees_with_a_plain_reading_of_the_regulations() -> None:
    """Both sums of points and the weekly payment."""

    def read(answers: Answers, day: date) -> tuple[int, Steps]:
        daily_living, mobility, paid = britain.points_and_pence(answers, day)
        return paid, {"daily_living": Fraction(daily_living), "mobility": Fraction(mobility)}

    compare(pack_of("gb-pip"), read)


@pytest.mark.req("A3")
def test_the_flemish_pack_agrees_with_the_printed_sums() -> None:
    """Every category as printed, worked out from its points."""
    compare(pack_of("be-vlg-pvb"), lambda answers, day: (flanders.cents(answers), {}))


@pytest.mark.req("A3")
def test_the_german_pack_agrees_with_a_plain_reading_of_the_statute_for_many() -> None:
    """Total, grade and benefit, where answers fall evenly and where they lean to little need."""

    def read(answers: Answers, day: date) -> tuple[int, Steps]:
        total, grade, cents = statute.grade_and_cents(answers)
        return cents, {"total": total, "grade": f"grade_{grade}" if grade else "none"}

    compare(pack_of("de-sgb-xi"), read)


@pytest.mark.req("A3")
def test_the_french_grid_gives_thirty_people_with_more_need_a_lower_group() -> None:
    """All single steps of all 6,561 profiles: the known fault of the grid, counted, and as the waivers say."""
    pack = pack_of("fr-apa-aggir")
    groups = {profile: france.group_of(profile) for profile in map("".join, itertools.product("abc", repeat=8))}
    fallen = [
        (france.ABILITIES[place], group, groups[worse])
        for profile, group in groups.items()
        for place, letter in enumerate(profile)
        if letter != "c" and groups[worse := profile[:place] + chr(ord(letter) + 1) + profile[place + 1 :]] > group
    ]
    assert len(groups) == 6_561
    assert sorted({name for name, _, _ in fallen}) == ["moving_indoors", "transfers"]
    told = {(name, before, after): fallen.count((name, before, after)) for name, before, after in fallen}
    assert told == {("moving_indoors", 2, 3): 14, ("transfers", 4, 5): 12, ("transfers", 5, 6): 4}
    waived = {waiver.finding: waiver.because for waiver in pack.waivers}
    assert "14 of 34,992" in " ".join(waived["monotone.moving_indoors"].split())
    assert "16 of 34,992" in " ".join(waived["monotone.transfers"].split())
