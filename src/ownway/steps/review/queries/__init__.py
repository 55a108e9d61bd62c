"""What can be asked of review: reviews with every answer, what each changed, and when the next is due."""

from ownway.steps.review.queries.reviews import asked_for_choice, cause_of, due_of, review, reviews_of
from ownway.steps.review.queries.seen import (
    ChangeSeen,
    DegreeChanged,
    MoneyChanged,
    QuestionSeen,
    ReviewLine,
    ReviewSeen,
    SaidSeen,
)
from ownway.steps.review.queries.whole_file import KeptSeen, kept_of, may_copy, whole_file
from ownway.steps.review.rules.changes import ChangeKind

__all__ = [
    "ChangeKind",
    "ChangeSeen",
    "DegreeChanged",
    "KeptSeen",
    "MoneyChanged",
    "QuestionSeen",
    "ReviewLine",
    "ReviewSeen",
    "SaidSeen",
    "asked_for_choice",
    "cause_of",
    "due_of",
    "kept_of",
    "may_copy",
    "review",
    "reviews_of",
    "whole_file",
]
