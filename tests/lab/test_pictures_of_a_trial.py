"""Pictures of a trial and of equity: they say what their tables say, hide few people, and lay no key on a line."""

from typing import Any

from ownway.lab.equity.showing import same_need
from ownway.lab.reports.pictures import Axes, Line, chart
from ownway.lab.simulate.showing import by_part, change_sizes, protection


def part(name: str, people: int, more: int, less: int) -> dict[str, Any]:
    """A row of winners and losers."""
    return {"dimension": "group", "part": name, "people": people, "compared": people, "more": more, "less": less}


def gap(part: str, value: float, low: float, high: float, compared: int = 100) -> dict[str, Any]:
    """A gap as a verdict tells it."""
    told = {"gap_per_cent": value, "low_per_cent": low, "high_per_cent": high}
    return {"division": "group", "part": part, "compared": compared} | told


def test_each_part_is_told_in_shares_and_few_people_are_left_out() -> None:
    rows = [part("mental_health", 200, 50, 150), part("older", 100, 100, 0), part("tiny", 4, 1, 3)]
    picture = by_part(rows, "group", "By group")
    assert picture is not None
    assert picture.rows == (("Mental health", "200", "75 %", "25 %"), ("Older", "100", "0 %", "100 %"))
    assert "Mental health most get less: 75" in picture.description
    assert "tiny" not in picture.svg().lower()
    assert by_part(rows, "place", "By place") is None
    hidden = part("older", 100, 100, 0) | {"more": None, "less": None}
    assert by_part([hidden], "group", "By group") is None


def test_the_size_of_changes_is_told_in_shares_of_all_people() -> None:
    sizes = [
        {"above": "0", "up_to": "0.1", "more": 10, "less": 30},
        {"above": "0.5", "up_to": None, "more": 0, "less": 20},
    ]
    picture = change_sizes({"compared": 100, "sizes": sizes}, "Changes")
    assert picture is not None
    assert picture.rows == (("Over 0 up to 10 %", "40", "30 %", "10 %"), ("Over 50 %", "20", "20 %", "0 %"))
    assert change_sizes({"compared": 0, "sizes": sizes}, "Changes") is None


def test_same_need_same_money_marks_what_lies_outside_and_leaves_out_what_forbids_nothing() -> None:
    picture = same_need([gap("older", 1.0, -2.0, 4.0), gap("learning", 12.0, 7.0, 17.0), gap("few", 40, 30, 50, 12)])
    assert picture is not None
    assert [row[0] for row in picture.rows] == ["Learning (group)", "Older (group)"]
    assert "For 1 of 2" in picture.description
    assert picture.body.count("<circle") == 1
    assert same_need([gap("few", 40, 30, 50, 12)]) is None


def test_protection_is_a_line_a_way_that_ends_at_nothing() -> None:
    rows = [
        {"protection": "taper", "year": year, "costs_pence": pence} for year, pence in ((1, 9_000), (2, 3_000), (3, 0))
    ]
    picture = protection(rows, "Protection")
    assert picture is not None
    assert picture.rows[-1] == ("taper", "3", "£0")
    assert protection(rows[:1], "Protection") is None


def test_what_lines_mean_stands_above_them() -> None:
    lines = [Line(name, [(0.0, 0.0), (1.0, 10.0)]) for name in ("one", "two", "three")]
    alone = chart("t", "d", Axes("x", "y"), lines=lines[:1])
    several = chart("t", "d", Axes("x", "y"), lines=lines)
    assert several.height > alone.height
    shift = several.height - alone.height
    assert f'<g transform="translate(0 {shift})">' in several.body
    key = several.body.split("<g transform")[0]
    assert all(f">{name}</text>" in key for name in ("one", "two", "three"))
