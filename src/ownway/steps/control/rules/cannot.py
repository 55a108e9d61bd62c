"""What cannot be done in control, each error named for the deed."""

from ownway.values import Cannot


class CannotChooseDegree(Cannot):
    """A degree of control cannot be chosen so."""


class CannotLowerDegree(Cannot):
    """The authority cannot lower a degree of control so."""


class CannotKeepAssistant(Cannot):
    """What is told of an assistant cannot be kept so."""
