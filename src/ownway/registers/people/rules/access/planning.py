"""Grants the deeds of step 2, planning. Whom a person lets into their plan is settled beside this table, per plan."""

from ownway.registers.people.rules.grant import grant

PRIVATE = ("person:self", "representative:represents")
HELPERS = (
    "family:family",
    "carer:cares_for",
    "practitioner:works_with",
    "broker:brokers_for",
    "broker:member_of",
    "provider:provides_for",
)

GRANTS = {
    "planning.start": grant(*PRIVATE, "practitioner:works_with", purpose="to begin the person's plan"),
    "planning.write": grant(*PRIVATE, *HELPERS, purpose="to write in a plan, where the person has let them in"),
    "planning.comment": grant(
        *PRIVATE, *HELPERS, purpose="to say something beside a plan, where the person has let them in"
    ),
    "planning.answer_comment": grant(*PRIVATE, purpose="to answer what was said beside one's plan, or settle it"),
    "planning.lessen_depth": grant(
        "practitioner:works_with", purpose="to agree that a plan may go less deep than its sum asks for"
    ),
    "planning.see": grant(*PRIVATE, *HELPERS, purpose="to read a plan, where the person has let them in"),
    "planning.see_handed_in": grant(
        "practitioner:works_with",
        "panel:authority",
        "finance:authority",
        "auditor:authority",
        purpose="to read what the person has handed in, and nothing of a draft",
    ),
    "planning.let_in": grant(*PRIVATE, purpose="to let somebody into the plan, and to end it"),
    "planning.hand_in": grant(*PRIVATE, purpose="to hand the plan in, or take it back"),
    "planning.print_form": grant(
        *PRIVATE, "practitioner:works_with", purpose="to print the plan's questions with a number on them"
    ),
    "planning.write_on_word": grant(
        "practitioner:works_with", purpose="to write in a plan as the person asked by phone, on paper or face to face"
    ),
    "planning.hand_in_on_word": grant(
        "practitioner:works_with", purpose="to hand a plan in with the person's yes by phone, on paper or face to face"
    ),
    "planning.see_orders": grant(
        *PRIVATE,
        "practitioner:works_with",
        "panel:authority",
        "auditor:authority",
        purpose="to read what an order of a court or another body fixes",
    ),
    "planning.note_order": grant(
        "practitioner:works_with", "job:set-up", purpose="to note what an order fixes, where it comes from and its end"
    ),
    "planning.reach": grant(
        "practitioner:works_with", "panel:authority", purpose="to keep that a plan was agreed or came back"
    ),
}
