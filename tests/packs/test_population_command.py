"""``ownway pack run --population``: files of people in, figures out, bad rows told apart, nothing half-written."""

import csv
import json
import random
import shutil
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import csv as arrow_csv
from pyarrow import ipc, parquet
from typer.testing import CliRunner

from ownway.interfaces.cli.pack import app
from ownway.interfaces.cli.population import reading, running
from ownway.interfaces.cli.population.asked import Run
from ownway.rulebook.audit.people import someone, tried
from ownway.rulebook.engines import many
from ownway.rulebook.engines.days import Days
from ownway.rulebook.engines.one import work_out
from ownway.rulebook.load import load_pack
from ownway.rulebook.model import Answer, Pack
from ownway.values import Money

PACKS = Path(__file__).parents[2] / "packs"
DAY = date(2026, 11, 2)
FORMS = ("parquet", "arrow", "csv")
PEOPLE = 40
NAMES = [f"=Ann {number}" for number in range(PEOPLE)]


@pytest.fixture(scope="module")
def pack() -> Pack:
    """A pack with points, help, a table of money and routing."""
    return load_pack(PACKS / "in-control")


@pytest.fixture(scope="module")
def people(pack: Pack) -> list[Mapping[str, Answer]]:
    """Invented people, the last of whom has answered one question only."""
    chance = random.Random(11)
    found: list[Mapping[str, Answer]] = [someone(tried(pack), chance, little=False) for _ in range(PEOPLE - 1)]
    return [*found, {"meals": Answer.level("some")}]


@pytest.fixture(scope="module")
def table(pack: Pack, people: list[Mapping[str, Answer]]) -> pa.Table:
    """Them as a table, under names that a spreadsheet would take for formulas."""
    return many.as_table(pack, people, NAMES)


