"""Grants the deeds of the money register."""

from ownway.registers.people.rules.grant import grant

PRIVATE = ("person:self", "representative:represents")
HOLDERS = ("broker:brokers_for", "broker:member_of", "provider:provides_for", "provider:member_of")
DECIDERS = ("practitioner:works_with", "panel:authority")

GRANTS = {
    "money.see_account": grant(
        *PRIVATE,
        "practitioner:works_with",
        "broker:brokers_for",
        "broker:member_of",
        "panel:authority",
        "finance:authority",
        "auditor:authority",
        "job:payments",
        scope="money",
        purpose="to see what came in, went out, is promised and is left",
    ),
    "money.open_budget": grant(*DECIDERS, "job:set-up", purpose="to commit the money of an agreed plan (G6)"),
    "money.change_rate": grant(*DECIDERS, purpose="to change a budget from a day on, or end it"),
    "money.charge_period": grant(
        *DECIDERS,
        "finance:authority",
        "job:payments",
        "job:set-up",
        purpose="to charge the ledger for days of a budget",
    ),
    "money.hold": grant(
        *PRIVATE,
        *DECIDERS,
        "finance:authority",
        "job:payments",
        scope="money",
        purpose="to promise money to a purchase, or free it",
    ),
    "money.move": grant(
        *PRIVATE,
        "broker:brokers_for",
        "broker:member_of",
        *DECIDERS,
        "finance:authority",
        "job:payments",
        scope="money",
        purpose="to move money between lines of the plan (U4)",
    ),
    "money.pay_out": grant("finance:authority", "job:set-up", purpose="to record a payment made outside a run"),
    "money.record_spend": grant(
        *PRIVATE,
        "family:family",
        *HOLDERS,
        "practitioner:works_with",
        "finance:authority",
        "job:set-up",
        scope="money",
        purpose="to record what was spent; it is never refused for want of money",
    ),
    "money.take_back_spend": grant(
        *PRIVATE,
        "family:family",
        *HOLDERS,
        "practitioner:works_with",
        "finance:authority",
        scope="money",
        purpose="to put right what was written down as spent by mistake",
    ),
    "money.split_streams": grant(
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
    "money.see_streams": grant(
        "finance:authority", "commissioner:authority", "auditor:authority", purpose="to see what each stream paid for"
    ),
    "money.see_whose_stream": grant(
        "finance:authority", "auditor:authority", purpose="to see whose spend it was that a stream paid for"
    ),
    "money.report_stream": grant("finance:authority", purpose="to fix what a stream's funder is told of a period"),
    "money.change_funder": grant(
        "practitioner:works_with",
        "panel:authority",
        purpose="to let another funder take over a budget while plan and support go on (F5)",
    ),
    "money.contribute": grant(
        *PRIVATE, "family:family", "finance:authority", scope="money", purpose="to add own money, kept apart (A7)"
    ),
    "money.suspend": grant(
        *DECIDERS,
        "finance:authority",
        purpose="to let a budget rest from a day on, or go on again, when something happened in the person's life (U7)",
    ),
    "money.give_back": grant("finance:authority", purpose="to record what came back from whoever holds the money"),
    "money.lapse": grant("finance:authority", "job:payments"),
    "money.reverse": grant("finance:authority", purpose="to put a mistake right by its opposite"),
    "money.set_schedule": grant(
        *PRIVATE,
        *DECIDERS,
        "finance:authority",
        "job:set-up",
        scope="money",
        purpose="to say who is paid how much and how often, as the degree of control wants it",
    ),
    "money.see_runs": grant("finance:authority", "auditor:authority", "job:payments", purpose="to see payment runs"),
    "money.build_run": grant("finance:authority", "job:payments", purpose="to build a payment run, or give one up"),
    "money.approve_run": grant("finance:authority", purpose="to approve a run that someone else built"),
    "money.export_run": grant(
        "finance:authority", "job:payments", purpose="to make the bank file and note that it was sent"
    ),
    "money.confirm_run": grant("finance:authority", purpose="to note which lines the bank paid and which it rejected"),
    "money.import_statement": grant(
        "finance:authority", "job:payments", purpose="to take in what the bank says of the authority's account"
    ),
    "money.match_entry": grant("finance:authority", purpose="to say which payment an entry of a statement is"),
    "money.own_statement": grant(
        *PRIVATE, scope="money", purpose="to take in one's own statement; others see only what is written down from it"
    ),
    "money.hold_payment": grant(
        "practitioner:works_with",
        "panel:authority",
        "finance:authority",
        purpose="to decide that a payment waits, or waits no longer; told with a reason and open to challenge",
    ),
    "money.see_how_we_pay": grant(
        "finance:authority", "auditor:authority", purpose="to see from which account we pay, and who may approve"
    ),
    "money.set_approval_limit": grant(
        "finance:authority", "commissioner:authority", "job:set-up", purpose="to say up to what sum another may approve"
    ),
    "money.keep_paying_account": grant(
        "finance:authority", "job:set-up", purpose="to write down from which account the authority pays"
    ),
    "money.see_months": grant(
        "finance:authority", "auditor:authority", "job:nightly", purpose="to see how the whole ledger stood and stands"
    ),
    "money.close_month": grant("finance:authority", purpose="to close a month once every penny of it is proved"),
    "money.export_ledger": grant(
        "finance:authority", "auditor:authority", "job:nightly", purpose="to check the ledger without this program"
    ),
    "money.prove_ledger": grant(
        "finance:authority", "auditor:authority", "job:nightly", purpose="to recompute every balance from its transfers"
    ),
    "money.set_own_share": grant("finance:authority", "job:set-up", purpose="to set what people pay themselves (U6)"),
    "money.bill": grant("finance:authority", "job:payments", purpose="to bill what people pay themselves, and see it"),
    "money.record_share_paid": grant("finance:authority", purpose="to record what a person paid of their bills"),
    "money.waive_share": grant(
        "finance:authority", "panel:authority", purpose="to ask no more for what a person was billed, for a reason"
    ),
    "money.keep_unit_cost": grant(
        "finance:authority", "job:set-up", purpose="to write down what a unit of a service costs in full (M7)"
    ),
}
