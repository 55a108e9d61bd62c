"""The one error of trying a rule out."""

from ownway.values import Cannot


class CannotTry(Cannot):
    """The rule cannot be tried on these people."""
