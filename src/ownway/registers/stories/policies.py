"""Who may tell a story, who says yes to it, who checks it, and who may take it back."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from ownway.registers.people.models import Party, Relation
from ownway.registers.people.policies import check_may, may
from ownway.registers.people.queries import consented, names_of, relations_of
from ownway.registers.stories.models import Area, Story
from ownway.registers.stories.rules.anonymity import found_in
from ownway.registers.stories.rules.telling import CannotTell
from ownway.values import Asker, Cannot

CONSENT = "share_story"
"""The purpose of the consent that lets somebody else write a person's story down."""
OWN = frozenset({"self", "represents"})


class CannotAgree(Cannot):
    """The story was agreed to already, or taken back."""


class CannotShow(Cannot):
    """The story cannot be shown: nobody agreed to it, it was checked or taken back, or its teller asks."""


class CannotTakeBack(Cannot):
    """The story was taken back already."""


def check_may_tell(asker: Asker, *, person: UUID, text: str, now: datetime) -> None:
    """Check that the person tells it, or someone with their consent, and that the text names nobody found.

    :raises CannotTell: with code ``stories.no_consent`` or ``stories.names_someone``.
    """
    check_may(asker, "stories.tell", about=person, now=now)
    assert asker.party is not None  # the policy table grants it to parties only
    own = is_own(asker, person=person, now=now)
    if not own and not consented(person=person, to=asker.party, purpose=CONSENT, now=now):
        raise CannotTell("stories.no_consent")
    places = Area.objects.values_list("name", flat=True)
    if found := found_in(text, _names_around(person, asker.party, now=now), places):
        raise CannotTell("stories.names_someone", found=found, field="text")


def may_tell(asker: Asker, *, person: UUID, now: datetime) -> bool:
    """Whether the asker is one of those who may tell a story of *person*."""
    return may(asker, "stories.tell", about=person, now=now)


def is_own(asker: Asker, *, person: UUID, now: datetime) -> bool:
    """Whether the story is the asker's own, or of somebody they represent."""
    return asker.party is not None and bool(OWN & relations_of(asker.party, to=person, now=now))


def check_may_agree(asker: Asker, *, story: Story, now: datetime) -> None:
    """Check that the person, or who speaks for them, says yes to the story, once.

    :raises CannotAgree: when they have, or it was taken back.
    """
    check_may(asker, "stories.agree", about=story.person_id, now=now)
    if hasattr(story, "agreed"):
        raise CannotAgree("stories.agreed_already")
    if hasattr(story, "taken_back"):
        raise CannotAgree("stories.taken_back")


def check_may_show(asker: Asker, *, story: Story, now: datetime) -> None:
    """Check that a second person, who may, has read it, that it was agreed to, and neither shown nor taken back.

    :raises CannotShow: when it is, or the one who told it asks.
    """
    check_may(asker, "stories.show", about=None, now=now)
    if asker.party in (None, story.told_by_id, story.person_id):
        raise CannotShow("stories.own_check")
    if hasattr(story, "shown") or hasattr(story, "sent_back"):
        raise CannotShow("stories.shown_already")
    if hasattr(story, "taken_back"):
        raise CannotShow("stories.taken_back")
    if not hasattr(story, "agreed"):
        raise CannotShow("stories.not_agreed")


def check_may_read_unchecked(asker: Asker, *, now: datetime) -> None:
    """Check that the asker is one of those who check stories."""
    check_may(asker, "stories.show", about=None, now=now)


def check_may_see_own(asker: Asker, *, person: UUID, now: datetime) -> None:
    """Check that the asker may see which stories a person told and how they stand."""
    check_may(asker, "stories.see_own", about=person, now=now)


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


def check_may_look_again(asker: Asker, *, now: datetime) -> None:
    """Check that the asker is the job that sees whether stories still have enough people around them."""
    check_may(asker, "stories.look_again", about=None, now=now)


def check_may_keep_areas(asker: Asker, *, now: datetime) -> None:
    """Check that the asker may say which places stories can name."""
    check_may(asker, "stories.keep_areas", about=None, now=now)


def _names_around(person: UUID, teller: UUID, *, now: datetime) -> Iterable[str]:
    """Return the names of the person, the teller and all persons tied to them; of bodies only a reader can judge."""
    beside = Relation.objects.filter(to=person, who__kind=Party.Kind.PERSON).holding(now)
    return names_of({person, teller, *(row.who_id for row in beside)}).values()
