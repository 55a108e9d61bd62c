"""Who comes is held against the population, and what a panel moves is tested for bias, by command and in words."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from pyarrow import parquet
from typer.testing import CliRunner

from ownway.interfaces.cli.main import app
from ownway.lab.equity import CannotMeasure, panel_findings, population_of
from ownway.lab.populations import Asked, made_up
from ownway.lab.simulate.fairness import DIVISIONS, look


def people(count: int = 6_000, taken_from: str = "") -> pa.Table:
    """People who are made up; a panel takes a tenth from everybody of one group where one is named."""
    (table,) = made_up(Asked(count, 11))
    if not taken_from:
        return table
    hit = pc.equal(table["group"].cast(pa.string()), taken_from)
    less = pc.if_else(hit, pc.divide(pc.multiply(table["cost_pence"], 9), 10), table["panel_pence"])
    return table.set_column(table.column_names.index("panel_pence"), "panel_pence", less)


@pytest.mark.req("L4")
def test_a_panel_that_takes_from_one_group_is_found_and_named() -> None:
    judged = look([people(taken_from="mental_health")]).verdict()
    told = next(one for one in judged.panel if (one.division, one.part) == ("group", "mental_health"))
    # A tenth was planted, against others of whom the panel moves one in ten up or down alike.
    low, high = told.per_cent(told.low), told.per_cent(told.high)
    assert low is not None
    assert high is not None
    assert low < -10 < high < 0
    assert any(line.startswith("mental_health (group): the panel left them 10") for line in judged.findings)


@pytest.mark.req("L4")
def test_a_panel_that_moves_all_alike_is_not_accused() -> None:
    judged = look([people()]).verdict()
    assert not [line for line in judged.findings if "panel" in line]
    # Few people whose sums scatter little are not taken for favoured either.
    for seed in range(12):
        (few,) = made_up(Asked(400, seed))
        assert panel_findings(look([few]).verdict().panel) == []


def test_how_often_a_panel_moves_is_counted_and_small_parts_are_kept_back() -> None:
    found = look([people(400)])
    rows = found.tables()["moved_by_a_panel"]
    whole = next(row for row in rows if row["division"] == "everyone")
    told = people(400)
    up = int(pc.sum(pc.greater(told["panel_pence"], told["cost_pence"])).as_py())
    assert whole["up_per_cent"] == round(100 * up / 400, 1)
    assert "Of 400 people the panel moved" in found.moves.words
    assert all(row["people"] is None or row["people"] >= 5 for row in rows)
    assert any(row["up_per_cent"] is None for row in rows)


@pytest.mark.req("L4")
def test_take_up_is_shown_by_command_against_a_population(tmp_path: Path) -> None:
    table = people(2_000)
    parquet.write_table(table, tmp_path / "people.parquet")
    women = int(pc.sum(pc.equal(table["sex"].cast(pa.string()), "woman")).as_py())
    (tmp_path / "there.csv").write_text("division;part;people\nsex;woman;5 000\nsex;man;5000\n", encoding="utf-8")
    asked = [
        "lab",
        "equity",
        "--population",
        str(tmp_path / "people.parquet"),
        "--take-up",
        str(tmp_path / "there.csv"),
    ]
    told = json.loads(CliRunner().invoke(app, [*asked, "--json"]).stdout)
    found = {one["part"]: one for one in told["take_up"]}
    assert found["woman"]["ratio"] == pytest.approx(2 * women / 2_000, abs=0.001)
    assert found["woman"]["low"] < found["woman"]["ratio"] < found["woman"]["high"]
    said = CliRunner().invoke(app, asked).stdout
    assert "times as many come as their share of the population" in said
    assert "the panel moved" in said


@pytest.mark.parametrize(
    "line",
    ["sex;woman", "sex;woman;-4", "sex;woman;many", "shoe;large;5", "sex;woman;0", "sex;woman;1;2", "sex;woman;٣"],
)
def test_a_population_that_says_nothing_is_refused_at_its_line(line: str) -> None:
    with pytest.raises(CannotMeasure) as caught:
        population_of(f"sex;man;7\n{line}\n", DIVISIONS)
    assert caught.value.why.facts["line"] == 2


def test_a_part_that_stands_twice_in_a_population_is_refused() -> None:
    with pytest.raises(CannotMeasure):
        population_of("sex;man;7\nsex;man;8\n", DIVISIONS)
    assert population_of("division,part,people\n\nsex,man,7\n", DIVISIONS) == {"sex": {"man": 7.0}}


def test_intervals_of_take_up_cover_as_often_as_they_say() -> None:
    chance = np.random.default_rng(4)
    held = 0
    for _ in range(200):
        women = int(chance.binomial(900, 0.6))
        table = pa.table(
            {"need": [50] * 900, "cost_pence": [100_000] * 900, "sex": ["w"] * women + ["m"] * (900 - women)}
        )
        judged = look([table]).verdict(population={"sex": {"w": 60.0, "m": 40.0}})
        one = next(one for one in judged.access if one.part == "w")
        assert one.low is not None
        assert one.high is not None
        held += one.low <= 1 <= one.high
    assert 180 <= held <= 199
