"""What an assistant is owed when the work ends, by hand at every border; and what is left over of savings, by hand."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from ownway.registers.money.rules.dates import Due
from ownway.registers.money.rules.plan import Place, State
from ownway.registers.money.rules.rates import DatedRate, pence_for
from ownway.registers.money.rules.refusals import CannotConfirm
from ownway.registers.money.rules.returning import sent_back_late
from ownway.registers.money.rules.suspensions import Suspended, to_pay, with_suspensions
from ownway.rulebook.load import load_pack
from ownway.rulebook.model import AtTheEnd, Ending, Happened, Pack
from ownway.rulebook.model.employing import Employing
from ownway.steps.spending.rules.cannot import CannotRecordEvent
from ownway.steps.spending.rules.ending import (
    Employed,
    full_years,
    kept_on,
    notice_weeks,
    owed_at_end,
    redundancy_weeks,
)
from ownway.steps.spending.rules.events import check_day_of_event, what_follows
from ownway.steps.spending.rules.surplus import surplus_of
from ownway.values import Every, Period, new_identifier
from tests.factories import LAST_WEEK

PACKS = Path(__file__).resolve().parents[2] / "packs"
ALL = tuple(AtTheEnd)
ENDS = date(2026, 6, 1)


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The pack that says what follows from an event."""
    return load_pack(PACKS / "in-control")


@pytest.fixture(scope="module")
def employing(pack: Pack) -> Employing:
    """What it says of employing."""
    assert pack.control.employing is not None
    return pack.control.employing


@pytest.fixture(scope="module")
def ending(employing: Employing) -> Ending:
    """What it says of the end of work."""
    assert employing.ending is not None
    return employing.ending


def redundancy(employing: Employing, *, starts: date, born: int | None, week: int = 20_000) -> int:
    """The redundancy pay of somebody whose work ends on a day, without notice, in pence."""
    owed = owed_at_end(employing, Employed("Ines", starts, week, born), ENDS, (AtTheEnd.REDUNDANCY,), "GBP")
    return sum(one.pence for one in owed)


def test_full_years_are_counted_by_the_day() -> None:
    assert full_years(date(2024, 6, 1), date(2026, 6, 1)) == 2
    assert full_years(date(2024, 6, 2), date(2026, 6, 1)) == 1
    assert full_years(date(2024, 2, 29), date(2025, 2, 28)) == 1


@pytest.mark.req("U7")
def test_two_full_years_are_needed_for_redundancy(employing: Employing) -> None:
    assert redundancy(employing, starts=date(2024, 6, 2), born=1990) == 0
    assert redundancy(employing, starts=date(2024, 6, 1), born=1990) == 2 * 20_000


@pytest.mark.req("U7")
def test_a_year_counts_by_the_age_at_which_it_began(ending: Ending) -> None:
    starts = date(2023, 6, 1)
    for born, weeks in (
        # The three years began at 22, 23 and 24; a day younger, the first began at 21.
        (date(2001, 6, 1), Fraction(3)),
        (date(2001, 6, 2), Fraction(5, 2)),
        # They began at 41, 42 and 43; a day younger, the first began at 40.
        (date(1982, 6, 1), Fraction(9, 2)),
        (date(1982, 6, 2), Fraction(4)),
    ):
        assert redundancy_weeks(ending, starts, ENDS, born) == weeks


def test_at_most_twenty_years_count_the_last_ones(ending: Ending) -> None:
    assert redundancy_weeks(ending, date(1996, 6, 1), ENDS, date(1955, 1, 1)) == 30


@pytest.mark.req("U7")
def test_a_week_counts_up_to_the_most_of_the_day(employing: Employing) -> None:
    # Four years at 41 or more: six weeks, each cut to £751 from 6 April 2026.
    assert redundancy(employing, starts=date(2022, 6, 1), born=1970, week=90_000) == 6 * 75_100
    assert redundancy(employing, starts=date(2022, 6, 1), born=1970, week=75_100) == 6 * 75_100
    assert redundancy(employing, starts=date(2022, 6, 1), born=1970, week=75_099) == 6 * 75_099


def test_without_a_year_of_birth_the_middle_rate_stands_and_it_is_said(employing: Employing) -> None:
    told = Employed("Ines", date(2022, 6, 1), 20_000)
    (owed,) = owed_at_end(employing, told, ENDS, (AtTheEnd.REDUNDANCY,), "GBP")
    assert (owed.pence, owed.reason.code) == (4 * 20_000, "events.redundancy_age_not_known")


def test_notice_is_a_week_from_a_month_on_and_a_week_a_year_up_to_twelve(ending: Ending) -> None:
    for starts, weeks in (
        (date(2026, 5, 3), 0),
        (date(2026, 5, 2), 1),
        (date(2024, 6, 2), 1),
        (date(2023, 6, 1), 3),
        (date(2000, 6, 1), 12),
    ):
        assert notice_weeks(ending, starts, ENDS) == weeks


def test_notice_carries_the_years_of_redundancy_over_a_border(employing: Employing) -> None:
    # A day short of two years: with a week of notice, which is paid and not worked, the second year is full.
    told = Employed("Ines", date(2024, 6, 2), 20_000, 1990)
    owed = {one.what: one.pence for one in owed_at_end(employing, told, ENDS, ALL, "GBP")}
    assert (owed["notice"], owed["redundancy"]) == (20_000, 40_000)


def test_holiday_is_earned_by_the_day_since_the_last_full_year(employing: Employing) -> None:
    # Half a year and a day of 365: 183/365 of 5.6 weeks of £200, a penny in doubt is the assistant's.
    told = Employed("Ines", date(2024, 11, 30), 20_000, 1990)
    (owed,) = owed_at_end(employing, told, ENDS, (AtTheEnd.HOLIDAY,), "GBP")
    assert owed.pence == 56_154


