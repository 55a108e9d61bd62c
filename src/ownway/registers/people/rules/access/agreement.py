"""Grants the deeds of step 3, agreement."""

from ownway.registers.people.rules.grant import grant

PRIVATE = ("person:self", "representative:represents")

GRANTS = {
    "agreement.see": grant(
        *PRIVATE,
        "family:family",
        "carer:cares_for",
        "practitioner:works_with",
        "broker:brokers_for",
        "broker:member_of",
        "panel:authority",
        "finance:authority",
        "auditor:authority",
        purpose="to see what was agreed, and how the tests stand",
    ),
    "agreement.assent": grant(*PRIVATE, purpose="to say yes to an agreement and what one takes on with it"),
    "agreement.note_assent": grant(
        "practitioner:works_with", purpose="to note that the person said yes by phone, on paper or face to face"
    ),
    "agreement.try_test": grant(
        "practitioner:works_with", "panel:authority", purpose="to hold a plan against the pack's tests"
    ),
    "agreement.approve_sum": grant("finance:authority", purpose="to approve a large sum; it is never called a risk"),
    "agreement.sign": grant("practitioner:works_with", "panel:authority", purpose="to agree a plan by name"),
    "agreement.talk_of_risk": grant(
        *PRIVATE,
        "family:family",
        "carer:cares_for",
        "practitioner:works_with",
        "panel:authority",
        purpose="to say openly what could go wrong with a plan they may read, and what is gained",
    ),
    "agreement.take_to_panel": grant(
        "practitioner:works_with", purpose="to take a serious risk, named in words, to the panel"
    ),
    "agreement.wish_to_be_heard": grant(
        *PRIVATE, "practitioner:works_with", purpose="to say, or note as told, how the person wishes to be heard"
    ),
    "agreement.sit_on_panel": grant(
        "panel:authority", purpose="to call the panel, declare an interest, and decide where there is none"
    ),
    "agreement.refuse": grant(
        "practitioner:works_with", "panel:authority", purpose="to return a plan, with what would pass"
    ),
}