def written(table: pa.Table, path: Path) -> Path:
    """Write a table in the form that the file's name says."""
    match path.suffix:
        case ".parquet":
            parquet.write_table(table, path)
        case ".arrow":
            with ipc.new_file(str(path), table.schema) as sink:
                sink.write_table(table, max_chunksize=max(7, table.num_rows // 2))
        case ".csv":
            texts = [
                field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field for field in table.schema
            ]
            arrow_csv.write_csv(table.cast(pa.schema(texts)), path)
    return path


def read(path: Path) -> list[dict[str, object]]:
    """Read figures back, row by row."""
    match path.suffix:
        case ".parquet":
            return parquet.read_table(path).to_pylist()
        case ".arrow":
            with ipc.open_file(str(path)) as file:
                return file.read_all().to_pylist()
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def run(source: Path, target: Path, *words: str) -> tuple[int, str]:
    """Return with what the command ended and what it said."""
    given = ["run", str(PACKS / "in-control"), "--population", str(source), "--out", str(target), "--kernel", "plain"]
    result = CliRunner().invoke(app, [*given, "--as-of", DAY.isoformat(), *words], env={"COLUMNS": "400"})
    return result.exit_code, result.output


def pence(pack: Pack, answers: Mapping[str, Answer]) -> int | None:
    """Return what the reference engine gives one person."""
    figure = work_out(pack, answers, DAY).figure
    return None if figure is None else figure.pence


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("other", FORMS)
def test_everyone_gets_the_figure_that_they_would_get_alone(
    pack: Pack, people: list[Mapping[str, Answer]], table: pa.Table, tmp_path: Path, form: str, other: str
) -> None:
    target = tmp_path / f"figures.{other}"
    code, said = run(written(table, tmp_path / f"people.{form}"), target)
    assert code == 0, said
    told = [None if one["figure_pence"] in (None, "") else int(str(one["figure_pence"])) for one in read(target)]
    assert told == [pence(pack, one) for one in people]
    assert [int(str(one["row"])) for one in read(target)] == list(range(1, PEOPLE + 1))
    assert f"{PEOPLE} people worked out" in said
    assert "1 of them have no figure yet" in said


def test_every_named_step_is_a_column_and_some_steps_can_be_chosen(
    pack: Pack, people: list[Mapping[str, Answer]], table: pa.Table, tmp_path: Path
) -> None:
    source, target = written(table, tmp_path / "people.parquet"), tmp_path / "figures.csv"
    run(source, target)
    first = read(target)[0]
    for result in work_out(pack, people[0], DAY).steps:
        value = Fraction(result.value.pence, 100) if isinstance(result.value, Money) else result.value
        assert Fraction(str(first[result.id])) == value
    run(source, tmp_path / "few.csv", "--steps", "points, all_needs")
    assert list(read(tmp_path / "few.csv")[0]) == ["row", "person", "figure_pence", "points", "all_needs"]


def test_no_cell_for_people_begins_as_a_formula_would(table: pa.Table, tmp_path: Path) -> None:
    run(written(table, tmp_path / "people.parquet"), tmp_path / "figures.csv")
    assert [one["person"] for one in read(tmp_path / "figures.csv")] == [f"'{name}" for name in NAMES]
    run(written(table, tmp_path / "people.parquet"), tmp_path / "figures.parquet")
    assert [one["person"] for one in read(tmp_path / "figures.parquet")] == NAMES


@pytest.mark.parametrize("form", FORMS)
def test_a_bad_row_is_told_with_its_number_and_reason_and_the_rest_is_done(
    table: pa.Table, tmp_path: Path, form: str
) -> None:
    meals = table["meals"].cast(pa.string()).to_pylist()
    meals[4], meals[30] = "plenty", "=1+1"
    broken = table.set_column(table.column_names.index("meals"), "meals", pa.array(meals))
    code, said = run(written(broken, tmp_path / f"people.{form}"), tmp_path / "figures.parquet")
    assert code == 0
    assert "38 people worked out" in said
    assert "2 rows could not be worked out" in said
    bad = read(tmp_path / "figures.bad.csv")
    assert [(one["row"], one["question"]) for one in bad] == [("5", "meals"), ("31", "meals")]
    assert {one["reason"] for one in bad} == {"Choose one of the answers shown."}
    rows = [one["row"] for one in read(tmp_path / "figures.parquet")]
    assert rows == [row for row in range(1, PEOPLE + 1) if row not in (5, 31)]


def test_figures_that_are_there_stay_there_unless_it_is_meant(table: pa.Table, tmp_path: Path) -> None:
    source, target = written(table, tmp_path / "people.parquet"), tmp_path / "figures.csv"
    target.write_text("these were hard to come by", encoding="utf-8")
    (tmp_path / "figures.bad.csv").write_text("row,question,reason\n9,meals,old\n", encoding="utf-8")
    code, said = run(source, target)
    assert code == 1
    assert "is there already" in said
    assert "--force" in said
    assert target.read_text(encoding="utf-8") == "these were hard to come by"
    code, said = run(source, target, "--force")
    assert code == 0
    assert len(read(target)) == PEOPLE
    assert not (tmp_path / "figures.bad.csv").exists()


def test_what_is_wrong_with_a_file_is_told_in_words(table: pa.Table, tmp_path: Path) -> None:
    source = written(table, tmp_path / "people.parquet")
    misspelt = written(table.rename_columns(["person", "meels", *table.column_names[2:]]), tmp_path / "a.parquet")
    nobody = written(table.select(["person"]), tmp_path / "b.parquet")
    floats = written(pa.table({"meals": pa.array([1.5])}), tmp_path / "c.parquet")
    garbage = tmp_path / "d.parquet"
    garbage.write_text("not a table", encoding="utf-8")
    target = tmp_path / "figures.parquet"
    for said, told in [
        (run(tmp_path / "none.parquet", target), "There is no file"),
        (run(source, tmp_path / "figures.xlsx"), "in one of .parquet, .arrow"),
        (run(source, tmp_path / "none" / "figures.csv"), "There is no folder"),
        (run(source, source, "--force"), "the file of the people themselves"),
        (run(misspelt, target), "Did you mean “meals”?"),
        (run(nobody, target), "No column holds an answer"),
        (run(floats, target), "“meals” holds"),
        (run(garbage, target), "cannot be read"),
        (run(source, target, "--steps", "pionts"), "pionts"),
        (run(source, target, "--as-of", "1999-01-01"), "not in force"),
        (run(source, target, "--as-of", "yesterday"), "Write it as 2026-04-01"),
        (run(written(table, tmp_path / "e.csv"), target, "--engine", "cluster"), "reads Parquet only"),
    ]:
        assert said[0] == 1
        assert told in said[1]
        assert "Traceback" not in said[1]
        assert not target.exists()


def test_one_person_or_many_and_somewhere_to_write(table: pa.Table, tmp_path: Path) -> None:
    source = str(written(table, tmp_path / "people.parquet"))
    for words, told in [([], "--answers for one person"), (["--population", source], "Give --out")]:
        result = CliRunner().invoke(app, ["run", str(PACKS / "in-control"), *words], env={"COLUMNS": "400"})
        assert result.exit_code == 1
        assert told in result.output


def test_an_interrupted_run_leaves_no_file(pack: Pack, table: pa.Table, tmp_path: Path) -> None:
    source = written(table, tmp_path / "people.parquet")

    def interrupt(done: int, of: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        running.run(Run(pack, Days.of(DAY), source, tmp_path / "figures.parquet", kernel="plain"), interrupt)
    assert [path.name for path in tmp_path.iterdir()] == ["people.parquet"]


def test_a_file_that_breaks_off_half_way_leaves_no_figures(table: pa.Table, tmp_path: Path) -> None:
    source = tmp_path / "people.arrow"
    with ipc.new_stream(str(source), table.schema) as sink:
        sink.write_table(table, max_chunksize=5)
    whole = source.read_bytes()
    source.write_bytes(whole[: len(whole) * 2 // 3])
    code, said = run(source, tmp_path / "figures.parquet")
    assert code == 1
    assert "cannot be read" in said
    assert [path.name for path in tmp_path.iterdir()] == ["people.arrow"]


def test_no_more_people_are_held_than_a_piece_has(pack: Pack, table: pa.Table, tmp_path: Path) -> None:
    large = table.take(pa.array([row % PEOPLE for row in range(reading.ROWS + 1000)]))
    for form in ("parquet", "arrow"):
        source = reading.opened(written(large, tmp_path / f"people.{form}"), pack)
        sizes = [piece.num_rows for piece in source.pieces]
        assert sum(sizes) == source.rows == large.num_rows
        assert max(sizes) <= reading.ROWS


def test_the_counts_come_as_json(table: pa.Table, tmp_path: Path) -> None:
    code, said = run(written(table, tmp_path / "people.parquet"), tmp_path / "figures.parquet", "--json")
    assert code == 0
    assert json.loads(said[said.index("{") :]) == {"people": PEOPLE, "bad": 0, "open": 1, "refused": 0}


def test_without_java_the_cluster_is_said_to_be_missing(
    table: pa.Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    source = written(table, tmp_path / "people.parquet")
    code, said = run(source, tmp_path / "figures.parquet", "--engine", "cluster")
    assert shutil.which("java") is None
    assert code == 1
    assert "The cluster engine is not installed here." in said
