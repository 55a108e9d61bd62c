"""What cannot be done in planning, each error named for the deed."""

from ownway.values import Cannot


class CannotPlan(Cannot):
    """A plan cannot be begun or gone on with."""


class CannotWrite(Cannot):
    """This cannot be written in the plan."""


class CannotComment(Cannot):
    """This cannot be said beside the plan."""


class CannotLetIn(Cannot):
    """Somebody cannot be let into the plan so."""


class CannotHandInPlan(Cannot):
    """The plan cannot be handed in, or taken back."""


class CannotNoteOrder(Cannot):
    """An order cannot be noted so."""
