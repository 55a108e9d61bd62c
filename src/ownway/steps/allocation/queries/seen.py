"""Allocation as it is shown: immutable values, never rows of the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ownway.rulebook.model import Question, WorkedOut
from ownway.steps.allocation.rules import moving
from ownway.steps.allocation.rules.voices import Standing
from ownway.values import Every, Money, Reason


@dataclass(frozen=True, slots=True)
class AnswerSeen:
    """What one voice says now. *value* is in the form in which answers are kept and exchanged."""

    id: UUID
    voice: str
    value: Mapping[str, Any]
    words: str
    by: UUID | None
    by_name: str
    at: datetime
    channel: str


@dataclass(frozen=True, slots=True)
class SettledSeen:
    """The answer somebody settled on, and why."""

    value: Mapping[str, Any]
    words: str
    by: UUID
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class QuestionSeen:
    """One question with the answers of every voice side by side; *value* is the one that counts now."""

    question: Question
    standing: Standing
    answers: tuple[AnswerSeen, ...]
    settled: SettledSeen | None
    value: Mapping[str, Any] | None
    is_checked: bool

    @property
    def id(self) -> str:
        """The question's name in its pack."""
        return self.question.id

    def said_by(self, voice: str) -> tuple[AnswerSeen, ...]:
        """Return what *voice* says now: nothing, one answer, or two where its pages crossed."""
        return tuple(answer for answer in self.answers if answer.voice == voice)

    @property
    def is_open(self) -> bool:
        """Whether it still keeps the budget from being told."""
        return self.is_checked and self.standing not in (Standing.AGREED, Standing.SETTLED)


@dataclass(frozen=True, slots=True)
class SectionSeen:
    """A part of the assessment with the questions that apply to this person."""

    id: str
    questions: tuple[QuestionSeen, ...]

    @property
    def answered(self) -> int:
        """How many of its questions have an answer."""
        return sum(question.standing is not Standing.UNANSWERED for question in self.questions)

    @property
    def is_done(self) -> bool:
        """Whether every question that applies has an answer."""
        return self.answered == len(self.questions)


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """One self-assessment in a list."""

    id: UUID
    person: UUID
    programme: str
    version: str
    state: str
    started_at: datetime
    state_since: datetime


class Asked:
    """What is asked of somebody, part by part, as a self-assessment holds it."""

    __slots__ = ()
    sections: tuple[SectionSeen, ...]

    @property
    def questions(self) -> tuple[QuestionSeen, ...]:
        """Every question that applies, in order."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, id: str) -> QuestionSeen | None:
        """Return the question of that name, or nothing where it does not apply to this person."""
        return next((question for question in self.questions if question.id == id), None)

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(section.answered for section in self.sections)


@dataclass(frozen=True, slots=True)
class BegunSeen(Asked):
    """A self-assessment of somebody who need not say who they are, as the holder of its code sees it.

    *code* is the code in groups, as it is written down and read out. At *ends_at* it is taken away, unless something
    more is kept before.
    """

    id: UUID
    code: str
    programme: str
    version: str
    started_at: datetime
    ends_at: datetime
    sections: tuple[SectionSeen, ...]


@dataclass(frozen=True, slots=True)
class AssessmentSeen(Asked):
    """One self-assessment as the asker may see it."""

    id: UUID
    person: UUID
    person_name: str
    programme: str
    version: str
    channel: str
    state: str
    started_at: datetime
    handed_in_at: datetime | None
    told_at: datetime | None
    sections: tuple[SectionSeen, ...]
    follows: UUID | None
    why_again: str

    @property
    def to_check(self) -> tuple[QuestionSeen, ...]:
        """The questions that a practitioner has still to agree or settle."""
        return tuple(question for question in self.questions if question.is_open)

    @property
    def conflicts(self) -> tuple[QuestionSeen, ...]:
        """The questions to which the voices give different answers."""
        return tuple(
            question for question in self.questions if question.standing in (Standing.DIFFERS, Standing.TWO_ANSWERS)
        )


@dataclass(frozen=True, slots=True)
class FigureSeen:
    """One figure as it was told. *money* is nothing where only a *range* could be told.

    *formula* is what the rule alone gives; it differs from *money* only where a panel moved the figure, or where
    *protected* says why, while people move over from what they had. *panel_ends* are the
    least and the most a panel may make of it, or nothing where it may not.
    """

    id: UUID
    assessment: UUID
    person: UUID
    kind: str
    money: Money | None
    range: tuple[Money, Money] | None
    per: Every
    formula: Money | None
    as_of: date
    programme: str
    version: str
    worked: WorkedOut
    answers: Mapping[str, Mapping[str, Any]]
    change: Reason | None
    words: str
    decision: UUID | None
    told_at: datetime
    told_by: UUID | None
    told_by_name: str
    before: UUID | None
    panel_ends: tuple[Money, Money] | None

    @property
    def is_moved(self) -> bool:
        """Whether a panel moved it away from what the rule gives."""
        differs = self.money is not None and self.formula is not None and self.money != self.formula
        return differs and self.protected is None

    @property
    def protected(self) -> Reason | None:
        """Why it is another sum than the rule gives while people move over, or nothing."""
        return moving.protection_in(self.change)


@dataclass(frozen=True, slots=True)
class EligibilitySeen:
    """Whether the programme is open to the person, as it was decided last, why, and what is offered instead."""

    assessment: UUID
    eligible: bool
    words: str
    offer: str
    decision: UUID
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MovingSeen:
    """The package somebody had before, beside the figure they have now, both for the figure's own period.

    *protected* is the sum not to be gone below while a challenge of a lower figure runs. *by_year* are the sums
    that the pack's own protection gives, each from its day on; *rule_gives* is the one it ends at. Empty where
    nothing protects.
    """

    old: Money
    old_as_given: Money
    old_every: Every
    since: date
    words: str
    new: Money | None
    every: Every
    comparison: Reason | None
    told_in_person_on: date | None
    told_in_person_words: str
    protected: Money | None
    by_year: tuple[tuple[date, Money], ...] = ()
    rule_gives: Money | None = None

    @property
    def told_now(self) -> Money | None:
        """The sum to be told today where the pack protects those who move over, else nothing."""
        return self.by_year[0][1] if self.by_year else None

    @property
    def protection(self) -> Reason | None:
        """Why that sum differs from what the rule gives by itself, or nothing where it does not."""
        now, gives = self.told_now, self.rule_gives
        if now is None or gives is None or now == gives:
            return None
        return moving.protected(now, gives, self.by_year[-1][0])

    @property
    def is_lower(self) -> bool:
        """Whether the new figure is below what they had."""
        return self.new is not None and self.new < self.old
