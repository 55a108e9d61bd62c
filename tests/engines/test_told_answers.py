"""Days, tables and long numbers are told to people as what they are."""

from pathlib import Path

import pytest

from ownway.rulebook.engines.one import work_out
from ownway.rulebook.load import files_of, load_pack, read_examples
from ownway.rulebook.model import Example, Pack
from ownway.rulebook.sentences import say_all

FOLDER = Path(__file__).parents[2] / "packs"


def told(id: str, example: str, language: str = "en", easy: bool = False) -> str:
    """Return the whole explanation of a worked example."""
    pack, found = loaded(id, example)
    return "\n".join(say_all(pack, work_out(pack, found.answers, found.as_of).reason, language, easy))


def loaded(id: str, example: str) -> tuple[Pack, Example]:
    """Return a pack and one of its worked examples."""
    pack = load_pack(FOLDER / id)
    return pack, next(one for one in read_examples(pack, files_of(FOLDER / id)) if one.id == example)


@pytest.mark.req("A3")
def test_a_day_is_told_as_a_day_and_not_as_points() -> None:
    """Nobody gets points for a birthday."""
    english = told("us-fl-ibudget", "01-t1")
    assert "When were you born? – the answer is 15 January 1997.\n" in english
    assert "1 mars 1940.\n" in told("fr-apa-aggir", "01-cccccccc", "fr")


@pytest.mark.req("A3")
def test_a_number_of_the_law_is_told_with_all_its_places() -> None:
    """A part of 1.615 told as 1.62 would be another law."""
    assert "For group 1 the part is 1.615." in told("fr-apa-aggir", "10-ceiling-2024")
    assert "207.2684 times itself is" in told("us-fl-ibudget", "01-t1")


@pytest.mark.req("A3")
@pytest.mark.parametrize("easy", [False, True], ids=["plain", "easy"])
def test_a_table_is_told_row_by_row_and_an_empty_one_as_nothing(easy: bool) -> None:
    """No place of a sentence stays unfilled."""
    chain = told("gb-pip", "10-two-over-half", easy=easy)
    assert "90" in chain
    assert "55" in chain
    assert "{" not in chain
