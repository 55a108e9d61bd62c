"""Grants the deeds of the register of people."""

from ownway.registers.people.rules.grant import grant

PRIVATE = ("person:self", "representative:represents")
CIRCLE = ("family:family", "carer:cares_for")
OFFICE = ("panel:authority", "finance:authority", "auditor:authority")

GRANTS = {
    "people.know": grant(
        *PRIVATE,
        *CIRCLE,
        *OFFICE,
        "practitioner:works_with",
        "broker:brokers_for",
        "provider:provides_for",
        "provider:member_of",
        "broker:member_of",
        "job:set-up",
        "job:nightly",
        "job:payments",
        purpose="to know that somebody is in the register at all",
    ),
    "people.see": grant(
        *PRIVATE,
        *CIRCLE,
        *OFFICE,
        "practitioner:works_with",
        "broker:brokers_for",
        "provider:provides_for",
        "provider:member_of",
        "broker:member_of",
        "job:set-up",
        purpose="to read a name, and how someone wants to be told things",
    ),
    "people.see_contact": grant(
        *PRIVATE, "practitioner:works_with", "broker:brokers_for", "finance:authority", purpose="to reach someone"
    ),
    "people.see_circle": grant(
        *PRIVATE, "practitioner:works_with", "auditor:authority", purpose="to see who may see what"
    ),
    "people.find": grant("practitioner:authority", *OFFICE, purpose="to find those one may know by their name"),
    "people.looks_at": grant(*PRIVATE, "auditor:authority", purpose="to see who looked at a file"),
    "people.register_person": grant("practitioner:authority", "code:holder", "job:set-up"),
    "people.register_organisation": grant(
        "practitioner:authority", "finance:authority", "commissioner:authority", "job:set-up"
    ),
    "people.rename": grant(*PRIVATE, "practitioner:works_with"),
    "people.make_account": grant("practitioner:works_with", "job:set-up", purpose="to let someone sign in"),
    "people.let_beside_sign_in": grant(
        "practitioner:works_with", purpose="to let family, carers and those who speak for someone sign in"
    ),
    "people.close_account": grant("person:self", "practitioner:works_with", "job:set-up"),
    "people.give_role": grant("job:set-up", purpose="to make someone a member of the staff, a broker or a provider"),
    "people.end_role": grant("job:set-up"),
    "people.see_staff": grant("job:set-up", purpose="to know who works for the authority, and in which role"),
    "people.relate": grant(
        *PRIVATE, "practitioner:works_with", "job:set-up", purpose="to let family, carers, brokers and providers in"
    ),
    "people.work_with": grant(
        "practitioner:authority", "job:set-up", purpose="to take someone on; they see on their file who did and when"
    ),
    "people.note_visit": grant(
        "practitioner:works_with", purpose="to keep what came of a visit; the person reads it too"
    ),
    "people.see_visits": grant(
        *PRIVATE, "practitioner:works_with", "auditor:authority", purpose="to read what was kept of visits"
    ),
    "people.make_member": grant("job:set-up", purpose="to put someone into an organisation or a team"),
    "people.invite": grant(*PRIVATE, purpose="to invite family, friends and carers by email, and to confirm who came"),
    "people.take_up_invitation": grant(
        "public:anyone", purpose="to take up an invitation with the secret of its link; it gives no access by itself"
    ),
    "people.represent": grant("practitioner:works_with", "job:set-up", purpose="to record a checked legal ground"),
    "people.end_relation": grant(*PRIVATE, "practitioner:works_with", "job:set-up"),
    "people.record_capacity": grant("practitioner:works_with"),
    "people.see_capacity": grant(*PRIVATE, "practitioner:works_with", "auditor:authority"),
    "people.give_consent": grant(*PRIVATE),
    "people.withdraw_consent": grant(*PRIVATE),
    "people.set_communication": grant(*PRIVATE, *CIRCLE, "practitioner:works_with", "job:set-up"),
    "people.set_contact": grant(*PRIVATE, "practitioner:works_with", "job:set-up"),
    "people.keep_payment_details": grant(
        *PRIVATE,
        "practitioner:works_with",
        "finance:authority",
        "provider:member_of",
        "broker:member_of",
        scope="money",
        purpose="to write down where money shall go; it counts once a second person has confirmed it",
    ),
    "people.confirm_payment_details": grant(
        "finance:authority", purpose="to confirm, as the second person, where money shall go"
    ),
    "people.see_payment_details": grant(
        *PRIVATE,
        "finance:authority",
        "auditor:authority",
        "provider:member_of",
        "broker:member_of",
        "job:payments",
        scope="money",
    ),
    "people.give_notice": grant("practitioner:authority", "finance:authority", "job:nightly", "job:set-up"),
    "people.make_token": grant("person:self", purpose="to let a program act in one's own name, within scopes"),
    "people.see_tokens": grant("person:self"),
    "people.end_token": grant("person:self"),
    "people.erase": grant(
        "panel:authority", purpose="to destroy a person's key once nothing obliges us to keep the file"
    ),
    "people.forget_erased": grant(
        "job:set-up", purpose="to erase again, after a backup was restored, who had been erased since it was made"
    ),
    "people.keep_typed": grant("public:anyone", purpose="to lose nothing that was typed when a session had ended"),
    "people.forget_typed": grant("person:self"),
    "people.forget_old_typed": grant("job:nightly"),
    "people.answer_once": grant("public:anyone", purpose="to send something twice and have it done once"),
    "people.forget_old_answers": grant("job:nightly"),
}
