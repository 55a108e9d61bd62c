"""The person's own look at what was written before a figure is fixed: when it is needed, and when over (LR15)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from ownway.rulebook.model import Pack
from ownway.steps.allocation.rules.routing import is_checked
from ownway.steps.allocation.rules.voices import Side, counting

DAYS = 21
"""How long the person has: 15 working days (Florida's process rule), as days of the calendar."""


class Look(StrEnum):
    """How the person's own look stands."""

    NOT_NEEDED = "not_needed"
    """What counts is what the person said themselves."""
    NEEDED = "needed"
    """Something counts that is not what they said; nobody has shown it to them."""
    WAITING = "waiting"
    IS_SO = "is_so"
    NOT_SO = "not_so"
    """They said of an answer that it is not so, and it has not been looked at since."""
    TIME_PASSED = "time_passed"


@dataclass(frozen=True, slots=True)
class Said:
    """What the person said to what was shown: to one question that it is not so, or to all that it is."""

    question: str
    at: datetime
    words: str = ""


def settled_otherwise(pack: Pack, sides: Mapping[str, Side]) -> tuple[str, ...]:
    """Return the questions whose counting answer is another than the person's own, where they gave one."""
    found = []
    for id, side in sides.items():
        own = side.by_voice("person")
        if own and is_checked(pack.question(id)) and counting(side) not in [one.value for one in own]:
            found.append(id)
    return tuple(found)


def stands(
    *,
    otherwise: tuple[str, ...],
    shown_at: datetime | None,
    due: date | None,
    said: Iterable[Said],
    settled_at: Mapping[str, datetime],
    today: date,
) -> Look:
    """Return how the person's look stands: *settled_at* says when each question was settled last."""
    if shown_at is None or due is None:
        return Look.NEEDED if otherwise else Look.NOT_NEEDED
    answered = list(said)
    against = {one.question: one.at for one in answered if one.question}
    if any(settled_at.get(question, shown_at) <= at for question, at in against.items()):
        return Look.NOT_SO
    if any(not one.question for one in answered) and not _written_since(settled_at, shown_at, against):
        return Look.IS_SO
    if _written_since(settled_at, shown_at, against):
        return Look.NEEDED
    return Look.TIME_PASSED if today > due else Look.WAITING


def _written_since(settled_at: Mapping[str, Any], shown_at: datetime, against: Mapping[str, datetime]) -> bool:
    """Whether something was settled after it was shown, other than what the person objected to and was told of."""
    return any(at > shown_at and question not in against for question, at in settled_at.items())
