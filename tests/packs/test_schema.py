"""The published schemas say of a pack's files what the reader says: the same keys, the same must, the same faults."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from ownway.rulebook.load import PackErrors, files_of, pack_from_files
from ownway.rulebook.load.allocation import read_allocation
from ownway.rulebook.load.errors import Faults
from ownway.rulebook.load.fields import Fields
from ownway.rulebook.load.journey import (
    read_agreement,
    read_control,
    read_outcomes,
    read_planning,
    read_review,
    read_spending,
)
from ownway.rulebook.load.nodes import Entries, Items, Node, Scalar, read_yaml
from ownway.rulebook.load.questions import Scales, read_question
from ownway.rulebook.load.steps import READERS, read_step
from ownway.rulebook.model import OPERATORS, Kind
from ownway.rulebook.schema import SCHEMAS, schema_for
from ownway.rulebook.schema.steps import operator_schema
from tests.packs.test_broken_packs import BROKEN, SOUND, broken

PACKS = Path(__file__).parents[2] / "packs"
FOLDERS = sorted(path.parent for path in PACKS.glob("*/pack.yaml"))
WHOLE = re.compile(r"[-+]?[0-9]+", re.ASCII)
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)


def as_an_editor_reads(node: Node) -> Any:
    """The tree as YAML 1.2 (core schema) has it, in which ``yes`` is a word and ``12/52`` is one too."""
    match node:
        case Items():
            return [as_an_editor_reads(below) for below in node.nodes]
        case Entries():
            return {key.text: as_an_editor_reads(below) for key, below in node.pairs}
        case Scalar(quoted=True):
            return node.text
    if node.text in ("", "~", "null"):
        return None
    if node.text in ("true", "false"):
        return node.text == "true"
    if WHOLE.fullmatch(node.text):
        return int(node.text)
    return float(node.text) if DECIMAL.fullmatch(node.text) else node.text


def content(file: str, text: str) -> Any:
    """The content of a file."""
    tree = read_yaml(file, text, Faults())
    return None if tree is None else as_an_editor_reads(tree)


@pytest.fixture(scope="session")
def check() -> Callable[[str, Any], list[str]]:
    """Says what is wrong with the content of a file by its schema."""
    made = {name: jsonschema_rs.Draft202012Validator(schema, validate_formats=True) for name, schema in SCHEMAS.items()}

    def told(file: str, given: Any) -> list[str]:
        return [f"{file}: {error.message}"[:300] for error in made[schema_for(file)].iter_errors(given)]

    return told


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_each_schema_is_a_schema(name: str) -> None:
    """It keeps the rules of draft 2020-12 and stands alone: every reference leads somewhere in it."""
    schema = SCHEMAS[name]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert jsonschema_rs.meta.is_valid(schema)
    assert jsonschema_rs.Draft202012Validator(schema).is_valid({}) is (name == "words")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_pack_keeps_the_schemas(folder: Path, check: Callable[[str, Any], list[str]]) -> None:
    """Each file of each pack is what its schema says."""
    files = files_of(folder)
    pack_from_files(files)
    assert [told for file, text in files.items() for told in check(file, content(file, text))] == []


SHAPE = {
    "pack.unknown_key",
    "pack.missing",
    "pack.not_a_number",
    "pack.not_whole",
    "pack.not_a_day",
    "pack.currency",
    "pack.not_yes_or_no",
    "pack.mark",
    "step.operator",
    "question.points_unscored",
    "question.text_scored",
    "pack.too_few",
    "control.holder",
    "pack.not_a_mapping",
    "words.not_text",
}
"""Faults in the shape of a single file; what names something in another place is the reader's alone."""
SEEN_TOO = {"unit nobody knows", "rounding nobody knows", "kind nobody knows"}
UNSEEN = {"exponent", "source left out of a table"}
"""In YAML an exponent is one more way to write a number, and only the reader knows how it was typed."""


def shape_faults() -> Iterator[str]:
    """The broken packs whose fault a schema can see."""
    for name, (_file, _was, _now, code) in BROKEN.items():
        if (code in SHAPE or name in SEEN_TOO) and name not in UNSEEN:
            yield name


