"""One file holds a run of the lab: it says what it rests on, runs again byte for byte, and notices every change."""

import csv
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from pyarrow import parquet
from typer.testing import CliRunner

from ownway.interfaces.cli.main import app
from ownway.lab.populations import Asked, made_up
from ownway.lab.reports.archive import Archive, as_csv, differences, read
from ownway.lab.simulate import Recipe, recipe_from, run
from ownway.rulebook.load import load_pack
from ownway.rulebook.load.pack import files_of


@pytest.fixture(scope="module")
def folder(repository: Path) -> Path:
    return repository / "packs" / "in-control"


@pytest.mark.req("L2")
def test_the_archive_of_a_run_is_all_that_runs_it_again(folder: Path, tmp_path: Path) -> None:
    ran = run(Recipe(files_of(folder), date(2026, 4, 1), people=900, seed=4, pot_pence=10**9, kernel="plain"))
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    ran.archive().write(one)
    description, data = read(one)
    again = run(recipe_from(description["recipe"], data))
    again.archive().write(two)
    assert one.read_bytes() == two.read_bytes()
    assert description["recipe"]["seed"] == 4
    assert {"python", "numpy", "ownway"} <= set(description["versions"])
    assert {"tables/winners_and_losers.csv", "impact.json", "pack/allocation.yaml"} <= set(data)
    fields = next(one for one in description["resources"] if one["path"] == "tables/protection.csv")["schema"]["fields"]
    assert {"name": "costs_pence", "type": "integer"} in fields
    other = run(Recipe(files_of(folder), date(2026, 4, 1), people=900, seed=5, pot_pence=10**9, kernel="plain"))
    changed = {one.path for one in differences(data, dict(other.archive().data))}
    assert "tables/total.csv" in changed
    assert "pack/allocation.yaml" not in changed


def test_a_part_that_was_changed_is_noticed_before_anything_runs(tmp_path: Path) -> None:
    path = tmp_path / "run"
    Archive("a", "A run", {}, {"a.csv": as_csv([{"name": "=1+1", "pence": 3, "share": None}])}).write(path)
    assert read(path)[1] == {"a.csv": b"name,pence,share\r\n'=1+1,3,\r\n"}
    (path / "a.csv").write_bytes(b"name,pence,share\r\n'=1+1,4,\r\n")
    with pytest.raises(ValueError, match="was changed"):
        read(path)
    (path / "a.csv").unlink()
    with pytest.raises(ValueError, match="missing"):
        read(path)
    for name, content in (("b.zip", b"no archive"), ("c.zip", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ValueError, match="no archive"):
            read(tmp_path / name)
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as file:
        file.writestr("datapackage.json", json.dumps({"resources": 3}))
    with pytest.raises(ValueError, match="no archive"):
        read(tmp_path / "d.zip")


def test_the_command_runs_an_authority_s_file_again_only_on_that_file(folder: Path, tmp_path: Path) -> None:
    people, out = tmp_path / "people.parquet", tmp_path / "run.zip"
    (table,) = made_up(Asked(400, 6, (load_pack(folder),)))
    parquet.write_table(table, people)
    command = CliRunner()
    named = ["lab", "simulate", str(folder), "--population", str(people), "--as-of", "2026-04-01", "--out", str(out)]
    told = command.invoke(app, [*named, "--pot", "5000000"])
    assert told.exit_code == 0
    assert "400 of 400 people have a figure" in told.output
    again = command.invoke(app, ["lab", "again", str(out), "--population", str(people)])
    assert again.exit_code == 0
    assert "byte for byte" in again.output
    tables = [content.decode() for path, content in read(out)[1].items() if path.startswith("tables/winners")]
    for line in csv.DictReader(tables[0].splitlines()):
        assert not line["people"] or int(line["people"]) >= 5
        assert not any(line[name] and 0 < int(line[name]) < 5 for name in ("more", "less", "less_by_over_half"))
    assert str(tmp_path) not in out.read_bytes().decode("latin-1")
    parquet.write_table(table.slice(1), people)
    assert command.invoke(app, ["lab", "again", str(out), "--population", str(people)]).exit_code == 1
    assert command.invoke(app, ["lab", "again", str(out)]).exit_code == 1
    for wrong in (["--pot", "much"], ["--as-of", "soon"], ["--population", "nobody.csv"]):
        refused = command.invoke(app, [*named, *wrong])
        assert refused.exit_code == 1
        assert refused.output.strip()


@pytest.mark.req("L4")
def test_the_commands_tell_equity_and_population_in_words(folder: Path, tmp_path: Path) -> None:
    command = CliRunner()
    made = tmp_path / "made.parquet"
    told = command.invoke(app, ["lab", "population", "--people", "900", "--pack", str(folder), "--out", str(made)])
    assert "Nobody in it is real" in told.output
    assert parquet.read_table(made).num_rows == 900
    fair = command.invoke(app, ["lab", "equity", "--population", str(made), "--pack", str(folder), "--json"])
    judged = json.loads(fair.output)
    assert judged["passes"] is (fair.exit_code == 0)
    assert judged["tables"]["same_need"]
    assert command.invoke(app, ["lab", "forecast"]).output.startswith("• This history is made up")
