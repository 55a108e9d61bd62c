"""Grants the deeds of the register of letters."""

from ownway.registers.people.rules.grant import grant

PRIVATE = ("person:self", "representative:represents")
CIRCLE = ("family:family", "carer:cares_for")
OFFICE = ("panel:authority", "finance:authority", "auditor:authority")

GRANTS = {
    "letters.write": grant(
        *PRIVATE,
        *CIRCLE,
        "practitioner:works_with",
        "panel:authority",
        "finance:authority",
        "broker:brokers_for",
        "broker:member_of",
        "provider:provides_for",
        "provider:member_of",
        "job:set-up",
        "job:nightly",
        purpose="to be the cause of a letter; the words are the product's",
    ),
    "letters.see": grant(
        *PRIVATE,
        "practitioner:works_with",
        *OFFICE,
        purpose="to read what a person was told; whoever a letter is to reads it without this",
    ),
    "letters.note_told": grant(
        "representative:represents",
        "practitioner:works_with",
        "job:nightly",
        "job:set-up",
        purpose="to note that a letter was posted, or read out on the phone",
    ),
}
"""Every deed of letters, and to whom it is granted."""
