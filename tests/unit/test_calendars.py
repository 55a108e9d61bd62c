"""Bank holidays are dated data with a source; what falls due on any day is paid on a bank day, once, and not late."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownway.registers.money.rules.dates import (
    CALENDARS,
    WEEKENDS,
    Calendar,
    WhenShut,
    bacs_days,
    calendar_of,
    dues,
    pay_day,
    usual_calendar,
)
from ownway.registers.money.rules.dates.calendars import read
from ownway.registers.money.rules.refusals import CannotExport
from ownway.values import Every

DAY = timedelta(days=1)
calendars = st.sampled_from([*CALENDARS.values(), WEEKENDS])
known = st.dates(date(2024, 1, 1), date(2028, 12, 31))
regular = st.sampled_from([every for every in Every if every is not Every.ONCE])


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian reckoning (Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    rest = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return date(year, month, day + 1)


def monday(year: int, month: int, *, last: bool = False) -> date:
    """The first or the last Monday of a month."""
    days = [date(year, month, 1) + DAY * number for number in range(31)]
    found = [day for day in days if day.month == month and day.weekday() == 0]
    return found[-1] if last else found[0]


def moved_on(days: list[date]) -> set[date]:
    """Each holiday that falls on a weekend, on the next day that is free."""
    told: set[date] = set()
    for day in days:
        told.add(next(free for n in range(7) if (free := day + DAY * n).weekday() < 5 and free not in told))
    return told


def by_the_act(nation: str, year: int) -> set[date]:
    """The bank holidays of a nation in a year, by the rule and not by the list."""
    sunday = easter(year)
    fixed = [date(year, 12, 25), date(year, 12, 26)]
    days = {sunday - 2 * DAY, monday(year, 5), monday(year, 5, last=True)}
    if nation == "gb-sct":
        days |= moved_on([date(year, 1, 1), date(year, 1, 2)]) | moved_on([date(year, 11, 30)]) | {monday(year, 8)}
    else:
        days |= moved_on([date(year, 1, 1)]) | {sunday + DAY, monday(year, 8, last=True)}
    if nation == "gb-nir":
        days |= moved_on([date(year, 3, 17)]) | moved_on([date(year, 7, 12)])
    if (nation, year) == ("gb-sct", 2026):
        days.add(date(2026, 6, 15))  # by proclamation
    return days | moved_on(fixed)


@pytest.mark.req("U1")
@pytest.mark.parametrize("nation", ["gb-eng", "gb-wls", "gb-sct", "gb-nir"])
def test_the_list_of_each_nation_is_what_the_act_says(nation: str) -> None:
    listed = CALENDARS[nation]
    for year in range(2024, 2029):
        assert {day for day in listed.shut if day.year == year} == by_the_act(nation, year), (nation, year)
    assert "1971" in listed.source


def test_euro_payments_rest_on_six_days_and_no_others() -> None:
    for year in range(2024, 2029):
        sunday = easter(year)
        six = {
            date(year, 1, 1),
            sunday - 2 * DAY,
            sunday + DAY,
            date(year, 5, 1),
            date(year, 12, 25),
            date(year, 12, 26),
        }
        shut = {day for day in CALENDARS["eu-target"].shut if day.year == year}
        assert shut == {day for day in six if day.weekday() < 5}


def test_each_currency_has_its_usual_calendar_and_any_may_be_named() -> None:
    assert usual_calendar("GBP").id == "gb-eng"
    assert usual_calendar("EUR").id == "eu-target"
    assert usual_calendar("USD") is WEEKENDS
    assert calendar_of("gb-nir", "GBP").name == "Northern Ireland"
    with pytest.raises(CannotExport, match=r"money\.no_such_calendar"):
        calendar_of("atlantis", "GBP")


def test_a_calendar_says_how_far_it_knows() -> None:
    assert CALENDARS["gb-sct"].knows(date(2028, 12, 31))
    assert not CALENDARS["gb-sct"].knows(date(2029, 1, 1))


def test_a_calendar_with_a_weekend_among_its_days_is_refused(tmp_path: Path) -> None:
    lines = ["name: X", "source: Y", "read_on: 2026-01-01", "first: 2026-01-01", "last: 2026-12-31", "shut:"]
    (tmp_path / "x.yaml").write_text("\n".join([*lines, '  2026-05-03: "A Sunday"']))
    with pytest.raises(ValueError, match="2026-05-03"):
        read("x", tmp_path)


@given(calendars, known, st.sampled_from(WhenShut))
def test_what_falls_due_on_a_shut_day_is_paid_on_the_nearest_bank_day_of_the_side_that_was_chosen(
    calendar: Calendar, due: date, when_shut: WhenShut
) -> None:
    paid = calendar.paid_on(due, when_shut)
    assert calendar.is_open(paid)
    assert (paid <= due) if when_shut is WhenShut.BEFORE else (paid >= due)
    between = [due + DAY * step for step in range((paid - due).days)] + [
        paid + DAY * s for s in range(1, (due - paid).days + 1)
    ]
    assert not any(calendar.is_open(day) for day in between)
    assert abs(paid - due) <= 4 * DAY


@given(calendars, known)
def test_a_bacs_payment_takes_three_bank_days_in_a_row(calendar: Calendar, day: date) -> None:
    three = bacs_days(calendar.open_after(day), calendar)
    opened = [three.handed_in + DAY * step for step in range((three.entered - three.handed_in).days + 1)]
    assert [each for each in opened if calendar.is_open(each)] == [three.handed_in, three.processed, three.entered]


def test_a_bacs_file_for_the_tuesday_after_easter_goes_in_before_easter() -> None:
    three = bacs_days(date(2026, 4, 8), CALENDARS["gb-eng"])
    assert (three.handed_in, three.processed) == (date(2026, 4, 2), date(2026, 4, 7))
    three = bacs_days(date(2026, 4, 8), CALENDARS["gb-sct"])
    assert (three.handed_in, three.processed) == (date(2026, 4, 6), date(2026, 4, 7))


@given(calendars, known, known, st.integers(0, 3))
def test_a_pay_day_is_one_that_the_file_can_still_reach(
    calendar: Calendar, wanted: date, today: date, lead: int
) -> None:
    paid = pay_day(wanted, today, calendar, lead=lead)
    assert calendar.is_open(paid)
    assert calendar.moved(paid, -lead) >= today
    assert paid <= wanted or calendar.moved(calendar.open_after(today), lead) == paid


@given(calendars, st.dates(date(2024, 1, 1), date(2028, 2, 29)), regular, st.sampled_from(WhenShut))
def test_a_year_of_payments_is_paid_once_each_and_none_is_lost(
    calendar: Calendar, starts: date, every: Every, when_shut: WhenShut
) -> None:
    last = starts + timedelta(days=370)
    found = list(dues(starts, every, in_advance=True, first=starts, last=last))
    assert max(Counter(due.on for due in found).values()) == 1
    covered = [due.covers.start + DAY * n for due in found if due.covers for n in range(due.covers.days)]
    assert covered == [starts + DAY * n for n in range(len(covered))]
    assert len(covered) >= 370
    paid = [calendar.paid_on(due.on, when_shut) for due in found]
    assert paid == sorted(paid)


def test_the_last_day_of_the_month_stays_the_last_and_the_leap_day_comes_back() -> None:
    ends = dues(date(2026, 1, 31), Every.MONTH, in_advance=True, first=date(2026, 1, 31), last=date(2026, 5, 31))
    assert [due.on.day for due in ends] == [31, 28, 31, 30, 31]
    leap = dues(date(2024, 2, 29), Every.YEAR, in_advance=True, first=date(2024, 2, 29), last=date(2028, 3, 1))
    assert [due.on for due in leap] == [
        date(2024, 2, 29),
        date(2025, 2, 28),
        date(2026, 2, 28),
        date(2027, 2, 28),
        date(2028, 2, 29),
    ]


def test_some_years_have_fifty_three_weeks_and_thirteen_or_fourteen_four_weeks() -> None:
    counts: Counter[int] = Counter()
    for year in range(2024, 2052):
        first, last = date(year, 1, 1), date(year, 12, 31)
        monday_first = first + DAY * ((7 - first.weekday()) % 7)
        counts[len(list(dues(monday_first, Every.WEEK, in_advance=True, first=first, last=last)))] += 1
    assert counts == {52: 23, 53: 5}
    fours = list(
        dues(date(2024, 1, 1), Every.FOUR_WEEKS, in_advance=True, first=date(2024, 1, 1), last=date(2024, 12, 31))
    )
    assert len(fours) == 14
