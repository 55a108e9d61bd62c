"""Equity finds a gap that was planted, finds none where there is none as often as it says, and names nobody."""

import numpy as np
import pytest
from scipy.stats import binom

from ownway.lab.equity import Answers, Looked, Sums, gaps, measures, protected_in, take_up, verdict
from ownway.lab.equity.same_need import too_few
from ownway.lab.equity.spread import concentration, theil
from ownway.rulebook.load import load_pack

GROUPS = ("learning", "older", "physical")


def people(size: int, seed: int, unfair: float = 0.0) -> tuple[Sums, np.ndarray, np.ndarray, np.ndarray]:
    """People whose need differs by group and whose money follows need, one group short of it by a share."""
    chance = np.random.default_rng(seed)
    group = chance.integers(0, 3, size)
    score = np.clip(np.rint(40 + 10 * group + 15 * chance.standard_normal(size)), 0, 100).astype(int)
    money = (2_000 + 150 * score) * (1 + 0.3 * chance.standard_normal(size)).clip(0.05)
    money = money * (1 - unfair * (group == 1))
    sums = Sums()
    sums.count({"group": (GROUPS, group), "sex": (("man", "woman"), chance.integers(0, 2, size))}, score, money)
    return sums, group, score, money


@pytest.mark.req("L4")
def test_a_planted_gap_is_found_and_what_scores_explain_is_taken_apart() -> None:
    sums, _, _, money = people(20_000, 1, unfair=0.15)
    told = {gap.part: gap for gap in gaps(sums) if gap.division == "group"}
    older = told["older"]
    assert older.low is not None
    assert older.low < -0.15 * float(money.mean()) < older.high  # type: ignore[operator]
    assert abs((older.per_cent(older.pounds) or 0) + 15) < 2
    assert older.raw == pytest.approx(older.explained + older.pounds)  # type: ignore[operator]
    judged = verdict(Looked(tuple(gaps(sums)), tuple(measures(sums))))
    assert not judged.passes
    assert any("older" in finding for finding in judged.findings)
    # Where groups only differ in need nothing is found, however far their means are apart.
    fair, *_ = people(20_000, 2)
    assert verdict(Looked(tuple(gaps(fair)))).passes
    assert abs(next(gap for gap in gaps(fair) if gap.part == "physical").raw or 0) > 500


def test_intervals_of_gaps_cover_together_as_often_as_they_say() -> None:
    tried, missed = 400, 0
    for seed in range(tried):
        sums, *_ = people(400, 1_000 + seed)
        missed += any(not gap.low <= 0 <= gap.high for gap in gaps(sums) if gap.pounds is not None)  # type: ignore[operator]
    # No more misses than chance allows at five of a hundred, one time in ten thousand.
    assert missed <= binom.ppf(0.9999, tried, 0.05)


def test_a_few_people_with_lopsided_sums_are_seldom_taken_for_wronged() -> None:
    tried, missed = 300, 0
    for seed in range(tried):
        chance = np.random.default_rng(50_000 + seed)
        group = (np.arange(2_000) < 12).astype(int)
        score = chance.integers(20, 80, 2_000)
        money = (2_000 + 150 * score) * chance.gamma(3, 1 / 3, 2_000)
        sums = Sums()
        sums.count({"group": (("many", "few"), group)}, score, money)
        few = next(gap for gap in gaps(sums) if gap.part == "few")
        missed += not few.low <= 0 <= few.high  # type: ignore[operator]
        assert verdict(Looked((few,))).passes
    assert missed <= binom.ppf(0.9999, tried, 0.05)


def test_inequality_falls_apart_into_need_and_the_rest_exactly() -> None:
    sums, _, score, money = people(5_000, 3)
    between, within = theil(sums.whole)
    share = money / money.mean()
    assert between + within == pytest.approx(float((share * np.log(share)).mean()), rel=1e-9)
    level = np.array([money[score == one].mean() for one in score]) / money.mean()
    assert between == pytest.approx(float((level * np.log(level)).mean()), rel=1e-9)


def test_concentration_is_that_of_its_formula() -> None:
    chance = np.random.default_rng(4)
    values = np.sort(chance.gamma(2, size=500))
    rank = (np.arange(500) + 0.5) / 500
    formula = 2 * np.cov(values, rank, bias=True)[0, 1] / values.mean()
    assert concentration(np.ones(500), values) == pytest.approx(formula)
    assert concentration(np.ones(10), np.ones(10)) == pytest.approx(0)
    found = {one.id: one for one in measures(people(5_000, 5)[0])}
    assert found["slope"].low < 150 < found["slope"].high  # type: ignore[operator]


def test_small_parts_are_told_by_no_number_and_never_one_alone() -> None:
    assert too_few({"a": 3, "b": 40, "c": 900}) == {"a", "b"}
    assert too_few({"a": 3, "b": 2, "c": 900}) == {"a", "b"}
    assert too_few({"a": 30, "b": 40}) == frozenset()
    sums = Sums()
    sums.count({"place": (("x", "y", "z"), np.array([0, 0, 1] + [2] * 50))}, np.full(53, 50), np.full(53, 100.0))
    told = {gap.part: gap for gap in gaps(sums)}
    assert told["x"].people is told["y"].people is None
    one, one_group = Sums(), np.zeros(1, int)
    one.count({"group": (("a",), one_group)}, np.array([50]), np.array([7.0]))
    assert not gaps(one)[0].told
    assert measures(one) == []
    assert verdict(Looked(tuple(gaps(one)))).passes


@pytest.mark.req("L4")
def test_take_up_is_held_against_the_population() -> None:
    sums, group, *_ = people(9_000, 6)
    counts = np.bincount(group)
    shares = {"learning": 2.0 * counts[0], "older": counts[1], "physical": counts[2], "nobody": 10.0}
    found = {one.part: one for one in take_up(sums, {"group": {name: float(one) for name, one in shares.items()}})}
    assert found["nobody"].ratio is None
    assert found["learning"].ratio is not None
    assert found["older"].ratio == pytest.approx(2 * found["learning"].ratio)


def test_a_question_that_asks_one_group_harder_is_found_at_the_same_total() -> None:
    chance = np.random.default_rng(7)
    group, total = chance.integers(0, 3, 6_000), chance.integers(0, 100, 6_000)
    fair = np.clip(total // 25 + chance.integers(-1, 2, 6_000), 0, 4)
    answers = Answers()
    answers.count("fair", {"group": (GROUPS, group)}, total, fair)
    answers.count("harder", {"group": (GROUPS, group)}, total, fair + (group == 2))
    assert {(question, gap.part) for question, gap in answers.notable()} >= {("harder", "physical")}
    assert not any(question == "fair" for question, _ in answers.notable())


def test_a_protected_answer_that_moves_the_sum_is_named(repository) -> None:  # type: ignore[no-untyped-def]
    assert protected_in(load_pack(repository / "packs" / "in-control")) == ()
    assert protected_in(load_pack(repository / "packs" / "us-fl-ibudget")) != ()
