"""What can be wrong with a statement of a bank, and with what a person makes of its entries."""

from ownway.values import Cannot


class CannotReadStatement(Cannot):
    """A file is no statement that can be taken in as it is; where a line is at fault, it is named."""


class CannotMatch(Cannot):
    """An entry of a statement cannot be matched so, or what was said of it cannot be undone."""
