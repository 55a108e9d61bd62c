"""Grants the deeds of step 6, outcomes."""

from ownway.registers.people.rules.grant import grant

PRIVATE = ("person:self", "representative:represents")

GRANTS = {
    "outcomes.see": grant(
        *PRIVATE,
        "family:family",
        "practitioner:works_with",
        "panel:authority",
        "auditor:authority",
        purpose="to see how the person says their life goes",
    ),
    "outcomes.score": grant(
        *PRIVATE,
        "family:family",
        "practitioner:works_with",
        purpose="to tell how life goes, alone or with help; who answered is always kept",
    ),
}
