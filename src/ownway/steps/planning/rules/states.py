"""The states of a plan's version, and which may follow which."""

from collections.abc import Iterable
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


MOVES: dict[PlanState, dict[str, PlanState]] = {
    PlanState.DRAFT: {"hand_in": PlanState.HANDED_IN},
    PlanState.HANDED_IN: {
        "sign": PlanState.AGREED,
        "refuse": PlanState.RETURNED,
        "take_back": PlanState.TAKEN_BACK,
    },
    PlanState.TAKEN_BACK: {},
    PlanState.RETURNED: {},
    PlanState.AGREED: {"sign_a_later_one": PlanState.REPLACED},
    PlanState.REPLACED: {},
}
"""State, deed, next state. A plan that came back goes on as a new version, so nothing handed in changes."""

MEANINGS: dict[PlanState, str] = {
    PlanState.DRAFT: "It is being written; nobody outside the plan sees it.",
    PlanState.HANDED_IN: "It is with the authority and does not change while it is looked at.",
    PlanState.TAKEN_BACK: "The person asked for it back before it was answered.",
    PlanState.RETURNED: "It was not agreed; the reasons and what would pass came with it.",
    PlanState.AGREED: "It is agreed; the money is committed.",
    PlanState.REPLACED: "A later version was agreed.",
}


def may_follow(now: PlanState, next: PlanState) -> bool:
    """Whether a version that is *now* may become *next*."""
    return next in MOVES[now].values()


def furthest(reached: Iterable[PlanState]) -> PlanState:
    """Return where a version stands that has *reached* these states; it reaches each once, and begins as a draft."""
    states = set(reached) | {PlanState.DRAFT}
    return next(state for state in PlanState if state in states and not states.intersection(MOVES[state].values()))
