"""The table of states of a decision: told, challenged, answered; the manual's diagram is made from it."""

from collections.abc import Mapping
from enum import StrEnum

from ownway.words import diagrams


class Standing(StrEnum):
    """How a decision stands."""

    STANDS = "stands"
    CHALLENGED = "challenged"
    CONFIRMED = "confirmed"
    OVERTURNED = "overturned"


class Answered(StrEnum):
    """What came of a challenge."""

    UPHELD = "upheld"
    """The challenge was right: the decision falls."""
    NOT_UPHELD = "not_upheld"
    """The decision stands."""
    WITHDRAWN = "withdrawn"
    """The one who challenged took it back."""


MEANINGS: Mapping[str, str] = {
    Standing.STANDS: "The decision was told and holds.",
    Standing.CHALLENGED: "Someone does not agree; a clock runs for the answer. The decision holds meanwhile.",
    Standing.CONFIRMED: "The challenge was answered: the decision holds.",
    Standing.OVERTURNED: "The challenge was right: the decision no longer holds, and another takes its place.",
}

MOVES: Mapping[str, Mapping[str, str]] = {
    Standing.STANDS: {"challenge": Standing.CHALLENGED},
    Standing.CHALLENGED: {
        Answered.UPHELD: Standing.OVERTURNED,
        Answered.NOT_UPHELD: Standing.CONFIRMED,
        Answered.WITHDRAWN: Standing.STANDS,
    },
    # While the days for it last, a confirmed decision may be challenged once more, on new grounds.
    Standing.CONFIRMED: {"challenge": Standing.CHALLENGED},
    Standing.OVERTURNED: {},
}


def standing(answers: "list[Answered | None]") -> Standing:
    """Return how a decision stands after its challenges; *answers* holds what came of each, in order.

    :raises ValueError: when a challenge came where none was possible.
    """
    now = Standing.STANDS
    for answer in answers:
        for deed in ("challenge", *((answer.value,) if answer else ())):
            if deed not in MOVES[now]:
                raise ValueError(f"A decision that is {now} cannot be met by {deed}.")
            now = Standing(MOVES[now][deed])
    return now


def diagram() -> str:
    """Return the page of the manual that shows these states."""
    return diagrams.of_states("The states of a decision", MOVES, MEANINGS)
