"""What is published of a rule is the rule: read again, each step and each question is the very same."""

from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from ownway.rulebook.fhir.yaml_text import write
from ownway.rulebook.load import load_pack
from ownway.rulebook.load.errors import Faults
from ownway.rulebook.load.nodes import Node, read_yaml
from ownway.rulebook.load.questions import Scales, read_question
from ownway.rulebook.load.steps import read_step
from ownway.rulebook.model import Pack
from ownway.rulebook.published import question_as_data, says, step_as_data
from ownway.rulebook.schema import SCHEMAS

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[2] / "packs").glob("*/pack.yaml"))


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def pack(request: pytest.FixtureRequest) -> Pack:
    """Each pack there is."""
    return load_pack(request.param)


def tree_of(data: dict[str, Any]) -> Node:
    """The data as a file of a pack, read."""
    tree = read_yaml("f.yaml", write(data), Faults())
    assert tree is not None
    return tree


def test_every_step_as_it_is_published_is_the_same_step(pack: Pack) -> None:
    """Numbers to the last digit, tables, conditions, dates: the reader makes the same step of it."""
    steps = jsonschema_rs.Draft202012Validator(
        SCHEMAS["allocation"]["properties"]["steps"]["items"] | {"$defs": SCHEMAS["allocation"]["$defs"]}
    )
    for step in pack.allocation.steps:
        data = step_as_data(step)
        assert steps.is_valid(data), data
        faults = Faults()
        assert read_step(tree_of(data), faults) == step
        assert faults.found == []


def test_every_question_as_it_is_published_is_the_same_question(pack: Pack) -> None:
    """Levels, points, routing, states, columns."""
    check = jsonschema_rs.Draft202012Validator(SCHEMAS["question"])
    for question in pack.questions:
        data = question_as_data(question)
        assert check.is_valid(data), data
        faults = Faults()
        # What belongs to the pack around it is given from there.
        around = {"section": question.section, "source": "", "scales": Scales(), "file": "f.yaml"}
        read = read_question(question.id, tree_of(data), faults, **around)  # type: ignore[arg-type]
        assert faults.found == []
        assert read.scale == ""
        assert question_as_data(read) == data
        assert (read.kind, read.levels, read.states, read.asked_if) == (
            question.kind,
            question.levels,
            question.states,
            question.asked_if,
        )
        assert (read.least, read.most, read.every, read.columns) == (
            question.least,
            question.most,
            question.every,
            question.columns,
        )


def test_a_text_is_published_in_every_language(pack: Pack) -> None:
    """With its Easy Read twin where it has one; a text there is not is nothing."""
    assert set(says(pack, "pack.name")) == set(pack.languages)
    assert says(pack, "pack.no_such_text") == {}
