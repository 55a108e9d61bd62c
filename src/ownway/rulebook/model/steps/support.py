"""Help from others: what family and friends give freely, and what a household shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar

from ownway.rulebook.model.steps.base import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class InformalSupport(Step):
    """Need after the help that people are willing and able to give, item by item, never below a share of all need.

    Each item pairs a need with the question about help; the level of help carries the share of the need that still
    counts (1 without help). *at_least* is the share of the whole need that counts whatever the help.
    """

    operator: ClassVar[str] = "informal_support"
    items: Mapping[str, str] = field(default_factory=dict)
    at_least: Fraction

    @property
    def takes(self) -> tuple[str, ...]:
        """Needs and questions about help, pair by pair."""
        return tuple(name for pair in self.items.items() for name in pair)


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdShare(Step):
    """The input shared evenly among a household, whose size is an answer or a step of at least 1."""

    operator: ClassVar[str] = "household_share"
    of: str
    size: str

    @property
    def takes(self) -> tuple[str, ...]:
        """What is shared, and among how many."""
        return (self.of, self.size)
