"""Grants the deeds of the register of stories."""

from ownway.registers.people.rules.grant import grant

GRANTS = {
    "stories.find": grant("public:anyone", purpose="to read what others did; stories are told to be read"),
    "stories.tell": grant(
        "person:self", "representative:represents", "practitioner:works_with", purpose="to tell a story, with consent"
    ),
    "stories.agree": grant(
        "person:self", "representative:represents", purpose="to say yes to one's story as others will read it"
    ),
    "stories.see_own": grant(
        "person:self", "representative:represents", purpose="to see which stories one told and how they stand"
    ),
    "stories.show": grant(
        "practitioner:authority",
        "commissioner:authority",
        purpose="to read, as the second person, that it names nobody",
    ),
    "stories.take_back": grant("person:self", "representative:represents"),
    "stories.look_again": grant(
        "job:nightly", purpose="to see whether enough people could have told each story that is shown"
    ),
    "stories.keep_areas": grant("commissioner:authority", "job:set-up", purpose="to say which places a story can name"),
}
"""Every deed of stories, and to whom it is granted."""
