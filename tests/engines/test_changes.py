"""What would change a figure: numbers, days and tables too, each by a step that its question takes."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from ownway.rulebook.changes import neighbours, step_of, what_would_change
from ownway.rulebook.engines.days import used_by
from ownway.rulebook.engines.one import figure_of
from ownway.rulebook.load import files_of, load_pack, read_examples
from ownway.rulebook.model import Answer, Kind, Question, State
from ownway.rulebook.model.questions import Column, Level
from ownway.rulebook.model.steps import On

PACKS = Path(__file__).parents[2] / "packs"


@pytest.mark.parametrize(
    ("number", "step"), [("0", 1), ("3.5", 1), ("99", 1), ("100", 10), ("-250", 10), ("14250", 1000)]
)
def test_a_step_of_a_number_is_a_round_part_of_it(number: str, step: int) -> None:
    assert step_of(Fraction(number)) == step


def test_a_number_goes_no_further_than_its_question_lets_it() -> None:
    question = Question("hours", Kind.NUMBER, "needs", least=Fraction(0), most=Fraction(20))
    near = [one.value for one in neighbours(question, Answer(State.NUMBER, Fraction(20)))]
    assert near == [Fraction(19)]


def test_a_day_moves_by_a_year_and_the_leap_day_by_nearly_one() -> None:
    question = Question("born", Kind.DAY, "you")
    near = [one.value for one in neighbours(question, Answer(State.DAY, date(1960, 2, 29)))]
    assert near == [date(1959, 2, 28), date(1961, 2, 28)]


def test_one_cell_of_a_table_moves_at_a_time_or_its_last_row_goes() -> None:
    columns = (
        Column("what", Kind.LEVELS, levels=(Level("little"), Level("lot"))),
        Column("times", Kind.NUMBER, least=Fraction(1), most=Fraction(3), whole=True),
    )
    question = Question("visits", Kind.TABLE, "needs", columns=columns, rows_most=3)
    row = {"what": "little", "times": Fraction(3)}
    near = [one.value for one in neighbours(question, Answer(State.TABLE, (row,)))]
    assert near == [({"what": "lot", "times": Fraction(3)},), ({"what": "little", "times": Fraction(2)},), ()]


@pytest.mark.req("A4")
@pytest.mark.parametrize("id", sorted(path.parent.name for path in PACKS.glob("*/pack.yaml")))
def test_what_is_told_would_come_out_in_every_programme(id: str) -> None:
    """The worked example with most to say of each programme."""
    pack = load_pack(PACKS / id)
    kinds = set()
    for example in read_examples(pack, files_of(PACKS / id)):
        now = None if example.refused else figure_of(pack, example.answers, example.as_of)
        if now is None:
            continue
        for one in what_would_change(pack, example.answers, example.as_of):
            assert figure_of(pack, {**example.answers, one.question: one.answer}, example.as_of) == one.figure
            assert one.difference == one.figure.pence - now.pence != 0
            kinds.add(pack.question(one.question).kind)
    if id == "fr-apa-aggir":
        assert Kind.DAY in kinds
    if id == "gb-pip":
        assert Kind.TABLE in kinds
    if id == "at-pflegegeld":
        assert Kind.NUMBER in kinds


def test_a_rule_says_which_days_it_rests_on() -> None:
    assert used_by(load_pack(PACKS / "in-control")) == {On.RULE}
    assert used_by(load_pack(PACKS / "gb-direct-payments")) >= {On.RULE, On.NEEDS}
