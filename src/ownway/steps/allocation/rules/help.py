"""Which help of family and friends counts: what its giver says when asked alone, while it holds, and never more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from ownway.rulebook.model import Answer, Pack, Question, State
from ownway.steps.allocation.rules.routing import Values

WHOLE = Fraction(1)
"""The share of a need that counts where nobody helps with it."""


@dataclass(frozen=True, slots=True)
class Word:
    """What one carer said last: by question about help an answer; *until* its last day; *ended* once taken back."""

    carer: UUID
    values: Mapping[str, Mapping[str, Any]]
    until: date | None = None
    ended: bool = False

    def holds(self, on: date) -> bool:
        """Whether the help is given on that day."""
        return not self.ended and (self.until is None or on <= self.until)


def help_questions(pack: Pack) -> tuple[Question, ...]:
    """Return the questions about help that the rule takes off a need, in the pack's order."""
    asked = {help for _need, help in pack.allocation.needs_and_help}
    return tuple(question for question in pack.questions if question.id in asked)


def share_left(question: Question, value: Mapping[str, Any] | None) -> Fraction:
    """Return the share of the need that counts after an answer about help; the whole where it names no help."""
    if value is None:
        return WHOLE
    answer = Answer.from_json(question, value)
    if answer.state in (State.LEVEL, State.YES, State.NO):
        level = question.level(answer.told)
        return WHOLE if level is None or level.points is None else level.points
    worth = question.worth(answer.state)
    return WHOLE if worth is None else worth


def no_help(question: Question) -> Mapping[str, Any]:
    """Return the answer that names no help with a need."""
    for level in question.levels:
        if level.points == WHOLE:
            return {"level": level.id}
    return {"state": State.NOT_KNOWN.value}


def counting_help(
    pack: Pack,
    values: Values,
    *,
    words: Sequence[Word],
    carers: frozenset[UUID],
    settled: frozenset[str],
    on: date,
) -> dict[str, Mapping[str, Any]]:
    """Return *values* with the help that counts on a day in place of what was answered about it.

    Where somebody cares for the person, only what carers say counts (A6): the most that one of them gives, and none
    from a carer who has not been asked, whose day has passed, or who took it back. An answer that a named person
    settled counts instead where it leaves more of the need, never where it takes more help for granted. Where nobody
    is a carer, the answers stay as they are.
    """
    counted = dict(values)
    if not carers and not words:
        return counted
    for question in help_questions(pack):
        if question.id not in values:
            continue
        said = [word.values[question.id] for word in words if word.holds(on) and question.id in word.values]
        given = min(said, key=lambda value: share_left(question, value), default=no_help(question))
        kept = values[question.id]
        if question.id in settled and share_left(question, kept) > share_left(question, given):
            continue
        counted[question.id] = given
    return counted
