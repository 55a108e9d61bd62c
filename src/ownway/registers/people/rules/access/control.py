"""Grants the deeds of step 4, control."""

from ownway.registers.people.rules.grant import grant

PRIVATE = ("person:self", "representative:represents")

GRANTS = {
    "control.see": grant(
        *PRIVATE,
        "family:family",
        "practitioner:works_with",
        "broker:brokers_for",
        "broker:member_of",
        "provider:provides_for",
        "provider:member_of",
        "panel:authority",
        "finance:authority",
        "auditor:authority",
        purpose="to see how far the person holds their money",
    ),
    "control.choose": grant(
        *PRIVATE,
        "practitioner:works_with",
        scope="money",
        purpose="to choose how far the person holds a part of the money, to hand it over or take it back",
    ),
    "control.promise": grant(
        *PRIVATE,
        "practitioner:works_with",
        "panel:authority",
        "finance:authority",
        "job:payments",
        scope="money",
        purpose="to hold what is agreed for support that others buy or provide",
    ),
    "control.lower": grant(
        "practitioner:works_with", "panel:authority", purpose="to lower a degree with a reason, notice and challenge"
    ),
    "control.see_assistants": grant(
        *PRIVATE,
        "practitioner:works_with",
        "finance:authority",
        "auditor:authority",
        "job:nightly",
        scope="money",
        purpose="to see who works for the person, on what terms and since when",
    ),
    "control.keep_assistant": grant(
        *PRIVATE,
        "practitioner:works_with",
        scope="money",
        purpose="to write down who works for the person, what changes, and the last day",
    ),
    "control.agree_exception": grant(
        "practitioner:works_with",
        purpose="to agree that a relative in the same home is paid, where the law leaves it to the authority",
    ),
}
