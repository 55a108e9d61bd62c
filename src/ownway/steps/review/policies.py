"""Who may do what in review, and when: pairs that raise with a reason or answer yes or no."""

from datetime import datetime
from uuid import UUID

from ownway.registers.people import policies as people
from ownway.steps.review.models import ReviewCalled, ReviewConcluded
from ownway.steps.review.rules.cannot import CannotReview
from ownway.values import Asker, Cannot


def check_may(asker: Asker, deed: str, *, person: UUID | None, now: datetime) -> None:
    """Check the policy table for a ``review`` deed about *person*."""
    people.check_may(asker, f"review.{deed}", about=person, now=now)


def may(asker: Asker, deed: str, *, person: UUID, now: datetime) -> bool:
    """Whether :func:`check_may` would let it pass."""
    return people.may(asker, f"review.{deed}", about=person, now=now)


def check_may_go_on(asker: Asker, deed: str, *, review: ReviewCalled, now: datetime) -> None:
    """Check that the asker may answer or conclude a review that is still open.

    :raises CannotReview: when it was concluded.
    """
    check_may(asker, deed, person=review.person_id, now=now)
    if ReviewConcluded.objects.filter(review=review).exists():
        raise CannotReview("review.concluded_already", help="review.call_another")


def may_go_on(asker: Asker, deed: str, *, review: ReviewCalled, now: datetime) -> bool:
    """Whether :func:`check_may_go_on` would let it pass."""
    try:
        check_may_go_on(asker, deed, review=review, now=now)
    except Cannot:
        return False
    return True
