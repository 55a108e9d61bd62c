"""The rule that engines are timed on means the same to all that are timed, down to plain decimal arithmetic."""

from fractions import Fraction

import pytest

from ownway.rulebook.engines import many
from ownway.rulebook.engines.one import work_out
from ownway.rulebook.model import Answer, Pack
from ownway.values import Money
from tests.bench.decimals import InDecimals
from tests.bench.people import as_table, invent, one
from tests.bench.rule import COINS, DAY, OUTPUTS, PARTS, Answers, read

PEOPLE = 300


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The pack of the bench."""
    return read()[0]


@pytest.fixture(scope="module")
def people(pack: Pack) -> Answers:
    """Some people, invented by another chance than those who are timed."""
    return invent(pack, PEOPLE, seed=4)


def answers_of(pack: Pack, told: dict[str, str | int]) -> dict[str, Answer]:
    """Return one person's answers as the reference engine takes them."""
    return {
        name: Answer.level(given)
        if isinstance(given, str)
        else Answer.from_json(pack.question(name), {"number": given})
        for name, given in told.items()
    }


def test_plain_decimals_and_the_reference_engine_agree_on_everyone(pack: Pack, people: Answers) -> None:
    plainly = InDecimals(pack)
    for row in range(PEOPLE):
        told = one(pack, people, row)
        worked = work_out(pack, answers_of(pack, told), DAY)
        values = [worked.step(name).value for name in OUTPUTS]
        exact = [Fraction(value.pence, COINS) if isinstance(value, Money) else value for value in values]
        assert exact == [Fraction(number) for number in plainly.work_out(told)]


def test_columns_and_plain_decimals_agree_on_everyone(pack: Pack, people: Answers) -> None:
    population, bad = many.encode(pack, as_table(pack, people))
    table = many.work_out_many(many.program(pack, DAY), population, steps=OUTPUTS, kernel="plain")
    scales = [int(table.schema.field(name).metadata[b"scale"]) for name in OUTPUTS]
    plainly = InDecimals(pack)
    assert not bad
    assert scales == [PARTS, COINS, COINS]
    for row in range(PEOPLE):
        found = [Fraction(table[name][row].as_py(), scale) for name, scale in zip(OUTPUTS, scales, strict=True)]
        assert found == [Fraction(number) for number in plainly.work_out(one(pack, people, row))]