def test_nobody_is_owed_who_left_before_or_begins_after(employing: Employing) -> None:
    left = Employed("Ines", date(2020, 6, 1), 20_000, 1990, ends=date(2026, 5, 1))
    later = Employed("Ines", date(2026, 7, 1), 20_000, 1990)
    assert owed_at_end(employing, left, ENDS, ALL, "GBP") == owed_at_end(employing, later, ENDS, ALL, "GBP") == ()


def test_a_retainer_is_a_share_of_pay_for_some_weeks() -> None:
    told = Employed("Ines", date(2020, 6, 1), 20_001, 1990)
    assert [one.pence for one in kept_on(told, 8, Fraction(1, 2), "GBP")] == [80_004]
    assert kept_on(told, 0, Fraction(1, 2), "GBP") == ()


def test_every_event_of_the_pack_says_from_when_nothing_is_paid(pack: Pack) -> None:
    on = date(2026, 5, 1)
    for kind, day in (
        (Happened.DEATH, date(2026, 5, 2)),
        (Happened.HOSPITAL, date(2026, 5, 30)),
        (Happened.PRISON, date(2026, 5, 9)),
        (Happened.MOVED_AWAY, date(2026, 5, 30)),
        (Happened.NOT_ELIGIBLE, date(2026, 5, 30)),
    ):
        event = pack.spending.life_event(kind)
        assert event is not None
        assert what_follows(event, on, None, (), "GBP").rests_from == day


def test_an_event_has_a_day_that_has_come_and_on_which_there_was_a_budget() -> None:
    check_day_of_event(ENDS, today=ENDS, agreed_from=ENDS)
    with pytest.raises(CannotRecordEvent, match=r"events\.not_yet"):
        check_day_of_event(date(2026, 6, 2), today=ENDS, agreed_from=date(2026, 1, 1))
    with pytest.raises(CannotRecordEvent, match=r"events\.before_budget"):
        check_day_of_event(date(2025, 12, 31), today=ENDS, agreed_from=date(2026, 1, 1))


@pytest.mark.req("U3")
def test_what_is_left_over_is_what_is_there_less_every_part() -> None:
    found = surplus_of(
        with_holder=200_000,
        held=10_000,
        owed=500,
        reserve=80_000,
        named=[("saving", "the sea", 40_000), ("tax", "HMRC", 15_000), ("bill", "Harbour Lane", 4_500)],
        for_assistants=30_000,
        currency="GBP",
    )
    assert [(part.id, part.pence) for part in found.parts] == [
        ("with_holder", 200_000),
        ("held", 10_000),
        ("reserve", -80_000),
        ("saving", -40_000),
        ("tax", -15_000),
        ("bill", -4_500),
        ("assistants", -30_000),
        ("owed", -500),
    ]
    assert found.pence == found.balance == 40_000


def test_nothing_is_left_over_below_nothing_or_without_a_limit() -> None:
    less = surplus_of(with_holder=1_000, held=0, owed=0, reserve=5_000, named=[], for_assistants=0, currency="GBP")
    assert (less.balance, less.pence) == (-4_000, 0)
    free = surplus_of(with_holder=900_000, held=0, owed=0, reserve=None, named=[], for_assistants=0, currency="GBP")
    assert (free.pence, free.parts[1].reason.code) == (0, "surplus.no_limit")


def test_a_payment_waits_for_the_first_of_its_days_that_is_not_suspended() -> None:
    monday = date(2026, 5, 4)
    due = Due(monday, Period(monday, date(2026, 6, 1)))
    assert to_pay(due, 28_001, [Suspended(date(2026, 5, 1), date(2026, 5, 11))]).pence == 21_000
    assert to_pay(due, 28_001, [Suspended(date(2026, 5, 1), date(2026, 5, 11))]).on == date(2026, 5, 11)
    assert to_pay(due, 28_001, [Suspended(date(2026, 5, 1), date(2026, 5, 1))]).pence == 28_001
    assert to_pay(due, 28_001, [Suspended(date(2026, 5, 1))]).pence == 0
    assert to_pay(Due(monday, None), 500, [Suspended(monday, date(2026, 5, 6))]).on == date(2026, 5, 6)
    assert to_pay(Due(monday, None), 500, [Suspended(monday)]).pence == 0


def test_rates_rest_for_suspended_days_and_a_sum_given_once_stays() -> None:
    rates = [DatedRate(date(2026, 1, 1), 7_000, Every.WEEK), DatedRate(date(2026, 3, 5), 14_000, Every.WEEK)]
    rest = [Suspended(date(2026, 2, 5), date(2026, 3, 12))]
    year = Period(date(2026, 1, 1), date(2026, 3, 19))
    # Five weeks at £70 and one at £140; the five in between rest.
    assert pence_for(with_suspensions(rates, rest), year) == 5 * 7_000 + 14_000
    assert with_suspensions(rates, [Suspended(date(2026, 2, 5), date(2026, 2, 5))]) == rates
    once = [DatedRate(date(2026, 1, 1), 50_000, Every.ONCE)]
    assert with_suspensions(once, rest) == once


def test_what_came_back_late_and_cannot_be_found_is_refused() -> None:
    holder = new_identifier(LAST_WEEK)
    standing = {Place(State.WITH_HOLDER, "", holder): 100, Place(State.SPENT, "a"): 100, Place(State.RETURNED): 50}
    legs = sent_back_late(standing, 250, lands="with_holder", purpose="", holder=holder)
    assert sum(leg.pence for leg in legs if leg.credit.state is State.LEFT) == 250
    with pytest.raises(CannotConfirm, match=r"money\.gone_since"):
        sent_back_late(standing, 251, lands="with_holder", purpose="", holder=holder)
