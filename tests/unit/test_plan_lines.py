"""A plan's lines add up to the penny and are held against the budget by the pack's own year."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownway.steps.planning.rules.lines import (
    LineCost,
    budget_in_a_year,
    pence_in_a_year,
    standing,
    what_could_give,
)
from ownway.steps.planning.rules.states import MOVES, PlanState, furthest, may_follow
from ownway.values import Every, Money

YEAR = {
    Every.DAY: Fraction(365),
    Every.WEEK: Fraction(52),
    Every.MONTH: Fraction(12),
    Every.YEAR: Fraction(1),
}


@pytest.mark.req("P3")
def test_a_weekly_line_costs_its_price_times_the_weeks_of_the_pack() -> None:
    line = LineCost(pence=1450, quantity=Fraction(3, 2), times=2, every=Every.WEEK)
    assert pence_in_a_year(line, YEAR) == 226_200  # £14.50 × 1.5 hours × twice × 52


@pytest.mark.req("P3")
def test_a_line_bought_once_is_counted_once() -> None:
    assert pence_in_a_year(LineCost(32_000, Fraction(1), 1, Every.ONCE), YEAR) == 32_000


@pytest.mark.req("P3")
def test_a_plan_says_by_how_much_it_does_not_fit_and_what_could_give() -> None:
    beside = standing([226_200, 90_000], budget_in_a_year(Money(5_500, "GBP"), Every.WEEK, YEAR))
    assert not beside.fits
    assert beside.too_much == Money(30_200, "GBP")
    assert what_could_give({"assistant": 226_200, "swimming": 90_000}, 30_200) == (
        "swimming",
        "assistant",
    )


def test_where_no_single_line_is_enough_the_dearest_that_together_are_enough_are_named() -> None:
    assert what_could_give({"a": 10, "b": 30, "c": 20}, 45) == ("b", "c")


@given(
    st.dictionaries(st.text(min_size=1, max_size=4), st.integers(0, 10_000), max_size=8),
    st.integers(0, 20_000),
)
def test_leaving_out_what_could_give_makes_the_plan_fit_whenever_that_is_possible(
    lines: dict[str, int], much: int
) -> None:
    given_up = what_could_give(lines, much)
    if much == 0 or sum(lines.values()) < much:
        assert much > 0 or given_up == ()
        return
    if all(lines[name] >= much for name in given_up):
        assert given_up
    else:
        assert sum(lines[name] for name in given_up) >= much


def test_every_state_of_a_plan_says_what_may_follow() -> None:
    assert set(MOVES) == set(PlanState)
    assert not may_follow(PlanState.AGREED, PlanState.DRAFT)


def test_a_version_stands_where_its_way_has_led_it_whatever_the_order_of_the_rows() -> None:
    assert furthest([]) is PlanState.DRAFT
    assert furthest([PlanState.HANDED_IN, PlanState.DRAFT]) is PlanState.HANDED_IN
    assert furthest([PlanState.RETURNED, PlanState.HANDED_IN]) is PlanState.RETURNED
    assert furthest([PlanState.REPLACED, PlanState.AGREED, PlanState.HANDED_IN]) is PlanState.REPLACED
