"""The figures of an evaluation against closed forms and published cases."""

import numpy as np
import pytest
from scipy import stats

from ownway.lab.evaluate.effects import Effect, Effects, effects_of, filled
from ownway.lab.evaluate.groups import shrink
from ownway.lab.evaluate.resampling import levels, resample
from ownway.lab.evaluate.taking_up import taken_up
from ownway.lab.evaluate.tipping import tipping
from ownway.lab.evaluate.worth import QUADRANTS, benefits, choices, fieller, quadrant_of, ratio_of
from tests.lab.trials import protocol, trial

DRAWS = 20_000
MEANS, COVARIANCE = np.array([300.0, 0.02]), np.array([[200.0**2, -0.4], [-0.4, 0.012**2]])


def normal(pooled: bool = False) -> Effects:
    """Effects whose draws come from a normal curve that is known."""
    drawn = np.random.default_rng(1).multivariate_normal(MEANS, COVARIANCE, DRAWS)
    return Effects(("cost", "quality"), MEANS, drawn, COVARIANCE, np.array([1e6, 1e6]), pooled, "people")


@pytest.mark.req("L5")
def test_the_acceptability_curve_is_that_of_the_bivariate_normal() -> None:
    grid = tuple(range(0, 60_001, 5_000))
    for found in benefits(normal(), "quality", grid, 1.0):
        worth = found.worth_pounds
        net = worth * MEANS[1] - MEANS[0]
        error = np.sqrt(worth**2 * COVARIANCE[1, 1] + COVARIANCE[0, 0] - 2 * worth * COVARIANCE[0, 1])
        likely = float(stats.norm.cdf(net / error))
        assert found.net.estimate == pytest.approx(net)
        assert abs(found.likely - likely) < 4 * np.sqrt(likely * (1 - likely) / DRAWS) + 1e-3
        assert (found.net.low, found.net.high) == pytest.approx(
            (net - 1.96 * error, net + 1.96 * error), abs=0.09 * error
        )


@pytest.mark.req("L5")
def test_the_curve_from_filled_in_copies_is_exact() -> None:
    found = benefits(normal(pooled=True), "quality", (20_000,), 1.0)[0]
    error = np.sqrt(20_000**2 * COVARIANCE[1, 1] + COVARIANCE[0, 0] + 40_000 * 0.4)
    assert found.likely == pytest.approx(float(stats.norm.cdf(100 / error)), abs=1e-6)


@pytest.mark.req("L5")
def test_knowing_for_sure_is_worth_what_the_normal_loss_says() -> None:
    found = choices((normal(),), "quality", (20_000,), 1.0)[0]
    net, error = 100.0, float(np.sqrt(20_000**2 * COVARIANCE[1, 1] + COVARIANCE[0, 0] + 40_000 * 0.4))
    loss = error * (stats.norm.pdf(net / error) - net / error * stats.norm.cdf(-net / error))
    assert found.certainty_pence / 100 == pytest.approx(loss, rel=0.05)
    assert found.best == 1
    assert found.frontier == found.likely[1]
    assert sum(found.likely) == pytest.approx(1)


@pytest.mark.req("L5")
def test_fiellers_interval_holds_each_ratio_that_the_data_do_not_refuse() -> None:
    shape, low, high = fieller(300.0, 0.05, COVARIANCE, 1.96)
    assert shape == "between"
    assert low is not None and high is not None
    for end in (low, high):
        # At each end the net benefit at that worth is just as far from nothing as the interval reaches.
        net = end * 0.05 - 300
        error = np.sqrt(end**2 * COVARIANCE[1, 1] + COVARIANCE[0, 0] - 2 * end * COVARIANCE[0, 1])
        assert abs(net) == pytest.approx(1.96 * error)
    assert fieller(300.0, 0.001, COVARIANCE, 1.96)[0] in ("outside", "anything")


@pytest.mark.req("L5")
def test_each_quadrant_has_its_words_and_the_shares_add_to_one() -> None:
    told = {quadrant_of(cost, gain) for cost in (-1, 1) for gain in (-1, 1)}
    assert told == set(QUADRANTS.values()) - {QUADRANTS["same", "same"]}
    found = ratio_of(normal(), "quality", 1.0)
    assert found.pounds == pytest.approx(15_000)
    assert sum(found.shares.values()) == pytest.approx(1)
    assert found.shares["more_better"] > found.shares["less_worse"]


def test_no_difference_in_the_outcome_gives_no_ratio() -> None:
    arm = [0, 0, 0, 1, 1, 1]
    one = trial(arm, [1, 2, 3, 2, 3, 4], [5] * 6)
    found = ratio_of(effects_of(one, filled(one))[0], "quality", 52.18)
    assert found.pounds is None
    assert found.shape != "between"


def test_draws_are_the_same_however_many_are_made_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(3)
    design = np.stack([np.ones(60), np.arange(60) % 2, chance.normal(0, 1, 60)], axis=1)
    given = (design, chance.normal(0, 1, (60, 2)), np.arange(60), np.arange(60) % 2)
    once = resample(*given, compared=1, seed=5, number=300)
    monkeypatch.setattr("ownway.lab.evaluate.resampling.AT_A_TIME", 60 * 7)
    again = resample(*given, compared=1, seed=5, number=300)
    assert np.allclose(once.drawn, again.drawn, rtol=0, atol=1e-12)
    assert not np.allclose(once.drawn, resample(*given, compared=1, seed=6, number=300).drawn)


