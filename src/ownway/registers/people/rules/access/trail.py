"""Grants the deeds of the trail."""

from ownway.registers.people.rules.grant import grant

GRANTS = {
    "trail.seal_batch": grant("auditor:authority", "job:seal", "job:nightly"),
    "trail.export": grant("auditor:authority", purpose="to have the record checked outside the installation"),
}
