"""``ownway pack diff``: what a new version changes, part by part, and who gets more or less by it."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ownway.interfaces.cli.auditing import add_to
from ownway.interfaces.cli.pack import app
from ownway.rulebook.compare import Person, compare_money, compare_words, drawn, figures_of
from ownway.rulebook.compare.telling import said
from ownway.rulebook.compare.words import parts_of
from ownway.rulebook.load import load_pack
from ownway.rulebook.model import Answer, State

PACKS = Path(__file__).parents[2] / "packs"
add_to(app)


def ask(*words: str) -> tuple[int, str]:
    """Return with what the command ended and what it said."""
    result = CliRunner().invoke(app, list(words), env={"COLUMNS": "400"})
    return result.exit_code, result.output


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The programme in Control with dearer meals, a steeper table, a slower clock and a friendlier word."""
    folder = tmp_path / "in-control"
    shutil.copytree(PACKS / "in-control", folder)
    for file, was, now in (
        ("questions/meals.yaml", "id: some, points: 5", "id: some, points: 6"),
        ("allocation.yaml", "{at: 30, gives: 350}", "{at: 30, gives: 330}"),
        ("allocation.yaml", "at: 100, gives: 2420", "at: 101, gives: 2420"),
        ("allocation.yaml", "answer_within_days: 28", "answer_within_days: 35"),
        ("questions/meals.en.yaml", "label:", "label: Now then."),
    ):
        text = (folder / file).read_text(encoding="utf-8")
        assert was in text
        (folder / file).write_text(text.replace(was, now, 1), encoding="utf-8")
    return folder


def test_what_changed_is_told_in_words_part_by_part(newer: Path) -> None:
    """Points, knots of a table, a clock, a text; what came and what went."""
    told = {said(one) for one in compare_words(load_pack(PACKS / "in-control"), load_pack(newer))}
    assert told >= {
        "meals, levels, some, points: “5” → “6”",
        "steps, weekly budget, knots, 30, gives: “350” → “330”",
        "steps, weekly budget, knots, 100, gives: “2420”, taken away",
        "steps, weekly budget, knots, 101, gives: “2420”, new",
        "answer within days: “28” → “35”",
    }
    assert any(line.startswith("question.meals.label, en:") for line in told)


def test_the_same_pack_differs_in_nothing() -> None:
    """Not even in money."""
    pack = load_pack(PACKS / "de-sgb-xi")
    assert compare_words(pack, pack) == ()
    money = compare_money(figures_of(pack, pack, drawn(pack, pack, 20)), pack)
    assert (money.more, money.less, money.same) == (0, 0, 20)


@pytest.mark.parametrize("name", sorted(path.parent.name for path in PACKS.glob("*/pack.yaml")))
def test_every_part_of_every_pack_has_words(name: str) -> None:
    """Each by a path of its own, so that no change can hide behind another."""
    paths = [path for path, _ in parts_of(load_pack(PACKS / name))]
    assert len(paths) > 100
    assert len(set(paths)) == len(paths)


def test_a_question_that_came_is_told_in_one_line(tmp_path: Path) -> None:
    """Not level by level."""
    folder = tmp_path / "in-control"
    shutil.copytree(PACKS / "in-control", folder)
    pack_file = folder / "pack.yaml"
    pack_file.write_text(pack_file.read_text("utf-8").replace("good_week]", "good_week, pets]", 1), "utf-8")
    (folder / "questions" / "pets.yaml").write_text("kind: text\nlongest: 500\n", "utf-8")
    words = "label: Which animals matter to you?\neasy:\n  label: Do you have a pet?\n"
    (folder / "questions" / "pets.en.yaml").write_text(words, "utf-8")
    found = compare_words(load_pack(PACKS / "in-control"), load_pack(folder))
    assert [said(one) for one in found if one.area == "questions"] == ["pets: new"]


def test_money_is_compared_for_the_worked_examples_and_for_people_drawn_by_lot(newer: Path) -> None:
    """How many get more and less, by how much, and who gains and loses most."""
    code, told = ask("diff", str(PACKS / "in-control"), str(newer), "--sample", "200")
    assert code == 0
    assert re.search(r"14 people compared: 4 get more, 2 get less, 8 the same; 2 have no figure", told)
    assert "together 5502.00 GBP → 5449.36 GBP a week" in told
    assert "most gained: 45.00 GBP → 55.00 GBP (example 07-rather-not-say" in told
    assert "200 people compared" in told


