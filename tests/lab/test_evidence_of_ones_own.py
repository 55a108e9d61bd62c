"""The same report for an authority's own people: bad rows named, averaging rules side by side, warnings."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ownway.interfaces.cli.main import app
from ownway.lab.evidence.checks import AveragingRule
from ownway.lab.evidence.own import CannotReadOwn, own_report, read_own
from ownway.lab.evidence.rows import read_pilots

MINE = """authority;before;after;group
Little Barford;£10,000;9000;older
Little Barford;10000;9500.50;older
Little Barford;10000;8000;older
Little Barford;10000;7000;older
Little Barford;10000;9000;older
Great Barford;1000;2000;learning
Great Barford;N/A;3000;learning
Great Barford;two;3000;learning
Great Barford;-5;3000;learning
;5;3000;learning
Great Barford;1000;;learning
Great Barford;1000;99999999999;learning
"""


def test_bad_rows_are_named_and_the_rest_goes_on() -> None:
    rows, bad = read_own(MINE.encode())
    assert len(rows) == 7
    assert [(row.line, row.column) for row in bad] == [
        (9, "before"), (10, "before"), (11, "authority"), (12, "after"), (13, "after"),
    ]  # fmt: skip


@pytest.mark.req("L3")
def test_averaging_rules_stand_side_by_side_and_warnings_where_they_belong() -> None:
    found = own_report(*read_own(MINE.encode()))
    assert found.less_more_same == (5, 1, 0)
    by = dict(found.changes)
    assert round(float(by[AveragingRule.BOTH]), 2) == -12.74
    assert round(float(by[AveragingRule.AUTHORITIES]), 2) == -4.54
    warned = {one.id: one for one in found.warnings}
    assert set(warned) == {"selection", "regression_to_the_mean", "block_costs", "few"}
    assert "5 of 6" in warned["block_costs"].shown_by
    assert "1 of 7" in warned["selection"].shown_by


def test_a_small_group_is_kept_back_and_cannot_be_found_by_subtraction() -> None:
    lines = {line.name: line for line in own_report(*read_own(MINE.encode())).lines}
    assert lines["authority: Great Barford"].before is None
    assert lines["authority: Little Barford"].before is None
    assert lines["Everyone"].before == 850000


def test_the_pilots_own_rows_give_the_pilots_own_saving(tmp_path: Path) -> None:
    lines = ["authority,before,after"]
    lines += [f"{one.authority},{'' if one.before is None else one.before},{one.after}" for one in read_pilots().people]
    path, page = tmp_path / "mine.csv", tmp_path / "mine.html"
    path.write_text("\n".join(lines), encoding="cp1252")
    done = CliRunner().invoke(app, ["lab", "evidence", "--file", str(path), "--json", "--html", str(page)])
    told = json.loads(done.stdout)
    assert told["less_more_same"] == [53, 45, 4]
    assert told["changes_per_cent"][AveragingRule.BOTH.value] == -10.316
    assert told["changes_per_cent"][AveragingRule.AUTHORITIES.value] > 0
    assert {"averages"} <= {one["id"] for one in told["warnings"]}
    assert "102 people have both figures" in page.read_text(encoding="utf-8")


def test_a_file_without_a_column_or_without_anybody_is_refused() -> None:
    with pytest.raises(CannotReadOwn, match=r"evidence\.no_column"):
        read_own(b"authority,before\nX,1\n")
    with pytest.raises(CannotReadOwn, match=r"evidence\.nobody_with_both"):
        own_report(*read_own(b"authority,before,after\nX,,1\n"))
