"""Any command of the lab is kept in one file, which runs it again byte for byte."""

import json
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ownway.interfaces.cli.main import app
from tests.lab.test_evaluate_command import folder

__all__ = ["folder"]

pytestmark = pytest.mark.req("L1", "L3", "L4", "L5", "L6")


def lab(*words: str, ends_with: int = 0) -> str:
    """Run a command of the lab and return what it said, here and in its errors."""
    done = CliRunner().invoke(app, ["lab", *words])
    assert done.exit_code == ends_with, done.output
    return " ".join(done.output.split())


def recipe_of(archive: Path) -> dict[str, object]:
    """What the archive says of how it was made."""
    with zipfile.ZipFile(archive) as file:
        told: dict[str, object] = json.loads(file.read("datapackage.json"))
    return told


@pytest.mark.parametrize(
    "words",
    [
        ["forecast", "--months", "6", "--seed", "7"],
        ["equity", "--people", "800", "--pack", "packs/in-control", "--as-of", "2026-04-01"],
        ["evidence"],
    ],
    ids=lambda words: str(words[0]),
)
def test_what_needs_no_file_of_people_runs_again_from_the_archive_alone(words: list[str], tmp_path: Path) -> None:
    target = tmp_path / "kept.zip"
    lab("keep", str(target), *words)
    assert "are the same, byte for byte" in lab("again", str(target))
    again = tmp_path / "twice.zip"
    lab("keep", str(again), *words)
    assert again.read_bytes() == target.read_bytes()


def test_a_table_is_fitted_again_from_pack_and_day_kept_inside_and_people_kept_outside(tmp_path: Path) -> None:
    people, target = tmp_path / "people.parquet", tmp_path / "kept.zip"
    lab("population", "--people", "300", "--pack", "packs/in-control", "--out", str(people))
    assert "name it “people.parquet”" in lab("population", "--out", str(tmp_path / "people.csv"), ends_with=1)
    said = lab("keep", str(target), "calibrate", str(people), "--pack", "packs/in-control")
    assert f"“ownway lab again {target} --population {people}” runs it again" in said
    told = recipe_of(target)
    assert told["inputs"] == [{**told["inputs"][0], "name": "people.parquet"}]  # type: ignore[index]
    assert "--starts" in told["recipe"]["words"]  # type: ignore[index]
    with zipfile.ZipFile(target) as file:
        assert {"pack/allocation.yaml", "results/pack/allocation.yaml", "results/told.json"} <= set(file.namelist())
        assert str(tmp_path).encode() not in b"".join(file.read(name) for name in file.namelist())
    assert "not in the archive" in lab("again", str(target), ends_with=1)
    moved = people.rename(tmp_path / "elsewhere.parquet")
    assert "byte for byte" in lab("again", str(target), "--population", str(moved))
    moved.write_bytes(moved.read_bytes() + b" ")
    assert "not in the archive" in lab("again", str(target), "--population", str(moved), ends_with=1)


def test_a_trial_is_worked_out_again_with_its_locked_protocol(folder: Path) -> None:
    protocol, trial, target = folder / "protocol.yaml", str(folder / "trial.csv"), folder / "kept.zip"
    lab("protocol", "lock", str(protocol))
    lab("keep", str(target), "evaluate", trial, "--protocol", str(protocol))
    protocol.unlink()
    assert "byte for byte" in lab("again", str(target), "--population", trial)


def test_a_result_that_was_changed_is_found(tmp_path: Path) -> None:
    target = tmp_path / "kept"
    lab("keep", str(target), "forecast", "--months", "3")
    told = target / "results" / "told.json"
    told.write_text(told.read_text().replace("1", "2", 1))
    assert "was changed since" in lab("again", str(target), ends_with=1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["simulate", "in-control"], "keeps itself with --out"),
        (["protocol"], "cannot be kept"),
        (["evidence", "--csv", "tables"], "Leave --csv out"),
        (["calibrate", "nowhere.csv"], "cannot be read"),
        (["calibrate"], "Missing argument"),
    ],
    ids=lambda given: given[0] if isinstance(given, list) else "",
)
def test_what_cannot_be_kept_is_said_and_nothing_is_written(words: list[str], said: str, tmp_path: Path) -> None:
    target = tmp_path / "kept.zip"
    done = CliRunner().invoke(app, ["lab", "keep", str(target), *words])
    assert done.exit_code != 0
    assert said in " ".join(done.output.split())
    assert not target.exists()


def test_a_cash_flow_of_three_files_runs_again_with_the_three_and_not_with_fewer(tmp_path: Path) -> None:
    weeks = [date(2025, 6, 2) + timedelta(weeks=number) for number in range(70)]
    written = {
        "agreed.csv": ["account,amount,every,first", "A,200.00,week,2025-06-02", "B,90.50,month,2026-01-01"],
        "paid.csv": ["date,account,amount", *(f"{day},A,{190 + 5 * (day.day % 7)}.00" for day in weeks)],
        "accounts.csv": ["account,balance", "A,1500.00", "B,400.00"],
    }
    files = [tmp_path / name for name in written]
    for file in files:
        file.write_text("\n".join(written[file.name]) + "\n")
    told = [word for name, file in zip(("commitments", "payments", "accounts"), files, strict=True)
            for word in (f"--{name}", str(file))]  # fmt: skip
    target, people = tmp_path / "kept.zip", [word for file in files for word in ("--population", str(file))]
    lab("keep", str(target), "forecast", "--cash", *told, "--on", "2026-10-05")
    assert "byte for byte" in lab("again", str(target), *people)
    assert "“agreed.csv”, which is not in the archive" in lab("again", str(target), *people[2:], ends_with=1)
    files[1].write_text(files[1].read_text().replace("A,195", "A,196", 1))
    assert "“paid.csv”, which is not in the archive" in lab("again", str(target), *people, ends_with=1)
