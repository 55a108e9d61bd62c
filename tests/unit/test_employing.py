"""What employing an assistant costs, against sums worked out by hand from the published thresholds."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownway.rulebook.load import PackErrors, files_of, pack_from_files
from ownway.rulebook.model.employing import Employing
from ownway.steps.control.rules.employing import (
    CannotReckonCost,
    Wish,
    cost_of,
    objections,
    rises,
    what_instead,
)

FILES = files_of(Path(__file__).parents[2] / "packs" / "in-control")
PACK = pack_from_files(FILES)
assert PACK.control.employing is not None
RATES: Employing = PACK.control.employing
WISH = Wish(hours_week=Fraction(20), pence_hour=1300, age=35, starts=date(2025, 5, 1))


def parts(wish: Wish) -> dict[str, int]:
    """The parts of a year's cost in pence."""
    return {part.id: part.money.pence for part in cost_of(RATES, wish, "GBP").parts}


def codes(wish: Wish) -> list[str]:
    """What the law objects to."""
    return [one.code for one in objections(RATES, wish, "GBP")]


@pytest.mark.req("C3")
def test_twenty_hours_a_week_all_year_cost_what_a_hand_reckons() -> None:
    cost = cost_of(RATES, WISH, "GBP")
    assert parts(WISH) == {
        "wage": 1_206_400,  # 46.4 weeks × 20 hours × £13.00
        "holiday": 145_600,  # 5.6 weeks × £260.00
        "cover": 163_172,  # 5.6 weeks × £260.00, and 5.6 × 5.6/46.4 weeks of holiday: £175.72
        "national_insurance": 0,  # 15% × (£13,520 − £5,000) = £1,278.00, less the allowance of £10,500
        "pension": 21_840,  # 3% × (£13,520 − £6,240); the cover earns less than the trigger
        "notice": 26_000,
        "redundancy": 26_000,
        "insurance": 9_500,
        "training": 15_000,
    }
    assert cost.year.pence == 1_613_512
    assert cost.week.pence == 31_030  # £16,135.12 ÷ 52 = £310.29 and a bit, rounded up
    assert cost.hour.pence == 1_552  # ÷ 1,040 hours of help


@pytest.mark.req("C3")
@pytest.mark.parametrize(
    ("starts", "pence"),
    [
        (date(2024, 4, 6), 60_996),  # 13.8% × (£13,520 − £9,100)
        (date(2025, 4, 5), 60_996),
        (date(2025, 4, 6), 127_800),  # 15% × (£13,520 − £5,000)
        (date(2026, 4, 6), 127_800),
        (date(2027, 3, 31), 127_800),
    ],
)
def test_national_insurance_follows_the_tax_year_where_the_allowance_is_used_up(starts: date, pence: int) -> None:
    assert parts(replace(WISH, starts=starts, employs_others=True))["national_insurance"] == pence


def test_the_allowance_takes_off_no_more_than_there_is_of_it() -> None:
    dear = replace(WISH, hours_week=Fraction(100), pence_hour=2_000, starts=date(2024, 5, 1))
    # £104,000.00: 13.8% × £94,900.00 = £13,096.20; cover £12,551.72: 13.8% × £3,451.72 = £476.34; less £5,000.00.
    assert parts(dear)["cover"] == 1_255_172
    assert parts(dear)["national_insurance"] == 1_309_620 + 47_634 - 500_000


def test_below_21_there_is_no_national_insurance_up_to_the_upper_threshold() -> None:
    young = replace(WISH, age=20, employs_others=True)
    assert parts(young)["national_insurance"] == 0
    assert parts(replace(young, age=21))["national_insurance"] == 127_800
    # 60 hours at £25.00 are £78,000.00: 15% of what lies above £50,270.00.
    assert parts(replace(young, hours_week=Fraction(60), pence_hour=2_500))["national_insurance"] == 415_950


def test_a_pension_is_due_above_the_trigger_and_for_the_band_only() -> None:
    at = replace(WISH, hours_week=Fraction(250, 13), pence_hour=1_000)  # £10,000.00 a year to the penny
    assert cost_of(RATES, at, "GBP").part("pension") is not None
    assert parts(at)["wage"] + parts(at)["holiday"] == 1_000_000
    assert parts(at)["pension"] == 0
    above = replace(at, hours_week=Fraction("19.24"))  # £10,004.80: 3% × £3,764.80
    assert parts(above)["pension"] == 11_294
    top = replace(WISH, hours_week=Fraction(40), pence_hour=3_000)  # £62,400.00: 3% × (£50,270 − £6,240)
    assert parts(top)["pension"] == 132_090


