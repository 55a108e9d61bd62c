"""A dated rate comes to the same however its days are cut; a regular payment falls due as a slow clock says."""

import itertools
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownway.registers.money.rules.dates import dues
from ownway.registers.money.rules.rates import (
    DatedRate,
    months_later,
    pence_for,
    rate_on,
    rounds_until,
    times,
    unspent,
)
from ownway.registers.money.rules.refusals import CannotCharge
from ownway.values import Every, Period

days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
regular = st.sampled_from([every for every in Every if every is not Every.ONCE])
pence = st.integers(0, 500_000)


@st.composite
def rates(draw: st.DrawFn) -> list[DatedRate]:
    starts = sorted(draw(st.sets(days, min_size=1, max_size=4)))
    return [DatedRate(start, draw(pence), draw(regular)) for start in starts]


@given(rates(), st.lists(st.integers(1, 400), min_size=1, max_size=8))
def test_the_parts_of_a_period_add_up_to_the_whole(given_rates: list[DatedRate], lengths: list[int]) -> None:
    start = given_rates[0].starts
    cuts = [start + timedelta(days=sum(lengths[:number])) for number in range(len(lengths) + 1)]
    parts = [pence_for(given_rates, Period(*ends)) for ends in itertools.pairwise(cuts)]
    assert sum(parts) == pence_for(given_rates, Period(start, cuts[-1]))
    assert min(parts) >= 0


@given(days, pence, regular, st.integers(1, 60))
def test_a_rate_comes_to_itself_each_time_it_comes_round(start: date, sum_of: int, every: Every, number: int) -> None:
    rate = DatedRate(start, sum_of, every)
    assert pence_for([rate], Period(start, times(start, every, number))) == sum_of * number


def test_a_month_begun_counts_by_its_days() -> None:
    rate = [DatedRate(date(2026, 1, 31), 31_000, Every.MONTH)]
    assert pence_for(rate, Period(date(2026, 1, 31), date(2026, 2, 28))) == 31_000
    assert pence_for(rate, Period(date(2026, 2, 28), date(2026, 3, 10))) == 10_000
    leap = [DatedRate(date(2028, 2, 29), 36_600, Every.YEAR)]
    assert pence_for(leap, Period(date(2028, 2, 29), date(2029, 2, 28))) == 36_600


def test_a_later_rate_governs_from_its_first_day() -> None:
    given_rates = [DatedRate(date(2026, 5, 4), 700, Every.WEEK), DatedRate(date(2026, 5, 6), 1_400, Every.WEEK)]
    assert pence_for(given_rates, Period(date(2026, 5, 4), date(2026, 5, 11))) == 200 + 1_000
    assert rate_on(given_rates, date(2026, 5, 5)) == given_rates[0]
    assert rate_on(given_rates, date(2026, 5, 3)) is None
    with pytest.raises(CannotCharge, match=r"money\.no_rate"):
        pence_for(given_rates, Period(date(2026, 5, 3), date(2026, 5, 5)))


def test_what_is_given_once_is_charged_once() -> None:
    rate = [DatedRate(date(2026, 5, 4), 25_000, Every.ONCE)]
    assert pence_for(rate, Period(date(2026, 5, 4), date(2026, 5, 5))) == 25_000
    assert pence_for(rate, Period(date(2026, 5, 5), date(2027, 5, 5))) == 0


@given(days, st.integers(1, 400), st.integers(-10, 410), pence)
def test_a_cut_splits_what_was_charged_and_loses_nothing(start: date, length: int, lived: int, sum_of: int) -> None:
    charged = Period(start, start + timedelta(days=length))
    back = unspent(charged, sum_of, start + timedelta(days=lived))
    assert 0 <= back <= sum_of
    share = Fraction(sum_of * min(max(lived, 0), length), length)
    assert abs(sum_of - back - share) <= Fraction(1, 2)


@given(days, regular, days)
def test_rounds_are_counted_as_a_slow_clock_would(start: date, every: Every, day: date) -> None:
    number = 0
    while times(start, every, number + 1) <= day:
        number += 1 if every is not Every.DAY else max(1, (day - start).days - number)
    counted = rounds_until(start, every, day)
    assert counted == 0 if day <= start else number <= counted < number + 1


@given(days, st.integers(0, 300))
def test_months_keep_their_day_or_take_the_last(start: date, months: int) -> None:
    later = months_later(start, months)
    assert (later.year * 12 + later.month) - (start.year * 12 + start.month) == months
    assert later.day == start.day or (later.day < start.day and (later + timedelta(days=1)).day == 1)


@given(days, regular, st.booleans(), st.integers(-400, 400), st.integers(0, 400))
def test_what_falls_due_between_two_days_is_what_a_walk_over_all_days_finds(
    start: date, every: Every, in_advance: bool, offset: int, length: int
) -> None:
    first = start + timedelta(days=offset)
    last = first + timedelta(days=length)
    found = list(dues(start, every, in_advance=in_advance, first=first, last=last))
    slow, number = [], 0 if in_advance else 1
    while (day := times(start, every, number)) <= last:
        slow += [day] if day >= first else []
        number += 1
    assert [due.on for due in found] == slow
    for due, after in itertools.pairwise(found):
        assert due.covers is not None
        assert after.covers is not None
        assert due.covers.end == after.covers.start
    assert all(due.on == (due.covers.start if in_advance else due.covers.end) for due in found if due.covers)


def test_what_is_paid_once_falls_due_once() -> None:
    day = date(2026, 5, 4)
    assert [due.on for due in dues(day, Every.ONCE, in_advance=True, first=day, last=day)] == [day]
    later = day + timedelta(days=1)
    assert list(dues(day, Every.ONCE, in_advance=True, first=later, last=date(2030, 1, 1))) == []


def test_fifty_three_weeks_fall_into_some_years() -> None:
    year = [
        due.on
        for due in dues(date(2026, 1, 1), Every.WEEK, in_advance=True, first=date(2026, 1, 1), last=date(2026, 12, 31))
    ]
    assert len(year) == 53
