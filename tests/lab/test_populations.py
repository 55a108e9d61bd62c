"""An authority's file is read with every bad row named, and made-up people are the same each time and nobody."""

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from pyarrow import parquet

from ownway.lab.populations import COST, Asked, CannotReadPeople, Rule, england, made_up, people_of
from ownway.lab.populations.seen import Seen
from ownway.rulebook.engines import many
from ownway.rulebook.load import load_pack
from ownway.rulebook.model import Pack

HEADINGS = "Person ID;Group;Age;Cost;personal_care\n"
ROWS = (
    "1;physical;40;£1,200.50;some",
    "2;learning;-3;5;lot",
    "3;x;130;5;lot",
    "1;physical;40;100;some",
    "5;José;50;abc;lot",
    "6;x;50;-7;lot",
    "7;x;50",
    "8;x;50;99999999;lot",
    "9;x;;12;",
    "10;x;3;123456789012345678;",
    "11;x;20;1e3;",
    "12;z;20;;all",
    "13;z;20;0.005;all",
)
WRONG = {
    2: Rule.NEGATIVE,
    3: Rule.ABSURD,
    4: Rule.TWICE,
    5: Rule.TEXT,
    6: Rule.NEGATIVE,
    7: Rule.CELLS,
    8: Rule.ABSURD,
    10: Rule.ABSURD,
    11: Rule.TEXT,
    12: Rule.MISSING,
}


@pytest.fixture(scope="module")
def pack(repository: Path) -> Pack:
    return load_pack(repository / "packs" / "in-control")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.req("L2")
def test_every_bad_row_is_named_with_its_rule_and_the_rest_goes_on(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    text = (HEADINGS + "\n".join(ROWS) + "\n").replace("1,200", "1200").replace(";", separator)
    path = tmp_path / "people.csv"
    path.write_bytes(text.encode(encoding))
    people = people_of(path, ["personal_care"], [COST])
    read = pa.concat_tables(people.pieces)
    assert {bad.row: bad.rule for bad in people.named} == WRONG
    assert (people.rows, people.bad) == (13, 10)
    assert read["person"].to_pylist() == ["1", "9", "13"]
    assert read[COST].to_pylist() == [120_050, 1_200, 1]
    assert read["personal_care"].to_pylist() == ["some", None, "all"]
    assert all(str(bad.row) in bad.told() for bad in people.named)


def test_bad_rows_keep_their_numbers_over_many_pieces_and_people_are_known_again(tmp_path: Path) -> None:
    lines = [f"p{number},{number % 90}" for number in range(1, 2_000_001)]
    lines[1_500_000 - 1] = "p1500000,1,1"
    lines[1_700_000 - 1] = "p3,20"
    lines[1_900_000 - 1] = "p1900000,121"
    path = tmp_path / "people.csv"
    path.write_text("person,age\n" + "\n".join(lines) + "\n")
    people = people_of(path)
    assert sum(piece.num_rows for piece in people.pieces) == 2_000_000 - 3
    assert {(bad.row, bad.rule) for bad in people.named} == {
        (1_500_000, Rule.CELLS),
        (1_700_000, Rule.TWICE),
        (1_900_000, Rule.ABSURD),
    }


def test_a_file_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    for name, content, code in (
        ("a.csv", b"colour,shape\nred,round\n", "simulation.no_columns"),
        ("b.csv", b"person,age\n1,2\n", "simulation.column_missing"),
        ("c.parquet", b"PAR1 and nothing more", "simulation.unreadable"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(CannotReadPeople) as refused:
            people_of(tmp_path / name, (), [COST])
        assert refused.value.why.code == code
    with pytest.raises(CannotReadPeople):
        people_of(tmp_path / "none.csv")


def test_sums_of_a_table_are_pounds_unless_its_heading_says_pence(tmp_path: Path) -> None:
    for heading, pence in (("cost", 450_000), ("Cost a year", 450_000), ("cost_pence", 4_500), ("Cost pence", 4_500)):
        (tmp_path / "a.csv").write_text(f"person,{heading}\nann,4500\n", encoding="utf-8")
        people = people_of(tmp_path / "a.csv", (), [COST])
        assert pa.concat_tables(people.pieces)[COST].to_pylist() == [pence]
    (tmp_path / "b.csv").write_text("person,age\nann,40\n", encoding="utf-8")
    with pytest.raises(CannotReadPeople) as refused:
        people_of(tmp_path / "b.csv", (), [COST])
    assert refused.value.why.facts["column"] == "cost"


def test_who_was_met_is_known_again_in_whatever_order() -> None:
    seen = Seen()
    assert not seen.again(np.arange(5, 10)).any()
    assert seen.again(np.array([9, 30, 10, 30])).tolist() == [True, False, False, True]
    assert seen.again(["a", "b", "a"]).tolist() == [False, False, True]
    assert seen.again(np.array([12, 10, 5, 30])).tolist() == [False, True, True, True]


def test_made_up_people_are_the_same_each_time_however_they_are_asked_for(pack: Pack) -> None:
    once = pa.concat_tables(made_up(Asked(150_000, 7, (pack,)))).slice(0, 2_000)
    again = pa.concat_tables(made_up(Asked(150_000, 7, (pack,))))
    assert again.slice(0, 2_000).equals(once)
    assert not pa.concat_tables(made_up(Asked(2_000, 8, (pack,)))).equals(once)
    population, bad = many.encode(pack, once.select([name for name in once.column_names if name in pack.by_id]))
    figures = many.work_out_many(many.program(pack, date(2026, 4, 1)), population, steps=(), kernel="plain")
    assert not bad
    assert figures[many.FIGURE].null_count == 0


def test_made_up_people_keep_the_published_margins() -> None:
    margins = england()
    people = pa.concat_tables(made_up(Asked(200_000, 3)))
    size = people.num_rows
    older = pc.greater_equal(people["age"], 65).to_numpy()
    cost = people[COST].to_numpy()
    # Four standard errors of a share of so many people.
    near = 4 * 0.5 / size**0.5
    assert abs(older.mean() - (1 - margins["working_age"]["share"])) < near
    white = np.array(people["ethnicity"].cast(pa.string()).to_pylist()) == "white"
    assert abs(white[older].mean() - margins["ethnicity"]["older"]["white"]) < 2 * near
    assert abs(cost[older].mean() / 100 / margins["costs"]["older_pounds_year"] - 1) < 0.03
    assert abs(cost[~older].mean() / 100 / margins["costs"]["working_age_pounds_year"] - 1) < 0.05
    bands = {name: count / size for name, count in _counts(people["band"]).items()}
    for name, share in margins["bands"]["shares"].items():
        assert abs(bands[name] - share) < 0.02
    home = _counts(people["setting"])["care_home"] / size
    assert abs(home - margins["care_home"]["share"]) < 0.01
    assert all(margin.mark in "LSKO" and margin.where for margin in margins.sources)


def test_ten_rows_of_a_program_s_file_are_read_as_pence(tmp_path: Path) -> None:
    path = tmp_path / "people.parquet"
    parquet.write_table(pa.table({"person": ["a", "b"], "cost_pence": pa.array([5, -1], pa.int32())}), path)
    people = people_of(path)
    assert pa.concat_tables(people.pieces)["cost_pence"].to_pylist() == [5]
    assert people.named[0].rule is Rule.NEGATIVE


def _counts(column: pa.ChunkedArray) -> dict[str, int]:
    return {one["values"]: one["counts"] for one in pc.value_counts(column.cast(pa.string())).to_pylist()}
