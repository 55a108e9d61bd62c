"""Files of evidence, trials and forecasts with whatever may go wrong: named with row and rule, the rest goes on."""

import json
import shutil
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ownway.interfaces.cli.main import app
from ownway.lab.evaluate import CannotEvaluate, evaluate, read_trial
from ownway.lab.evidence.own import CannotReadOwn, own_report, read_own
from ownway.lab.evidence.report import report
from ownway.lab.evidence.rows import COLUMNS, CannotReadPilots, read_pilots
from ownway.lab.forecast import forecast, read_history
from ownway.lab.forecast.history import CannotForecast
from ownway.words.reasons.catalogue import catalogue
from tests.lab.trials import protocol

BAD_CELLS = ("-5", "two", "1e9", "NaN", "inf", "٣", "1_000", "1/3", "99999999999999", "0x10", "=1+1", "5 apples")
OTHERS = [("utf-8-sig", ","), ("utf-16", ","), ("cp1252", ";"), ("utf-8", "\t"), ("cp1252", "|")]


def lab(*given: str, fails: bool = False) -> tuple[str, str]:
    """What ``ownway lab`` says, and what it says aside."""
    done = CliRunner().invoke(app, ["lab", *given])
    assert done.exit_code == (1 if fails else 0), done.output
    return done.stdout, done.stderr


# Evidence: an authority's own file.


def people(*more: str, separator: str = ",") -> str:
    """Six people of Møllebro and whatever else is given."""
    rows = ["person,authority,before,after,points,group"]
    rows += [f"P{at},Møllebro,{10_000 + at},{9_000 + at},{at},older" for at in range(6)]
    return "\n".join([*rows, *more]).replace(",", separator)


@pytest.mark.parametrize("cell", BAD_CELLS)
@pytest.mark.parametrize("column", ["before", "after", "points"])
def test_a_bad_cell_of_ones_own_people_is_named_and_the_rest_goes_on(column: str, cell: str) -> None:
    cells = {"before": "1000", "after": "1000", "points": "10"} | {column: cell}
    rows, bad = read_own(people(f"P9,Møllebro,{cells['before']},{cells['after']},{cells['points']},older").encode())
    assert len(rows) == 6
    assert [(one.line, one.column, one.given) for one in bad] == [(8, column, cell)]
    assert bad[0].rule
    assert own_report(rows, bad).less_more_same == (6, 0, 0)


@pytest.mark.parametrize(("encoding", "separator"), OTHERS)
def test_ones_own_people_are_read_in_another_encoding_and_separator(encoding: str, separator: str) -> None:
    rows, bad = read_own(people(separator=separator).encode(encoding))
    assert [row.authority for row in rows] == ["Møllebro"] * 6
    assert bad == ()


def test_a_person_who_is_there_twice_an_open_quotation_mark_and_a_cell_too_many_are_named() -> None:
    rows, bad = read_own(
        people("P1,Møllebro,1,2,3,older", 'P7,"Møllebro,1,2,3,older', "P8,Møllebro,1,2,3,older,x").encode()
    )
    assert len(rows) == 6
    assert [(one.line, one.column) for one in bad] == [(8, "person"), (9, "row"), (10, "row")]


def test_one_person_and_a_group_of_one_are_told_with_care(tmp_path: Path) -> None:
    one = own_report(*read_own(b"authority,before,after\nA,1000,900\n"))
    assert "Only one person has both figures" in " ".join(warned.words for warned in one.warnings)
    several = own_report(*read_own(people("P9,Møllebro,500,400,3,learning").encode()))
    lines = {line.name: line for line in several.lines}
    assert lines["group: learning"].before is None
    assert lines["group: older"].before is None
    path, tables = tmp_path / "mine.csv", tmp_path / "tables"
    path.write_text("authority,before,after\nA,two,3\nA,1,2\n")
    assert "“two”" in lab("evidence", "--file", str(path), "--csv", str(tables))[0]
    assert "2,before,two,a sum is a number of pounds" in (tables / "left_out.csv").read_text()
    warned = (tables / "warnings.csv").read_text()
    assert all(f"\n{name}," in warned for name in ("selection", "regression_to_the_mean", "block_costs", "few"))
    assert (tables / "figure2.csv").read_text() == "authority,before_pence,after_pence\nA,100,200\n"


def test_where_points_are_told_the_report_goes_from_few_to_many() -> None:
    rows = "\n".join(f"A,{1000 * at},{900 * at},{at // 2},x" for at in range(1, 41))
    found = own_report(*read_own(f"authority,before,after,points,group\n{rows}".encode()))
    names = [line.name for line in found.lines if line.name.startswith("points")]
    assert names == ["points: 0 to 5", "points: 6 to 10", "points: 11 to 15", "points: 16 to 20"]
    assert sum(line.people for line in found.lines if line.name in names) == 40


