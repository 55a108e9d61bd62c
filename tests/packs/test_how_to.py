"""Follows the page on writing a pack, step by step, so that a reader can."""

import re
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from ownway.rulebook.engines.one import work_out
from ownway.rulebook.load import load_pack
from ownway.rulebook.load.errors import PackErrors
from ownway.rulebook.load.examples import read_examples
from ownway.rulebook.load.pack import files_of

TREE = Path(__file__).parents[2]
PAGE = (TREE / "docs/how-to/write-a-pack.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```(yaml|diff)\n# packs/elmbridge/([^\n]+)\n(.*?)```", re.DOTALL)


def follow(page: str, pack: Path) -> None:
    """Do to *pack* what the blocks of *page* say: new files, and lines taken out and put in."""
    for kind, name, text in BLOCK.findall(page):
        file = pack / name
        if kind == "yaml":
            assert not file.exists(), f"{name} is there already"
            file.write_text(text, encoding="utf-8")
            continue
        out = "".join(line[1:] + "\n" for line in text.splitlines() if line.startswith("-")).rstrip("\n")
        put = "".join(line[1:] + "\n" for line in text.splitlines() if line.startswith("+")).rstrip("\n")
        before = file.read_text(encoding="utf-8")
        assert before.count(out) == 1, f"{name} holds {out!r} {before.count(out)} times"
        file.write_text(before.replace(out, put), encoding="utf-8")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The copy that the page begins with."""
    shutil.copytree(TREE / "packs/in-control", tmp_path / "elmbridge")
    for example in (tmp_path / "elmbridge/examples").iterdir():
        example.unlink()
    return tmp_path / "elmbridge"


def test_the_error_the_page_shows_is_the_one_a_reader_gets(pack: Path) -> None:
    """Half-way through, the pack is refused in the words of the page."""
    follow(PAGE.partition("It is refused:")[0], pack)
    with pytest.raises(PackErrors) as refused:
        load_pack(pack)
    assert [str(error) for error in refused.value.errors] == re.findall(r"```text\n(.*?)\n```", PAGE, re.DOTALL)


@pytest.mark.req("K2")
def test_who_follows_the_page_has_a_pack_that_holds(pack: Path) -> None:
    """At the end the pack loads, and the person of the example gets the sum of the page."""
    follow(PAGE, pack)
    loaded = load_pack(pack)
    (example,) = read_examples(loaded, files_of(pack))
    worked = work_out(loaded, example.answers, example.as_of)
    assert worked.figure is not None
    assert Fraction(worked.figure.pence, worked.figure.coins_per_unit) == Fraction(example.figure or 0)
    assert {step.id: step.value for step in worked.steps}["points"] == 2
