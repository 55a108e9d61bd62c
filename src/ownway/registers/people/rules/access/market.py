"""Grants the deeds of the directory of support."""

from ownway.registers.people.rules.grant import grant

GRANTS = {
    "market.find": grant("public:anyone", "job:set-up", purpose="to find support; the directory is public"),
    "market.list_offer": grant(
        "commissioner:authority",
        "practitioner:authority",
        "provider:self",
        "provider:member_of",
        "broker:self",
        "broker:member_of",
        "job:set-up",
        purpose="to put an offer into the directory, change it or take it out",
    ),
    "market.take_over": grant(
        "commissioner:authority", "job:set-up", purpose="to take over a directory from elsewhere, as a file"
    ),
}
"""Every deed of the directory, and to whom it is granted."""
