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


class CannotRecordEvent(Cannot):
    """Something that happened cannot be recorded so, or what follows from it cannot be changed so."""


class CannotSave(Cannot):
    """What is saved for something cannot be written down or ended so."""


class CannotTakeSurplus(Cannot):
    """A surplus cannot be told or taken back so."""


class CannotTellMeans(Cannot):
    """What somebody told of their means cannot be kept or handed in."""


class CannotDecideCharge(Cannot):
    """What a person pays cannot be decided so."""


class CannotWaive(Cannot):
    """What was billed cannot be waived so, or nobody can ask for it now."""


class CannotChargeInHouse(Cannot):
    """Support of the authority's own cannot be charged so."""
