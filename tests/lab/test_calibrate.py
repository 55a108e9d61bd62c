"""The default fit: exact to the pot, rising, the same from rows or sums, and near a curve that is known."""

import os
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownway.lab.calibrate.calibrating import Order, calibrate
from ownway.lab.calibrate.cannot import CannotCalibrate
from ownway.lab.calibrate.fitting import Asked, fit, prices_in_words, to_table
from ownway.lab.calibrate.limits import Limits
from ownway.lab.calibrate.quantiles import quantile_table
from ownway.lab.calibrate.resampling import band_of_table
from ownway.lab.calibrate.sums import People, sums_of, sums_per_score, together
from ownway.lab.calibrate.table import Table
from tests.lab.towns import KNOTS, POUNDS, town

SEEDS = range(100 if os.environ.get("OWNWAY_EVIDENCE") else 12)


@pytest.mark.req("L1")
def test_a_known_curve_is_recovered_within_its_own_band() -> None:
    held = knots = 0
    truth = np.array(POUNDS) * 100
    for seed in SEEDS:
        sums = sums_of(town(4_000, seed))
        asked = Asked(sums.total, Limits(), {}, KNOTS)
        found = fit(sums, asked)
        low, high = band_of_table(sums, asked, found, seed, 200)
        assert np.all(np.abs(found.values - truth) <= 2 * (high - low))
        held += int(((truth >= low) & (truth <= high)).sum())
        knots += len(truth)
    # Nineteen of twenty, less three standard errors.
    assert held >= 0.95 * knots - 3 * (knots * 0.95 * 0.05) ** 0.5


@pytest.mark.req("L1")
@given(
    rows=st.lists(st.tuples(st.integers(0, 100), st.integers(0, 20_000_000)), min_size=1, max_size=60),
    pot=st.integers(100_000, 10**11),
)
def test_told_and_contingency_make_the_pot_to_the_penny_and_more_points_never_give_less(
    rows: list[tuple[int, int]], pot: int
) -> None:
    scores, pence = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    sums = sums_per_score(scores, pence)
    found = fit(sums, Asked(pot))
    assert abs(float(found.at(sums.points) @ sums.people) - pot) <= 1e-6 * pot
    table = to_table(found, sums, pot, times=1, step=1)
    assert table.monotone
    told = sum(table.year(score) for score in scores.tolist())
    assert 0 <= pot - told <= len(rows) + max(len(rows), 1) * len(table.knots)
    assert told == table.costs(sums)


@pytest.mark.req("L1")
@pytest.mark.req("L8")
def test_shuffled_rows_sums_and_parts_put_together_give_the_identical_table() -> None:
    people = town(3_000)
    order = np.random.default_rng(1).permutation(people.count)
    shuffled = people.some(order)
    parts = [sums_of(people.some(np.arange(begin, people.count, 3))) for begin in range(3)]
    tables = []
    for sums in (sums_of(people), sums_of(shuffled), together(parts)):
        tables.append(to_table(fit(sums, Asked(sums.total)), sums, sums.total))
    assert tables[0] == tables[1] == tables[2]
    assert tables[0].hash == tables[2].hash
    assert sums_of(people).squares.tolist() == sums_of(shuffled).squares.tolist()


def test_a_table_over_all_points_from_nothing_to_a_hundred_costs_the_pot_exactly() -> None:
    scores = np.repeat(np.arange(101), 7)
    pence = (scores * scores * 1_000 + 12_345).astype(np.int64)
    sums = sums_per_score(scores, pence)
    found = calibrate(People(scores, pence), Order(sums.total, draws=20, challengers=False))
    assert found.told + found.contingency == sums.total
    assert sum(found.table.year(score) for score in scores.tolist()) == found.told
    assert found.table.monotone
    assert 0 <= found.contingency < sums.total // 100


def test_limits_are_kept_and_each_says_its_price() -> None:
    people = town(2_000)
    sums = sums_of(people)
    limits = Limits(threshold=5, floor=300_000, cap=5_000_000, steepest=200_000)
    asked = Asked(sums.total, limits, {}, (0, 20, 40, 60, 80, 100))
    found = fit(sums, asked)
    assert found.at(np.array([5.0]))[0] >= 300_000 - 1
    assert found.at(np.array([100.0]))[0] <= 5_000_000 + 1
    assert max(np.diff(found.values) / np.diff(found.knots)) <= 200_000 + 1
    prices = {price.name: price for price in prices_in_words(sums, asked, found)}
    assert prices["cap"].binds
    assert prices["cap"].per_pound > 0
    assert prices["cap"].words.startswith("Without the cap of £50,000 ")
    free = Asked(sums.total, Limits(cap=500_000_000), {}, (0, 50, 100))
    assert [p.words for p in prices_in_words(sums, free, fit(sums, free))] == [
        "The cap of £5,000,000 costs nobody anything."
    ]


