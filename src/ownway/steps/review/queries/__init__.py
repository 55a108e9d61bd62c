"""What can be asked of review: reviews with every answer, what each changed, and when the next is due."""

from ownway.steps.review.queries.reviews import cause_of, due_of, review, reviews_of
from ownway.steps.review.queries.seen import ChangeSeen, QuestionSeen, ReviewLine, ReviewSeen, SaidSeen

__all__ = [
    "ChangeSeen",
    "QuestionSeen",
    "ReviewLine",
    "ReviewSeen",
    "SaidSeen",
    "cause_of",
    "due_of",
    "review",
    "reviews_of",
]
