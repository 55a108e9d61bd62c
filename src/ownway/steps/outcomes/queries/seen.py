"""Outcomes as they are shown: immutable values, never rows of the database."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ownway.rulebook.model import Aspect, Pack
from ownway.steps.outcomes.rules.answering import Answered


@dataclass(frozen=True, slots=True)
class ScoreSeen:
    """One answer on one day: a whole number on the own scale, or better, same, worse; and who answered."""

    on: date
    score: int | None
    answer: str
    words: str
    answered: Answered
    by_name: str
    helper_words: str


@dataclass(frozen=True, slots=True)
class AimSeen:
    """One of the person's aims and its scores, the oldest first."""

    aim: UUID
    text: str
    scores: tuple[ScoreSeen, ...]

    @property
    def last(self) -> ScoreSeen | None:
        """The newest score, or nothing."""
        return self.scores[-1] if self.scores else None


@dataclass(frozen=True, slots=True)
class AspectSeen:
    """One aspect of life and its answers, the oldest first; the pack's benchmark stands with the aspect."""

    aspect: Aspect
    answers: tuple[ScoreSeen, ...]

    @property
    def last(self) -> ScoreSeen | None:
        """The newest answer, or nothing."""
        return self.answers[-1] if self.answers else None


@dataclass(frozen=True, slots=True)
class OutcomesSeen:
    """How a person's life goes: their own aims and the aspects of life, over time."""

    person: UUID
    person_name: str
    pack: Pack
    since: date
    aims: tuple[AimSeen, ...]
    aspects: tuple[AspectSeen, ...]
    last_told_on: date | None
    may_score: bool

    def aim(self, id: UUID) -> AimSeen | None:
        """Return the aim of that name, or nothing."""
        return next((aim for aim in self.aims if aim.aim == id), None)
