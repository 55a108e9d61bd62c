"""The cluster engine gives what one machine gives, row by row: figures, named steps, bad rows and their reasons."""

import random
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from ownway.interfaces.cli.population import on_cluster, running
from ownway.interfaces.cli.population.asked import Run
from ownway.interfaces.cli.population.cannot import CannotRunPopulation
from ownway.rulebook.audit.people import someone, tried
from ownway.rulebook.engines import cluster, many
from ownway.rulebook.engines.days import Days
from ownway.rulebook.load import load_pack
from ownway.rulebook.load.pack import files_of
from ownway.rulebook.model import Pack

FOLDER = Path(__file__).parents[2] / "packs" / "de-sgb-xi"
DAY = date(2026, 11, 2)
PEOPLE, TIMES = 150, 40
PARTS = 5
"""The file is cut in so many parts, so that both workers have some of it, in no order."""

QUICK_TO_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Java that starts sooner and ends slower, for so few people."""


@pytest.fixture(scope="module")
def pack() -> Pack:
    """A pack with labels, dated tables and money."""
    return load_pack(FOLDER)


@pytest.fixture(scope="module")
def table(pack: Pack) -> pa.Table:
    """Invented people over and over, one of whose answers fits no level; each time under another name."""
    chance = random.Random(5)
    few = many.as_table(pack, [someone(tried(pack), chance, little=False) for _ in range(PEOPLE)])
    forms = few["form"].cast(pa.string()).to_pylist()
    forms[70] = "plenty"
    few = few.set_column(few.column_names.index("form"), "form", pa.array(forms))
    names = pa.array([f"Ann {number}" for number in range(PEOPLE * TIMES)])
    return pa.concat_tables([few] * TIMES).append_column("person", names)


@pytest.fixture
def source(table: pa.Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Them in a file of several parts."""
    path = tmp_path / "people.parquet"
    parquet.write_table(table, path, row_group_size=700)
    bytes = path.stat().st_size // PARTS
    options = f"--conf spark.sql.files.maxPartitionBytes={bytes} --driver-java-options '{QUICK_TO_START}' pyspark-shell"
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", options)
    return path


@pytest.mark.req("L8")
def test_many_machines_give_what_one_gives(pack: Pack, source: Path) -> None:
    alone, together = source.with_name("alone.parquet"), source.with_name("together.parquet")
    one = running.run(Run(pack, Days.of(DAY), source, alone, kernel="plain"), lambda done, of: None)
    shares: list[int] = []
    told = on_cluster.run(
        Run(pack, Days.of(DAY), source, together, kernel="plain"), FOLDER, lambda done, of: shares.append(done)
    )
    assert told == one
    assert told.people == PEOPLE * TIMES
    assert told.bad == TIMES
    first, second = parquet.read_table(alone), parquet.read_table(together)
    assert second.schema.equals(first.schema, check_metadata=True)
    # Labels are compared by name: each file may number them in an order of its own.
    assert cluster.plain(second).equals(cluster.plain(first))
    assert source.with_name("together.bad.csv").read_text() == source.with_name("alone.bad.csv").read_text()
    assert all(0 <= done <= told.people for done in shares)
    # Nothing of the cluster's own is left beside the files.
    kept = {"people.parquet", "alone.parquet", "alone.bad.csv", "together.parquet", "together.bad.csv"}
    assert {path.name for path in source.parent.iterdir()} == kept


def test_a_cluster_that_fails_is_told_in_words_and_leaves_nothing(pack: Pack, source: Path) -> None:
    whole = source.read_bytes()
    # The end with the list of columns stands, so the fault is met only by the workers.
    source.write_bytes(whole[:4] + b"\x00" * (len(whole) // 2) + whole[4 + len(whole) // 2 :])
    asked = Run(pack, Days.of(DAY), source, source.with_name("figures.parquet"), kernel="plain")
    with pytest.raises(CannotRunPopulation) as refused:
        on_cluster.run(asked, FOLDER, lambda done, of: None)
    assert refused.value.why.code == "population.cluster_failed"
    assert [path.name for path in source.parent.iterdir()] == ["people.parquet"]


def test_one_batch_is_worked_out_with_bad_rows_last_under_their_own_numbers(table: pa.Table) -> None:
    task = cluster.task_for(files_of(FOLDER), Days.of(DAY), steps=("grade",), kernel="plain")
    rows = pa.array(range(1000, 1000 + PEOPLE), pa.int64())
    batch = table.slice(0, PEOPLE).append_column(cluster.ROW, rows).combine_chunks().to_batches()[0]
    worked = cluster.work_out_batch(task, batch)
    assert worked[cluster.ROW].to_pylist() == [row for row in rows.to_pylist() if row != 1070] + [1070]
    assert worked[cluster.BAD].null_count == PEOPLE - 1
    assert "answer.no_such_level" in worked[cluster.BAD][-1].as_py()
    assert worked.schema.field("grade").type == pa.string()
