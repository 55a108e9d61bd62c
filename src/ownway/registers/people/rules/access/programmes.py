"""Grants the deeds of the register of programmes."""

from ownway.registers.people.rules.grant import grant

GRANTS = {
    "programmes.see_rules": grant(
        "public:anyone", "job:set-up", purpose="to read the rules: questions, points, money table, limits, clocks"
    ),
    "programmes.keep_pack": grant(
        "pack_designer:authority", "job:set-up", purpose="to keep a version of a programme; keeping is not publishing"
    ),
    "programmes.put_in_force": grant(
        "commissioner:authority",
        "pack_designer:authority",
        "job:set-up",
        purpose="to say from when a version holds; never by whoever kept it",
    ),
}
"""Every deed of programmes, and to whom it is granted."""
