"""What helpers say beside a plan through the API, and what the person makes of it; the authority reads none of it."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from ownway.interfaces.api import asking
from ownway.interfaces.api.shapes import Made, Words, made
from ownway.steps.planning import actions, queries
from ownway.steps.planning.queries import CommentSeen
from ownway.values.cannot import NotFound

router = Router()


class CommentIn(Schema):
    """Something to say beside a section of a plan."""

    words: Words


class AnswerIn(Schema):
    """An answer to a comment, or that it is settled, or both."""

    words: Words = ""
    settles: bool = False


class CommentAnswerOut(Schema):
    """What was said to a comment, and whether that settled it."""

    words: str
    by_name: str
    at: datetime
    settles: bool


class CommentOut(Schema):
    """Something said beside a question of the plan, and all that was said to it."""

    id: UUID
    question: str
    words: str
    by_name: str
    at: datetime
    is_settled: bool
    answers: list[CommentAnswerOut]

    @classmethod
    def of(cls, seen: CommentSeen) -> "CommentOut":
        """Return the shape of a comment."""
        return cls(
            id=seen.id,
            question=seen.question,
            words=seen.words,
            by_name=seen.by_name,
            at=seen.at,
            is_settled=seen.is_settled,
            answers=[
                CommentAnswerOut(words=one.words, by_name=one.by_name, at=one.at, settles=one.settles)
                for one in seen.answers
            ],
        )


@router.get("/people/{uuid:person}/plan/comments", response=list[CommentOut])
def comments_of(request: HttpRequest, person: UUID) -> list[CommentOut]:
    """Tell what was said beside a person's plan, to those who are in it."""
    asker, now = asking.who_and_when(request)
    seen = queries.plan_of(asker, person=person, now=now)
    if seen is None:
        raise NotFound("planning.no_such_plan")
    asked = tuple(one.question for one in seen.sections)
    said = queries.comments_of(asker, plan=seen.id, questions=asked, now=now)
    if not said.comments and not said.open_to:
        raise NotFound("planning.no_such_plan")
    asking.looked(request, "planning.see", person)
    return [CommentOut.of(one) for one in said.comments]


@router.post("/plans/{uuid:plan}/sections/{question}/comments", response={201: Made})
def comment(request: HttpRequest, plan: UUID, question: str, body: CommentIn) -> Status:
    """Say something beside one of a plan's questions; it never becomes part of the plan."""
    asker, now = asking.who_and_when(request)
    return made(actions.comment(asker, now=now, plan=plan, question=question, words=body.words))


@router.post("/plan-comments/{uuid:comment}", response={201: Made})
def answer_comment(request: HttpRequest, comment: UUID, body: AnswerIn) -> Status:
    """Answer a comment, settle it, or both."""
    asker, now = asking.who_and_when(request)
    return made(actions.answer_comment(asker, now=now, comment=comment, words=body.words, settles=body.settles))
