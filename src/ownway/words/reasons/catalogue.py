"""Reads the sentences of the product: files of YAML beside this one, one a topic, code by code."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from ownway.words.filling import names_in

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said for one code: in plain words, in Easy Read, and what would help (each with ``{facts}``)."""

    plain: str
    easy: str = ""
    help: str = ""


def read(text: str, topic: str) -> dict[str, Entry]:
    """Return the entries of one topic, the name of which every code in it begins with.

    :raises ValueError: for a code outside the topic, an unknown key, no plain words, or a fact that cannot be filled.
    """
    entries = {}
    for code, given in (yaml.safe_load(text) or {}).items():
        if not code.startswith(f"{topic}."):
            raise ValueError(f"{code} stands in {topic}.yaml; it belongs in {code.split('.')[0]}.yaml.")
        if unknown := set(given) - {"plain", "easy", "help"}:
            raise ValueError(f"{code} has {sorted(unknown)}; only plain, easy and help are read.")
        if not given.get("plain"):
            raise ValueError(f"{code} has no plain words.")
        for said in given.values():
            names_in(said)
        entries[code] = Entry(**given)
    return entries


@cache
def catalogue() -> Mapping[str, Entry]:
    """Return every code of the product with what is said for it."""
    entries: dict[str, Entry] = {}
    for file in sorted(FOLDER.glob("*.yaml")):
        entries |= read(file.read_text(encoding="utf-8"), file.stem)
    return MappingProxyType(entries)
