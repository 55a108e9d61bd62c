"""What can be asked of agreement: how a plan's tests and risks stand, what was agreed, and what came back and why."""

from ownway.steps.agreement.queries.agreements import (
    agreement,
    agreement_of,
    agreements_of,
    judging,
    may_assent,
    tried_on,
)
from ownway.steps.agreement.queries.risks import risks
from ownway.steps.agreement.queries.seen import AgreementSeen, AssentSeen, JudgingSeen, TestSeen
from ownway.steps.agreement.queries.seen_risks import PanelSeen, RiskSeen, RisksSeen
from ownway.steps.agreement.rules.panel import HEARD_BY, LIKELY, OUTCOMES

__all__ = [
    "HEARD_BY",
    "LIKELY",
    "OUTCOMES",
    "AgreementSeen",
    "AssentSeen",
    "JudgingSeen",
    "PanelSeen",
    "RiskSeen",
    "RisksSeen",
    "TestSeen",
    "agreement",
    "agreement_of",
    "agreements_of",
    "judging",
    "may_assent",
    "risks",
    "tried_on",
]
