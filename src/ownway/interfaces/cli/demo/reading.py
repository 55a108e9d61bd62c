"""Reads the invented people and staff that the demonstration is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

STAGES = (
    "registered",
    "started",
    "estimated",
    "checking",
    "told",
    "planning",
    "handed_in",
    "refused_challenged",
    "agreed",
    "controlled",
    "paid",
    "spending",
    "living",
    "review_called",
    "reviewed",
)
"""How far somebody has come; ``refused_challenged`` is a way of its own that ends there."""

PASSWORD = "seven quiet herons"
"""Everybody's password in the demonstration; nothing else is ever opened with it."""


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person and how far they have come."""

    key: str
    name: str
    worker: str
    weeks: int
    stage: str
    given: Mapping[str, Any]

    def reaches(self, stage: str) -> bool:
        """Whether this person has come as far as *stage*, or further."""
        if self.stage == "refused_challenged":
            return STAGES.index(stage) <= STAGES.index("refused_challenged")
        return stage != "refused_challenged" and STAGES.index(self.stage) >= STAGES.index(stage)


@cache
def _file(name: str) -> Any:
    return yaml.safe_load(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def people() -> tuple[Invented, ...]:
    """Return the invented people, in the order of the file."""
    return tuple(
        Invented(each["key"], each["name"], each["worker"], each["weeks"], each["stage"], each)
        for each in (*_file("people.yaml"), *_file("neighbours.yaml"))
    )


def staff() -> tuple[Mapping[str, Any], ...]:
    """Return those who work for the authority or beside it."""
    return tuple(_file("staff.yaml")["staff"])


def organisations() -> tuple[Mapping[str, Any], ...]:
    """Return the organisations they belong to."""
    return tuple(_file("staff.yaml")["organisations"])


def stories() -> tuple[Mapping[str, Any], ...]:
    """Return the stories that some of the invented people tell."""
    return tuple(_file("stories.yaml"))


def address(name: str) -> str:
    """Return an invented person's address for signing in."""
    plain = name.lower().translate(str.maketrans("âåäéíöøñê", "aaaeioone", ".'"))
    return f"{plain.replace(' ', '.').replace('-', '.')}@example.org"
