"""Bad input, line by line: each row that cannot be is named with its rule; the rest goes on where that is honest."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from ownway.interfaces.cli.main import app
from ownway.lab.populations.reading import BYTES, ROWS

COMMANDS = ("calibrate", "simulate", "equity")
HEADINGS = "person;need;cost;group\n"
Rows = list[tuple[Any, ...]]
Run = Callable[..., Result]


def good(count: int = 60) -> Rows:
    """People of rising need and cost, in two groups."""
    return [(at + 1, at % 50, at * 100 + 500, "older" if at % 2 else "younger") for at in range(count)]


def text(rows: Rows, separator: str = ";") -> str:
    """The rows as a table that people write."""
    body = "".join(separator.join(map(str, row)) + "\n" for row in rows)
    return HEADINGS.replace(";", separator) + body


@pytest.fixture
def run(tmp_path: Path, repository: Path) -> Run:
    """Run a command of the lab on a file of such bytes."""

    def asked(command: str, content: str | bytes, *more: str) -> Result:
        file = tmp_path / "people.csv"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        pack = str(repository / "packs" / "in-control")
        given = {
            "calibrate": [str(file)],
            "simulate": [pack, "--population", str(file), "--as-of", "2026-04-01"],
            "equity": ["--population", str(file)],
        }
        return CliRunner().invoke(app, ["lab", command, *given[command], *more])

    return asked


def people_in(command: str, held: Result) -> int:
    """How many people the command went on with."""
    told = json.loads(held.stdout)
    return int(told["people"])


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("x", 20, "", "older"), "nothing stands there"),
        (("x", 20, -5, "older"), "the number is below zero"),
        (("x", 20, 99_999_999, "older"), "the number is beyond what can be"),
        (("x", 20, "much", "older"), "no number stands there"),
    ],
)
@pytest.mark.req("L1", "L2", "L4")
def test_rows_with_missing_negative_absurd_or_text_values_are_named_and_the_rest_goes_on(
    run: Run, command: str, row: tuple[Any, ...], said: str
) -> None:
    rows = [*good(), row]
    held = run(command, text(rows), "--json")
    assert held.exit_code == 0, held.output
    assert people_in(command, held) == 60
    words = run(command, text(rows))
    assert "Row 61, cost" in words.output
    assert said in words.output


@pytest.mark.parametrize("command", COMMANDS)
def test_duplicate_people_count_once_and_are_named(run: Run, command: str) -> None:
    rows = [*good(), (7, 90, 90_000, "older")]
    held = run(command, text(rows), "--json")
    assert people_in(command, held) == 60
    assert "Row 61, person “7”: this person is in the file already" in run(command, text(rows)).output


def test_a_pot_smaller_than_the_floors_is_refused_with_what_to_ease(run: Run) -> None:
    held = run("calibrate", text(good()), "--pot", "10000", "--floor", "5000")
    assert held.exit_code == 1
    assert "No table can keep all of this" in held.stderr
    assert "Ease the floor" in held.stderr
    for pot, told in (("0", "There is no money to share out"), ("-5", "not below zero"), ("4.500", "whole pence")):
        nothing = run("calibrate", text(good()), "--pot", pot)
        assert nothing.exit_code == 1
        assert told in nothing.stderr


def test_one_person_is_no_population_and_nothing_is_made_of_them(run: Run) -> None:
    alone = text([(1, 20, 900, "older")])
    held = run("calibrate", alone)
    assert held.exit_code == 1
    assert "fewer than 4 people" in held.stderr
    tried = run("simulate", alone, "--json")
    assert tried.exit_code == 0, tried.output
    assert json.loads(tried.stdout)["people"] == 1
    fair = run("equity", alone, "--json")
    told = json.loads(fair.stdout)
    assert told["measures"] == []
    assert "nothing could be compared" in told["words"]
    assert all(gap["people"] is None for gap in told["gaps"])


def test_all_the_same_score_gives_a_flat_table_to_the_pot_and_no_slope(run: Run) -> None:
    rows = [(at + 1, 40, at * 100 + 500, "older") for at in range(60)]
    held = run("calibrate", text(rows), "--pot", "120000", "--something-at-zero", "--json")
    assert held.exit_code == 0, held.output
    told = json.loads(held.stdout)
    assert told["told"] + told["contingency"] == 12_000_000
    assert len({knot["pence_a_year"] for knot in told["knots"]}) == 1
    assert run("simulate", text(rows), "--json").exit_code == 0
    fair = json.loads(run("equity", text(rows), "--json").stdout)
    assert "slope" not in {one["id"] for one in fair["measures"]}


def test_groups_of_one_are_told_by_no_number(run: Run) -> None:
    rows = [(at + 1, at % 50, at * 100 + 500, f"g{at}") for at in range(60)]
    fitted = json.loads(run("calibrate", text(rows), "--json").stdout)
    assert {one["mean"] for one in fitted["bias_by_group"]} == {None}
    fair = json.loads(run("equity", text(rows), "--json").stdout)
    assert all(gap["gap_pounds"] is None for gap in fair["gaps"] if gap["division"] == "group")
    tried = run("simulate", text(rows), "--json")
    assert tried.exit_code == 0, tried.output


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", "\t", "|"])
def test_a_file_of_another_encoding_or_separator_is_read_all_the_same(
    run: Run, command: str, encoding: str, separator: str
) -> None:
    rows = [*good(), (61, 20, 900, "Müßiggänger é")]
    held = run(command, text(rows, separator).encode(encoding), "--json")
    assert held.exit_code == 0, held.output
    assert people_in(command, held) == 61


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_table_at_all_is_refused_in_words(run: Run, command: str) -> None:
    for content in (b"", b"\x00\x01\x02", b"shoes;hats\n1;2\n", HEADINGS.encode()):
        held = run(command, content)
        assert held.exit_code == 1, (content, held.output)
        assert held.exception is None or isinstance(held.exception, SystemExit), held.exception
        assert "Traceback" not in held.output


@pytest.mark.req("L8")
def test_a_file_of_many_rows_is_streamed_in_pieces_that_stay_small() -> None:
    # Ten million rows were read by hand: what that took stands in the guide. Here, how much is held at a time.
    assert ROWS <= 2**17
    assert BYTES <= 2**24
