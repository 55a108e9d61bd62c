"""Whose answers stand side by side, where they differ, and which one counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

VOICES = ("person", "advocate", "family", "carer", "practitioner")
"""Who may speak in a self-assessment, and in this order whose answer counts until a person has settled it."""

SPOKEN_FOR = frozenset({"with_someone", "phone", "paper"})
"""Ways of answering in which somebody else types what the person says."""

CHANNELS = ("self", "with_someone", "phone", "paper")

OWN_VOICE = {
    "self": "person",
    "represents": "advocate",
    "family": "family",
    "cares_for": "carer",
    "works_with": "practitioner",
}
"""The voice in which each relation to a person speaks."""

TYPE_FOR_OTHERS = frozenset({"represents", "works_with"})
"""Who may take down what the person says, where the person is with them, on the phone, or wrote on paper."""


def voices_open_to(relations: frozenset[str], channel: str) -> frozenset[str]:
    """Return the voices in which one who stands in *relations* to the person may answer through *channel*."""
    own = {OWN_VOICE[relation] for relation in relations if relation in OWN_VOICE}
    if channel in SPOKEN_FOR and relations & TYPE_FOR_OTHERS:
        own.add("person")
    return frozenset(own)


class Standing(StrEnum):
    """How the answers to one question stand to one another."""

    UNANSWERED = "unanswered"
    UNCHECKED = "unchecked"
    """All who answered say the same; the practitioner has not spoken yet."""
    TWO_ANSWERS = "two_answers"
    """One voice gave two answers at once, from two devices or on two pages: that voice chooses."""
    DIFFERS = "differs"
    AGREED = "agreed"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as one voice gave it. It is never changed; a later answer *follows* those its giver had seen."""

    id: UUID
    question: str
    voice: str
    value: Mapping[str, Any]
    at: datetime
    follows: frozenset[UUID] = frozenset()
    by: UUID | None = None
    channel: str = "self"
    words: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """The answer that counts where voices differed, with the reason and the person who settled it."""

    question: str
    value: Mapping[str, Any]
    words: str
    by: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Side:
    """The answers to one question side by side."""

    question: str
    standing: Standing
    heads: tuple[Given, ...] = ()
    settled: Settled | None = None

    def by_voice(self, voice: str) -> tuple[Given, ...]:
        """Return what *voice* says now: nothing, one answer, or two where its pages crossed."""
        return tuple(head for head in self.heads if head.voice == voice)


def heads(given: Iterable[Given]) -> tuple[Given, ...]:
    """Return the answers that no later answer follows, in the order of the voices, then of time.

    Two heads of one voice that say the same are one.
    """
    answers = list(given)
    followed = {seen for answer in answers for seen in answer.follows}
    left: list[Given] = []
    for answer in sorted(answers, key=lambda one: (VOICES.index(one.voice), one.at, one.id)):
        if answer.id in followed:
            continue
        twin = next((one for one in left if one.voice == answer.voice and one.value == answer.value), None)
        if twin is not None:
            left.remove(twin)
        left.append(answer)
    return tuple(left)


def side_by_side(question: str, given: Iterable[Given], settled: Sequence[Settled] = ()) -> Side:
    """Return how the answers to *question* stand; the last settlement counts until somebody says something new."""
    now = heads(given)
    last = max(settled, key=lambda one: one.at, default=None)
    if last is not None and all(head.at <= last.at or head.value == last.value for head in now):
        return Side(question, Standing.SETTLED, now, last)
    return Side(question, _standing(now), now, None)


def _standing(now: Sequence[Given]) -> Standing:
    if not now:
        return Standing.UNANSWERED
    voices = [head.voice for head in now]
    if len(voices) != len(set(voices)):
        return Standing.TWO_ANSWERS
    if any(head.value != now[0].value for head in now):
        return Standing.DIFFERS
    if "practitioner" not in voices:
        return Standing.UNCHECKED
    # A practitioner alone is no agreement: nobody has been heard yet.
    return Standing.AGREED if len(voices) > 1 else Standing.DIFFERS


def counting(side: Side) -> Mapping[str, Any] | None:
    """Return the answer that counts now: the settled one, else that of the first voice heard, else nothing."""
    if side.settled is not None:
        return side.settled.value
    for voice in VOICES:
        said = side.by_voice(voice)
        if said:
            return said[-1].value
    return None


def unsettled(sides: Iterable[Side]) -> tuple[Side, ...]:
    """Return the questions that keep a figure from being told: unanswered, unchecked or differing."""
    return tuple(side for side in sides if side.standing not in (Standing.AGREED, Standing.SETTLED))
