"""The states of a decision and the days of its clocks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownway.registers.decisions.rules import clocks
from ownway.registers.decisions.rules.states import MEANINGS, MOVES, Answered, Standing, diagram, standing

DAYS = st.dates(date(1970, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("answers", "stands"),
    [
        ([], "stands"),
        ([None], "challenged"),
        ([Answered.UPHELD], "overturned"),
        ([Answered.NOT_UPHELD], "confirmed"),
        ([Answered.WITHDRAWN], "stands"),
        ([Answered.WITHDRAWN, None], "challenged"),
        ([Answered.NOT_UPHELD, Answered.UPHELD], "overturned"),
        ([Answered.NOT_UPHELD, Answered.WITHDRAWN], "stands"),
    ],
)
def test_a_decision_stands_as_its_challenges_came_out(answers: list[Answered | None], stands: str) -> None:
    assert standing(answers) == stands


@pytest.mark.parametrize("impossible", [[None, None], [Answered.UPHELD, None]])
def test_a_decision_that_fell_or_is_being_answered_meets_no_challenge(impossible: list[Answered | None]) -> None:
    with pytest.raises(ValueError, match="challenge"):
        standing(impossible)


def test_the_table_of_states_is_whole() -> None:
    assert set(MOVES) == set(Standing) == set(MEANINGS)
    assert {after for deeds in MOVES.values() for after in deeds.values()} <= set(Standing)


def test_every_state_is_in_the_picture() -> None:
    assert all(f"    {state} --> " in diagram() for state in Standing)


@given(DAYS, st.integers(0, 400))
def test_plain_days_are_counted_from_the_day_after(start: date, days: int) -> None:
    assert clocks.due(start, days) == start + timedelta(days=days)


@given(DAYS, st.integers(0, 60), st.sets(DAYS, max_size=5))
def test_working_days_leave_out_weekends_and_closed_days(start: date, days: int, closed: set[date]) -> None:
    end = clocks.due(start, days, working=True, closed=closed)
    between = [start + timedelta(days=number) for number in range(1, (end - start).days + 1)]
    assert sum(day.weekday() < 5 and day not in closed for day in between) == days
    assert days == 0 or (end.weekday() < 5 and end not in closed)


def test_five_working_days_over_christmas() -> None:
    closed = {date(2026, 12, 25), date(2026, 12, 28)}
    assert clocks.due(date(2026, 12, 22), 5, working=True, closed=closed) == date(2026, 12, 31)


def test_a_clock_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="-1"):
        clocks.due(date(2026, 1, 1), -1)


@pytest.mark.parametrize(("today", "late"), [(date(2026, 1, 9), 0), (date(2026, 1, 10), 0), (date(2026, 1, 13), 3)])
def test_late_is_counted_from_the_day_after_the_last(today: date, late: int) -> None:
    assert clocks.days_late(date(2026, 1, 10), today) == late
