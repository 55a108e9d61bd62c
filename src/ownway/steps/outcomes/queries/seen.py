"""Outcomes as they are shown: immutable values, never rows of the database."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ownway.rulebook.model import Aspect, Change, Pack
from ownway.steps.outcomes.rules.answering import Answered


@dataclass(frozen=True, slots=True)
class ScoreSeen:
    """One answer on one day: a whole number on the own scale, or a word of the pack; and who answered."""

    on: date
    at: datetime
    score: int | None
    answer: str
    words: str
    answered: Answered
    by: UUID
    by_name: str
    helper_words: str


@dataclass(frozen=True, slots=True)
class AimSeen:
    """One of the person's aims and its scores, the oldest first. *is_in_plan* is no once the plan dropped it."""

    aim: UUID
    text: str
    scores: tuple[ScoreSeen, ...]
    is_in_plan: bool = True

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
class ChangeSeen:
    """One change in life and what became of it, the oldest answer first; the pack's benchmark stands with it."""

    change: Change
    answers: tuple[ScoreSeen, ...]

    @property
    def last(self) -> ScoreSeen | None:
        """The newest answer, or nothing."""
        return self.answers[-1] if self.answers else None


@dataclass(frozen=True, slots=True)
class OutcomesSeen:
    """How a person's life goes: their own aims, the aspects of life, and the changes they wanted, over time.

    The aims are those of the plan: who was not let into the plan sees none (*sees_plan* is no).
    """

    person: UUID
    person_name: str
    pack: Pack
    since: date
    sees_plan: bool
    aims: tuple[AimSeen, ...]
    aspects: tuple[AspectSeen, ...]
    changes: tuple[ChangeSeen, ...]
    last_told_on: date | None
    may_score: bool
    is_own: bool

    def aim(self, id: UUID) -> AimSeen | None:
        """Return the aim of that name, or nothing."""
        return next((aim for aim in self.aims if aim.aim == id), None)
