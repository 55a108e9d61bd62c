"""The states of a plan's version, and which may follow which."""

from enum import StrEnum


class PlanState(StrEnum):
    """Where one version of a plan stands."""

    DRAFT = "draft"
    """Being written; nobody outside the plan sees it."""
    HANDED_IN = "handed_in"
    """With the authority; it does not change while it is looked at."""
    TAKEN_BACK = "taken_back"
    """The person asked for it back before it was answered."""
    AGREED = "agreed"
    RETURNED = "returned"
    """Not agreed; the reasons and what would pass came with it."""
    REPLACED = "replaced"
    """A later version was agreed."""


MOVES: dict[PlanState, frozenset[PlanState]] = {
    PlanState.DRAFT: frozenset({PlanState.HANDED_IN}),
    PlanState.HANDED_IN: frozenset({PlanState.AGREED, PlanState.RETURNED, PlanState.TAKEN_BACK}),
    PlanState.TAKEN_BACK: frozenset(),
    PlanState.RETURNED: frozenset(),
    PlanState.AGREED: frozenset({PlanState.REPLACED}),
    PlanState.REPLACED: frozenset(),
}
"""State → the states that may follow. A plan that came back goes on as a new version, so nothing handed in changes."""


def may_follow(now: PlanState, next: PlanState) -> bool:
    """Whether a version that is *now* may become *next*."""
    return next in MOVES[now]
