"""A review as it is shown: immutable values, never rows of the database."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ownway.rulebook.model import Pack
from ownway.steps.planning.queries import PlanSeen, PlanState
from ownway.steps.review.rules.changes import ChangeKind
from ownway.values import Every, Money


@dataclass(frozen=True, slots=True)
class SaidSeen:
    """What one person said."""

    text: str
    by: UUID
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class QuestionSeen:
    """One question of a review. *key* names its words in the pack (``review.<id>`` or ``plan.<id>``).

    Where it looks back on a question of the plan, *planned* holds what the plan says there.
    """

    id: str
    key: str
    planned: str
    said: tuple[SaidSeen, ...]


@dataclass(frozen=True, slots=True)
class ChangeSeen:
    """One thing a review set going, and what became of it until now."""

    kind: ChangeKind
    why: str
    thing: str
    thing_id: UUID | None
    plan_number: int | None = None
    plan_state: PlanState | None = None
    assessment_state: str = ""
    money_before: Money | None = None
    money_after: Money | None = None
    every: Every | None = None
    starts: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One review in a list."""

    id: UUID
    person: UUID
    due: date
    called_at: datetime
    called_by_name: str
    why: str
    held_on: date | None
    decision: UUID | None


@dataclass(frozen=True, slots=True)
class ReviewSeen:
    """One review: every question of the plan and of the pack, what each said, and what it changed."""

    line: ReviewLine
    person_name: str
    pack: Pack
    plan: PlanSeen
    questions: tuple[QuestionSeen, ...]
    words: str
    person_words: str
    concluded_by_name: str
    next_due: date | None
    changes: tuple[ChangeSeen, ...]
    may_answer: bool
    may_conclude: bool

    @property
    def is_open(self) -> bool:
        """Whether it has not been concluded."""
        return self.line.held_on is None

    def question(self, id: str) -> QuestionSeen | None:
        """Return the question of that name, or nothing."""
        return next((question for question in self.questions if question.id == id), None)
