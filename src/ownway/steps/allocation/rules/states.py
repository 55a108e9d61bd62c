"""How far a self-assessment has come, and which deed takes it on."""

from collections.abc import Sequence

MOVES: dict[str, dict[str, str]] = {
    "open": {"hand_in": "handed_in", "set_aside": "set_aside"},
    "handed_in": {"tell_budget": "told", "find_not_eligible": "not_eligible", "set_aside": "set_aside"},
    "told": {},
    "not_eligible": {},
    "set_aside": {},
}
"""From a state, by a deed, to a state. It starts ``open``; the other states are ends."""

MEANINGS: dict[str, str] = {
    "open": "The person is answering; they can leave and come back.",
    "handed_in": "The person has seen their estimate; a practitioner checks the answers with them.",
    "told": "The answers are checked and the indicative budget has been told.",
    "not_eligible": "It was decided, by name and with reasons, that this programme is not open to the person.",
    "set_aside": "It was put away without a figure, with a reason.",
}

CAN_BE_ANSWERED = frozenset({"open", "handed_in"})
"""Until the sum is told, everybody may still put right what they said (a fact check before the figure counts)."""


def after(state: str, deed: str) -> str | None:
    """Return the state that *deed* leads to from *state*, or nothing when it is not possible there."""
    return MOVES[state].get(deed)


def state_of(stages: Sequence[str]) -> str:
    """Return the state after *stages*, the states reached so far, oldest first; none yet is ``open``."""
    return stages[-1] if stages else "open"
