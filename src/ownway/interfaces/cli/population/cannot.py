"""The one error of running a population, told in words on the command line."""

from ownway.values import Cannot


class CannotRunPopulation(Cannot):
    """The people cannot be worked out, and nothing was written."""
