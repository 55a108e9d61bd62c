"""From a file to a pack version that holds: the command, the table in the pack, a dated factor that fits the pot."""

import csv
import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet
from typer.testing import CliRunner

from ownway.interfaces.cli.main import app
from ownway.lab.calibrate.calibrating import Order, calibrate
from ownway.lab.calibrate.cannot import CannotCalibrate
from ownway.lab.calibrate.gathering import fitting_factor, gather
from ownway.lab.calibrate.into_pack import Note, with_factor, with_table
from ownway.lab.calibrate.sentences import SENTENCES
from ownway.lab.calibrate.sums import sums_of
from ownway.lab.calibrate.table import Table
from ownway.lab.populations import Asked, made_up
from ownway.lab.simulate.figures import Rule
from ownway.rulebook.check import check_pack
from ownway.rulebook.engines.one import work_out
from ownway.rulebook.load import PackErrors, files_of, load_pack, pack_from_files
from ownway.rulebook.model import Pack
from tests.lab.towns import town

LATER = Note("later", "Fitted later", "nowhere", date(2027, 1, 4))
FEW = 20
"""So many people try each pack here; the command itself lets more try it."""
NOTE = Note("fitted", "Fitted in a test", "nowhere", date(2026, 11, 2))


def figure(pack: Pack, folder: Path, example: str, day: date) -> int:
    """The pence that a rule gives the person of a worked example on a day."""
    from ownway.rulebook.load import read_examples

    found = next(one for one in read_examples(pack, files_of(folder)) if one.id == example)
    worked = work_out(pack, found.answers, day)
    assert worked.figure is not None
    return worked.figure.pence


@pytest.mark.req("L1", "L2")
def test_points_are_the_packs_own_so_that_the_new_table_tells_everybody_what_was_fitted(
    tmp_path: Path, repository: Path
) -> None:
    """Fitted to answers and tried on the very same people, the sums come to what the fit said, to the penny."""
    home, file = repository / "packs/in-control", tmp_path / "people.parquet"
    old = load_pack(home)
    everyone = pa.concat_tables(made_up(Asked(400, 7, (old,))))
    parquet.write_table(everyone, file)
    found = gather(file, home, "", None, date(2026, 11, 2))
    made = calibrate(found.people, Order(pot=500_000_000, times=found.times, draws=20))
    assert found.by_the_pack
    assert found.people.units > 1
    written = with_table(files_of(home), found.step, made.table, NOTE, sample=FEW)
    figures, known, _bad = Rule.of(pack_from_files(dict(written.files)), date(2026, 11, 2)).figures(everyone)
    assert known.all()
    told = made.table.costs(made.sums)
    assert int(figures.sum()) * found.times == told
    assert 0 <= 500_000_000 - told < 500_000_000 // 1_000


def test_where_the_answers_of_some_make_no_points_the_points_of_the_file_count(
    tmp_path: Path, repository: Path
) -> None:
    """Without points in the file, those of no points are left out, and it is said."""
    home, file = repository / "packs/in-control", tmp_path / "people.parquet"
    everyone = pa.concat_tables(made_up(Asked(60, 7, (load_pack(home),))))
    scored = next(one.id for one in load_pack(home).questions if one.scored)
    at = everyone.column_names.index(scored)
    silent = [None if place < 5 else one for place, one in enumerate(everyone[scored].to_pylist())]
    some = everyone.set_column(at, scored, pa.array(silent))
    parquet.write_table(some, file)
    by_file = gather(file, home, "", None, date(2026, 11, 2))
    assert not by_file.by_the_pack
    assert by_file.people.count == 60
    parquet.write_table(some.drop_columns(["need"]), file)
    by_pack = gather(file, home, "", None, date(2026, 11, 2))
    assert by_pack.by_the_pack
    assert by_pack.people.count == 55
    assert by_pack.left_out == ("5 people have no points, for their answers do not make any.",)


@pytest.mark.req("L1")
def test_the_command_writes_report_table_and_a_pack_that_holds(tmp_path: Path, repository: Path) -> None:
    people = town(300)
    file, folder = tmp_path / "people.csv", tmp_path / "out"
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(("person", "points", "cost", "group"))
        for at in range(people.count):
            group = people.group_names[0 if people.groups is None else int(people.groups[at])]
            writer.writerow((f"P{at}", int(people.scores[at]), f"{int(people.pence[at]) / 100:.2f}", group))
        writer.writerow(("P900", 40, -5, "older"))
        writer.writerow(("P901", "forty", 5000, "older"))
    arguments = ["lab", "calibrate", str(file), "--pack", str(repository / "packs/in-control"), "--pot", "3000000",
                 "--contingency", "0.05", "--out", str(folder), "--json"]  # fmt: skip
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["told"] + told["contingency"] == 300_000_000
    assert told["told"] <= 285_000_000
    assert told["people"] == 300
    assert len(told["left_out"]) == 2
    assert check_pack(folder / "pack", FEW).passes
    pack = load_pack(folder / "pack")
    line = next(step for step in pack.allocation.steps if step.id == "weekly_budget")
    knots = {str(knot["at"]): knot["pence"] for knot in told["table"]["knots"]}
    assert {str(knot.at): int(knot.gives * 100) for knot in line.knots}.items() >= knots.items()  # type: ignore[attr-defined]
    assert {one["id"] for one in told["scores"]} >= {"default", "steps", "gamma", "quantiles"}
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "What to know first" in page and "<script" not in page
    with (folder / "table.csv").open(encoding="utf-8") as target:
        assert [int(row["pence_a_year"]) for row in csv.DictReader(target)] == [p * 52 for p in knots.values()]


