"""What spending keeps: each spend as it was told, its receipts, and each that was taken back; rows are only added."""

from ownway.steps.spending.models.events import Event, EventEnded, EventTold, WasTold
from ownway.steps.spending.models.means import (
    ChargeDecided,
    InHouseUse,
    MeansAnswer,
    MeansTold,
    WaiverAsked,
    WaiverDecided,
)
from ownway.steps.spending.models.receipts import Receipt
from ownway.steps.spending.models.savings import MeantFor, MeantNoLonger, SurplusEnded, SurplusTold
from ownway.steps.spending.models.spends import Spend, TakenBack

__all__ = [
    "ChargeDecided",
    "Event",
    "EventEnded",
    "EventTold",
    "InHouseUse",
    "MeansAnswer",
    "MeansTold",
    "MeantFor",
    "MeantNoLonger",
    "Receipt",
    "Spend",
    "SurplusEnded",
    "SurplusTold",
    "TakenBack",
    "WaiverAsked",
    "WaiverDecided",
    "WasTold",
]