def test_a_draw_is_the_regression_of_the_people_in_it() -> None:
    chance = np.random.default_rng(3)
    design = np.stack([np.ones(60), np.arange(60) % 2, chance.normal(0, 1, 60)], axis=1)
    responses = chance.normal(0, 1, (60, 2))
    found = resample(design, responses, np.arange(60), np.arange(60) % 2, compared=1, seed=5, number=2_000)
    least = np.linalg.lstsq(design, responses, rcond=None)[0][1]
    assert found.fitted[0] == pytest.approx(least, abs=1e-6)
    assert found.drawn[:, 0].mean(axis=0) == pytest.approx(least, abs=0.03)
    left = responses - design @ np.linalg.lstsq(design, responses, rcond=None)[0]
    cross = np.linalg.inv(design.T @ design)
    robust = [np.sqrt((cross @ (design * left[:, [at]]).T @ (design * left[:, [at]]) @ cross)[1, 1]) for at in (0, 1)]
    assert found.drawn[:, 0].std(axis=0) == pytest.approx(robust, rel=0.1)


def test_few_units_move_the_percentiles_outwards() -> None:
    assert levels(10**6) == pytest.approx((0.025, 0.975), abs=1e-5)
    low, high = levels(12)
    assert low < 0.015
    assert high == pytest.approx(1 - low)


def test_whole_authorities_are_drawn_where_there_are_eight_and_people_where_there_are_fewer() -> None:
    arm = np.arange(160) % 2
    for authorities, what in ((16, "clusters"), (4, "people")):
        one = trial(
            arm, arm * 1.0, arm * 2.0, cluster=np.arange(160) // 2 % authorities, rule=protocol(cluster="place")
        )
        assert effects_of(one, filled(one))[0].resampled == what


def test_an_offer_that_moves_no_uptake_says_nothing_of_those_who_took_up() -> None:
    chance = np.random.default_rng(9)
    arm = np.arange(100) % 2
    one = trial(arm, chance.normal(300, 50, 100), chance.normal(50, 9, 100), took_up=chance.random(100) < 0.5)
    found = taken_up(effects_of(one, filled(one))[0], "quality")
    assert found.estimate is None


def test_the_tipping_point_is_where_the_shifted_answers_end_the_effect() -> None:
    chance = np.random.default_rng(11)
    arm = np.arange(300) % 2
    gain = 50 + 4 * arm + chance.normal(0, 6, 300)
    lost = chance.random(300) < 0.2
    one = trial(arm, chance.normal(300, 50, 300), np.where(lost, np.nan, gain))
    whole = filled(one)
    effect = effects_of(one, whole)[0].effect("quality")
    usual, budget = tipping(one, whole, "quality", (effect.estimate, effect.low, effect.high), 1)
    assert (usual.missing, budget.missing) == (int((lost & (arm == 0)).sum()), int((lost & (arm == 1)).sum()))
    assert budget.to_nothing is not None and budget.to_nothing < 0 < (usual.to_nothing or 0)
    shifted = whole.responses.copy()
    shifted[:, lost & (arm == 1), whole.names.index("quality")] += budget.to_nothing
    moved = effects_of(one, type(whole)(whole.names, shifted, whole.known, True, whole.missing))[0]
    assert moved.effect("quality").estimate == pytest.approx(0, abs=1e-6)


def test_a_group_of_whom_little_is_known_borrows_more() -> None:
    sure, unsure = Effect(2.0, 0.1, 1.8, 2.2, 500), Effect(8.0, 5.0, -1.8, 17.8, 500)
    found = shrink([sure, Effect(2.4, 0.1, 2.2, 2.6, 500), unsure], 1.0)
    assert found[2].own_share < found[0].own_share
    assert found[2].beside.estimate < 4
    assert found[0].beside.estimate == pytest.approx(2.0, abs=0.1)
    assert shrink([sure], 1.0)[0].beside == sure


@pytest.mark.req("L7")
def test_costs_elsewhere_are_in_no_other_figure() -> None:
    chance = np.random.default_rng(2)
    arm = np.arange(200) % 2
    cost, gain = chance.normal(300, 50, 200), chance.normal(50, 9, 200)
    items = [
        {"id": "support", "name": "Support", "kind": "support", "column": "cost"},
        {"id": "hospital", "name": "Hospital", "kind": "indirect", "column": "days"},
    ]
    rule = protocol(costs=items)
    without = trial(arm, cost, gain, rule=rule, indirect=np.zeros(200))
    saving = trial(arm, cost, gain, rule=rule, indirect=-500.0 * arm)
    one, other = (effects_of(each, filled(each))[0] for each in (without, saving))
    assert one.effect("cost") == other.effect("cost")
    assert other.effect("indirect").estimate == pytest.approx(-500)
    assert benefits(one, "quality", (20,), 52.18) == benefits(other, "quality", (20,), 52.18)