def test_a_table_in_the_pack_gives_what_the_lab_says(repository: Path) -> None:
    folder = repository / "packs/in-control"
    table = Table(((2, 2_000), (13, 15_551), (60, 90_000)), 1, 52)
    written = with_table(files_of(folder), "weekly_budget", table, NOTE, 0.4, sample=FEW)
    pack = pack_from_files(written.files)
    # Mrs Mukherjee has 13 points in the end.
    assert figure(pack, folder, "03-daughter-helps", date(2026, 11, 2)) == table.at(13)
    assert pack.allocation.error_band == Fraction(2, 5)
    assert "03-daughter-helps" in written.examples
    with pytest.raises(CannotCalibrate, match=r"calibrate\.no_step"):
        with_table(files_of(folder), "points", table, NOTE)


def test_a_falling_table_makes_no_pack_that_holds(repository: Path) -> None:
    falling = Table(((0, 0), (50, 90_000), (100, 10_000)), 1, 52)
    with pytest.raises(CannotCalibrate, match=r"calibrate\.falling"):
        with_table(files_of(repository / "packs/in-control"), "weekly_budget", falling, NOTE, sample=FEW)
    files = dict(files_of(repository / "packs/in-control"))
    files["examples/01-nobody-needs-nothing.yaml"] += "steps_of_nobody: 1\n"
    with pytest.raises((CannotCalibrate, PackErrors)):
        with_table(files, "weekly_budget", Table(((0, 0), (100, 90_000)), 1, 52), NOTE, sample=FEW)


@pytest.mark.req("L1")
def test_apportioning_writes_a_dated_factor_and_leaves_what_was_told_before(repository: Path) -> None:
    folder = repository / "packs/in-control"
    once = with_factor(files_of(folder), Fraction(97, 100), date(2026, 4, 1), NOTE, FEW)
    twice = with_factor(
        once.files, Fraction(9, 10), date(2027, 4, 1), Note("later", "Later", "x", date(2027, 1, 1)), FEW
    )
    pack = pack_from_files(twice.files)
    days = (date(2025, 11, 2), date(2026, 11, 2), date(2027, 11, 2))
    assert [figure(pack, folder, "03-daughter-helps", day) for day in days] == [12_800, 12_416, 11_520]
    assert once.report.passes and twice.report.passes


def test_the_factor_is_the_largest_that_keeps_the_pot() -> None:
    people = sums_of(town(500))
    table = Table(((0, 1_000), (100, 150_000)), 1, 52)
    pot = table.costs(people) * 9 // 10

    def with_(factor: Fraction) -> int:
        return sum(
            int(Fraction(table.at(int(score))) * factor + Fraction(1, 2)) * 52 * int(count)
            for score, count in zip(people.scores, people.people, strict=True)
        )

    factor = fitting_factor(table, people, pot)
    assert with_(factor) <= pot < with_(factor + Fraction(1, 10**6))


def test_a_bad_sum_or_a_missing_column_is_told_in_words(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("person,points\nA,3\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["lab", "calibrate", str(file)])
    assert done.exit_code == 1
    assert "cost" in done.output
    file.write_text("person,points,cost\nA,3,100\nB,9,200\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["lab", "calibrate", str(file), "--pot", "lots"])
    assert (done.exit_code, "“lots” cannot be a sum of money" in done.output) == (1, True)
    done = CliRunner().invoke(app, ["lab", "calibrate", str(file)])
    assert (done.exit_code, "fewer than 4 people" in done.output) == (1, True)


@pytest.mark.parametrize("name", ["in-control", "de-sgb-xi", "at-pflegegeld", "es-bvd", "fr-apa-aggir", "be-vlg-pvb"])
@pytest.mark.req("L1")
def test_apportioning_speaks_every_language_of_the_pack(repository: Path, name: str) -> None:
    files = files_of(repository / "packs" / name)
    pack = pack_from_files(files)
    starts = date(2027, 4, 1)
    note = Note("pot_2027", "Fits the sums to the pot", "a test", starts)
    written = with_factor(files, Fraction("0.9"), starts, note, 50)
    new = pack_from_files(dict(written.files))
    for language in new.languages:
        for part, step in (("factor", "pot_factor"), ("sum", pack.allocation.figure_step)):
            plain, easy = SENTENCES[language][part]
            assert new.say(f"step.{step}", language) == plain
            assert new.say(f"step.{step}", language, easy=True) == easy


def test_every_language_of_a_pack_has_its_sentences(repository: Path) -> None:
    spoken = {path.name.split(".")[1] for path in (repository / "packs").glob("*/words.*.yaml")}
    assert spoken <= set(SENTENCES)
    for said in SENTENCES.values():
        for plain, easy in said.values():
            assert plain.count("{value}") == easy.count("{value}") == 1
            assert len(easy.split()) <= 12
