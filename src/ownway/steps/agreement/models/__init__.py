"""What agreement keeps: tests tried, risks talked about, sums approved, agreements signed and plans returned."""

from ownway.steps.agreement.models.agreements import Agreement, Assent, Returned
from ownway.steps.agreement.models.risks import (
    InterestDeclared,
    PanelCalled,
    PanelDecided,
    Risk,
    RiskAnswer,
    TakenToPanel,
    WishToBeHeard,
)
from ownway.steps.agreement.models.tests import SumApproved, TestTried

__all__ = [
    "Agreement",
    "Assent",
    "InterestDeclared",
    "PanelCalled",
    "PanelDecided",
    "Returned",
    "Risk",
    "RiskAnswer",
    "SumApproved",
    "TakenToPanel",
    "TestTried",
    "WishToBeHeard",
]
