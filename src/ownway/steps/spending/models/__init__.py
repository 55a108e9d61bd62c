"""What spending keeps: each spend as it was told, its receipts, and each that was taken back; rows are only added."""

from ownway.steps.spending.models.events import Event, EventEnded, EventTold, WasTold
from ownway.steps.spending.models.receipts import Receipt
from ownway.steps.spending.models.savings import MeantFor, MeantNoLonger, SurplusEnded, SurplusTold
from ownway.steps.spending.models.spends import Spend, TakenBack

__all__ = [
    "Event",
    "EventEnded",
    "EventTold",
    "MeantFor",
    "MeantNoLonger",
    "Receipt",
    "Spend",
    "SurplusEnded",
    "SurplusTold",
    "TakenBack",
    "WasTold",
]
