"""Answers as they come in: what fits its question is kept exactly, what does not is refused by name."""

from fractions import Fraction
from pathlib import Path

import pytest

from ownway.rulebook.load import load_pack
from ownway.rulebook.model import Answer, CannotAnswer, Column, Kind, Level, NotANumber, Question, State, exact, written
from ownway.values import Every

PACK = load_pack(Path(__file__).parents[2] / "packs/in-control")
MEALS = PACK.question("meals")
LIFE = PACK.question("good_life")
ROUTE = PACK.question("troubled")
BORN = Question("born", Kind.DAY, "you")
NUMBER = Question("visits", Kind.NUMBER, "needs", least=Fraction(0), most=Fraction(9), every=(Every.WEEK, Every.MONTH))
WHOLE = Question("children", Kind.NUMBER, "needs", least=Fraction(0), most=Fraction(9), whole=True)
TABLE = Question(
    "tasks",
    Kind.TABLE,
    "needs",
    columns=(
        Column("task", Kind.LEVELS, (Level("wash"), Level("cook"))),
        Column("hours", Kind.NUMBER, least=Fraction(0), most=Fraction(24)),
    ),
    rows_most=2,
)

REFUSED = [
    (MEALS, "some", "answer.not_an_answer"),
    (MEALS, None, "answer.not_an_answer"),
    (MEALS, {}, "answer.not_an_answer"),
    (MEALS, {"level": "some", "state": "later"}, "answer.not_an_answer"),
    (MEALS, {"level": "huge"}, "answer.no_such_level"),
    (MEALS, {"level": ["some"]}, "answer.no_such_level"),
    (MEALS, {"state": "level"}, "answer.no_such_state"),
    (MEALS, {"state": "broken"}, "answer.no_such_state"),
    (MEALS, {"state": "not_asked"}, "answer.no_such_state"),
    (ROUTE, {"yes": "yes"}, "answer.not_yes_or_no"),
    (ROUTE, {"yes": 1}, "answer.not_yes_or_no"),
    (NUMBER, {"number": "3"}, "answer.not_an_answer"),
    (NUMBER, {"number": "3", "every": "day"}, "answer.no_such_period"),
    (NUMBER, {"number": "three", "every": "week"}, "answer.not_a_number"),
    (NUMBER, {"number": 2.5, "every": "week"}, "answer.not_a_number"),
    (NUMBER, {"number": True, "every": "week"}, "answer.not_a_number"),
    (NUMBER, {"number": "1e3", "every": "week"}, "answer.not_a_number"),
    (NUMBER, {"number": "NaN", "every": "week"}, "answer.not_a_number"),
    (NUMBER, {"number": "10", "every": "week"}, "answer.out_of_range"),
    (NUMBER, {"number": "-1", "every": "week"}, "answer.out_of_range"),
    (NUMBER, {"number": "1/3", "every": "week"}, "answer.too_many_places"),
    (NUMBER, {"number": "1.125", "every": "week"}, "answer.too_many_places"),
    (WHOLE, {"number": "2.5"}, "answer.not_whole"),
    (BORN, {"day": "1943-02-29"}, "answer.not_a_day"),
    (BORN, {"day": "1 March 1950"}, "answer.not_a_day"),
    (BORN, {"day": 1950}, "answer.not_a_day"),
    (BORN, {"day": "0950-03-01"}, "answer.day_too_early"),
    (LIFE, {"text": 5}, "text.not_text"),
    (LIFE, {"text": "a\x00b"}, "text.nul"),
    (LIFE, {"text": "a" * 4001}, "text.too_long"),
    (TABLE, {"table": "wash"}, "answer.not_an_answer"),
    (TABLE, {"table": [{"task": "wash", "hours": "1"}] * 3}, "answer.too_many_rows"),
    (TABLE, {"table": [{"task": "sing", "hours": "1"}]}, "answer.no_such_level"),
    (TABLE, {"table": [{"task": "wash"}]}, "answer.not_a_number"),
]


@pytest.mark.parametrize(("question", "given", "code"), REFUSED)
def test_what_does_not_fit_is_refused_with_its_question(question: Question, given: object, code: str) -> None:
    """The field is named, so that a page can show the error beside it."""
    with pytest.raises(CannotAnswer) as refused:
        Answer.from_json(question, given)
    assert (refused.value.why.code, refused.value.field) == (code, question.id)


@pytest.mark.parametrize(
    ("question", "given"),
    [
        (MEALS, {"level": "some"}),
        (MEALS, {"state": "declined"}),
        (ROUTE, {"yes": True}),
        (NUMBER, {"number": "2.5", "every": "month"}),
        (NUMBER, {"number": "0.25", "every": "week"}),
        (BORN, {"day": "1944-02-29"}),
        (WHOLE, {"number": "3"}),
        (LIFE, {"text": "أريد حديقة 🌱\nund Ruhe"}),
        (TABLE, {"table": [{"task": "wash", "hours": "0.5"}]}),
    ],
)
def test_what_fits_comes_back_as_it_went_in(question: Question, given: object) -> None:
    """Emoji, right-to-left letters, leap days and halves alike."""
    assert Answer.from_json(question, given).as_json() == given


@pytest.mark.parametrize("text", ["12", "-0.5", "3.75", "12/52", "999999999999999"])
def test_an_exact_number_is_read_and_written_without_loss(text: str) -> None:
    """No binary float comes between."""
    assert exact(written(exact(text))) == Fraction(text)


@pytest.mark.parametrize("text", ["", "1,5", "1e9", "٣", "0x10", "1/0", "1.5/2", "inf", " 1", "1_000", "9" * 40])
def test_what_is_no_exact_number_is_refused(text: str) -> None:
    """Neither other scripts nor exponents nor division by nothing."""
    with pytest.raises(NotANumber):
        exact(text)


def test_an_answer_is_told_to_conditions_by_level_or_state() -> None:
    """Routing asks for names, not for numbers."""
    assert [Answer.level("some").told, Answer(State.YES).told, Answer(State.LATER).told] == ["some", "yes", "later"]
