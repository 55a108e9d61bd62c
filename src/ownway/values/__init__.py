"""The words every storey speaks: money, period, rounding, reason, identifier, asker and clean text, all immutable."""

from ownway.values.asker import Asker, Basis
from ownway.values.cannot import Cannot
from ownway.values.identifier import new_identifier, new_identifiers
from ownway.values.money import Money
from ownway.values.period import Every, Period
from ownway.values.reason import Reason
from ownway.values.rounding import Rounding, round_to_whole

__all__ = [
    "Asker",
    "Basis",
    "Cannot",
    "Every",
    "Money",
    "Period",
    "Reason",
    "Rounding",
    "new_identifier",
    "new_identifiers",
    "round_to_whole",
]
