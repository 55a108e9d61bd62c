"""Weights of questions: a panel's and past costs' are shown by command and written into the pack's points."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet
from typer.testing import CliRunner

from ownway.interfaces.cli.main import app
from ownway.lab.calibrate.cannot import CannotCalibrate, CannotCompare
from ownway.lab.calibrate.comparisons import pairs_of
from ownway.lab.calibrate.weights import panel_weights
from ownway.lab.calibrate.weights_into_pack import chosen, may_be_weighed, shared
from ownway.lab.populations import Asked, made_up
from ownway.rulebook.load import load_pack
from ownway.rulebook.model import Pack


@pytest.fixture(scope="module")
def pack(repository: Path) -> Pack:
    return load_pack(repository / "packs" / "in-control")


def tops(pack: Pack) -> dict[str, int]:
    """The highest points of each question that can be weighed, help of others apart."""
    return {
        one.id: int(max(level.points or 0 for level in one.levels))
        for one in pack.questions
        if may_be_weighed(one) and not one.id.startswith("help_")
    }


@pytest.fixture(scope="module")
def file(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """People whose cost follows meals and nights alone: £1,000 and £3,000 a level."""
    (people,) = made_up(Asked(2_000, 3, (pack,)))
    cost = np.zeros(2_000, np.int64)
    for name, pounds in (("meals", 1_000), ("nights", 3_000)):
        places = {level.id: at for at, level in enumerate(pack.question(name).levels)}
        cost += 100 * pounds * np.array([places[one] for one in people[name].to_pylist()])
    people = people.set_column(people.column_names.index("cost_pence"), "cost_pence", pa.array(cost))
    target = tmp_path_factory.mktemp("weights") / "people.parquet"
    parquet.write_table(people, target)
    return target


@pytest.mark.req("L1")
def test_past_costs_give_their_weight_back_and_name_what_buys_nothing(repository: Path, file: Path) -> None:
    asked = ["lab", "weights", str(repository / "packs/in-control"), "--population", str(file)]
    told = json.loads(CliRunner().invoke(app, [*asked, "--json"]).stdout)["fitted"]
    found = {one["question"]: one for one in told["questions"]}
    assert found["nights"]["fitted"] == pytest.approx(3 * found["meals"]["fitted"], rel=0.001)
    assert told["r_squared"] == pytest.approx(1, abs=1e-6)
    assert found["home"]["buys_nothing"]
    assert not found["nights"]["buys_nothing"]
    assert not [name for name in found if name.startswith("help_")]
    said = CliRunner().invoke(app, asked).stdout
    assert "“home” buys nothing" in said


@pytest.mark.req("L1")
def test_fitted_weights_are_written_as_points_and_the_pack_holds(
    repository: Path, pack: Pack, file: Path, tmp_path: Path
) -> None:
    into = tmp_path / "new"
    asked = ["lab", "weights", str(repository / "packs/in-control"), "--population", str(file), "--into", str(into)]
    held = CliRunner().invoke(app, asked)
    assert held.exit_code == 0, held.output
    new = load_pack(into)
    assert sum(tops(new).values()) == sum(tops(pack).values())
    assert tops(new)["nights"] > tops(new)["meals"] > tops(new)["home"]
    for question in new.questions:
        if may_be_weighed(question):
            points = [level.points or 0 for level in question.levels]
            assert points == sorted(set(points))
    assert CliRunner().invoke(app, ["pack", "check", str(into)]).exit_code == 0
    # What is there is not written over.
    assert CliRunner().invoke(app, asked).exit_code == 1


@pytest.mark.req("L1")
def test_a_panel_s_weights_are_written_and_what_it_did_not_speak_of_stays(
    repository: Path, pack: Pack, tmp_path: Path
) -> None:
    pairs = tmp_path / "pairs.txt"
    pairs.write_text("nights > meals\nnights ; home\nmeals, home\n", encoding="utf-8")
    into = tmp_path / "new"
    asked = ["lab", "weights", str(repository / "packs/in-control"), "--panel", str(pairs), "--into", str(into)]
    held = CliRunner().invoke(app, asked)
    assert held.exit_code == 0, held.output
    old, new = tops(pack), tops(load_pack(into))
    spoken = {"nights", "meals", "home"}
    assert new["nights"] > new["meals"] > new["home"]
    assert sum(new[name] for name in spoken) == sum(old[name] for name in spoken)
    assert {name: new[name] for name in old if name not in spoken} == {
        name: old[name] for name in old if name not in spoken
    }
    assert "“caring” keeps its points" in held.stderr


def test_points_shared_out_are_exact_and_keep_their_least() -> None:
    chance = np.random.default_rng(5)
    for _ in range(500):
        size = int(chance.integers(1, 12))
        least = [int(one) for one in chance.integers(1, 4, size)]
        by = [float(one) for one in chance.random(size) * (chance.random(size) < 0.7)]
        whole = sum(least) + int(chance.integers(0, 90))
        found = shared(whole, by, least)
        assert sum(found) == whole
        assert all(one >= low for one, low in zip(found, least, strict=True))


def test_weights_of_nothing_are_refused(pack: Pack) -> None:
    with pytest.raises(CannotCalibrate) as caught:
        chosen(pack, "fitted", None, None)
    assert caught.value.why.code == "calibrate.no_weights"
    with pytest.raises(CannotCalibrate):
        chosen(pack, "panel", None, panel_weights([("shoes", "hats")]))
    with pytest.raises(CannotCompare):
        pairs_of("nights > nights", ["nights"])


def test_the_command_says_what_it_lacks(repository: Path, tmp_path: Path) -> None:
    asked = ["lab", "weights", str(repository / "packs/in-control")]
    nothing = CliRunner().invoke(app, asked)
    assert nothing.exit_code == 1
    assert "By what?" in nothing.stderr
    bad = tmp_path / "pairs.txt"
    bad.write_text("nights > elephants\n", encoding="utf-8")
    refused = CliRunner().invoke(app, [*asked, "--panel", str(bad)])
    assert refused.exit_code == 1
    assert "nights > elephants" in refused.stderr
