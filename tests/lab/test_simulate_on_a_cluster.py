"""The impact table of many machines is that of one, byte for byte."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pyarrow import parquet

from ownway.interfaces.cli.population import on_cluster
from ownway.lab.populations import Asked, made_up
from ownway.lab.reports.archive import as_csv, as_json
from ownway.lab.simulate import Recipe, impact_of, run, winners_and_losers
from ownway.lab.simulate.cluster import tally_on
from ownway.rulebook.load import load_pack
from ownway.rulebook.load.pack import files_of

QUICK_TO_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


@pytest.mark.req("L8")
def test_many_machines_make_the_impact_table_of_one_byte_for_byte(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = repository / "packs" / "in-control"
    pack = load_pack(folder)
    source = tmp_path / "people.parquet"
    (people,) = made_up(Asked(6_000, 5, (pack,)))
    parquet.write_table(people, source, row_group_size=700)
    options = f"--conf spark.sql.files.maxPartitionBytes={source.stat().st_size // 5} "
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", f"{options}--driver-java-options '{QUICK_TO_START}' pyspark-shell")
    recipe = Recipe(files_of(folder), date(2026, 4, 1), kernel="plain")
    alone = run(recipe, source)
    # Beside another programme too, with an authority's own word on which column answers its question.
    mapping = {"home_care_hours": {"from": "deprivation"}, "safe": {"from": "home"}}
    beside = replace(recipe, against=files_of(repository / "packs" / "care-management"), mapping=mapping)
    unmapped = replace(beside, mapping={})
    with on_cluster.session() as spark:
        there = spark.read.parquet(str(source))
        assert there.rdd.getNumPartitions() > 1
        together, beside_together = tally_on(there, recipe), tally_on(there, beside)
    assert as_json(impact_of(together, pack)) == as_json(alone.shown.impact)
    told = as_csv(winners_and_losers(together))
    assert told == as_csv(winners_and_losers(alone.shown.counted.tally))
    assert told.count(b"\n") > 60
    beside_alone, told_otherwise = (
        as_csv(winners_and_losers(run(one, source).shown.counted.tally)) for one in (beside, unmapped)
    )
    assert as_csv(winners_and_losers(beside_together)) == beside_alone != told_otherwise
