"""``ownway pack export-fhir``, ``import-fhir`` and ``schema``: what they write, and what they refuse."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ownway.interfaces.cli.main import app
from ownway.rulebook.schema import SCHEMAS

PACKS = Path(__file__).parents[2] / "packs"


def ask(*words: str) -> tuple[int, str]:
    """Return with what the command ended and what it said."""
    result = CliRunner().invoke(app, ["pack", *words], env={"COLUMNS": "400"})
    return result.exit_code, result.output


def test_a_pack_goes_out_and_its_questions_come_in_again(tmp_path: Path) -> None:
    """One command's file is the other's; the files are those of a pack, and what is there is not written over."""
    code, text = ask("export-fhir", str(PACKS / "in-control"), "--url", "https://council.example/form")
    assert code == 0
    assert json.loads(text)["url"] == "https://council.example/form"
    file = tmp_path / "form.json"
    file.write_text(text, encoding="utf-8")
    code, told = ask("import-fhir", str(file), str(tmp_path / "pack"))
    assert code == 0, told
    assert "25 questions written" in told
    assert (tmp_path / "pack/questions/meals.yaml").exists()
    assert "section.life" in (tmp_path / "pack/lines-for-words.en.yaml.txt").read_text(encoding="utf-8")
    code, told = ask("import-fhir", str(file), str(tmp_path / "pack"))
    assert code == 1
    assert "are there already" in told


def test_a_form_that_cannot_be_carried_writes_nothing(tmp_path: Path) -> None:
    """Every error is printed, and the folder stays as it was."""
    file = tmp_path / "form.json"
    item = {"linkId": "a", "type": "attachment", "text": "Your photograph"}
    file.write_text(json.dumps({"resourceType": "Questionnaire", "item": [item]}), encoding="utf-8")
    code, told = ask("import-fhir", str(file), str(tmp_path / "pack"))
    assert code == 1
    assert "Questionnaire.item[0].type: given “attachment”" in told
    assert not (tmp_path / "pack").exists()


@pytest.mark.parametrize("name", ["nothing", "pack"])
def test_a_schema_is_printed_or_all_are_named(name: str, tmp_path: Path) -> None:
    """A name that is known prints its schema; another lists those there are; a folder gets them all."""
    code, told = ask("schema", name)
    assert (code == 0) is (name in SCHEMAS)
    assert (json.loads(told) == SCHEMAS[name]) if code == 0 else ("question-words" in told)
    code, told = ask("schema", "--out", str(tmp_path))
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(SCHEMAS)
