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


class CannotOpen(Cannot):
    """No answers are opened with this code, or too many wrong ones were tried."""


class CannotKeepTyping(Cannot):
    """What is being typed under a code cannot be kept."""


class CannotTakeOver(Cannot):
    """What was begun by a code cannot be brought into this file."""


class CannotGiveWord(Cannot):
    """What a carer says about their help cannot be kept so."""


class CannotShowFacts(Cannot):
    """The answers cannot be shown for the person's own look, or nothing can be said to them now."""


class CannotCostNeeds(Cannot):
    """What meeting a need would cost cannot be kept so."""


class CannotKeyIn(Cannot):
    """What was said by phone or written on paper cannot be keyed in so."""
