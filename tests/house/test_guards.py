"""Runs every guard over the tree as it is: the house is as its plan says."""

from pathlib import Path
from types import ModuleType

import pytest

from .guards import (
    access,
    arrows,
    circles,
    clock,
    deeds,
    dependencies,
    documents,
    doors,
    exact,
    honesty,
    keeping,
    names,
    places,
    plan,
    reading,
    reasons,
    relations,
    requirements,
    sentences,
    signals,
    sizes,
    templates,
)

TREE = Path(__file__).parents[2]
GUARDS = [
    access, arrows, circles, clock, deeds, dependencies, documents, doors, exact, honesty, keeping, names, places, plan,
    reading, reasons, relations, requirements, sentences, signals, sizes, templates,
]  # fmt: skip


def told(found: list[str]) -> str:
    """Return breaches one a line, as a reader wants them."""
    return "\n  " + "\n  ".join(found)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__.rpartition(".")[2])
def test_the_house_keeps_its_rules(guard: ModuleType) -> None:
    """No guard finds a breach."""
    found = guard.violations(TREE)
    assert not found, told(found)


def test_no_exception_outlives_its_reason() -> None:
    """What is excepted from a rule is still there, and says why."""
    assert deeds.idle_exceptions(TREE) == []
    listed = [deeds.NEED_NO_CHECK, deeds.NEED_NO_NOTE, deeds.NEED_NO_TRANSACTION, deeds.NEED_NO_CLOCK, deeds.ASK_NOBODY]
    assert all(len(reason.split()) >= 3 for exceptions in listed for reason in exceptions.values())
    assert all(len(reason.split()) >= 3 for reason in keeping.OPEN_TEXT.values())


def test_every_guard_of_the_folder_is_run() -> None:
    """A guard that nobody calls guards nothing."""
    files = {path.stem for path in (Path(__file__).parent / "guards").glob("*.py")}
    assert files - {"__init__", "source", "routes"} == {guard.__name__.rpartition(".")[2] for guard in GUARDS}
