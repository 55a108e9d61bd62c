"""When a review is due, how a file becomes plain data, and how a score becomes a line; without a database."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

import pytest

from ownway.interfaces.web.outcomes.drawing import Dot, line
from ownway.rulebook.model import Review
from ownway.steps.outcomes.rules.answering import Answered, how_answered
from ownway.steps.review.rules.plain import as_plain
from ownway.steps.review.rules.rhythm import next_due
from ownway.values import Every, Money, Reason

RHYTHM = Review(first_after_days=91, then_every_days=365, questions=("working",))
DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("agreed", "last", "due"),
    [
        (DAY, None, date(2026, 6, 1)),
        (DAY, date(2026, 6, 1), date(2027, 6, 1)),
        (date(2026, 7, 1), date(2026, 6, 1), date(2026, 9, 30)),
    ],
    ids=["first", "after a review", "after a new agreement"],
)
def test_a_review_is_due_after_the_agreement_and_then_after_each_review(
    agreed: date, last: date | None, due: date
) -> None:
    assert next_due(RHYTHM, agreed_on=agreed, last_review_on=last) == due


@pytest.mark.req("O2")
@pytest.mark.parametrize(
    ("is_self", "said", "kept"),
    [
        (True, "alone", Answered.ALONE),
        (True, "with_help", Answered.WITH_HELP),
        (False, "alone", Answered.WITH_HELP),
        (False, "for_them", Answered.FOR_THEM),
    ],
)
def test_nobody_but_the_person_answers_alone(is_self: bool, said: str, kept: Answered) -> None:
    assert how_answered(is_self=is_self, said=said) is kept


@dataclass(frozen=True)
class Box:
    """Something with a bit of everything in it."""

    money: Money
    day: date
    share: Fraction
    every: Every
    reason: Reason
    marks: frozenset[str]
    by: dict[UUID, tuple[int, ...]]
    none: None = None


@pytest.mark.req("H4")
def test_a_file_becomes_data_that_any_program_reads_with_nothing_left_out() -> None:
    id = UUID("01890000-0000-7000-8000-000000000001")
    box = Box(
        Money(27_540, "GBP"), DAY, Fraction(15, 4), Every.WEEK, Reason("a.b", {"n": 1}), frozenset("ba"), {id: (1, 2)}
    )
    assert json.loads(json.dumps(as_plain(box))) == {
        "money": {"pence": 27_540, "currency": "GBP"},
        "day": "2026-03-02",
        "share": "15/4",
        "every": "week",
        "reason": {"code": "a.b", "facts": {"n": 1}},
        "marks": ["a", "b"],
        "by": {str(id): [1, 2]},
        "none": None,
    }


@pytest.mark.req("O1")
def test_a_line_goes_from_the_first_score_to_the_last_and_its_name_is_safe() -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    dots = [
        Dot(at, 0, "2 March"),
        Dot(at + timedelta(days=10), 5, "12 March"),
        Dot(at + timedelta(days=20), 10, "22 March"),
    ]
    drawn = line('Swim <b>"daily"</b>', dots, least=0, most=10)
    assert 'points="34,150 307,82 580,14"' in drawn
    assert "<b>" not in drawn
    assert drawn.count("<circle") == 3
    assert ("2 March" in drawn, "22 March" in drawn) == (True, True)
    alone = line("Swim", dots[:1], least=0, most=10)
    assert 'cx="307"' in alone
