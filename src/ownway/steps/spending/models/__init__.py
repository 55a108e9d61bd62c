"""What spending keeps: each spend as it was told, its receipts, and each that was taken back; rows are only added."""

from ownway.steps.spending.models.receipts import Receipt
from ownway.steps.spending.models.spends import Spend, TakenBack

__all__ = ["Receipt", "Spend", "TakenBack"]