@pytest.mark.parametrize(
    "raw", [b"", b"\n\n", b"\x00\x01\x02", b"\xff\xfe\x00", b"authority,before,after\n", b"PK\x03\x04" * 50]
)
def test_what_is_no_table_of_people_is_refused(raw: bytes) -> None:
    with pytest.raises(CannotReadOwn) as caught:
        own_report(*read_own(raw))
    assert caught.value.why.code in catalogue()


# Evidence: the pilots' own rows, changed.


FAULTS = [(name, fault) for name in sorted(COLUMNS) for fault in ("gone", "empty", "latin", "columns", "text")]


# The last column of two of the files is a word, in which any text may stand.
@pytest.mark.parametrize(
    ("name", "fault"),
    [
        one
        for one in FAULTS
        if one
        not in (
            ("facts.csv", "text"),
            ("appendix1.csv", "text"),
        )
    ],
)
def test_a_broken_file_of_the_pilots_is_named(tmp_path: Path, name: str, fault: str) -> None:
    folder = tmp_path / "pilots"
    shutil.copytree(str(files("ownway.lab.evidence") / "pilots"), folder)
    path = folder / name
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition("\n")
    first = rest.partition("\n")[0].split(",")
    match fault:
        case "gone":
            path.unlink()
        case "empty":
            path.write_text(f"{head}\n", encoding="utf-8")
        case "latin":
            path.write_bytes(f"{text}é".encode("cp1252"))
        case "columns":
            path.write_text(f"nothing,{head.partition(',')[2]}\n{rest}", encoding="utf-8")
        case _:
            lines = [line.replace(first[-1], "-1") if at == 0 else line for at, line in enumerate(rest.split("\n"))]
            path.write_text("\n".join([head, *lines]), encoding="utf-8")
    with pytest.raises(CannotReadPilots) as caught:
        report(read_pilots(folder))
    assert caught.value.why.facts["file"] == name
    assert caught.value.why.code in catalogue()
    if fault == "text":
        assert caught.value.why.facts["row"] == 2


def test_a_figure_that_is_missing_is_named_and_nothing_is_divided_by_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "pilots"
    shutil.copytree(str(files("ownway.lab.evidence") / "pilots"), folder)
    facts = (folder / "facts.csv").read_text(encoding="utf-8")
    (folder / "facts.csv").write_text("\n".join(line for line in facts.split("\n") if not line.startswith("F106,")))
    assert "F106" in lab("evidence", "--rows", str(folder), fails=True)[1]
    (folder / "facts.csv").write_text(facts)
    (folder / "appendix1.csv").write_text(
        "authority,person_index,traditional_gbp,personal_budget_gbp,certain\nBarnsley,1,0,0,yes\n"
    )
    assert "nothing to compare" in lab("evidence", "--rows", str(folder), fails=True)[1]


# Trials.


def trial_of(*more: str, separator: str = ",") -> str:
    """Twenty people of a trial and whatever else is given."""
    rows = ["person,arm,group,cost,after"]
    rows += [f"Zoë{at},{'budget' if at % 2 else 'usual'},all,{100 + at},{50 + at % 7}" for at in range(20)]
    return "\n".join([*rows, *more]).replace(",", separator)


@pytest.mark.parametrize("cell", BAD_CELLS)
@pytest.mark.parametrize("column", ["cost", "after"])
def test_a_bad_cell_of_a_trial_counts_as_missing_and_is_named(column: str, cell: str) -> None:
    if (column, cell) == ("after", "-5"):
        cell = "-101"  # Here scores go from −100 to 100.
    cells = {"cost": "100", "after": "50"} | {column: cell}
    found = read_trial(trial_of(f"Q,budget,all,{cells['cost']},{cells['after']}").encode(), protocol())
    assert found.size == 21
    assert [(one.row, one.column, one.given, one.left_out) for one in found.bad] == [(21, column, cell, False)]
    assert json.dumps(evaluate(found).to_json(), allow_nan=False)


