"""What the money register can refuse, each error named for the deed that could not be done."""

from ownway.values import Cannot


class CannotPost(Cannot):
    """A movement of money cannot be posted."""


class CannotReverse(Cannot):
    """A journal cannot be reversed."""


class CannotOpenBudget(Cannot):
    """A budget cannot be opened."""


class CannotCharge(Cannot):
    """A budget cannot be charged for a period, or its rate cannot change."""


class CannotSchedule(Cannot):
    """A payment cannot be put on a schedule."""


class CannotSetLimit(Cannot):
    """How much someone may approve cannot be set."""


class CannotBuildRun(Cannot):
    """A payment run cannot be built or given up."""


class CannotApprove(Cannot):
    """A payment run cannot be approved."""


class CannotExport(Cannot):
    """A payment run cannot become a bank file, or the file cannot be noted as sent."""


class CannotConfirm(Cannot):
    """Lines of a payment run cannot be confirmed or rejected."""


class CannotHold(Cannot):
    """A payment cannot be held, or let go again."""


class CannotClose(Cannot):
    """A month cannot be closed."""


class CannotSuspend(Cannot):
    """A budget cannot be suspended, or its suspension cannot end so."""


class CannotBill(Cannot):
    """What a person pays themselves cannot be set, billed, recorded as paid or waived."""


class CannotKeepUnitCost(Cannot):
    """The full cost of a unit of a service cannot be written down."""
