"""Reads the published margins from which people are made up, each with its source and how sure we are of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

MARKS = {"L": "read where it is printed", "S": "read in a copy", "K": "known, not checked", "O": "our own assumption"}
"""How sure a margin is."""


@dataclass(frozen=True, slots=True)
class Margin:
    """Where one margin comes from, and by its *mark* how sure it is."""

    name: str
    mark: str
    where: str

    def told(self) -> str:
        """Return the source in words."""
        return f"{self.name.replace('_', ' ')}: {self.where} ({MARKS[self.mark]})"


@dataclass(frozen=True)
class Margins:
    """The margins of one country, by name, and where each comes from."""

    held: Mapping[str, Any]
    sources: tuple[Margin, ...]

    def __getitem__(self, name: str) -> Any:
        return self.held[name]


@cache
def england() -> Margins:
    """Return the margins of England's people with adult social care (``england.yaml``)."""
    held = yaml.safe_load(files(__package__).joinpath("england.yaml").read_text(encoding="utf-8"))
    found = [Margin("people", **held["people_source"])]
    found += [
        Margin(name, **part["source"]) for name, part in held.items() if isinstance(part, dict) and "source" in part
    ]
    return Margins(held, tuple(found))


def shares(given: Mapping[str, float]) -> tuple[tuple[str, ...], list[float]]:
    """Return the names of some parts, and their shares made to add up to one."""
    whole = sum(given.values())
    return tuple(given), [share / whole for share in given.values()]
