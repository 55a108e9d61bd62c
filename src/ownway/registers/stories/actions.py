"""Tells stories with consent, shows them once a second person has read them, and takes them back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ownway.registers.stories import policies
from ownway.registers.stories.models import Story, StoryShown, StoryTakenBack
from ownway.registers.stories.policies import CannotShow, CannotTakeBack, CannotTell
from ownway.registers.stories.rules.anonymity import band
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Money, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text

__all__ = ["CannotShow", "CannotTakeBack", "CannotTell", "show", "take_back", "tell"]

LONGEST_TITLE = 120
LONGEST_STORY = 8_000
LONGEST_LABEL = 60


def tell(
    asker: Asker,
    *,
    now: datetime,
    person: UUID,
    title: str,
    text: str,
    aims: Sequence[str],
    kinds: Sequence[str] = (),
    year: Money | None = None,
) -> UUID:
    """Tell what a person did with their budget, for others to read; return the story's identifier.

    Told by the person or who speaks for them, telling is the consent; by anyone else, only with their recorded
    consent for ``share_story``. *year* is the budget a year, kept as a range only. It is shown once someone else has
    read it.

    :raises CannotTell: when consent is missing, nothing is told, or it says something someone is recognised by.
    """
    told = {
        "title": clean_text(title, longest=LONGEST_TITLE, field="title", required=True),
        "text": clean_text(text, longest=LONGEST_STORY, field="text", required=True),
    }
    if not aims:
        raise CannotTell("stories.nothing_told", field="aims")
    policies.check_may_tell(asker, person=person, text=f"{told['title']}\n{told['text']}", now=now)
    least, most = band(year) if year is not None else (None, None)
    with transaction.atomic():
        story = Story.objects.create(
            id=new_identifier(now),
            person_id=person,
            told_by_id=asker.party,
            told_at=now,
            aims=_labels(aims, "aims"),
            kinds=_labels(kinds, "kinds"),
            from_pence=least.pence if least is not None else None,
            to_pence=most.pence if most is not None else None,
            currency=year.currency if year is not None else "",
            told=told,
        )
        note_change(asker, now=now, about=person, deed="stories.tell", thing="story", thing_id=story.id)
        return story.id


def show(asker: Asker, *, now: datetime, story: UUID) -> None:
    """Show a story from now on, having read it and found nobody in it who could be recognised.

    :raises NotFound: when there is no such story.
    :raises CannotShow: when the one who told it asks, or it is shown or taken back already.
    """
    row = _found(story)
    policies.check_may_show(asker, story=row, now=now)
    with transaction.atomic():
        try:
            StoryShown.objects.create(id=new_identifier(now), story=row, by=asker.party, at=now)
        except IntegrityError as error:
            raise CannotShow("stories.shown_already") from error
        note_change(asker, now=now, about=row.person_id, deed="stories.show", thing="story", thing_id=row.id)


def take_back(asker: Asker, *, now: datetime, story: UUID) -> None:
    """Take a story back: it is shown no more, from this moment on. No reason is asked for.

    :raises NotFound: when there is no such story.
    :raises CannotTakeBack: when it was taken back already.
    """
    row = _found(story)
    policies.check_may_take_back(asker, story=row, now=now)
    with transaction.atomic():
        try:
            StoryTakenBack.objects.create(id=new_identifier(now), story=row, by=asker.party, at=now)
        except IntegrityError as error:
            raise CannotTakeBack("stories.taken_back") from error
        note_change(asker, now=now, about=row.person_id, deed="stories.take_back", thing="story", thing_id=row.id)


def _found(story: UUID) -> Story:
    row = Story.objects.filter(id=story).select_related("shown", "taken_back").first()
    if row is None:
        raise NotFound("stories.unknown")
    return row


def _labels(given: Sequence[str], field: str) -> list[str]:
    return list(dict.fromkeys(clean_text(label, longest=LONGEST_LABEL, field=field, required=True) for label in given))
