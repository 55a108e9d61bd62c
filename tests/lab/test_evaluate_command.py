"""The commands of a trial, from the example to the opened seal."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ownway.interfaces.cli.main import app

TODAY = date.today().isoformat()


def ownway(*given: str, fails: bool = False) -> str:
    """What ``ownway lab`` says to what it is given."""
    result = CliRunner().invoke(app, ["lab", *given])
    assert result.exit_code == (1 if fails else 0), result.output
    return result.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example, small and quick."""
    ownway("protocol", "example", "--out", str(tmp_path), "--people", "240")
    path = tmp_path / "protocol.yaml"
    path.write_text(path.read_text().replace("replicates: 5000", "replicates: 400").replace("copies: 20", "copies: 4"))
    return tmp_path


def enrol(folder: Path, person: str, fails: bool = False, baseline: str = TODAY) -> str:
    return ownway(
        "protocol", "allocate", str(folder / "protocol.yaml"), "--person", person, "--consented", TODAY,
        "--baseline", baseline, "--stratum", "authority=Northam", "--stratum", "group=older", fails=fails,
    )  # fmt: skip


@pytest.mark.req("L5")
def test_a_trial_walks_from_its_lock_to_the_opened_seal(folder: Path) -> None:
    path = str(folder / "protocol.yaml")
    assert "not locked yet" in enrol(folder, "T1", fails=True)
    assert "Locked on" in ownway("protocol", "lock", path)
    assert "was locked on" in ownway("protocol", "lock", path, fails=True)
    assert (folder / "protocol.secret").stat().st_mode & 0o777 == 0o600
    told = [enrol(folder, f"T{number}") for number in range(1, 7)]
    assert {line.split("(")[-1].strip(" )\n") for line in told} == {"usual", "budget"}
    assert "in the trial already" in enrol(folder, "T3", fails=True)
    assert "First comes the lock" in enrol(folder, "T9", fails=True, baseline="2020-01-01")
    assert "no day" in enrol(folder, "T9", fails=True, baseline="soon")
    assert "6 lines, 0 faults." in ownway("protocol", "check", path)
    register = folder / "protocol.register.jsonl"
    register.write_text("\n".join(register.read_text().splitlines()[1:]) + "\n")
    assert "does not follow" in ownway("protocol", "check", path, fails=True)


@pytest.mark.req("L5", "L7")
def test_a_trial_is_worked_out_only_by_the_protocol_that_was_locked(folder: Path) -> None:
    path, people = folder / "protocol.yaml", str(folder / "trial.csv")
    assert "do not prove" in ownway("evaluate", people, "--protocol", str(path))
    ownway("protocol", "lock", str(path))
    path.write_text(path.read_text().replace("horizon_weeks: 26", "horizon_weeks: 52"))
    assert "not as it was locked" in ownway("evaluate", people, "--protocol", str(path), fails=True)
    assert "do not prove" in ownway("evaluate", people, "--protocol", str(path), "--exploring")
    assert "needs a reason" in ownway("protocol", "amend", str(path), "--reason", " ", fails=True)
    assert "26 is now 52" in ownway("protocol", "amend", str(path), "--reason", "Money came late.")
    out = folder / "report"
    told = ownway("evaluate", people, "--protocol", str(path), "--out", str(out), "--html", str(folder / "page.html"))
    assert "Money came late." in told
    assert "kept apart" in told
    result = json.loads(ownway("evaluate", people, "--protocol", str(path), "--json"))
    assert result == json.loads((out / "results.json").read_text())
    assert (folder / "page.html").read_text() == (out / "report.html").read_text()
    assert {file.suffix for file in out.iterdir()} == {".html", ".json", ".svg", ".csv"}


def test_what_cannot_be_read_is_told_in_words(folder: Path) -> None:
    path = str(folder / "protocol.yaml")
    assert "cannot be read" in ownway("evaluate", str(folder / "nothing.csv"), "--protocol", path, fails=True)
    assert "needs columns" in ownway("evaluate", path, "--protocol", path, fails=True)
    assert "cannot be read as YAML" in ownway(
        "evaluate", str(folder / "trial.csv"), "--protocol", str(folder / "trial.csv"), fails=True
    )
    assert "is there already" in ownway("protocol", "example", "--out", str(folder), fails=True)
