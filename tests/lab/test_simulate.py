"""A rule tried on everyone counts as the impact table before publication does, keeps small numbers back, and prices."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from ownway.lab.populations import COST, Asked, made_up
from ownway.lab.simulate import Counted, Protection, Recipe, Simulated, Tally, Trial, impact_of, run, try_rule
from ownway.lab.simulate.contingency import Unsure, contingency
from ownway.lab.simulate.figures import Rule, between
from ownway.lab.simulate.impact import suppressed, winners_and_losers
from ownway.lab.simulate.mapping import Mapped
from ownway.lab.simulate.protection import divided
from ownway.lab.simulate.spread import Spread
from ownway.rulebook.compare import Moved, impact_table
from ownway.rulebook.engines import many
from ownway.rulebook.load import load_pack, pack_from_files
from ownway.rulebook.load.pack import files_of
from ownway.rulebook.model import Pack

DAY = date(2026, 4, 1)


@pytest.fixture(scope="module")
def folder(repository: Path) -> Path:
    return repository / "packs" / "in-control"


@pytest.fixture(scope="module")
def pack(folder: Path) -> Pack:
    return load_pack(folder)


@pytest.fixture(scope="module")
def dearer(folder: Path) -> Pack:
    """The same pack with another table, so that some gain and some lose."""
    files = dict(files_of(folder))
    files["allocation.yaml"] = files["allocation.yaml"].replace("{at: 20, gives: 210}", "{at: 20, gives: 160}")
    files["allocation.yaml"] = files["allocation.yaml"].replace("{at: 40, gives: 520}", "{at: 40, gives: 640}")
    return pack_from_files(files)


@pytest.fixture(scope="module")
def people(pack: Pack) -> list[pa.Table]:
    return list(made_up(Asked(3_000, 11, (pack,))))


def figures(pack: Pack, table: pa.Table) -> list[int | None]:
    """What each person is told."""
    population, bad = many.encode(pack, table.select([name for name in table.column_names if name in pack.by_id]))
    assert not bad
    told = many.work_out_many(many.program(pack, DAY), population, steps=(), kernel="plain")
    found: list[int | None] = told[many.FIGURE].to_pylist()
    return found


@pytest.mark.req("L2")
def test_the_impact_table_is_the_one_that_comes_before_publication(
    pack: Pack, dearer: Pack, people: list[pa.Table]
) -> None:
    (table,) = people
    groups = table["group"].cast(pa.string()).to_pylist()
    moved = [
        Moved("", group, {}, was, now)
        for group, was, now in zip(groups, figures(pack, table), figures(dearer, table), strict=True)
    ]
    counted = try_rule(Trial(Rule.of(dearer, DAY, kernel="plain"), Rule.of(pack, DAY, kernel="plain")), people)
    assert impact_of(counted.tally, dearer) == impact_table(moved, dearer)
    assert impact_of(counted.tally, dearer)["less"] > 0
    assert impact_of(counted.tally, dearer)["more"] > 0


def test_pieces_in_any_order_count_the_same(pack: Pack, people: list[pa.Table]) -> None:
    (table,) = people
    trial = Trial(Rule.of(pack, DAY, kernel="plain"))
    whole = try_rule(trial, [table])
    parts = [table.slice(start, 700) for start in range(0, table.num_rows, 700)]
    shuffled = table.take(pa.array(np.random.default_rng(2).permutation(table.num_rows)))
    for other in (try_rule(trial, parts), try_rule(trial, reversed(parts)), try_rule(trial, [shuffled])):
        assert other.tally.as_table().equals(whole.tally.as_table())
        assert other.prices.sums == whole.prices.sums
        assert other.spread.as_rows() == whole.spread.as_rows()
        assert impact_of(other.tally, pack) == impact_of(whole.tally, pack)
    assert impact_of(Tally.from_rows(whole.tally.as_table().to_pylist()), pack) == impact_of(whole.tally, pack)


def test_each_way_of_dividing_people_holds_everyone(pack: Pack, people: list[pa.Table]) -> None:
    counted = try_rule(Trial(Rule.of(pack, DAY, kernel="plain")), people)
    rows = winners_and_losers(counted.tally)
    for dimension in ("group", "age", "sex", "ethnicity", "place", "setting", "deprivation", "band", "need", "size"):
        here = [row for row in rows if row["dimension"] == dimension]
        assert sum(row["people"] for row in here) == 3_000
        for name in ("more", "less", "same", "was_pence", "now_pence", "gained_pence", "lost_pence"):
            assert sum(row[name] for row in here) == next(row for row in rows if row["dimension"] == "everyone")[name]
    for row in rows:
        assert row["now_pence"] - row["was_pence"] == row["gained_pence"] - row["lost_pence"]


def test_protection_keeps_its_promise_and_costs_what_it_says() -> None:
    old, new = np.array([1_000, 1_000, 0, 50_001]), np.array([500, 1_500, 700, 10_000])
    way = Protection("", years=3, loss_most=Fraction(1, 10), gain_most=Fraction(1, 10))
    assert way.in_year(1, old, new).tolist() == [900, 1_100, 700, 45_001]
    assert way.in_year(2, old, new).tolist() == [810, 1_210, 700, 40_501]
    assert way.in_year(4, old, new).tolist() == new.tolist()
    taper = Protection("", years=1, taper=True)
    assert taper.in_year(1, old, new).tolist() == [750, 1_250, 700, 30_001]
    costed = np.array([950, 0, 0, 60_000])
    assert way.in_year(1, old, new, costed).tolist() == [950, 1_100, 700, 60_000]


@pytest.mark.req("L2")
def test_protection_is_priced_by_year_and_falls_away(pack: Pack, people: list[pa.Table]) -> None:
    counted = try_rule(Trial(Rule.of(pack, DAY, kernel="plain")), people)
    rows = [row for row in counted.prices.as_rows(1) if row["protection"] == "no more than a tenth a year"]
    prices = [row["costs_pence"] for row in rows]
    assert prices == sorted(prices, reverse=True)
    assert prices[0] > 0 == prices[-1]
    table = people[0]
    now = np.array(figures(pack, table))
    was = (2 * table[COST].to_numpy() + 52) // 104
    assert prices[0] == int(np.maximum(0, (2 * was * 9 + 10) // 20 - now).sum())


@pytest.mark.req("L4")
def test_hertfordshire_s_test_counts_the_moderate_who_are_paid_like_the_substantial() -> None:
    spread = Spread()
    spread.count(["moderate"], np.zeros(7, int), np.array([1, 5, 5, 9, 9, 9, 20]))
    more = np.array([9, 10, 11, 12, 5, 7, 8, 30])
    spread.count(["substantial", ""], np.zeros(8, int), more)
    far = Spread()
    far.count(["", "substantial"], np.ones(8, int), more + 2**30)
    assert far.quantile("substantial", 1, 4) == 7 + 2**30
    assert spread.quantile("substantial", 1, 4) == 7
    assert spread.at_least("moderate", 7) == 4
    counted = Counted(people=15, spread=spread)
    pack = type("Pack", (), {})
    rows = Simulated(Trial(pack), counted, None).hertfordshire()  # type: ignore[arg-type]
    assert [(row["band"], row["paid_like"], row["per_cent"]) for row in rows] == [("moderate", 4, 57.1)]


def test_small_numbers_are_kept_back_and_cannot_be_found_by_taking_away() -> None:
    def row(part: str, people: int, more: int) -> dict[str, object]:
        counts = dict.fromkeys(("same", "less_by_over_fifth", "less_by_over_half", "more_by_over_fifth"), 0)
        return {"dimension": "group", "part": part, "people": people, "compared": people, "more": more,
                "less": people - more, **counts, "gained_pence": 7, "lost_pence": 8}  # fmt: skip

    told = suppressed([row("a", 3, 3), row("b", 40, 20), row("c", 90, 2), row("d", 70, 30)])
    assert told[0]["people"] is None
    assert told[1]["people"] is None, "the next smallest too, or the three would follow from the whole"
    assert (told[2]["people"], told[2]["more"], told[2]["gained_pence"]) == (90, None, None)
    assert told[3] == row("d", 70, 30)


def test_what_is_held_back_keeps_the_risk_and_is_what_the_closed_form_says() -> None:
    # One normal source alone: the 95th of a hundred lies 1.645 standard deviations above.
    held = contingency(10**9, 0, 10**9, Unsure(price=0.02, demand=0, drift=0, person=0))
    assert abs(held.needed_pence / 10**9 / 0.02 - 1.645) < 0.06
    assert held.overspends_with <= 0.05
    assert abs(held.overspends - 0.5) < 0.02
    alone = contingency(10**7, 100 * (10**5) ** 2, 10**7, Unsure(0, 0, 0, person=0.3))
    assert abs(alone.needed_pence / (0.3 * 10**6) - 1.645) < 0.06
    assert contingency(10**9, 0, 10**9).to_json() == contingency(10**9, 0, 10**9).to_json()


def test_another_country_s_rule_on_the_same_needs_gives_more_to_those_of_more_need(
    pack: Pack, people: list[pa.Table], repository: Path
) -> None:
    german = load_pack(repository / "packs" / "de-sgb-xi")
    trial = Trial(Rule.of(pack, DAY, kernel="plain"), Rule.of(german, DAY, Mapped(german), "plain"))
    assert not trial.comparable
    shown = Simulated(trial, try_rule(trial, people), None)
    shares = [row["share_was_per_cent"] for row in shown.by_need()]
    assert shares[0] < shares[5] < shares[9]
    assert impact_of(shown.counted.tally, pack)["compared"] == 0
    assert between(pack, pack) == 1


def test_a_mapping_says_which_answer_means_what(pack: Pack) -> None:
    mapped = Mapped.from_json(pack, {"meals": {"from": "eats", "levels": {"alone": "none", "fed": "lot"}}})
    answers = mapped.answers(pa.table({"eats": ["alone", "fed", "some"], "need": [0, 50, 99]}))
    assert answers["meals"].to_pylist() == ["none", "lot", "some"]
    assert answers["home"].to_pylist()[0] == "none"
    assert answers["home"].to_pylist()[2] == "lot"


def test_shaking_the_answers_shows_what_one_level_is_worth(folder: Path) -> None:
    ran = run(Recipe(files_of(folder), DAY, people=800, seed=3, pot_pence=10**9, kernel="plain"))
    shaken = {(one.what, one.question): one for one in ran.shown.shaken}
    up = shaken["one level more", "personal_care"]
    out = shaken["left out", "personal_care"]
    assert out.pence_now < up.pence_was < up.pence_now
    assert shaken["every answer a level up", ""].pence_now > up.pence_now
    assert shaken["one answer in twenty missing", ""].people == 800
    assert json.loads(json.dumps(ran.shown.to_json()))["people"] == 800
    assert len(ran.shown.examples()) == 10
    assert all(row["people"] >= 5 for row in ran.shown.examples())


def test_division_of_pence_is_exact_as_far_as_it_says() -> None:
    chance = np.random.default_rng(9)
    numbers = chance.integers(0, 2**50, 20_000)
    for by in (2, 6, 104, 999_999, 10**6):
        edges = numbers // by * by
        for one in (numbers, edges, edges - 1):
            assert (divided(np.maximum(one, 0), by) == np.maximum(one, 0) // by).all()
