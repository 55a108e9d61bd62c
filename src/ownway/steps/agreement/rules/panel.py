"""How the panel for serious risk sits: who may decide, how many it takes, and how a person can be heard (G2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

LIKELY = ("hardly", "perhaps", "likely")
"""How likely something is, in three steps; nobody can tell finer."""

HEARD_BY = ("there", "by_call", "in_writing", "through_somebody", "not")
"""How the person is heard: there, by telephone or video, in writing, through somebody they choose, or not at all."""

OUTCOMES = ("goes_ahead", "not_yet")


@dataclass(frozen=True, slots=True)
class Declared:
    """What one member of the panel said of their own interest."""

    member: UUID
    has_interest: bool


def may_sit(declared: Iterable[Declared]) -> frozenset[UUID]:
    """Return the members who may decide: those who declared, latest word last, that they have no interest."""
    latest: Mapping[UUID, bool] = {one.member: one.has_interest for one in declared}
    return frozenset(member for member, has_interest in latest.items() if not has_interest)


def missing_to_quorum(sitting: Iterable[UUID], quorum: int) -> int:
    """Return how many more members without an interest it takes before the panel may decide."""
    return max(0, quorum - len(set(sitting)))
