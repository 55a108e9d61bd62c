"""Lets helpers say something beside a plan, and the person answer or settle it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.steps.planning import policies
from ownway.steps.planning.models import Comment, CommentAnswer
from ownway.steps.planning.queries.plans import found
from ownway.steps.planning.rules.cannot import CannotComment
from ownway.values import Asker, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text

LONGEST = 4000


def comment(asker: Asker, *, now: datetime, plan: UUID, question: str, words: str, comment: UUID | None = None) -> UUID:
    """Say something beside one of a plan's questions; return the comment. It never becomes part of the plan (P2).

    *comment* names it beforehand, so that the same form sent twice says it once.

    :raises CannotComment: when the asker was let in to read only, or the pack has no such question.
    """
    row, _ = found(plan)
    policies.check_may_comment(asker, plan=row, section=question, now=now)
    if question not in {one.id for one in programmes.pack(row.pack_version).planning.questions}:
        raise CannotComment("planning.no_such_question", field="question")
    said = clean_text(words, longest=LONGEST, field="words", required=True)
    with transaction.atomic():
        if comment is not None and Comment.objects.filter(pk=comment, plan=row).exists():
            return comment
        kept = Comment.objects.create(
            id=comment or new_identifier(now),
            plan=row,
            person_id=row.person_id,
            question=question,
            words=said,
            by_id=asker.party,
            at=now,
        )
        trail.note_change(
            asker, now=now, about=row.person_id, deed="planning.comment", thing="comment", thing_id=kept.id
        )
    return kept.id


def answer_comment(asker: Asker, *, now: datetime, comment: UUID, words: str = "", settles: bool = False) -> UUID:
    """Answer a comment, settle it, or both; return the answer. Settling needs no words.

    :raises CannotComment: when neither is done.
    """
    row = Comment.objects.filter(pk=comment).first()
    if row is None:
        raise NotFound("planning.no_such_comment")
    policies.check_may(asker, "answer_comment", person=row.person_id, now=now)
    said = clean_text(words, longest=LONGEST, field="words")
    if not said and not settles:
        raise CannotComment("planning.say_or_settle", field="words")
    with transaction.atomic():
        kept = CommentAnswer.objects.create(
            id=new_identifier(now),
            comment=row,
            person_id=row.person_id,
            words=said,
            settles=settles,
            by_id=asker.party,
            at=now,
        )
        trail.note_change(
            asker, now=now, about=row.person_id, deed="planning.answer_comment", thing="comment", thing_id=row.id
        )
    return kept.id
