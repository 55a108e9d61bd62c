"""All ways from points to money are tried on several populations, and what the default loses is said."""

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from ownway.interfaces.cli.main import app
from ownway.lab.calibrate.challengers import methods, of_items
from ownway.lab.calibrate.limits import Limits
from ownway.lab.calibrate.sums import People
from ownway.lab.calibrate.ways import steep, tried, with_jumps

WAYS = {"default", "per_point", "point_p80", "steps", "gamma", "quantiles", "items"}


@pytest.mark.req("L1")
def test_the_command_prints_every_way_on_three_populations_and_what_the_default_loses() -> None:
    held = CliRunner().invoke(app, ["lab", "challengers", "--people", "600", "--as-of", "2026-04-01", "--json"])
    assert held.exit_code == 0, held.output
    found = json.loads(held.stdout)["populations"]
    assert len(found) == 3
    assert {one["id"] for one in found[0]["scores"]} >= WAYS
    for one in found:
        assert {"r_squared", "mean_error", "pot_ratio"} <= set(one["scores"][0])
        assert "the default explains" in one["words"][0]
        mine = next(score for score in one["scores"] if score["id"] == "default")
        best = max(score["r_squared"] for score in one["scores"])
        # Whoever is beaten says by whom and where.
        assert (len(one["words"]) == 3) == (best > mine["r_squared"])


@pytest.mark.req("L1")
def test_where_costs_jump_the_default_loses_to_steps_and_says_where() -> None:
    found = tried("jumps", with_jumps(3_000, 1), 1)
    assert found.best.id == "steps"
    assert "rising steps" in found.words[1]
    assert "It loses most among people of" in found.words[2]


def test_where_costs_rise_as_the_gamma_model_says_it_is_among_the_best() -> None:
    found = tried("steep", steep(3_000, 1), 1)
    ranked = sorted(found.scores.values(), key=lambda one: -one.r_squared)
    assert "gamma" in [one.id for one in ranked[:3]]


def test_the_model_of_items_finds_the_steps_that_were_planted_and_none_below_nothing() -> None:
    chance = np.random.default_rng(2)
    answers = chance.integers(0, 4, (2_000, 3))
    pence = 100_000 + 50_000 * answers[:, 0] + 200_000 * (answers[:, 1] >= 3) - 30_000 * answers[:, 2]
    people = People(answers.sum(axis=1), pence, answers=answers)
    told = of_items(people)
    only = People(
        np.zeros(4, np.int64), np.zeros(4, np.int64), answers=np.array([[0, 0, 0], [1, 0, 0], [0, 3, 0], [0, 0, 3]])
    )
    base, one, three, less = told(only)
    assert one - base == pytest.approx(50_000, abs=3_000)
    assert three - base == pytest.approx(200_000, abs=8_000)
    assert less == pytest.approx(base, abs=1)


def test_people_without_answers_are_not_told_of_items() -> None:
    assert "items" in methods(Limits())
    assert "items" not in tried("no answers", with_jumps(200, 3), 3).scores


def test_a_file_of_one_s_own_is_tried_beside_them(tmp_path: Path) -> None:
    rows = "".join(f"{at % 90};{at % 90 * 300 + 500}\n" for at in range(200))
    file = tmp_path / "ours.csv"
    file.write_text("need;cost\n" + rows, encoding="utf-8")
    held = CliRunner().invoke(app, ["lab", "challengers", str(file), "--people", "200", "--as-of", "2026-04-01"])
    assert held.exit_code == 0, held.output
    assert "ours.csv" in held.stdout
