"""Grants the deeds of the bench: what a new version would do, before it is published."""

from ownway.registers.people.rules.grant import grant

GRANTS = {
    "bench.weigh_impact": grant(
        "commissioner:authority",
        "pack_designer:authority",
        purpose="to work out, in numbers only, what a new version would do to the people there are",
    ),
}
"""Every deed of the bench, and to whom it is granted."""
