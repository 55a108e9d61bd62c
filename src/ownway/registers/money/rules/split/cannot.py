"""What cannot be done with streams, each error named for the deed."""

from ownway.values import Cannot


class CannotSplit(Cannot):
    """Spending cannot be split over streams."""


class CannotReport(Cannot):
    """A stream cannot be reported so."""


class CannotChangeFunder(Cannot):
    """Another stream cannot take over a budget."""
