"""Grants the deeds of the bench: what a new version would do, before it is published."""

from ownway.registers.people.rules.grant import grant

GRANTS = {
    "bench.weigh_impact": grant(
        "commissioner:authority",
        "pack_designer:authority",
        purpose="to work out, in numbers only, what a new version would do to the people there are",
    ),
    "bench.work": grant(
        "pack_designer:authority",
        purpose="to load people onto the bench, fit a table, try it on everyone, and keep the version it makes",
    ),
    "bench.see_runs": grant(
        "commissioner:authority",
        "pack_designer:authority",
        "researcher:authority",
        purpose="to see runs of the bench: tables and sentences, nobody's row",
    ),
    "bench.carry_out": grant("job:bench", purpose="to carry out the long work that the bench was asked for"),
}
"""Every deed of the bench, and to whom it is granted."""
