"""A population in Parquet or Arrow gives the people that the same table in CSV gives; bad rows are named."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from pyarrow import ipc, parquet

from ownway.rulebook.compare import CannotReadFile, CannotReadTable, is_columns, people_of_columns, people_of_table
from tests.programmes import PACKS

PACK = PACKS["fr-apa-aggir"]
COLUMNS = {
    "born": [date(1940, 3, 1), date(1951, 7, 9), None],
    "coherence": ["c", "b", "z"],
    "household": ["two", "one", "one"],
    "own_plan": [Decimal("812.50"), Decimal("40.00"), None],
}


def as_parquet(table: pa.Table) -> bytes:
    parquet.write_table(table, kept := io.BytesIO())
    return kept.getvalue()


def as_arrow(table: pa.Table) -> bytes:
    with ipc.new_file(kept := io.BytesIO(), table.schema) as sink:
        sink.write_table(table)
    return kept.getvalue()


def as_stream(table: pa.Table) -> bytes:
    with ipc.new_stream(kept := io.BytesIO(), table.schema) as sink:
        sink.write_table(table)
    return kept.getvalue()


@pytest.mark.req("L2")
@pytest.mark.parametrize("form", [as_parquet, as_arrow, as_stream])
def test_columns_give_the_people_that_text_gives(form: Callable[[pa.Table], bytes]) -> None:
    names = [name for name in COLUMNS if name in PACK.by_id]
    assert {"born", "coherence"} <= set(names)
    table = pa.table({name: COLUMNS[name] for name in names})
    lines = [",".join(names)]
    for row in zip(*(COLUMNS[name] for name in names), strict=True):
        lines.append(",".join("" if cell is None else str(cell) for cell in row))
    content = form(table)
    assert is_columns(content)
    people, wrong = people_of_columns(PACK, content)
    as_text, wrong_in_text = people_of_table(PACK, "\n".join(lines))
    assert len(people) == 2
    assert people == as_text
    # A line of headings stands above the rows of a text, and above none of a file of columns.
    assert [one.partition(": ")[0] for one in wrong] == ["3"]
    assert [one.partition(": ")[0] for one in wrong_in_text] == ["4"]
    assert wrong[0].partition(": ")[2] == wrong_in_text[0].partition(": ")[2]
    assert "coherence: z" in wrong[0]


def test_floats_and_damage_are_refused_with_what_is_wrong() -> None:
    with pytest.raises(CannotReadFile, match="coherence: double"):
        people_of_columns(PACK, as_parquet(pa.table({"coherence": [0.5]})))
    for form in (as_parquet, as_arrow, as_stream):
        content = form(pa.table({"coherence": ["a"] * 500}))
        with pytest.raises(CannotReadFile):
            people_of_columns(PACK, content[: len(content) // 2])
    with pytest.raises(CannotReadTable, match="coherence"):
        people_of_columns(PACK, as_arrow(pa.table({"other": ["a"]})))
