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
class MoneyChanged:
    """A budget before and after, each for the same stretch of time, and from which day."""

    before: Money
    after: Money
    every: Every
    starts: date
    agreement: UUID


@dataclass(frozen=True, slots=True)
class DegreeChanged:
    """How far the money was held before and after, as degrees of the pack, and from which day."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    starts: date


@dataclass(frozen=True, slots=True)
class ChangeSeen:
    """One thing a review set going, and what became of it until now; what is nothing has not come about yet.

    *thing_id* names what was begun: a version of the plan, an assessment. *figure* is the sum told on the assessment.
    """

    kind: ChangeKind
    why: str
    thing: str
    thing_id: UUID | None
    plan_number: int | None = None
    plan_state: PlanState | None = None
    assessment_state: str = ""
    figure: UUID | None = None
    figure_money: Money | None = None
    figure_per: Every | None = None
    money: MoneyChanged | None = None
    degree: DegreeChanged | None = None


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
    """One review: every question of the plan and of the pack, what each said, and what it changed.

    The plan is nothing for those who were not let into it; its questions are asked of them all the same.
    """

    line: ReviewLine
    person_name: str
    pack: Pack
    plan: PlanSeen | None
    questions: tuple[QuestionSeen, ...]
    words: str
    person_words: str
    concluded_by_name: str
    next_due: date | None
    changes: tuple[ChangeSeen, ...]
    may_answer: bool
    may_conclude: bool
    is_own: bool

    @property
    def is_open(self) -> bool:
        """Whether it has not been concluded."""
        return self.line.held_on is None

    def question(self, id: str) -> QuestionSeen | None:
        """Return the question of that name, or nothing."""
        return next((question for question in self.questions if question.id == id), None)

    @property
    def answered(self) -> int:
        """How many of its questions somebody has answered."""
        return sum(bool(question.said) for question in self.questions)
