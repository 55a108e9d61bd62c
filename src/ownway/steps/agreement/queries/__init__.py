"""What can be asked of agreement: how a plan's tests stand, what was agreed, and what came back and why."""

from ownway.steps.agreement.queries.agreements import (
    agreement,
    agreement_of,
    agreements_of,
    judging,
    tried_on,
)
from ownway.steps.agreement.queries.seen import AgreementSeen, JudgingSeen, TestSeen

__all__ = [
    "AgreementSeen",
    "JudgingSeen",
    "TestSeen",
    "agreement",
    "agreement_of",
    "agreements_of",
    "judging",
    "tried_on",
]
