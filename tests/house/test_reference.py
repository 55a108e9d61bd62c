"""The generated manual holds what it should: every requirement, every state with its meaning, every deed."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from .guards import requirements
from .reference import FAMILIES, SETTINGS, requirements_page, settings_read, state_tables, states_page

TREE = Path(__file__).parents[2]


@pytest.fixture
def small_tree(tmp_path: Path) -> Path:
    """A tree of two requirements, one of which a test names."""
    (tmp_path / "tests/house").mkdir(parents=True)
    (tmp_path / requirements.LIST).write_text("id,what\nA1,The sum is told\nA2,It is told first\n", encoding="utf-8")
    test = "import pytest\n\n\n@pytest.mark.req('A1')\ndef test_told() -> None:\n    assert TOLD\n"
    (tmp_path / "tests/test_sum.py").write_text(test, encoding="utf-8")
    return tmp_path


def test_a_requirement_that_no_test_names_is_shown_as_unproved(small_tree: Path) -> None:
    """The list tells proved rows from unproved ones, and counts them."""
    page = requirements_page(small_tree)
    assert "Of 2 rows, 1 are named by a test." in page
    assert "| A1 | The sum is told | [test_sum](../../tests/test_sum.py) |" in page
    assert "| A2 | It is told first | *unproved* |" in page


def test_every_requirement_belongs_to_a_family() -> None:
    """No row falls out of the page."""
    rows = requirements.rows(TREE)
    assert len(rows) == 113
    assert {row.rstrip("0123456789") for row in rows} == set(FAMILIES)


def test_every_setting_is_told_and_no_other() -> None:
    """What the product reads from its environment stands in the manual."""
    with (TREE / SETTINGS).open(encoding="utf-8", newline="") as rows:
        assert {row["name"] for row in csv.DictReader(rows)} == settings_read(TREE)


def test_every_state_says_what_it_means_and_leads_somewhere_known() -> None:
    """A table of states is complete: each state has its meaning, and each deed leads to a state of the table."""
    found = []
    for module, states in state_tables(TREE):
        if not all(isinstance(deeds, Mapping) for deeds in states.MOVES.values()):
            found.append(f"{module.where} does not name the deeds: MOVES is state, deed, next state")
            continue
        meanings = getattr(states, "MEANINGS", {})
        found += [f"{module.where} says nothing of {state}" for state in states.MOVES if not meanings.get(state)]
        after = {state for deeds in states.MOVES.values() for state in deeds.values()}
        found += [f"{module.where} leads to {state}, which is no state" for state in after - set(states.MOVES)]
    assert not found, found
    assert "stateDiagram-v2" in states_page(TREE)