def test_the_price_of_a_limit_is_the_fall_of_the_error_when_it_is_eased() -> None:
    sums = sums_of(town(2_000))

    def error(cap: int) -> tuple[float, float]:
        found = fit(sums, Asked(sums.total, Limits(cap=cap), {}, (0, 30, 60, 100)))
        off = float((sums.people * (sums.means - found.at(sums.points)) ** 2).sum() / sums.count)
        return off, found.prices["cap"]

    before, price = error(4_000_000)
    after, _ = error(4_001_000)
    assert price == pytest.approx((before - after) / 1_000, rel=0.02)


def test_limits_that_cannot_be_kept_are_named_with_the_smallest_easing_that_does() -> None:
    sums = sums_of(town(500))
    limits = Limits(floor=1_000_000, cap=1_100_000)
    with pytest.raises(CannotCalibrate) as caught:
        fit(sums, Asked(sums.count * 900_000, limits))
    assert caught.value.why.facts["limits"] == "the floor of £10,000 from 0 points, the pot"
    assert "Ease the floor of £10,000 from 0 points by £1,000." in caught.value.help
    eased = fit(sums, Asked(sums.count * 900_000, Limits(floor=900_000, cap=1_100_000)))
    assert float(eased.at(sums.points) @ sums.people) == pytest.approx(sums.count * 900_000)


def test_a_group_told_too_much_shows_and_a_limit_holds_it_near_its_cost() -> None:
    people = town(3_000)
    older = people.groups == 0
    cheaper = people.with_pence(np.where(older, people.pence // 2, people.pence))
    pot = int(cheaper.pence.sum())
    plain = calibrate(cheaper, Order(pot, draws=20, challengers=False))
    assert plain.groups[0].name == "older"
    assert plain.groups[0].low is not None and plain.groups[0].low > 0
    assert plain.groups[1].high is not None and plain.groups[1].high < 0
    far = round(plain.groups[0].mean or 0)
    scores = np.where(older, people.scores // 2, people.scores)
    apart = People(scores, cheaper.pence, 1, people.groups, people.group_names)
    held = calibrate(apart, Order(pot, limits=Limits(groups={"older": far // 10}), draws=20, challengers=False))
    told = np.array([held.table.year(int(score)) for score in scores])
    assert abs(float((told - apart.pence)[older].mean())) < far / 5
    with pytest.raises(CannotCalibrate, match=r"calibrate\.no_group"):
        calibrate(apart, Order(pot, limits=Limits(groups={"young": 1})))


@pytest.mark.parametrize(
    "rows",
    [[(50, 1_000_000)], [(50, 1), (50, 2_000_000)], [(0, 0), (100, 5_000_000)], [(3, 700_000)] * 5],
)
def test_one_person_one_score_and_groups_of_one_have_a_table_too(rows: list[tuple[int, int]]) -> None:
    scores, pence = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    sums = sums_per_score(scores, pence)
    table = to_table(fit(sums, Asked(sums.total)), sums, sums.total, 1, 1)
    assert 0 <= sums.total - table.costs(sums) <= len(rows) * 2


def test_bad_rows_and_an_empty_pot_are_refused_by_name() -> None:
    with pytest.raises(CannotCalibrate, match=r"calibrate\.bad_row") as caught:
        sums_per_score(np.array([3, -1]), np.array([1, 1]))
    assert caught.value.why.facts["row"] == 2
    with pytest.raises(CannotCalibrate, match=r"calibrate\.nobody"):
        sums_per_score(np.array([], np.int64), np.array([], np.int64))
    with pytest.raises(CannotCalibrate, match=r"calibrate\.no_pot"):
        calibrate(town(40), Order(0))
    with pytest.raises(CannotCalibrate, match=r"calibrate\.no_pot"):
        calibrate(town(40), Order(100, contingency=Fraction(1)))


@pytest.mark.parametrize("count", [30, 100_000])
def test_thirty_people_and_a_city_are_calibrated_alike(count: int) -> None:
    people = town(count)
    pot = int(people.pence.sum() * 9 // 10)
    found = calibrate(people, Order(pot, Fraction(5, 100), draws=50, challengers=False))
    assert found.told + found.contingency == pot
    assert found.told <= pot * 95 // 100
    assert found.sums.count == count
    assert (len(found.table.knots) >= 5) == (count > 1_000)
    assert found == found and found.to_json()["people"] == count


def test_the_table_gives_what_a_pack_s_line_gives() -> None:
    table = Table(((0, 0), (30, 1_001), (100, 9_999)), 1, 52)
    assert [table.at(score) for score in (-5, 0, 1, 15, 30, 31, 100, 120)] == [
        0,
        0,
        33,
        501,
        1_001,
        1_130,
        9_999,
        9_999,
    ]
    assert table.year(15) == 501 * 52


def test_exact_quantiles_at_each_score_are_costs_that_somebody_has() -> None:
    people = town(2_000)
    pence = people.pence // 100_000 * 100_000
    scores, told = quantile_table(people.scores, pence, (0.25, 0.5, 0.8, 1.0))
    for score, row in zip(scores.tolist(), told.tolist(), strict=True):
        assert row == [
            int(np.quantile(pence[people.scores == score], at, method="lower")) for at in (0.25, 0.5, 0.8, 1)
        ]
