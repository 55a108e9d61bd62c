"""``ownway pack`` on the command line: what it prints, and with what it ends."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ownway.interfaces.cli.pack import app
from ownway.rulebook.audit import adds_up
from ownway.rulebook.model import WorkedOut

PACKS = Path(__file__).parents[2] / "packs"
ANSWERS = {
    "personal_care": {"level": "some"},
    "help_personal_care": {"level": "some"},
    "nights": {"level": "none"},
    "looks_after_children": {"yes": False},
    "looks_after_someone": {"yes": False},
    "troubled": {"yes": False},
} | {
    name: {"level": "none"}
    for name in ("meals", "home", "community", "work_and_learning", "decisions", "keeping_safe", "complex_needs")
}


def ask(*words: str) -> tuple[int, str]:
    """Return with what the command ended and what it said."""
    result = CliRunner().invoke(app, list(words), env={"COLUMNS": "400"})
    return result.exit_code, result.output


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """A file with one person's answers."""
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(ANSWERS), encoding="utf-8")
    return path


def run(answers: Path, *words: str) -> tuple[int, str]:
    """Return what working a figure out said."""
    return ask("run", str(PACKS / "in-control"), "--answers", str(answers), "--as-of", "2026-11-02", *words)


@pytest.mark.req("A3")
def test_a_figure_is_printed_with_the_reasons_a_carer_would_understand(answers: Path) -> None:
    """From the answers to the money, and that the sums are an illustration."""
    code, said = run(answers, "--brief")
    assert code == 0
    assert "The sums in this programme are an illustration." in said
    assert "3.5 points give £32.50 a week." in said
    assert said.rstrip().endswith("This gives £32.50 a week.")


def test_the_same_as_json_holds_figure_steps_reasons_and_what_would_change(answers: Path) -> None:
    """A program reads it back and can prove it."""
    code, said = run(answers, "--json")
    told = json.loads(said)
    worked = WorkedOut.from_json(told)
    assert code == 0
    assert worked.figure is not None
    assert worked.figure.pence == 3250
    assert adds_up(worked)
    assert {one["question"] for one in told["what_would_change"]} >= {"personal_care", "help_personal_care"}


def test_the_reasons_come_in_easy_read(answers: Path) -> None:
    """Short sentences, the same sum."""
    code, said = run(answers, "--easy", "--brief")
    assert code == 0
    assert "You get £32.50 a week." in said


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('{"shoe_size": {"level": "large"}}', "shoe_size"),
        ('{"meals": {"level": "plenty"}}', "answer.no_such_level"),
        ("[1, 2]", "expected an object"),
        ("{broken", "cannot be read"),
    ],
)
def test_answers_that_do_not_fit_end_with_one_and_say_which(answers: Path, written: str, expected: str) -> None:
    """No traceback, and nothing half worked out."""
    answers.write_text(written, encoding="utf-8")
    code, said = run(answers)
    assert code == 1
    assert expected in said
    assert "Traceback" not in said


@pytest.mark.parametrize("day", ["1999-01-01", "yesterday"])
def test_a_day_outside_the_rule_or_no_day_at_all_is_refused(answers: Path, day: str) -> None:
    """The command tells it and ends."""
    code, said = ask("run", str(PACKS / "in-control"), "--answers", str(answers), "--as-of", day)
    assert code == 1
    assert "cannot be" in said


def test_a_check_of_a_sound_pack_ends_well() -> None:
    """It counts what it looked at."""
    code, said = ask("check", str(PACKS / "in-control"), "--sample", "5")
    assert code == 0
    assert "25 questions, 5 steps, 8 worked examples" in said
    assert "The pack holds." in said


@pytest.mark.req("K2")
def test_a_check_of_a_broken_pack_names_file_line_and_a_way_out(tmp_path: Path) -> None:
    """In words, and as JSON for an editor."""
    pack = tmp_path / "broken"
    shutil.copytree(PACKS / "in-control", pack)
    review = pack / "review.yaml"
    review.write_text(review.read_text(encoding="utf-8").replace("first_after_days", "first_after_day"), "utf-8")
    code, said = ask("check", str(pack))
    assert code == 1
    assert "review.yaml:2: given “first_after_day”" in said
    assert "Did you mean “first_after_days”?" in said
    code, said = ask("check", str(pack), "--json")
    assert code == 1
    assert {error["code"] for error in json.loads(said)["errors"]} == {"pack.unknown_key", "pack.missing"}


def test_a_reference_page_is_printed_from_the_pack() -> None:
    """Markdown, with every table of the rule."""
    code, said = ask("reference", str(PACKS / "de-sgb-xi"))
    assert code == 0
    assert "| from 12.5 below 27 | grade_1 |" in said
    assert "## Findings accepted" in said
