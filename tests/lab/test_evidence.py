"""The pilots' print beside their rows: what agrees, what differs, and that a changed row changes the report."""

import csv
import json
import shutil
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ownway.interfaces.cli.main import app
from ownway.lab.evidence.checks import Check, Outcome
from ownway.lab.evidence.findings import Way, by_group, conflicts
from ownway.lab.evidence.report import report
from ownway.lab.evidence.rows import CannotReadPilots, read_pilots
from ownway.lab.evidence.second_comparison import appendix2

DIFFER = {
    "table2.unweighted", "table2.lambeth.half_up", "claim.dear_get_less", "claim.largest_saving", "figure2.axis",
    "appendix2.a.average_chapter4", "appendix2.b.total", "appendix2.saving_chapter4", "overlap.confirms",
    "overlap.contained", "survey.most_healthier", "passages.budget_holders", "passages.direct_payments",
    "passages.departments", "passages.early_savings_high", "passages.trial_or_saving", "passages.visits",
    "passages.where_pilots_were", "passages.how_pilots_began", "passages.direct_payments_law",
    "passages.administration", "passages.residential_place", "passages.social_care_spending",
    "passages.aspects_and_goals", "passages.quarter_of_mental_health",
}  # fmt: skip


def checks() -> dict[str, Check]:
    return {check.id: check for check in report(read_pilots()).checks}


@pytest.mark.req("L3")
def test_every_printed_average_comes_out_of_the_rows_except_those_that_contradict_them() -> None:
    found = checks()
    assert {id for id, check in found.items() if check.outcome is Outcome.DIFFERS} == DIFFER
    assert sum(id.startswith("table2.") and check.outcome is Outcome.AGREES for id, check in found.items()) == 39
    assert found["table2.all.before"].recomputed == "29,682.784"
    assert found["claim.saving"].recomputed == "10.316"
    assert found["claim.dear_get_less"].recomputed == "of 11: 7 less, 3 more, 1 the same"
    assert found["appendix2.saving_chapter4"].recomputed == "8.281"
    assert found["appendix2.b.total"].recomputed == "2,682,111"
    assert found["table2.unweighted"].recomputed.endswith("+0.4 per cent")
    assert found["appendix2.at_numbers_a"].recomputed.startswith("5.6 ")


