"""What can be done in agreement: try a test, talk of a risk, let the panel sit, approve a large sum, sign, or return a
plan with what would pass."""

from ownway.steps.agreement.actions.assenting import assent
from ownway.steps.agreement.actions.returning import refuse
from ownway.steps.agreement.actions.risks import RiskGiven, answer_risk, open_risk, take_to_panel
from ownway.steps.agreement.actions.signing import sign
from ownway.steps.agreement.actions.sitting import call_panel, decide_in_panel, declare_interest, wish_to_be_heard
from ownway.steps.agreement.actions.testing import approve_sum, record_test
from ownway.steps.agreement.rules.cannot import (
    CannotApproveSum,
    CannotAssent,
    CannotRefuse,
    CannotSign,
    CannotSit,
    CannotTakeToPanel,
    CannotTalkOfRisk,
    CannotTest,
)

__all__ = [
    "CannotApproveSum",
    "CannotAssent",
    "CannotRefuse",
    "CannotSign",
    "CannotSit",
    "CannotTakeToPanel",
    "CannotTalkOfRisk",
    "CannotTest",
    "RiskGiven",
    "answer_risk",
    "approve_sum",
    "assent",
    "call_panel",
    "decide_in_panel",
    "declare_interest",
    "open_risk",
    "record_test",
    "refuse",
    "sign",
    "take_to_panel",
    "wish_to_be_heard",
]
