"""Grants the deeds of step 1, allocation."""

from ownway.registers.people.rules.grant import grant

PRIVATE = ("person:self", "representative:represents")
CIRCLE = ("family:family", "carer:cares_for")

GRANTS = {
    "allocation.start": grant(
        *PRIVATE, "practitioner:works_with", "job:set-up", purpose="to start a self-assessment, or put one away"
    ),
    "allocation.answer": grant(
        *PRIVATE, *CIRCLE, "practitioner:works_with", purpose="to answer, each in their own voice"
    ),
    "allocation.hand_in": grant(*PRIVATE, "practitioner:works_with", purpose="to hand in and be told the estimate"),
    "allocation.see": grant(
        *PRIVATE,
        *CIRCLE,
        "practitioner:works_with",
        "panel:authority",
        "auditor:authority",
        purpose="to read a self-assessment with every voice side by side",
    ),
    "allocation.see_figure": grant(
        *PRIVATE,
        *CIRCLE,
        "practitioner:works_with",
        "broker:brokers_for",
        "broker:member_of",
        "panel:authority",
        "finance:authority",
        "auditor:authority",
        purpose="to see what sum was told, and why",
    ),
    "allocation.check": grant(
        "practitioner:works_with", purpose="to agree, disagree and settle, and to note a talk in person"
    ),
    "allocation.decide_eligibility": grant(
        "practitioner:works_with", purpose="to decide by name whether a programme is open to someone"
    ),
    "allocation.tell_budget": grant("practitioner:works_with", purpose="to decide the indicative budget by name"),
    "allocation.move_figure": grant("panel:authority", purpose="to move a figure inside the pack's limits"),
    "allocation.agree_figure": grant(
        "practitioner:works_with", "panel:authority", purpose="to make a figure the agreed one, with the plan"
    ),
    "allocation.count_answers": grant(
        "commissioner:authority",
        "pack_designer:authority",
        purpose="to work out what a new version would do to all there are, in numbers only",
    ),
    "allocation.challenge": grant(
        *PRIVATE, *CIRCLE, "practitioner:works_with", purpose="to ask for a figure to be looked at again"
    ),
    "allocation.note_package": grant(
        "practitioner:works_with", "finance:authority", "job:set-up", purpose="to note what somebody had before"
    ),
}
