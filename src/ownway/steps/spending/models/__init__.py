"""What spending keeps: each spend as it was told, and each that was taken back; rows are only ever added."""

from ownway.steps.spending.models.spends import Spend, TakenBack

__all__ = ["Spend", "TakenBack"]
