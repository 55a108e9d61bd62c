"""What money may buy, what is asked about it, and how a year of it is shown, by the rules alone."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from ownway.rulebook.model import PaymentRule, Spending, Stream, Tier
from ownway.steps.spending.rules.buying import is_illegal
from ownway.steps.spending.rules.tiers import reserve, tier_for
from ownway.steps.spending.rules.year import months, pace
from ownway.values import Every, Money


def pounds(number: int) -> Money:
    """So many pounds."""
    return Money(number * 100, "GBP")


def spending(*tiers: Tier, weeks: int = 8) -> Spending:
    """How money is used in an invented programme."""
    return Spending((Stream("care", 1),), PaymentRule(Every.FOUR_WEEKS, True), weeks, tiers)


TIERS = (Tier("light", ("life",), 500_000), Tier("close", ("life", "statement")))


@pytest.mark.req("X1")
@pytest.mark.parametrize(("a_year", "tier"), [(4_999, "light"), (5_000, "light"), (5_001, "close"), (90_000, "close")])
def test_a_larger_sum_is_looked_at_more_closely(a_year: int, tier: str) -> None:
    assert tier_for(spending(*TIERS), pounds(a_year)).tier.id == tier


@pytest.mark.req("X1")
def test_a_tier_says_why() -> None:
    light = tier_for(spending(*TIERS), pounds(3_000)).reason
    assert light.code == "spending.tier_by_sum"
    assert light.facts == {"budget": 300_000, "limit": 500_000, "currency": "GBP"}
    assert tier_for(spending(*TIERS), pounds(6_000)).reason.code == "spending.tier_above_the_others"
    assert tier_for(spending(Tier("one")), pounds(6_000)).reason.code == "spending.tier_for_any_sum"
    assert tier_for(spending(Tier("low", (), 100)), pounds(6_000)).tier.id == "low"


@pytest.mark.req("U3")
def test_so_many_weeks_may_be_saved_and_a_penny_in_doubt_is_the_persons() -> None:
    assert reserve(spending(*TIERS), pounds(5_200), Fraction(52)) == pounds(800)
    assert reserve(spending(*TIERS), Money(1_000_001, "GBP"), Fraction(52)) == Money(153_847, "GBP")
    assert reserve(spending(*TIERS, weeks=0), pounds(5_200), Fraction(52)) is None


@pytest.mark.req("U5", "F6")
def test_only_what_is_illegal_is_blocked_and_nothing_on_a_guess() -> None:
    fenced = Stream("work", 1, ring_fenced=True, allowed_kinds=("transport",), forbidden=("gambling",))
    rules = Spending((fenced,), PaymentRule(Every.FOUR_WEEKS, True), 8, TIERS, illegal=("against_the_law",))
    kinds = ("against_the_law", "gambling", "transport", "kite_flying", "")
    assert [is_illegal(rules, kind) for kind in kinds] == [True, False, False, False, False]


@pytest.mark.req("C2")
def test_a_year_is_twelve_months_up_to_this_one() -> None:
    moved = [(date(2026, 2, 28), 500), (date(2026, 2, 1), -200), (date(2025, 3, 1), 7), (date(2025, 2, 28), 9)]
    shown = months(moved, date(2026, 2, 14))
    assert [month.first for month in shown][:2] == [date(2025, 3, 1), date(2025, 4, 1)]
    assert len(shown) == 12
    assert (shown[-1].came_in, shown[-1].went_out) == (500, 200)
    assert sum(month.came_in for month in shown) == 507


@pytest.mark.parametrize(
    ("used", "day", "code", "lasts"),
    [
        (500, 10, "spending.pace_early", None),
        (18_300, 182, "spending.pace_even", None),
        (9_000, 182, "spending.pace_less", None),
        (30_000, 182, "spending.pace_ends", date(2026, 8, 11)),
        (0, 364, "spending.pace_less", None),
        (40_000, 364, "spending.pace_even", None),
    ],
)
def test_the_pace_is_told_beside_an_even_one(used: int, day: int, code: str, lasts: date | None) -> None:
    start = date(2026, 1, 1)
    told = pace(start, 36_500, [(start, -used), (start, 99), (date(2025, 12, 31), -7)], start + timedelta(days=day))
    assert (told.code, told.lasts_until, told.used) == (code, lasts, used)


def test_each_year_of_a_budget_begins_anew_on_its_own_day() -> None:
    told = pace(date(2024, 2, 29), 36_500, [(date(2025, 2, 27), -100), (date(2025, 2, 28), -5)], date(2025, 3, 1))
    assert (told.first, told.days_gone, told.used) == (date(2025, 2, 28), 2, 5)
    assert told.even == 200