@pytest.mark.parametrize(("age", "due"), [(21, False), (22, True), (65, True), (66, False)])
def test_a_pension_is_due_by_itself_between_22_and_66(age: int, due: bool) -> None:
    assert (parts(replace(WISH, age=age))["pension"] > 0) is due


@pytest.mark.parametrize(
    ("age", "starts", "pence"),
    [
        (21, date(2026, 5, 1), 37_550),  # half a week of £1,200.00, of which £751.00 counts
        (22, date(2026, 5, 1), 75_100),
        (41, date(2026, 5, 1), 112_650),
        (41, date(2025, 5, 1), 107_850),
        (41, date(2024, 5, 1), 105_000),
    ],
)
def test_redundancy_is_put_by_by_age_up_to_the_limit_of_a_week(age: int, starts: date, pence: int) -> None:
    dear = replace(WISH, age=age, starts=starts, hours_week=Fraction(40), pence_hour=3_000)
    assert parts(dear)["redundancy"] == pence
    assert parts(dear)["notice"] == 120_000


@pytest.mark.req("C3")
@pytest.mark.parametrize(
    ("starts", "age", "lowest"),
    [
        (date(2024, 4, 6), 17, 640),
        (date(2024, 4, 6), 20, 860),
        (date(2025, 3, 31), 21, 1144),
        (date(2025, 4, 1), 16, 755),
        (date(2025, 4, 1), 18, 1000),
        (date(2026, 3, 31), 64, 1221),
        (date(2026, 4, 1), 17, 800),
        (date(2026, 4, 1), 20, 1085),
        (date(2027, 3, 31), 21, 1271),
    ],
)
def test_pay_below_the_lowest_of_age_and_day_is_called_unlawful(starts: date, age: int, lowest: int) -> None:
    wish = replace(WISH, age=age, starts=starts, pence_hour=lowest)
    assert codes(wish) == []
    assert codes(replace(wish, pence_hour=lowest - 1)) == ["employing.below_the_lowest_pay"]


def test_too_many_hours_are_named_and_for_the_young_forbidden() -> None:
    assert codes(replace(WISH, hours_week=Fraction(48))) == []
    assert codes(replace(WISH, hours_week=Fraction("48.5"))) == ["employing.many_hours"]
    assert codes(replace(WISH, age=17, hours_week=Fraction(41))) == ["employing.too_many_hours"]


@pytest.mark.req("C3")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"starts": date(2024, 4, 5)}, "employing.outside_dates"),
        ({"starts": date(2027, 4, 1)}, "employing.outside_dates"),
        ({"age": 15}, "employing.too_young"),
        ({"hours_week": Fraction(0)}, "employing.no_such_hours"),
        ({"hours_week": Fraction(169)}, "employing.no_such_hours"),
        ({"weeks": Fraction(53)}, "employing.no_such_weeks"),
        ({"weeks": Fraction(-1)}, "employing.no_such_weeks"),
        ({"pence_hour": 0}, "employing.no_pay"),
    ],
)
def test_what_cannot_be_worked_out_is_refused_with_its_reason(change: dict[str, object], code: str) -> None:
    with pytest.raises(CannotReckonCost) as refused:
        cost_of(RATES, replace(WISH, **change), "GBP")  # type: ignore[arg-type]
    assert refused.value.why.code == code


@pytest.mark.req("C3")
def test_a_payroll_agency_is_a_line_at_its_price_where_it_is_chosen() -> None:
    assert "payroll_agency" not in parts(WISH)
    chosen = replace(WISH, chosen=frozenset({"payroll_agency"}))
    assert parts(chosen)["payroll_agency"] == 39_000
    assert parts(replace(chosen, prices=(("payroll_agency", 52_000),)))["payroll_agency"] == 52_000


