"""Who may tell a story, who checks it, and who may take it back."""

from datetime import datetime
from uuid import UUID

from ownway.registers.people.policies import check_may
from ownway.registers.people.queries import consented, names_of, relations_of
from ownway.registers.stories.models import Story
from ownway.registers.stories.rules.anonymity import found_in
from ownway.values import Asker, Cannot

CONSENT = "share_story"
"""The purpose of the consent that lets somebody else write a person's story down."""


class CannotTell(Cannot):
    """The story cannot be kept: consent is missing, it is empty, or it says who someone is."""


class CannotShow(Cannot):
    """The story cannot be shown: it was checked or taken back already, or by the one who wrote it down."""


class CannotTakeBack(Cannot):
    """The story was taken back already."""


def check_may_tell(asker: Asker, *, person: UUID, text: str, now: datetime) -> None:
    """Check that the person tells it, or someone with their consent, and that the text names nobody found.

    :raises CannotTell: with code ``stories.no_consent`` or ``stories.names_someone``.
    """
    check_may(asker, "stories.tell", about=person, now=now)
    assert asker.party is not None  # the policy table grants it to parties only
    own = relations_of(asker.party, to=person, now=now) & {"self", "represents"}
    if not own and not consented(person=person, to=asker.party, purpose=CONSENT, now=now):
        raise CannotTell("stories.no_consent")
    if found := found_in(text, names_of([person, asker.party]).values()):
        raise CannotTell("stories.names_someone", found=found, field="text")


def check_may_show(asker: Asker, *, story: Story, now: datetime) -> None:
    """Check that a second person, who may, has read it, and that it is neither shown nor taken back.

    :raises CannotShow: when it is, or the one who told it asks.
    """
    check_may(asker, "stories.show", about=None, now=now)
    if asker.party in (None, story.told_by_id, story.person_id):
        raise CannotShow("stories.own_check")
    if hasattr(story, "shown"):
        raise CannotShow("stories.shown_already")
    if hasattr(story, "taken_back"):
        raise CannotShow("stories.taken_back")


def check_may_read_unchecked(asker: Asker, *, now: datetime) -> None:
    """Check that the asker is one of those who check stories."""
    check_may(asker, "stories.show", about=None, now=now)


def check_may_take_back(asker: Asker, *, story: Story, now: datetime) -> None:
    """Check that the person, or who speaks for them, takes their story back.

    :raises CannotTakeBack: when it was taken back already.
    """
    check_may(asker, "stories.take_back", about=story.person_id, now=now)
    if hasattr(story, "taken_back"):
        raise CannotTakeBack("stories.taken_back")


def check_may_find(asker: Asker, *, now: datetime) -> None:
    """Check that the asker may read stories; they are told to be read."""
    check_may(asker, "stories.find", about=None, now=now)
