"""Asks for what helpers said beside a plan: for those in it alone, never for the authority."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ownway.registers.people import queries as people
from ownway.steps.planning import policies
from ownway.steps.planning.models import Comment, Plan
from ownway.steps.planning.queries.plans import found
from ownway.values import Asker


@dataclass(frozen=True, slots=True)
class CommentAnswerSeen:
    """What was said to a comment, and whether that settled it."""

    words: str
    by_name: str
    at: datetime
    settles: bool


@dataclass(frozen=True, slots=True)
class CommentSeen:
    """Something said beside a question of the plan, and what the person made of it."""

    id: UUID
    question: str
    words: str
    by: UUID
    by_name: str
    at: datetime
    answers: tuple[CommentAnswerSeen, ...]

    @property
    def is_settled(self) -> bool:
        """Whether the person has settled it."""
        return any(one.settles for one in self.answers)


@dataclass(frozen=True, slots=True)
class CommentsSeen:
    """All that was said beside a plan as the asker may see it; *open_to* are the questions they may say more to."""

    comments: tuple[CommentSeen, ...]
    open_to: frozenset[str]
    may_answer: bool

    def beside(self, question: str) -> tuple[CommentSeen, ...]:
        """Return what was said beside one question."""
        return tuple(one for one in self.comments if one.question == question)

    def comment(self, id: UUID) -> CommentSeen | None:
        """Return the comment of that name, or nothing."""
        return next((one for one in self.comments if one.id == id), None)


def comments_of(asker: Asker, *, plan: UUID, questions: tuple[str, ...], now: datetime) -> CommentsSeen:
    """Return what was said beside a plan's *questions*: to the person all of it, to a helper where they are let in.

    Whoever is not in the plan finds nothing, the authority too: what is said there is between the person and those
    they let in.
    """
    row: Plan = found(plan)[0]
    readable = {one for one in questions if _reads(asker, row, one, now=now)}
    kept = Comment.objects.filter(plan=row, question__in=readable).prefetch_related("answers").order_by("at", "id")
    rows = list(kept)
    names = people.names_of({one.by_id for one in rows} | {said.by_id for one in rows for said in one.answers.all()})
    may = policies.may_comment
    return CommentsSeen(
        comments=tuple(
            CommentSeen(
                id=one.id,
                question=one.question,
                words=one.words,
                by=one.by_id,
                by_name=names.get(one.by_id, ""),
                at=one.at,
                answers=tuple(
                    CommentAnswerSeen(said.words, names.get(said.by_id, ""), said.at, said.settles)
                    for said in sorted(one.answers.all(), key=lambda said: (said.at, said.id))
                ),
            )
            for one in rows
        ),
        open_to=frozenset(one for one in readable if may(asker, plan=row, section=one, now=now)),
        may_answer=policies.may(asker, "answer_comment", person=row.person_id, now=now),
    )


def _reads(asker: Asker, plan: Plan, question: str, *, now: datetime) -> bool:
    if not policies.may(asker, "see", person=plan.person_id, now=now):
        return False
    return policies.let_in(asker, plan=plan, how="view", section=question, now=now)