def test_the_same_as_json(newer: Path) -> None:
    """With the answers of those who gain and lose most, and sums that add up."""
    code, told = ask("diff", str(PACKS / "in-control"), str(newer), "--json", "--sample", "60")
    read: dict[str, Any] = json.loads(told)
    assert code == 0
    lot = read["drawn_by_lot"]
    assert lot["more"] + lot["less"] + lot["same"] == lot["compared"] == 60
    assert sum(size["more"] for size in lot["sizes"]) == lot["more"]
    assert lot["most_lost"]["pence_now"] < lot["most_lost"]["pence_was"]
    assert ["allocation", "answer_within_days"] in [one["path"] for one in read["differences"]]


def test_sums_of_another_period_are_turned_before_they_are_compared() -> None:
    """A week of the old rule is 52 twelfths of a month of the new one, as the old rule counts."""
    old = load_pack(PACKS / "in-control")
    answers = {question.id: Answer.level(question.levels[-1].id) for question in old.questions if question.scored}
    answers |= {name: Answer(State.YES) for name in ("looks_after_children", "looks_after_someone", "troubled")}
    (moved,) = figures_of(old, old, [Person("one", answers)])
    new = load_pack(PACKS / "de-sgb-xi")
    (other,) = figures_of(old, new, [Person("one", answers)])
    assert moved.was == moved.now
    assert other.was is None, "pounds and euros are not compared"


def test_an_audit_is_told_in_words_with_the_two_people_who_show_a_finding() -> None:
    """And ends well where nothing is open."""
    code, told = ask("audit", "in-control", "--quick", "--sample", "10")
    assert code == 0
    assert "Findings: 0 open" in told
    assert "12 questions proven from the numbers" in told
    assert "weekly_budget at 90 (from 90 to 100): 460.00 GBP, 46.00 GBP a point at most" in told
    assert re.search(r"“little” against “some”|“some” against “lot”|“lot” against “all”", told)
    assert "8 worked examples" in told


def test_the_french_grid_is_tried_whole_and_lists_each_worsening_that_lowers() -> None:
    """Nothing has to be asked for: 8 questions with 2,187 ways to answer the others, each step of each (LR12)."""
    code, told = ask("audit", "fr-apa-aggir")
    assert code == 0
    assert "8 questions tried in all cases" in told
    assert "1272 cases, which stand for 34,992 steps to more need" in told
    assert re.search(r"waived +monotone\.moving_indoors: .*14 of 2187 ways", told)
    assert re.search(r"waived +monotone\.transfers: .*12 of 2187 ways", told)


def test_an_audit_as_json_says_how_each_question_was_looked_at() -> None:
    """A program can draw the table of edges from it."""
    code, told = ask("audit", "at-pflegegeld", "--quick", "--json", "--sample", "10")
    read = json.loads(told)
    assert code == 0
    assert read["failures"] == []
    assert [notch["edge"] for notch in read["notches"]][:4] == ["65", "95", "120", "160"]
    assert read["range"]["most_possible_pence"] == 215_660


def test_an_open_finding_ends_with_one(newer: Path) -> None:
    """The exit code is what a build looks at."""
    table = newer / "allocation.yaml"
    table.write_text(table.read_text("utf-8").replace("{at: 60, gives: 960}", "{at: 60, gives: 600}"), "utf-8")
    code, told = ask("audit", str(newer), "--quick", "--sample", "200")
    assert code == 1
    assert "OPEN   monotone." in told


NOT_THERE = (
    ("diff", "in-control", "nowhere"),
    ("audit", "nowhere"),
    ("diff", "in-control", "in-control", "--on", "soon"),
)


@pytest.mark.parametrize("words", NOT_THERE)
def test_what_is_not_there_is_said_without_a_traceback(words: tuple[str, ...]) -> None:
    """One line, and one as the exit code."""
    code, told = ask(*words)
    assert code == 1
    assert "Traceback" not in told
    assert told.strip()
