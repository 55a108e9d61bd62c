"""What cannot be done on the bench with what was typed."""

from ownway.values import Cannot


class CannotPhase(Cannot):
    """The way of protecting people cannot be one: too many years, a cap that is none, or nothing at all."""


class CannotHoldAgainst(Cannot):
    """A programme cannot be held against another: the mapping or the other programme cannot be one."""
