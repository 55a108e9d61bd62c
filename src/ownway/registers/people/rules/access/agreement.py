"""Grants the deeds of step 3, agreement."""

from ownway.registers.people.rules.grant import grant

PRIVATE = ("person:self", "representative:represents")

GRANTS = {
    "agreement.see": grant(
        *PRIVATE,
        "family:family",
        "carer:cares_for",
        "practitioner:works_with",
        "broker:brokers_for",
        "broker:member_of",
        "panel:authority",
        "finance:authority",
        "auditor:authority",
        purpose="to see what was agreed, and how the tests stand",
    ),
    "agreement.try_test": grant(
        "practitioner:works_with", "panel:authority", purpose="to hold a plan against the pack's tests"
    ),
    "agreement.approve_sum": grant("finance:authority", purpose="to approve a large sum; it is never called a risk"),
    "agreement.sign": grant("practitioner:works_with", "panel:authority", purpose="to agree a plan by name"),
    "agreement.refuse": grant(
        "practitioner:works_with", "panel:authority", purpose="to return a plan, with what would pass"
    ),
}
