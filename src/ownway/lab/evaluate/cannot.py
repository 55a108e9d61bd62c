"""The one error of an evaluation, told in words."""

from ownway.values import Cannot


class CannotEvaluate(Cannot):
    """A trial cannot be set up, allocated or worked out as asked; the reason says what is wrong."""