@pytest.mark.parametrize(("encoding", "separator"), OTHERS)
def test_a_trial_is_read_in_another_encoding_and_separator(encoding: str, separator: str) -> None:
    found = read_trial(trial_of(separator=separator).encode(encoding), protocol())
    assert (found.people[0], found.size, found.bad) == ("Zoë0", 20, ())


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Zoë1,budget,all,1,1", "person"),
        (",budget,all,1,1", "person"),
        ("Q,other,all,1,1", "arm"),
        ("Q,budget,some,1,1", "group"),
        ("Q,budget,all,1,1,1", "row"),
        ('Q,budget,"all,1,1', "row"),
    ],
)
def test_a_row_of_a_trial_that_cannot_be_used_is_named_and_left_out(row: str, column: str) -> None:
    found = read_trial(trial_of(row).encode(), protocol())
    assert found.size == 20
    assert [(one.row, one.column, one.left_out) for one in found.bad] == [(21, column, True)]


def test_one_person_an_arm_is_refused_and_a_group_of_one_is_told_by_its_size_only() -> None:
    with pytest.raises(CannotEvaluate, match=r"evaluation\.arm_too_small"):
        read_trial(b"person,arm,group,cost,after\nA,usual,all,1,1\nB,budget,all,1,1\n", protocol())
    rule = protocol(groups={"all": "Everyone else", "few": "Few"})
    groups = evaluate(read_trial(trial_of("Q,budget,few,100,50").encode(), rule)).arms[0].groups
    assert [(one.people, one.cost is None) for one in groups] == [(20, False), (1, True)]


def test_people_who_are_all_alike_leave_no_difference_and_no_doubt_about_it() -> None:
    rows = "\n".join(f"P{at},{'budget' if at % 2 else 'usual'},all,100,50" for at in range(30))
    found = evaluate(read_trial(f"person,arm,group,cost,after\n{rows}".encode(), protocol())).arms[0]
    assert (found.cost.estimate, found.cost.low, found.cost.high) == (0, 0, 0)
    assert found.outcomes[0].ratio.pounds is None


# Forecasts.


def history_of(*more: str, separator: str = ",") -> str:
    """Twenty months of short breaks in a café, and whatever else is given."""
    rows = ["month,kind,amount"]
    rows += [f"{2024 + at // 12}-{at % 12 + 1:02d},café,{100 + at}" for at in range(20)]
    return "\n".join([*rows, *more]).replace(",", separator)


@pytest.mark.parametrize("cell", [*(cell for cell in BAD_CELLS if cell != "99999999999999"), "9999999999999999", ""])
def test_a_bad_amount_of_a_history_is_named_and_the_rest_goes_on(cell: str) -> None:
    history, wrong = read_history(history_of(f"2025-08,café,{cell}").encode())
    assert len(history.months) == 20
    assert len(wrong) == 1 and wrong[0].startswith(f"Row 21, amount “{cell}”")


@pytest.mark.parametrize("month", ["", "May", "2025-13", "0001-01", "9999-12", "2025-5", "٢٠٢٥-٠١", "2025-01-01"])
def test_a_bad_month_of_a_history_is_named_and_the_rest_goes_on(month: str) -> None:
    history, wrong = read_history(history_of(f"{month},café,1").encode())
    assert len(history.months) == 20
    assert len(wrong) == 1 and wrong[0].startswith("Row 21, month")


@pytest.mark.parametrize(("encoding", "separator"), OTHERS)
def test_a_history_is_read_in_another_encoding_and_separator(encoding: str, separator: str) -> None:
    history, wrong = read_history(history_of(separator=separator).encode(encoding))
    assert (list(history.kinds), len(history.months), wrong) == (["café"], 20, [])


def test_a_history_of_nothing_is_forecast_as_nothing_and_one_month_is_refused() -> None:
    rows = "\n".join(f"{2024 + at // 12}-{at % 12 + 1:02d},none,0" for at in range(30))
    found = forecast(read_history(f"month,kind,amount\n{rows}".encode())[0], 3).demands[0]
    assert found.expected.tolist() == found.low.tolist() == found.high.tolist() == [0, 0, 0]
    for raw, code in (
        (b"month,kind,amount\n2025-01,x,1\n", "too_short"), (b"month,kind\n", "no_column"), (b"", "no_column"),
        (b"month,kind,amount\n", "no_months"), (b"\xff\xfe\x00", "no_column"),
    ):  # fmt: skip
        with pytest.raises(CannotForecast) as caught:
            forecast(read_history(raw)[0], 3)
        assert caught.value.why.code == f"forecast.{code}"
        assert caught.value.why.code in catalogue()


def test_the_command_names_bad_rows_of_a_history_aside_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(history_of("soon,café,1", separator=";").encode("cp1252"))
    told, aside = lab("forecast", "--history", str(path), "--months", "3")
    assert "Row 21, month “soon”" in aside
    assert "café" in told
    assert "cannot be read" in lab("forecast", "--history", str(tmp_path / "no.csv"), fails=True)[1]
