"""Grants the deeds of step 5, spending."""

from ownway.registers.people.rules.grant import grant

PRIVATE = ("person:self", "representative:represents")
HOLDERS = ("broker:brokers_for", "broker:member_of", "provider:provides_for", "provider:member_of")

GRANTS = {
    "spending.see": grant(
        *PRIVATE,
        "practitioner:works_with",
        "broker:brokers_for",
        "broker:member_of",
        "panel:authority",
        "finance:authority",
        "auditor:authority",
        scope="money",
        purpose="to see the account beside the plan",
    ),
    "spending.record": grant(
        *PRIVATE,
        "family:family",
        *HOLDERS,
        "practitioner:works_with",
        "finance:authority",
        scope="money",
        purpose="to write down what was spent, or to help with it",
    ),
    "spending.split": grant(
        *PRIVATE,
        "family:family",
        *HOLDERS,
        "practitioner:works_with",
        "finance:authority",
        "job:nightly",
        "job:set-up",
        scope="money",
        purpose="to charge each spend to the stream that may pay; it follows by itself when one is written down",
    ),
    "spending.move_to_funder": grant(
        "practitioner:works_with",
        "panel:authority",
        purpose="to let another funder take over while plan and support go on (F5)",
    ),
    "spending.take_back": grant(
        *PRIVATE,
        "family:family",
        *HOLDERS,
        "practitioner:works_with",
        "finance:authority",
        scope="money",
        purpose="to put right what was written down by mistake",
    ),
    "spending.move": grant(
        *PRIVATE,
        "practitioner:works_with",
        "broker:brokers_for",
        "broker:member_of",
        scope="money",
        purpose="to move money between lines of the plan",
    ),
}
