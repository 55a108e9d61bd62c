"""The verifier of the trail stands alone: it needs Python and one library, and nothing of ours."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ownway.interfaces.cli import trail, verify_trail
from ownway.registers.trail.rules import chain, cipher


def test_it_imports_the_standard_library_and_cryptography_alone() -> None:
    told = ast.parse(Path(verify_trail.__file__).read_text())
    names = {node.module or "" for node in ast.walk(told) if isinstance(node, ast.ImportFrom)}
    names |= {name.name for node in ast.walk(told) if isinstance(node, ast.Import) for name in node.names}
    foreign = {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names)
    assert foreign == {"cryptography"}


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Give a folder with an export of one seal over three lines, and its public key."""
    secret = cipher.new_secret()
    lines = [{"id": f"0{number}", "server": "1", "transaction": str(number), "deed": "é"} for number in range(3)]
    batch = chain.Batch(1, 0, 9, 3, chain.root(chain.leaf(line) for line in lines))
    told = chain.statement(batch, ordinal=1, previous="", sealed_at="2026-05-04T09:00:00+00:00")
    rows = [{"line": line} for line in lines] + [{"seal": {"statement": told, "signature": chain.sign(secret, told)}}]
    (tmp_path / "trail.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "seal.pub").write_text(chain.public_key(secret) + "\n")
    return tmp_path


def test_it_runs_as_a_file_of_its_own_somewhere_else(export: Path) -> None:
    (export / "verify.py").write_text(Path(verify_trail.__file__).read_text())
    command = [sys.executable, "-I", "verify.py", "trail.jsonl", "--key", "seal.pub"]
    ran = subprocess.run(command, cwd=export, capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stdout.splitlines()[-1], ran.stderr) == (0, "The trail is whole.", "")


def test_the_command_gives_the_verifiers_answer(export: Path) -> None:
    given = ["check", str(export / "trail.jsonl"), "--key", str(export / "seal.pub")]
    assert CliRunner().invoke(trail.app, given).exit_code == 0
    file = export / "trail.jsonl"
    file.write_text(file.read_text().replace('"02"', '"03"'))
    ran = CliRunner().invoke(trail.app, given)
    assert ran.exit_code == 1
    assert "not those that were sealed" in ran.output


def test_another_key_is_not_trusted(export: Path) -> None:
    (export / "seal.pub").write_text(chain.public_key(cipher.new_secret()))
    assert verify_trail.main([str(export / "trail.jsonl"), "--key", str(export / "seal.pub")]) == 1


def test_an_empty_trail_is_whole_and_says_that_nothing_is_sealed(
    export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (export / "trail.jsonl").write_text("")
    assert verify_trail.main([str(export / "trail.jsonl"), "--key", str(export / "seal.pub")]) == 0
    assert "0 lines under 0 seals" in capsys.readouterr().out
