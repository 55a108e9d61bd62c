"""What cannot be done in review, each error named for the deed."""

from ownway.values import Cannot


class CannotReview(Cannot):
    """A review cannot be called or answered so."""


class CannotConclude(Cannot):
    """A review cannot be concluded so."""
