"""The one error of reading people: the file as a whole cannot be used; what is wrong with single rows is told apart."""

from ownway.values import Cannot


class CannotReadPeople(Cannot):
    """The file of people cannot be read at all."""
