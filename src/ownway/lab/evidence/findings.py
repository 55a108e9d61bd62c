"""What was found for and against, side by side, by user group, with the design and the limits of each study."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ownway.words.languages import nearest

SOURCES = {
    "IBSEN": "Glendinning and others, Evaluation of the Individual Budgets Pilot Programme (abstract), 2008",
    "CC": "Individual budgets and tailored services: putting service users in control (article), 2008",
    "PRAC": "The national evaluation of the Individual Budgets pilots: implications for care coordinators, 2008",
    "IPB": "Glasby and Duffy, Individual patient budgets: background and frequently asked questions, 2008",
    "MIP": "Leadbeater, Bartlett and Gallagher, Making It Personal, Demos, 2008",
}


class Way(StrEnum):
    """Which way a finding points."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: about whom and what, which way it points, how it was come by, and what it cannot say."""

    id: str
    group: str
    way: Way
    about: str
    finding: str
    easy: str
    """The finding again in Easy Read."""
    design: str
    limits: str
    source: str
    year: int

    @property
    def source_in_full(self) -> str:
        """The text that prints it."""
        return SOURCES[self.source]

    def to_json(self) -> dict[str, Any]:
        """Return the finding as plain values."""
        return asdict(self) | {"way": self.way.value, "source_in_full": self.source_in_full}


@cache
def findings() -> tuple[Finding, ...]:
    """Return all findings, in the order they are kept."""
    text = (files("ownway.lab.evidence") / "findings.yaml").read_text(encoding="utf-8")
    return tuple(Finding(**(row | {"way": Way(row["way"])})) for row in yaml.safe_load(text))


@cache
def findings_in(language: str) -> tuple[Finding, ...]:
    """Return all findings told in *language*, a code such as ``"cy"``; in English what nobody has translated.

    Titles of the texts stay as they were printed.
    """
    file = files("ownway.lab.evidence") / f"findings.{nearest(language)}.yaml"
    if not file.is_file():
        return findings()
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    return tuple(replace(one, **told.get(one.id, {})) for one in findings())


def by_group(given: Iterable[Finding] | None = None) -> dict[str, dict[Way, tuple[Finding, ...]]]:
    """Return the findings of each group, for and against side by side; everyone's first."""
    rows = tuple(findings() if given is None else given)
    groups = dict.fromkeys(("everyone", *(row.group for row in rows)))
    return {
        group: {way: tuple(row for row in rows if row.group == group and row.way is way) for way in Way}
        for group in groups
    }


def conflicts(given: Iterable[Finding] | None = None) -> tuple[tuple[Finding, Finding], ...]:
    """Return each pair on the same matter and group that points different ways."""
    rows = tuple(findings() if given is None else given)
    return tuple(
        (one, other)
        for number, one in enumerate(rows)
        for other in rows[number + 1 :]
        if one.about == other.about and one.group == other.group and one.way is not other.way
    )