@pytest.mark.req("L3")
def test_a_changed_row_changes_the_report(tmp_path: Path) -> None:
    folder = tmp_path / "pilots"
    shutil.copytree(str(files("ownway.lab.evidence") / "pilots"), folder)
    with (folder / "appendix1.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows[1] == ["Barnsley", "1", "17030", "13110", "yes"]
    rows[1][3] = "18110"
    with (folder / "appendix1.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    told = CliRunner().invoke(app, ["lab", "evidence", "--json", "--rows", str(folder)])
    after = {check["id"]: check for check in json.loads(told.stdout)["checks"]}
    before = checks()
    changed = {id for id, check in after.items() if check["recomputed"] != before[id].recomputed}
    assert {"table2.barnsley.after", "table2.all.after", "claim.less", "claim.more", "claim.saving"} <= changed
    assert after["table2.barnsley.after"]["outcome"] == "differs"
    assert "table2.lambeth.after" not in changed


LISTED: dict[int, tuple[str, ...]] = {
    1: ("appendix2.a.average_chapter4",),
    2: ("appendix2.b.total",),
    3: ("appendix2.saving_chapter4",),
    4: ("table2.lambeth.half_up",),
    5: ("claim.dear_get_less",),
    6: ("claim.largest_saving",),
    7: ("claim.saving_without_risen",),
    8: ("table2.unweighted",),
    9: ("figure2.axis",),
    10: ("overlap.confirms",),
    11: ("overlap.contained",),
    12: ("survey.most_healthier", "survey.majorities"),
    13: ("survey.worse_in_any",),
    14: ("passages.budget_holders",),
    15: ("passages.direct_payments",),
    16: ("passages.departments",),
    17: ("passages.early_savings_high",),
    18: ("passages.trial_or_saving",),
    19: ("passages.visits",),
    20: ("passages.where_pilots_were",),
    21: ("passages.how_pilots_began",),
    22: ("passages.direct_payments_law",),
    23: ("passages.administration",),
    24: ("passages.residential_place",),
    25: ("passages.social_care_spending",),
    26: ("passages.states",),
    27: ("passages.aspects_and_goals",),
    28: ("passages.quarter_of_mental_health",),
}
"""The discrepancies that a reading of the five texts by hand found, in its order, and the checks that compute each."""

RECOMPUTED = {
    "appendix2.a.average_chapter4": "15,886.690", "appendix2.b.total": "2,682,111", "table2.lambeth.half_up": "63,654",
    "claim.dear_get_less": "of 11: 7 less, 3 more, 1 the same", "claim.largest_saving": "51.5",
    "claim.saving_without_risen": "without all 45 who get more: 35.1", "figure2.axis": "largest package 127,445",
    "overlap.confirms": "58 of 126 and 71 of 187 rows are the first one's", "survey.majorities": "5 of 8",
    "survey.worse_in_any": "between 5 and 18", "appendix2.risen": "6 of 9", "claim.other_partners": "54",
    "appendix2.at_numbers_a": "5.6 (15,004 against 15,887)", "appendix2.at_numbers_b": "7.8 (14,343 against 15,562)",
    "overlap.lost": "0", "overlap.order": "8", "appendix2.west_sussex": "7,400 and 7,796", "survey.groups": "91",
    "sums.western_australia": "34.891", "sums.connexions": "86.275", "sums.identifiers": "243",
    "poll.reached": "69 to 89", "passages.social_care_spending": "19,300,000,000",
    "passages.quarter_of_mental_health":
        "1,175,000,000 (a quarter of 4,700,000,000), 950,000,000 (a quarter of 3,800,000,000)",
}  # fmt: skip


@pytest.mark.req("L3")
def test_every_discrepancy_that_was_found_by_hand_is_computed() -> None:
    found = checks()
    assert sorted(LISTED) == list(range(1, 29))
    for number, ids in LISTED.items():
        for id in ids:
            # The sum of states agrees once it is added up, and only warns against adding it twice.
            assert (found[id].outcome is Outcome.AGREES) == (number == 26), id
    assert {id: found[id].recomputed for id in RECOMPUTED} == RECOMPUTED


CELLS = [
    ("appendix1.csv", 1, 3, "18110"),
    ("table2.csv", 1, 2, "19999"),
    ("appendix2_table_a.csv", 1, 1, "9500"),
    ("appendix2_table_b.csv", 1, 1, "9500"),
    ("outcomes.csv", 1, 1, "30"),
    ("poll2006.csv", 1, 1, "3"),
    ("facts.csv", 102, 3, "777"),
]


@pytest.mark.req("L3")
@pytest.mark.parametrize(("name", "row", "column", "cell"), CELLS)
def test_one_changed_cell_of_any_file_changes_the_report(
    tmp_path: Path, name: str, row: int, column: int, cell: str
) -> None:
    folder = tmp_path / "pilots"
    shutil.copytree(str(files("ownway.lab.evidence") / "pilots"), folder)
    with (folder / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[row][column] = cell
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    before, after = report(read_pilots()).to_json(), report(read_pilots(folder)).to_json()
    assert before["checks"] != after["checks"]


@pytest.mark.req("L3")
def test_no_row_of_the_comparisons_can_be_changed_without_the_report_showing_it() -> None:
    pilots = read_pilots()
    usual = report(pilots).to_json()["checks"]
    for at, one in enumerate(pilots.people):
        changed = (*pilots.people[:at], replace(one, after=one.after + 1_000), *pilots.people[at + 1 :])
        assert report(replace(pilots, people=changed)).to_json()["checks"] != usual
    for name in ("table_a", "table_b"):
        rows = getattr(pilots, name)
        for at, (authority, cost) in enumerate(rows):
            changed_rows = (*rows[:at], (authority, cost + 1), *rows[at + 1 :])
            assert list(appendix2(replace(pilots, **{name: changed_rows}))) != list(appendix2(pilots))


def test_a_cell_that_is_no_number_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "pilots"
    shutil.copytree(str(files("ownway.lab.evidence") / "pilots"), folder)
    text = (folder / "table2.csv").read_text(encoding="utf-8").replace("19572", "19,572?".replace(",", ""))
    (folder / "table2.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CannotReadPilots) as caught:
        read_pilots(folder)
    assert caught.value.why.facts == {
        "file": "table2.csv", "row": 2, "column": "traditional_average_gbp", "given": "19572?",
    }  # fmt: skip


@pytest.mark.req("L9")
def test_findings_for_and_against_stand_side_by_side_by_group() -> None:
    groups = by_group()
    assert next(iter(groups)) == "everyone"
    assert [one.id for one in groups["older people"][Way.AGAINST]] == ["trial_older", "take_up"]
    assert all(one.design and one.limits and one.source_in_full for ways in groups.values()
               for rows in ways.values() for one in rows)  # fmt: skip
    assert ("trial_cost", "before_after") in {(one.id, other.id) for one, other in conflicts()}


def test_the_command_writes_a_page_and_tables(tmp_path: Path) -> None:
    page, tables = tmp_path / "evidence.html", tmp_path / "tables"
    done = CliRunner().invoke(app, ["lab", "evidence", "--html", str(page), "--csv", str(tables)])
    assert done.exit_code == 0, done.output
    assert "25 differ" in done.stdout
    text = page.read_text(encoding="utf-8")
    assert text.count("<circle") + text.count("<rect x=") >= 102
    assert '<title id="p0-0-title">' in text and '<desc id="p0-0-desc">102 people' in text
    assert "<script" not in text
    with (tables / "figure2.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 102
    assert (tables / "figure2.svg").read_text(encoding="utf-8").startswith("<svg ")
