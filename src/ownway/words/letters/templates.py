"""Reads the templates of letters: one file of YAML a kind, a list of blocks with an Easy Read twin each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ownway.words.filling import names_in
from ownway.words.letters.letter import FORMS

FOLDER = Path(__file__).parent
# Pieces that most letters share (the clock, who decided, whom to ask) are written once.
SHARED = "shared"

ALWAYS = frozenset({"authority", "to_name", "written_on"})
"""Facts that every letter is given by the one who sends it: who writes, to whom, and the day (ISO)."""


class LetterLacks(ValueError):
    """A letter of this kind cannot be written from the facts given."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a template. *when* and *unless* name a fact that must be given, or must not."""

    form: str
    plain: str
    easy: str
    when: str = ""
    unless: str = ""
    include: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """What a letter of one kind says, and the facts it cannot do without."""

    kind: str
    needs: frozenset[str]
    title: str
    easy_title: str
    pieces: tuple[Piece, ...]


def read(kind: str, text: str) -> Template:
    """Return the template written in *text*.

    :raises ValueError: for an unknown key or form, no Easy Read twin, or a fact that may be missing and is not guarded.
    """
    given = yaml.safe_load(text)
    needs = frozenset(given.get("needs", ())) | ALWAYS
    pieces = tuple(_piece(kind, block) for block in given["blocks"])
    template = Template(kind, needs, given["title"], given["easy_title"], pieces)
    for said, guard in [(template.title, ""), (template.easy_title, "")] + [
        (words, piece.when) for piece in pieces for words in (piece.plain, piece.easy)
    ]:
        asked = set(names_in(said))
        if open_facts := asked - {name.removesuffix("_code") for name in needs} - {guard} - _beside(guard):
            raise ValueError(f"The letter {kind} says {sorted(open_facts)} without needing it or asking when.")
    return template


def _beside(guard: str) -> set[str]:
    # Who to ask, and a range, are two facts each that come together.
    return {"ask_name": {"ask_contact"}, "lowest": {"highest"}}.get(guard, set())


def _piece(kind: str, block: Mapping[str, Any]) -> Piece:
    if unknown := set(block) - {"form", "plain", "easy", "when", "unless", "include"}:
        raise ValueError(f"The letter {kind} has {sorted(unknown)} in a block; that is not read.")
    if "include" in block:
        return Piece("", "", "", block.get("when", ""), block.get("unless", ""), block["include"])
    form = block.get("form", "paragraph")
    if form not in FORMS:
        raise ValueError(f"The letter {kind} has a block of the form {form!r}; known are {sorted(FORMS)}.")
    if form != "reasons" and not (block.get("plain") and block.get("easy")):
        raise ValueError(f"The letter {kind} has a block without plain words or without its Easy Read twin.")
    return Piece(form, block.get("plain", ""), block.get("easy", ""), block.get("when", ""), block.get("unless", ""))


@cache
def shared() -> Mapping[str, tuple[Piece, ...]]:
    """Return the pieces that letters share, by name."""
    given = yaml.safe_load((FOLDER / f"{SHARED}.yaml").read_text(encoding="utf-8"))
    return {name: tuple(_piece(name, block) for block in blocks) for name, blocks in given.items()}


@cache
def template(kind: str) -> Template:
    """Return the template of *kind*.

    :raises LetterLacks: when there is no such kind.
    """
    if kind not in KINDS:
        raise LetterLacks(f"There is no letter of the kind {kind!r}; known are {', '.join(KINDS)}.")
    return read(kind, (FOLDER / f"{kind}.yaml").read_text(encoding="utf-8"))


KINDS = tuple(sorted(file.stem for file in FOLDER.glob("*.yaml") if file.stem != SHARED))
"""The kinds of letter there are."""
