"""What cannot be done in allocation, each error named for the deed."""

from ownway.values import Cannot


class CannotStart(Cannot):
    """A self-assessment cannot be started."""


class CannotAnswerNow(Cannot):
    """An answer cannot be taken down now, or not in this voice."""


class CannotHandIn(Cannot):
    """A self-assessment cannot be handed in yet."""


class CannotCheck(Cannot):
    """An answer cannot be agreed, disagreed with or settled."""


class CannotDecideEligibility(Cannot):
    """It cannot be decided now whether the programme is open to the person."""


class CannotTellBudget(Cannot):
    """The indicative budget cannot be told yet."""


class CannotMoveFigure(Cannot):
    """A panel cannot move the figure so."""


class CannotNotePackage(Cannot):
    """What somebody had before cannot be noted so."""
