"""Grants the deeds of the register of decisions."""

from ownway.registers.people.rules.grant import grant

PRIVATE = ("person:self", "representative:represents")
CIRCLE = ("family:family", "carer:cares_for")
STAFF = ("practitioner:works_with", "panel:authority", "finance:authority")
# Whoever may set something going may start the clock of it; what they set going was granted by itself.
ALL_WHO_ACT = (*PRIVATE, *CIRCLE, *STAFF, "broker:brokers_for", "broker:member_of", "provider:member_of")

GRANTS = {
    "decisions.decide": grant(
        *PRIVATE, *STAFF, purpose="to decide by name; each step says besides who decides what in it"
    ),
    "decisions.see": grant(
        *PRIVATE, *STAFF, "auditor:authority", purpose="to read what was decided about someone, and why"
    ),
    "decisions.reply": grant(*PRIVATE, *CIRCLE, *STAFF, purpose="to say one's own reasons to a decision"),
    "decisions.challenge": grant(
        *PRIVATE, *CIRCLE, "practitioner:works_with", purpose="to ask for a decision to be looked at again"
    ),
    "decisions.answer_challenge": grant(*STAFF, purpose="to answer a challenge; never by whoever made the decision"),
    "decisions.withdraw_challenge": grant(*PRIVATE, *CIRCLE, "practitioner:works_with"),
    "decisions.withdraw_others_challenge": grant(
        *PRIVATE, purpose="to take back what somebody else challenged in one's name"
    ),
    "decisions.hand_over": grant(
        "practitioner:works_with", purpose="to hand a person over to another practitioner, who is told to the person"
    ),
    "decisions.start_clock": grant(*ALL_WHO_ACT, "job:set-up", "job:nightly"),
    "decisions.stop_clock": grant(*ALL_WHO_ACT, "job:set-up", "job:nightly"),
}
"""Every deed of decisions, and to whom it is granted."""
