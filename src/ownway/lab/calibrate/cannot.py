"""Why a table cannot be fitted, or may not be used."""

from ownway.values import Cannot


class CannotCalibrate(Cannot):
    """The rows, the pot or the limits allow no table; what stands in the way is named."""


class CannotUseTable(Cannot):
    """The table may not be used: equity was not tested on it, or it did not pass."""


class CannotCompare(Cannot):
    """A line of a panel names no two different questions of the programme."""
