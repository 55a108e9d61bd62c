"""What cannot be done in agreement, each error named for the deed."""

from ownway.values import Cannot


class CannotTest(Cannot):
    """A test cannot be recorded."""


class CannotSign(Cannot):
    """The plan cannot be signed."""


class CannotRefuse(Cannot):
    """The plan cannot be returned."""


class CannotTalkOfRisk(Cannot):
    """This cannot be said of a risk so."""


class CannotAssent(Cannot):
    """A yes to an agreement cannot be noted so."""


class CannotTakeToPanel(Cannot):
    """A plan cannot be taken to the panel."""


class CannotSit(Cannot):
    """The panel cannot be called, or decide, so."""


class CannotApproveSum(Cannot):
    """A large sum cannot be approved."""
