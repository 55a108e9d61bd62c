"""How far a table may be trusted: challengers on the same folds, bands that cover, nobody deleted, the equity gate."""

from dataclasses import dataclass

import numpy as np
import pytest

from ownway.lab.calibrate.calibrating import Order, calibrate
from ownway.lab.calibrate.cannot import CannotCalibrate, CannotUseTable
from ownway.lab.calibrate.challengers import methods, winsorised
from ownway.lab.calibrate.limits import Limits
from ownway.lab.calibrate.prices import both_curves, priced, read_prices
from ownway.lab.calibrate.sums import People, sums_of
from ownway.lab.calibrate.using import may_be_used
from ownway.lab.calibrate.validating import band, draw_folds, score, verdict
from ownway.lab.calibrate.weights import Items, fitted_weights, panel_weights
from ownway.lab.equity import Looked
from ownway.lab.equity import verdict as verdict_of_equity
from ownway.lab.evidence.rows import read_pilots
from tests.lab.towns import town


def pilots() -> People:
    """The pilots' own people: the yearly cost before, scaled to a hundred, as points; the personal budget as cost."""
    both = np.array(read_pilots().both, np.int64)
    return People(both[:, 0] * 100 // int(both[:, 0].max()), both[:, 1] * 100)


@pytest.mark.req("L1")
def test_challengers_learn_and_are_tried_on_the_same_people() -> None:
    for people in (town(400), pilots()):
        found = calibrate(people, Order(int(people.pence.sum()), draws=20))
        assert len(found.scores) == 12
        mine = found.scores["default"]
        assert 0.97 < mine.pot_ratio < 1.03
        assert mine.r_squared > found.scores["point_median"].r_squared
        assert mine.r_squared > found.scores["steps"].r_squared - 0.02
        best = max(found.scores.values(), key=lambda one: one.r_squared)
        assert mine.r_squared > best.r_squared - 0.03
        assert verdict(found.scores) == found.in_words[0]


def test_a_challenger_that_is_clearly_better_is_named_in_the_first_sentence() -> None:
    chance = np.random.default_rng(5)
    scores = np.arange(2_000) % 101
    # A cliff that no line through few knots can follow, and steps can.
    pence = (scores // 50) * 5_000_000 + 500_000
    people = People(scores.astype(np.int64), (pence * chance.uniform(0.99, 1.01, 2_000)).astype(np.int64))
    folds = draw_folds(people, 1, 1)
    ways = methods(Limits(), 3)
    scored = {id: score(ways[id], folds)[0] for id in ("default", "steps")}
    assert scored["steps"].r_squared > 0.99
    assert "It is beaten by: rising steps" in verdict(scored)


def test_the_optimism_of_many_steps_is_larger_than_that_of_few_knots() -> None:
    people = town(100)
    folds = draw_folds(people, 3)
    ways = methods(Limits(), 3)
    few, many = (score(ways[id], folds)[0] for id in ("default", "steps"))
    assert many.optimism > few.optimism
    assert many.in_sample > few.in_sample


def test_the_band_of_one_person_covers_eight_in_ten_of_people_not_used_to_set_it() -> None:
    people = town(6_000)
    _, unseen = score(methods(Limits(), 5)["default"], draw_folds(people, 2, 1))
    found = band(people, unseen, 4)
    assert found.covers == pytest.approx(0.8, abs=3 * (0.8 * 0.2 / 3_000) ** 0.5 + 0.01)
    fresh = town(6_000, seed=99)
    table = calibrate(people, Order(int(people.pence.sum()), draws=20, challengers=False))
    told = np.array([table.table.year(int(one)) for one in fresh.scores])
    assert float((np.abs(told - fresh.pence) <= table.person.pence).mean()) == pytest.approx(0.8, abs=0.03)


@pytest.mark.req("L1")
def test_the_highest_costs_are_cut_and_the_pot_kept_and_nobody_is_deleted() -> None:
    people = town(500)
    trimmed, cut, above = winsorised(people)
    assert trimmed.count == people.count
    assert above == 5
    assert trimmed.pence.max() == cut
    found = calibrate(people, Order(int(people.pence.sum()), draws=20, challengers=False))
    assert found.above_cut == 5
    assert found.sums.count == 500
    assert found.told > 0.99 * people.pence.sum()
    assert any("Nobody is left out" in words for words in found.in_words)


def test_a_group_of_fewer_than_five_is_kept_back() -> None:
    people = town(60)
    groups = np.zeros(60, np.int64)
    groups[:4] = 1
    few = People(people.scores, people.pence, 1, groups, ("many", "few"))
    found = calibrate(few, Order(int(few.pence.sum()), draws=20, challengers=False))
    assert found.groups[1].mean is None
    assert found.groups[0].mean is not None


@dataclass(frozen=True)
class Verdict:
    """What an equity report answers."""

    table_hash: str
    passes: bool
    words: str = ""


@pytest.mark.req("L1")
@pytest.mark.req("L4")
def test_a_table_is_used_only_after_equity_passed_on_that_very_table() -> None:
    people = town(60)
    table = calibrate(people, Order(int(people.pence.sum()), draws=20, challengers=False)).table
    with pytest.raises(CannotUseTable, match=r"calibrate\.equity_missing"):
        may_be_used(table, None)
    with pytest.raises(CannotUseTable, match=r"calibrate\.equity_of_another"):
        may_be_used(table, Verdict("another", True))
    with pytest.raises(CannotUseTable, match=r"calibrate\.equity_fails") as caught:
        may_be_used(table, Verdict(table.hash, False, "Older people get less for the same need."))
    assert caught.value.why.facts["said"] == "Older people get less for the same need."
    may_be_used(table, Verdict(table.hash, True))
    may_be_used(table, verdict_of_equity(Looked((), table_hash=table.hash)))
    with pytest.raises(CannotUseTable, match=r"calibrate\.equity_of_another"):
        may_be_used(table, verdict_of_equity(Looked(())))


PRICES = """
source: Invented unit costs with overheads and unused places
set_on: 2026-04-01
uncertainty: within a tenth
needs:
  meals: {none: 0, some: 30.50, lot: 90}
  nights: {none: 0, lot: 400}
"""


@pytest.mark.req("M7")
@pytest.mark.req("L1")
def test_local_prices_give_a_second_curve_on_the_same_knots_and_pot() -> None:
    people = town(200)
    chance = np.random.default_rng(3)
    answers = {
        "meals": np.array(["none", "some", "lot"])[np.minimum(people.scores // 34, 2)],
        "nights": np.array(["none", "lot"])[(people.scores + chance.integers(0, 20, 200) > 60).astype(int)],
    }
    local = priced(answers, read_prices(PRICES))
    some = (answers["meals"] == "some") & (answers["nights"] == "none")
    assert some.any()
    assert set(local[some].tolist()) == {3_050 * 52}
    both = both_curves(people, local, 50_000_000, Limits(), [0, 30, 60, 100])
    sums = sums_of(people)
    for curve in (both.past, both.local):
        assert float(curve.at(sums.points) @ sums.people) == pytest.approx(50_000_000)
    assert "To meet all needs the pot falls short by" in both.words
    with pytest.raises(CannotCalibrate, match=r"calibrate\.bad_prices"):
        priced(answers | {"meals": np.array(["plenty"] * 200)}, read_prices(PRICES))
    with pytest.raises(CannotCalibrate, match=r"calibrate\.bad_prices"):
        read_prices(PRICES.replace("400", "-1"))


@pytest.mark.req("L1")
def test_fitted_weights_rise_find_what_was_put_in_and_name_the_question_that_buys_nothing() -> None:
    chance = np.random.default_rng(11)
    levels = {name: chance.integers(0, 3, 4_000) for name in ("care", "meals", "colour")}
    pence = (200_000 * levels["care"] + np.array([0, 0, 300_000])[levels["meals"]] + 100_000).astype(np.float64)
    pence *= chance.gamma(20, 1 / 20, 4_000)
    found = fitted_weights(Items(levels, dict.fromkeys(levels, (0.0, 5.0, 10.0))), pence.astype(np.int64))
    by = {one.question: one for one in found.questions}
    assert [one.question for one in found.questions if one.buys_nothing] == ["colour"]
    assert sum(one.fitted for one in found.questions) == pytest.approx(100)
    assert by["care"].fitted == pytest.approx(100 * 4 / 7, abs=2)
    assert all(low <= high for one in found.questions for low, high in zip(one.levels, one.levels[1:], strict=False))
    assert by["meals"].levels[1] < 2 < by["meals"].levels[2]
    assert found.r_squared > found.r_squared_designed


def test_a_panel_s_comparisons_make_weights_and_circles_are_counted() -> None:
    clear = panel_weights([("nights", "meals")] * 4 + [("nights", "garden")] * 4 + [("meals", "garden")] * 4)
    assert clear.points["nights"] > clear.points["meals"] > clear.points["garden"] > 0
    assert sum(clear.points.values()) == pytest.approx(100)
    assert clear.circles == 0
    round_about = panel_weights([("a", "b")] * 2 + [("b", "c")] * 2 + [("c", "a")] * 2)
    assert round_about.circles == 1
    assert "talk about them again" in round_about.words
    with pytest.raises(CannotCalibrate, match=r"calibrate\.bad_weights"):
        panel_weights([("a", "a")])