def test_pay_that_the_law_overtakes_within_the_year_is_told() -> None:
    soon = replace(WISH, pence_hour=1_250, starts=date(2025, 10, 1))
    assert [one.code for one in rises(RATES, soon, "GBP")] == ["employing.lowest_pay_rises"]
    late = replace(WISH, starts=date(2026, 10, 1))
    assert [one.code for one in rises(RATES, late, "GBP")] == ["employing.rates_end"]
    assert rises(RATES, replace(WISH, starts=date(2024, 5, 1)), "GBP") == ()


def test_what_could_be_otherwise_is_worked_out_and_saves_or_makes_lawful() -> None:
    now = cost_of(RATES, WISH, "GBP").year
    cheaper = what_instead(RATES, replace(WISH, employs_others=True, chosen=frozenset({"payroll_agency"})), "GBP")
    assert [one.reason.code for one in cheaper] == [
        "employing.at_the_lowest_pay",
        "employing.an_hour_less",
        "employing.with_the_allowance",
        "employing.wages_done_yourself",
        "employing.without_cover",
    ]
    hourly = next(one for one in what_instead(RATES, WISH, "GBP") if one.reason.code == "employing.an_hour_less")
    assert hourly.year == cost_of(RATES, replace(WISH, hours_week=Fraction(19)), "GBP").year < now
    lawful = what_instead(RATES, replace(WISH, pence_hour=1_000), "GBP")[0]
    assert (lawful.reason.code, lawful.year) == (
        "employing.at_lawful_pay",
        cost_of(RATES, replace(WISH, pence_hour=1_221), "GBP").year,
    )


@given(
    hours=st.fractions(min_value=Fraction(1, 4), max_value=100, max_denominator=4),
    pence=st.integers(800, 4_000),
    age=st.integers(16, 80),
    weeks=st.fractions(min_value=1, max_value=52, max_denominator=5),
    others=st.booleans(),
)
def test_the_parts_add_up_and_a_plan_that_holds_the_week_is_never_short(
    hours: Fraction, pence: int, age: int, weeks: Fraction, others: bool
) -> None:
    wish = Wish(hours, pence, age, date(2026, 6, 1), weeks, others)
    cost = cost_of(RATES, wish, "GBP")
    assert sum(part.money.pence for part in cost.parts) == cost.year.pence
    assert all(part.money.pence >= 0 for part in cost.parts)
    assert 0 <= cost.week.pence * 52 - cost.year.pence < 52
    paid = sum(cost.part(id).money.pence for id in ("wage", "holiday", "cover") if cost.part(id))  # type: ignore[union-attr]
    # Whoever does the hours, work and the holiday it earns come to 52 weeks of pay for every 46.4 worked.
    assert abs(paid - hours * pence * weeks * Fraction(520, 464)) <= 2


def test_new_rates_change_no_rule_and_no_figure() -> None:
    files = {**FILES, "control.yaml": FILES["control.yaml"].replace("pence_year: 15000", "pence_year: 16000")}
    changed = pack_from_files(files)
    assert changed.rule_hash == PACK.rule_hash
    assert changed.words_hash != PACK.words_hash


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("until: 2027-04-01", "until: 2026-04-01", "table.order"),
        ("holiday_weeks: 5.6", "holiday_weeks: 52", "table.order"),
        ("- from: 2025-04-06", "- from: 2024-04-06", "table.order"),
        ("{from_age: 18, pence_hour: 860}", "{from_age: 16, pence_hour: 860}", "table.order"),
        ("{from_age: 16, hours: 40}", "{from_age: 15, hours: 40}", "table.order"),
        ("kinds: [personal_assistant]", "kinds: [helper_of_all]", "pack.unknown_name"),
        ("source: insurance_price", "source: a_friend", "pack.unknown_name"),
        ("source: lowest_pay\n", "\n", "pack.missing"),
        ("id: training", "id: tea", "words.missing"),
        ("share: 0.138", "share: 13.8%", "pack.not_a_number"),
    ],
)
def test_rates_that_cannot_be_are_refused(before: str, after: str, code: str) -> None:
    assert before in FILES["control.yaml"]
    files = {**FILES, "control.yaml": FILES["control.yaml"].replace(before, after)}
    with pytest.raises(PackErrors) as refused:
        pack_from_files(files)
    assert code in {fault.code for fault in refused.value.errors}
