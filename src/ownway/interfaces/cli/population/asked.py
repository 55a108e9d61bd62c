"""What is asked of a run over a whole population, and what is counted at its end."""

from dataclasses import dataclass
from pathlib import Path

from ownway.rulebook.engines.days import Days
from ownway.rulebook.model import Pack


@dataclass(frozen=True)
class Run:
    """What is to be worked out: which rule, on which days, for whom, by which kernel, and which steps of it."""

    pack: Pack
    days: Days
    source: Path
    target: Path
    steps: tuple[str, ...] | None = None
    kernel: str = "data"
    force: bool = False
    language: str = "en"


@dataclass(frozen=True)
class Counted:
    """How many people there were, and of them: rows that were bad, no figure yet, and refused a figure by the rule."""

    people: int
    bad: int
    open: int
    refused: int
