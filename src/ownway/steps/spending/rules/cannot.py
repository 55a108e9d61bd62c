"""What cannot be done in spending, each error named for the deed."""

from ownway.values import Cannot


class CannotRecordSpend(Cannot):
    """A spend cannot be recorded so."""


class CannotKeepReceipt(Cannot):
    """A file cannot be kept as a receipt."""


class CannotTakeBack(Cannot):
    """A spend cannot be taken back."""


class CannotMoveMoney(Cannot):
    """Money cannot be moved between lines of the plan so."""


class CannotMoveToFunder(Cannot):
    """A person cannot move to another funder so."""
