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
    "allocation.begin_by_code": grant("public:anyone", purpose="to begin before one is anyone here"),
    "allocation.open_by_code": grant("public:anyone", purpose="to come back with a code; how often is limited"),
    "allocation.answer_by_code": grant("public:anyone", purpose="to answer under a code; whoever holds it, writes"),
    "allocation.keep_typed_by_code": grant("public:anyone", purpose="to lose nothing typed under a code one holds"),
    "allocation.see_by_code": grant("public:anyone", purpose="to read what was answered under a code one holds"),
    "allocation.forget_by_code": grant("public:anyone", purpose="to have all that a code opens taken away"),
    "allocation.forget_old_codes": grant("job:nightly", purpose="to take away what nobody came back for"),
    "allocation.take_over": grant(
        *PRIVATE,
        "practitioner:works_with",
        purpose="to bring what was begun by a code into the person's own file; staff with the person's yes",
    ),
    "allocation.give_word": grant("carer:cares_for", "family:family", purpose="to say what help one gives gladly"),
    "allocation.see_word": grant(
        "practitioner:works_with", purpose="to read what a carer said alone; nobody else does, the person least of all"
    ),
    "allocation.see_help": grant(
        *PRIVATE,
        *CIRCLE,
        "practitioner:works_with",
        "panel:authority",
        "auditor:authority",
        purpose="to see which help counts, as those who give it said, and until when",
    ),
    "allocation.not_so": grant(
        *PRIVATE, *CIRCLE, "practitioner:works_with", purpose="to say that something written down is not so"
    ),
    "allocation.show_facts": grant(
        "practitioner:works_with", purpose="to show the person what was written, before the figure is fixed"
    ),
    "allocation.cost_needs": grant(
        "practitioner:works_with", purpose="to reckon beside the figure what meeting each need would cost"
    ),
    "allocation.print_form": grant(*PRIVATE, "practitioner:works_with", purpose="to print a form with a number on it"),
    "allocation.key_in": grant(
        "practitioner:works_with", purpose="to key in at once what the person said by phone or wrote on paper"
    ),
}
