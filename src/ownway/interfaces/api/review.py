"""Step 7 through the API: when a review is due, ask for one, say how it went, conclude it, and what it changed."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from ownway.interfaces.api import asking
from ownway.interfaces.api.shapes import Made, MoneyOut, Words, made
from ownway.steps.review import actions, queries
from ownway.steps.review.actions import Change, ChangeKind
from ownway.steps.review.queries import ChangeSeen, ReviewLine, ReviewSeen

router = Router()


class WhyIn(Schema):
    """Why a review is asked for."""

    why: Words


class SaidIn(Schema):
    """What somebody says to one question."""

    question: str
    text: Words


class ChangeIn(Schema):
    """One thing that is to change, and why; ``nothing`` stands alone."""

    kind: Literal["plan", "needs", "degree", "nothing"]
    why: Words = ""


class ConcludeIn(Schema):
    """Both sides' words, and what is to change."""

    words: Words
    person_words: Words = ""
    changes: list[ChangeIn]


class LineOut(Schema):
    """One review in a list."""

    id: UUID
    due: date
    called_at: datetime
    called_by_name: str
    why: str
    held_on: date | None
    decision: UUID | None

    @classmethod
    def of(cls, line: ReviewLine) -> "LineOut":
        """Return the shape of one line."""
        return cls(
            id=line.id,
            due=line.due,
            called_at=line.called_at,
            called_by_name=line.called_by_name,
            why=line.why,
            held_on=line.held_on,
            decision=line.decision,
        )


class ReviewsOut(Schema):
    """When the next review is due, and every review, the newest first."""

    due: date | None
    reviews: list[LineOut]


class SpokenOut(Schema):
    """What one person said."""

    text: str
    by_name: str
    at: datetime


class QuestionOut(Schema):
    """One question, what the plan says there, and what each said."""

    id: str
    planned: str
    said: list[SpokenOut]


class ChangedOut(Schema):
    """One thing a review set going, and what became of it until now."""

    kind: str
    why: str
    thing: str
    thing_id: UUID | None
    plan_number: int | None
    plan_state: str | None
    assessment_state: str
    figure: UUID | None
    money_before: MoneyOut | None
    money_after: MoneyOut | None
    degrees_before: list[str]
    degrees_after: list[str]
    starts: date | None

    @classmethod
    def of(cls, one: ChangeSeen) -> "ChangedOut":
        """Return the shape of one change."""
        came = one.money or one.degree
        return cls(
            kind=one.kind.value,
            why=one.why,
            thing=one.thing,
            thing_id=one.thing_id,
            plan_number=one.plan_number,
            plan_state=one.plan_state.value if one.plan_state else None,
            assessment_state=one.assessment_state,
            figure=one.figure,
            money_before=MoneyOut.of(one.money.before) if one.money else None,
            money_after=MoneyOut.of(one.money.after) if one.money else None,
            degrees_before=list(one.degree.before) if one.degree else [],
            degrees_after=list(one.degree.after) if one.degree else [],
            starts=came.starts if came else None,
        )


class ReviewOut(Schema):
    """One review whole."""

    line: LineOut
    person: UUID
    questions: list[QuestionOut]
    words: str
    person_words: str
    concluded_by_name: str
    next_due: date | None
    changes: list[ChangedOut]

    @classmethod
    def of(cls, seen: ReviewSeen) -> "ReviewOut":
        """Return the shape of a review."""
        return cls(
            line=LineOut.of(seen.line),
            person=seen.line.person,
            questions=[
                QuestionOut(
                    id=one.id,
                    planned=one.planned,
                    said=[SpokenOut(text=said.text, by_name=said.by_name, at=said.at) for said in one.said],
                )
                for one in seen.questions
            ],
            words=seen.words,
            person_words=seen.person_words,
            concluded_by_name=seen.concluded_by_name,
            next_due=seen.next_due,
            changes=[ChangedOut.of(one) for one in seen.changes],
        )


@router.get("/people/{uuid:person}/reviews", response=ReviewsOut)
def reviews_of(request: HttpRequest, person: UUID) -> ReviewsOut:
    """Tell when the next review is due, and what reviews there were."""
    asker, now = asking.who_and_when(request)
    lines = queries.reviews_of(asker, person=person, now=now)
    due = queries.due_of(asker, person=person, now=now)
    asking.looked(request, "review.see", person)
    return ReviewsOut(due=due, reviews=[LineOut.of(line) for line in lines])


@router.post("/people/{uuid:person}/reviews", response={201: Made})
def call_review(request: HttpRequest, person: UUID, body: WhyIn) -> Status:
    """Ask for a review; one that is open already is given back."""
    asker, now = asking.who_and_when(request)
    return made(actions.call_review(asker, now=now, person=person, why=body.why))


@router.get("/reviews/{uuid:review}", response=ReviewOut)
def review(request: HttpRequest, review: UUID) -> ReviewOut:
    """Tell one review whole, with what it changed."""
    asker, now = asking.who_and_when(request)
    seen = queries.review(asker, review=review, now=now)
    asking.looked(request, "review.see", seen.line.person)
    return ReviewOut.of(seen)


@router.post("/reviews/{uuid:review}/answers", response={201: Made})
def answer_review(request: HttpRequest, review: UUID, body: SaidIn) -> Status:
    """Say something to one question; what others said stays beside it."""
    asker, now = asking.who_and_when(request)
    return made(actions.answer_review(asker, now=now, review=review, question=body.question, text=body.text))


@router.post("/reviews/{uuid:review}/conclude", response={201: Made})
def conclude(request: HttpRequest, review: UUID, body: ConcludeIn) -> Status:
    """Conclude a review by name; the answer is the decision. Again gives the same decision."""
    asker, now = asking.who_and_when(request)
    decision = actions.conclude(
        asker,
        now=now,
        review=review,
        words=body.words,
        person_words=body.person_words,
        changes=[Change(ChangeKind(one.kind), one.why) for one in body.changes],
    )
    return made(decision)
