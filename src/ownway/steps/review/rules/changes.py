"""What a review may change; each change is made by the step it belongs to, never round the rule."""

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """What is to change."""

    PLAN = "plan"
    """A next version of the plan is begun."""
    NEEDS = "needs"
    """The needs have changed: a new self-assessment begins, and with it a new figure."""
    DEGREE = "degree"
    """How far the person holds the money is chosen anew, by them."""
    NOTHING = "nothing"
    """All stays as it is."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change a review asks for, and why."""

    kind: ChangeKind
    why: str = ""