@pytest.mark.parametrize("name", sorted(shape_faults()))
def test_a_fault_of_shape_fails_the_schema_too(name: str, check: Callable[[str, Any], list[str]]) -> None:
    """What the reader refuses in a file's shape, an editor marks."""
    file, was, now, _code = BROKEN[name]
    text = broken(SOUND, file, was, now)[file]
    assert check(file, content(file, SOUND[file])) == []
    assert check(file, content(file, text)), text[:400]


def asked(monkeypatch: pytest.MonkeyPatch, read: Callable[[Node, Faults], object], what: str, text: str) -> Any:
    """The keys the reader asks a mapping for, and those it misses, where *text* gives almost nothing."""
    known: set[str] = set()
    done = Fields.done

    def listen(fields: Fields) -> None:
        if fields.what == what:
            known.update(fields.known)
        done(fields)

    monkeypatch.setattr(Fields, "done", listen)
    faults = Faults()
    tree = read_yaml("f.yaml", text, Faults())
    assert tree is not None
    read(tree, faults)
    of_it = [error for error in faults.found if error.code == "pack.missing" and error.help.endswith(f"to {what}.")]
    return known, {error.given.removeprefix("no “").removesuffix("”") for error in of_it}


@pytest.mark.parametrize("name", sorted(OPERATORS))
def test_an_operator_has_the_keys_its_reader_asks_for(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No key more, none less, and the same ones must be there."""
    what = f"a step with the operator “{name}”"
    known, missing = asked(monkeypatch, read_step, what, f"operator: {name}\n")
    known2, _ = asked(monkeypatch, read_step, what, f"operator: {name}\nunit: money\nid: a\n")
    schema = operator_schema(name)
    assert set(schema["properties"]) == known | known2
    alternatives = {key for one in schema.get("anyOf", ()) for key in one["required"]}
    alternatives |= set(schema.get("else", {}).get("required", ()))
    assert missing - alternatives == set(schema["required"]) - {"operator"} - alternatives
    assert set(READERS) == set(OPERATORS)


FILES: dict[str, Callable[[Node | None, Faults, str], object]] = {
    "allocation": read_allocation,
    "planning": read_planning,
    "agreement": read_agreement,
    "control": read_control,
    "spending": read_spending,
    "outcomes": read_outcomes,
    "review": read_review,
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_a_step_has_the_keys_its_reader_asks_for(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the top of each file: the same keys, and the same ones must be there."""

    def read(node: Node, faults: Faults) -> object:
        return FILES[name](node, faults, f"{name}.yaml")

    known, missing = asked(monkeypatch, read, f"{name}.yaml", "nothing: here\n")
    assert set(SCHEMAS[name]["properties"]) == known
    assert set(SCHEMAS[name].get("required", ())) == missing


@pytest.mark.parametrize("kind", list(Kind))
def test_a_question_has_the_keys_its_reader_asks_for(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever its kind: what the reader asks for may stand there, and what it must have is said."""

    def read(node: Node, faults: Faults) -> object:
        return read_question("a", node, faults, section="s", source="", scales=Scales(), file="a.yaml")

    known, missing = asked(monkeypatch, read, "the question “a”", f"kind: {kind}\n")
    schema = SCHEMAS["question"]
    refused = {
        key
        for rule in schema["allOf"]
        if rule["if"]["properties"].get("kind") == {"const": kind.value}
        for key, inner in rule["then"].get("properties", {}).items()
        if inner is False
    }
    assert set(schema["properties"]) - refused >= known - {"levels", "scale"}
    check = jsonschema_rs.Draft202012Validator(schema)
    assert check.is_valid({"kind": kind.value}) is not bool(missing)


def test_the_reader_refuses_what_the_schema_lets_through_least() -> None:
    """The schema is no softer on an empty file than the reader is."""
    for file in ("pack.yaml", *(f"{name}.yaml" for name in FILES)):
        with pytest.raises(PackErrors):
            pack_from_files({**SOUND, file: "nothing: here\n"})
        assert not jsonschema_rs.Draft202012Validator(SCHEMAS[schema_for(file)]).is_valid({"nothing": "here"})
