"""Takes down what somebody says to a question of a review."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.trail import actions as trail
from ownway.steps.review import policies
from ownway.steps.review.models import ReviewAnswered
from ownway.steps.review.queries.reviews import found
from ownway.steps.review.queries.reviews import review as review_seen
from ownway.steps.review.rules.cannot import CannotReview
from ownway.values import Asker, new_identifier
from ownway.values.text import clean_text


def answer_review(asker: Asker, *, now: datetime, review: UUID, question: str, text: str) -> UUID:
    """Take down what the asker says to one question; what others said stays beside it.

    :raises CannotReview: when the review was concluded, or asks no such question.
    """
    row = found(asker, review=review, deed="answer", now=now)
    said = clean_text(text, longest=10_000, field="text")
    with transaction.atomic():
        policies.check_may_go_on(asker, "answer", review=row, now=now)
        if review_seen(asker, review=review, now=now).question(question) is None:
            raise CannotReview("review.no_such_question")
        last = ReviewAnswered.objects.filter(review=row, question=question, by_id=asker.party).order_by("at").last()
        if last is not None and last.text == said:
            return last.id
        kept = ReviewAnswered.objects.create(
            id=new_identifier(now),
            review=row,
            person_id=row.person_id,
            question=question,
            text=said,
            by_id=asker.party,
            at=now,
        )
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="review.answer",
            thing="review",
            thing_id=row.id,
            after={"question": question, "text": said},
        )
    return kept.id
