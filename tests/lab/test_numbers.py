"""Numbers are read as tables of several countries write them; what may be either is put aside and not guessed."""

from pathlib import Path

import pyarrow as pa
import pytest

from ownway.lab.populations import COST, Rule, people_of
from ownway.lab.populations.numbers import column_plainly, is_doubtful, plainly

WRITTEN = {
    "4500": "4500", "4,500": "4500", "4,500.00": "4500.00", "£ 1,234,567.5": "1234567.5", "4.500,00": "4500.00",
    "1.234.567": "1234567", "1.234.567,89 €": "1234567.89", "12,50": "12.50", "1234,5": "1234.5", "−7": "-7",
    "0.125": "0.125", "0,125": "0.125", "4.500": "4.500", "": "",
}  # fmt: skip


@pytest.mark.parametrize(("given", "plain"), WRITTEN.items())
def test_a_number_is_read_as_either_country_writes_it(given: str, plain: str) -> None:
    assert plainly(given) == plain


@pytest.mark.parametrize("given", ["1,23,456", "1.23,4.5", "12,,5", "1.234,567.8", "4,5,6", "abc", "1-2"])
def test_what_is_no_number_in_either_way_stays_none(given: str) -> None:
    assert not plainly(given).replace(".", "", 1).isdigit()


def test_a_column_is_read_as_its_cells_are() -> None:
    cells = [*WRITTEN, "1,23,456", "x,y", "..", "1,,2"]
    assert column_plainly(pa.array(cells)).to_pylist() == [plainly(one) for one in cells]
    assert column_plainly(pa.array([None, "5,0"])).to_pylist() == [None, "5.0"]


def test_a_sum_that_may_be_thousands_is_put_aside_and_named(tmp_path: Path) -> None:
    rows = ["ann;4.500,00", "bob;12,50", "cy;4.500", "di;1.234,5", "ed;4500"]
    (tmp_path / "a.csv").write_text("\n".join(["person;cost", *rows]), encoding="utf-8")
    people = people_of(tmp_path / "a.csv", (), [COST])
    told = pa.concat_tables(people.pieces)
    assert dict(zip(told["person"].to_pylist(), told[COST].to_pylist(), strict=True)) == {
        "ann": 450_000, "bob": 1_250, "di": 123_450, "ed": 450_000,
    }  # fmt: skip
    assert [(bad.row, bad.rule) for bad in people.named] == [(3, Rule.TEXT)]
    assert is_doubtful("4.500")
    assert not is_doubtful("4500.125")
