"""What can be done in review: call one, say how it went, and conclude it with what is to change."""

from ownway.steps.review.actions.calling import call_due_reviews, call_review
from ownway.steps.review.actions.concluding import conclude
from ownway.steps.review.actions.telling import answer_review
from ownway.steps.review.rules.cannot import CannotConclude, CannotReview
from ownway.steps.review.rules.changes import Change, ChangeKind

__all__ = [
    "CannotConclude",
    "CannotReview",
    "Change",
    "ChangeKind",
    "answer_review",
    "call_due_reviews",
    "call_review",
    "conclude",
]
