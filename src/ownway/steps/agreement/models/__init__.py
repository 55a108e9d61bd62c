"""What agreement keeps: tests tried, sums approved, agreements signed and plans returned."""

from ownway.steps.agreement.models.agreements import Agreement, Returned
from ownway.steps.agreement.models.tests import SumApproved, TestTried

__all__ = ["Agreement", "Returned", "SumApproved", "TestTried"]
