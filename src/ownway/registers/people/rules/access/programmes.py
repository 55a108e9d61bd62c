"""Grants the deeds of the register of programmes."""

from ownway.registers.people.rules.grant import grant

GRANTS = {
    "programmes.see_rules": grant(
        "public:anyone", "job:set-up", purpose="to read the rules: questions, points, money table, limits, clocks"
    ),
    "programmes.keep_pack": grant(
        "pack_designer:authority", "job:set-up", purpose="to keep a version of a programme; keeping is not publishing"
    ),
    "programmes.keep_validation": grant(
        "pack_designer:authority",
        "researcher:authority",
        purpose="to keep a report on how far a rule is off what support costs",
    ),
    "programmes.look_over": grant(
        "pack_designer:authority",
        "commissioner:authority",
        "job:nightly",
        purpose="to audit a version and keep what was found",
    ),
    "programmes.keep_impact": grant(
        "commissioner:authority",
        "pack_designer:authority",
        purpose="to keep the table of what a new version would do; numbers only",
    ),
    "programmes.comment": grant("person:anyone", purpose="to say something to a draft of the rules (K4)"),
    "programmes.answer_comment": grant(
        "commissioner:authority",
        "pack_designer:authority",
        purpose="to answer what people said to a draft, by name",
    ),
    "programmes.withdraw": grant(
        "commissioner:authority",
        "pack_designer:authority",
        purpose="to take a version back before it holds, with a public reason",
    ),
    "programmes.publish": grant(
        "commissioner:authority",
        "pack_designer:authority",
        purpose="to publish a version, so that its notice runs; never by whoever kept it",
    ),
    "programmes.put_in_force": grant(
        "commissioner:authority",
        "pack_designer:authority",
        "job:set-up",
        purpose="to say from when a version holds; never by whoever kept it",
    ),
}
"""Every deed of programmes, and to whom it is granted."""
