"""What can be done in agreement: try a test, approve a large sum, sign, or return a plan with what would pass."""

from ownway.steps.agreement.actions.returning import refuse
from ownway.steps.agreement.actions.signing import sign
from ownway.steps.agreement.actions.testing import approve_sum, record_test
from ownway.steps.agreement.rules.cannot import CannotApproveSum, CannotRefuse, CannotSign, CannotTest

__all__ = [
    "CannotApproveSum",
    "CannotRefuse",
    "CannotSign",
    "CannotTest",
    "approve_sum",
    "record_test",
    "refuse",
    "sign",
]
