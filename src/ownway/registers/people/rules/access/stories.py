"""Grants the deeds of the register of stories."""

from ownway.registers.people.rules.grant import grant

GRANTS = {
    "stories.find": grant("public:anyone", purpose="to read what others did; stories are told to be read"),
    "stories.tell": grant(
        "person:self", "representative:represents", "practitioner:works_with", purpose="to tell a story, with consent"
    ),
    "stories.show": grant(
        "practitioner:authority",
        "commissioner:authority",
        purpose="to read, as the second person, that it names nobody",
    ),
    "stories.take_back": grant("person:self", "representative:represents"),
}
"""Every deed of stories, and to whom it is granted."""
