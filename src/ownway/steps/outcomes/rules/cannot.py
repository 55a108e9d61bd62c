"""What cannot be done in outcomes, each error named for the deed."""

from ownway.values import Cannot


class CannotScore(Cannot):
    """This cannot be scored so."""
