"""Grants the deeds of step 5, spending."""

from ownway.registers.people.rules.grant import grant

PRIVATE = ("person:self", "representative:represents")
HOLDERS = ("broker:brokers_for", "broker:member_of", "provider:provides_for", "provider:member_of")

GRANTS = {
    "spending.see": grant(
        *PRIVATE,
        "practitioner:works_with",
        "broker:brokers_for",
        "broker:member_of",
        "panel:authority",
        "finance:authority",
        "auditor:authority",
        scope="money",
        purpose="to see the account beside the plan",
    ),
    "spending.record": grant(
        *PRIVATE,
        "family:family",
        *HOLDERS,
        "practitioner:works_with",
        "finance:authority",
        scope="money",
        purpose="to write down what was spent, or to help with it",
    ),
    "spending.split": grant(
        *PRIVATE,
        "family:family",
        *HOLDERS,
        "practitioner:works_with",
        "panel:authority",
        "finance:authority",
        "job:nightly",
        "job:set-up",
        scope="money",
        purpose="to charge each spend to the stream that may pay; it follows by itself when one is written down",
    ),
    "spending.move_to_funder": grant(
        "practitioner:works_with",
        "panel:authority",
        purpose="to let another funder take over while plan and support go on (F5)",
    ),
    "spending.take_back": grant(
        *PRIVATE,
        "family:family",
        *HOLDERS,
        "practitioner:works_with",
        "finance:authority",
        scope="money",
        purpose="to put right what was written down by mistake",
    ),
    "spending.move": grant(
        *PRIVATE,
        "practitioner:works_with",
        "broker:brokers_for",
        "broker:member_of",
        scope="money",
        purpose="to move money between lines of the plan",
    ),
    "spending.see_means": grant(
        *PRIVATE,
        "practitioner:works_with",
        "finance:authority",
        "panel:authority",
        scope="money",
        purpose="to see what was told of somebody's means and what they pay by it (U6)",
    ),
    "spending.tell_means": grant(
        *PRIVATE,
        "practitioner:works_with",
        "finance:authority",
        scope="money",
        purpose="to tell of one's income, savings and costs, or help with it",
    ),
    "spending.see_charges": grant(
        "finance:authority", "panel:authority", purpose="to see whose charge is to be decided, and who asks not to pay"
    ),
    "spending.decide_charge": grant("finance:authority", purpose="to decide what a person pays, by the rule alone"),
    "spending.ask_waiver": grant(
        *PRIVATE, "practitioner:works_with", scope="money", purpose="to ask not to pay what was billed"
    ),
    "spending.waive": grant(
        "finance:authority", "panel:authority", purpose="to waive what was billed, for a reason, or say why not"
    ),
    "spending.charge_in_house": grant(
        "finance:authority",
        "practitioner:works_with",
        purpose="to charge the authority's own support to a budget at its full unit cost (C2)",
    ),
    "spending.see_savings": grant(
        *PRIVATE,
        "practitioner:works_with",
        "panel:authority",
        "finance:authority",
        "auditor:authority",
        scope="money",
        purpose="to see what is saved, what for, and whether any of it is too much, part by part (U3)",
    ),
    "spending.save": grant(
        *PRIVATE,
        "practitioner:works_with",
        scope="money",
        purpose="to say what saved money is meant for",
    ),
    "spending.tell_surplus": grant(
        "practitioner:works_with",
        "finance:authority",
        purpose="to tell a person that a surplus is to be taken back, with its reasons, or to let it be",
    ),
    "spending.take_surplus": grant(
        "finance:authority", purpose="to record that a surplus came back, once it was told and not challenged"
    ),
    "spending.see_events": grant(
        *PRIVATE,
        "family:family",
        "practitioner:works_with",
        "panel:authority",
        "finance:authority",
        "auditor:authority",
        scope="money",
        purpose="to see what happened, what followed from it, and the last account (U7)",
    ),
    "spending.tell_event": grant(
        *PRIVATE,
        "family:family",
        "carer:cares_for",
        "practitioner:works_with",
        scope="money",
        purpose="to tell that something happened; nothing follows until somebody has looked",
    ),
    "spending.record_event": grant(
        "practitioner:works_with",
        purpose="to decide what follows from something that happened, and to let the budget go on or undo it",
    ),
    "spending.settle": grant("finance:authority", purpose="to make the last account of a budget that ended"),
    "spending.see_open_accounts": grant(
        "finance:authority", "auditor:authority", purpose="to see which last accounts are still to be made"
    ),
}
