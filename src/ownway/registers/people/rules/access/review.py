"""Grants the deeds of step 7, review."""

from ownway.registers.people.rules.grant import grant

PRIVATE = ("person:self", "representative:represents")
CIRCLE = ("family:family", "carer:cares_for")

GRANTS = {
    "review.see": grant(
        *PRIVATE,
        *CIRCLE,
        "practitioner:works_with",
        "panel:authority",
        "auditor:authority",
        purpose="to read a review, what it found and what it changed",
    ),
    "review.call": grant(
        *PRIVATE,
        *CIRCLE,
        "practitioner:works_with",
        "panel:authority",
        "job:nightly",
        purpose="to call a review before it is due",
    ),
    "review.answer": grant(
        *PRIVATE, *CIRCLE, "practitioner:works_with", purpose="to say how it went, each in their own words"
    ),
    "review.conclude": grant("practitioner:works_with", purpose="to conclude a review by name"),
    "review.copy_file": grant(*PRIVATE, purpose="to take a copy of the whole file"),
    "review.call_due": grant("job:nightly", "job:set-up", purpose="to call the reviews that are due"),
}
