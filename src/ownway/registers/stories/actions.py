"""Tells stories with consent, shows them once a second person has read them and enough fit, and takes them back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value

from ownway.registers.stories import policies
from ownway.registers.stories.models import (
    Area,
    Story,
    StoryAgreed,
    StoryFound,
    StoryRelease,
    StorySentBack,
    StoryShown,
    StoryTakenBack,
)
from ownway.registers.stories.policies import CannotAgree, CannotShow, CannotTakeBack
from ownway.registers.stories.queries.rows import SEARCH_WORDS, found, placed, release_of, told_by_row
from ownway.registers.stories.rules.release import K_USUAL, CouldTell, Told, released, told_of
from ownway.registers.stories.rules.telling import CannotTell, LineTold, Words, as_kept, checked, from_kept
from ownway.registers.trail.actions import note_change
from ownway.registers.trail.models import is_erased, take_turn
from ownway.values import Asker, Money, new_identifier
from ownway.values.text import clean_text

__all__ = [
    "CannotAgree",
    "CannotShow",
    "CannotTakeBack",
    "CannotTell",
    "CouldTell",
    "LineTold",
    "Words",
    "add_area",
    "agree",
    "look_again",
    "send_back",
    "show",
    "take_back",
    "tell",
]

LONGEST_LABEL = 60


def tell(
    asker: Asker,
    *,
    now: datetime,
    person: UUID,
    words: Words,
    aims: Sequence[str],
    kinds: Sequence[str] = (),
    year: Money | None = None,
    group: str = "",
    area: str = "",
    says_yes: bool = True,
) -> UUID:
    """Tell what a person did with their budget, for others to read; return the story's identifier.

    Told by the person or who speaks for them, telling is the consent, unless they do not say yes before they have
    seen it as others will (*says_yes*); by anyone else, only with their recorded consent for ``share_story``, and the
    person says yes to it afterwards. *year* is the budget a year, kept as a range
    only; *group* the programme; *area* one of the places that stories can name. It is shown once someone else has
    read it and enough people could have told it.

    :raises CannotTell: when consent is missing, nothing is told, or it says something someone is recognised by.
    """
    told = checked(words)
    if not aims:
        raise CannotTell("stories.nothing_told", field="aims")
    policies.check_may_tell(asker, person=person, text=told.all, now=now)
    named = clean_text(area, longest=LONGEST_LABEL, field="area")
    place = Area.objects.filter(name=named).first() if named else None
    if named and place is None:
        raise CannotTell("stories.no_such_area", field="area")
    full = told_of(aims=_labels(aims, "aims"), kinds=_labels(kinds, "kinds"), year=year)
    with transaction.atomic():
        story = Story.objects.create(
            id=new_identifier(now),
            person_id=person,
            told_by_id=asker.party,
            told_at=now,
            aims=_labels(aims, "aims"),
            kinds=_labels(kinds, "kinds"),
            from_pence=full.least,
            to_pence=full.most,
            currency=full.currency,
            group=clean_text(group, longest=80, field="group"),
            area=place.name if place else "",
            region=place.region if place else "",
            told=as_kept(told),
        )
        if says_yes and policies.is_own(asker, person=person, now=now):
            StoryAgreed.objects.create(id=new_identifier(now), story=story, by=asker.party, at=now)
        note_change(asker, now=now, about=person, deed="stories.tell", thing="story", thing_id=story.id)
        return story.id


def agree(asker: Asker, *, now: datetime, story: UUID) -> None:
    """Say yes to a story that somebody else wrote down, having seen it as others will.

    :raises NotFound: when there is no such story.
    :raises CannotAgree: when it was agreed to already, or taken back.
    """
    row = found(story)
    policies.check_may_agree(asker, story=row, now=now)
    with transaction.atomic():
        take_turn("stories.story", row.id)
        if StoryAgreed.objects.filter(story=row).exists():
            raise CannotAgree("stories.agreed_already")
        StoryAgreed.objects.create(id=new_identifier(now), story=row, by=asker.party, at=now)
        note_change(asker, now=now, about=row.person_id, deed="stories.agree", thing="story", thing_id=row.id)


def show(
    asker: Asker,
    *,
    now: datetime,
    story: UUID,
    people: Iterable[CouldTell],
    ks: Mapping[str, int] = MappingProxyType({}),
) -> bool:
    """Let a story be shown, having found nobody in it; return whether it is, or waits for more people who fit.

    *people* are those of the register who could tell stories; their places are looked up here. As much is told of the
    story's particulars as *k* of them fit (*ks* by programme).

    :raises NotFound: when there is no such story.
    :raises CannotShow: when the one who told it asks, nobody agreed to it, or it is shown or taken back already.
    """
    row = found(story)
    policies.check_may_show(asker, story=row, now=now)
    with transaction.atomic():
        take_turn("stories.story", row.id)
        if StoryShown.objects.filter(story=row).exists():
            raise CannotShow("stories.shown_already")
        StoryShown.objects.create(id=new_identifier(now), story=row, by=asker.party, at=now)
        is_shown = _release(row, people, ks.get(row.group, K_USUAL), now=now)
        note_change(asker, now=now, about=row.person_id, deed="stories.show", thing="story", thing_id=row.id)
        return is_shown


def send_back(asker: Asker, *, now: datetime, story: UUID, words: str) -> None:
    """Keep a story from being shown because somebody could be recognised; *words* tell its teller what would help.

    :raises CannotShow: when the one who told it asks, nobody agreed to it, or it is shown or taken back already.
    """
    row = found(story)
    policies.check_may_show(asker, story=row, now=now)
    why = clean_text(words, longest=2_000, field="words", required=True)
    with transaction.atomic():
        take_turn("stories.story", row.id)
        StorySentBack.objects.create(
            id=new_identifier(now), story=row, person_id=row.person_id, by=asker.party, at=now, words=why
        )
        note_change(asker, now=now, about=row.person_id, deed="stories.show", thing="story", thing_id=row.id)


def take_back(asker: Asker, *, now: datetime, story: UUID) -> None:
    """Take a story back: it is shown no more, from this moment on. No reason is asked for.

    :raises NotFound: when there is no such story.
    :raises CannotTakeBack: when it was taken back already.
    """
    row = found(story)
    policies.check_may_take_back(asker, story=row, now=now)
    with transaction.atomic():
        take_turn("stories.story", row.id)
        if StoryTakenBack.objects.filter(story=row).exists():
            raise CannotTakeBack("stories.taken_back")
        StoryTakenBack.objects.create(id=new_identifier(now), story=row, by=asker.party, at=now)
        StoryFound.objects.filter(story=row).delete()
        note_change(asker, now=now, about=row.person_id, deed="stories.take_back", thing="story", thing_id=row.id)


def look_again(asker: Asker, *, now: datetime, people: Iterable[CouldTell], ks: Mapping[str, int]) -> int:
    """See of each story that was read whether enough people still could have told it; return how many changed.

    People leave and plans change: a story that has fewer than *k* (*ks* by programme) around it tells less, or waits.
    """
    policies.check_may_look_again(asker, now=now)
    everyone, changed = list(people), 0
    rows = Story.objects.filter(shown__isnull=False, taken_back__isnull=True)
    for row in rows.order_by("told_at", "id"):
        with transaction.atomic():
            take_turn("stories.story", row.id)
            if StoryTakenBack.objects.filter(story=row).exists():
                continue
            before = (release_of(row), StoryFound.objects.filter(story=row).exists())
            now_shown = _release(row, everyone, ks.get(row.group, K_USUAL), now=now)
            if before == (release_of(row), now_shown):
                continue
            changed += 1
            note_change(asker, now=now, about=row.person_id, deed="stories.look_again", thing="story", thing_id=row.id)
    return changed


def add_area(asker: Asker, *, now: datetime, name: str, region: str) -> UUID:
    """Let stories name a place, and the wider region that is told instead where too few live there.

    Again with the same name it changes nothing.
    """
    policies.check_may_keep_areas(asker, now=now)
    called = clean_text(name, longest=LONGEST_LABEL, field="name", required=True)
    wide = clean_text(region, longest=LONGEST_LABEL, field="region", required=True)
    with transaction.atomic():
        row, added = Area.objects.get_or_create(
            name=called, defaults={"id": new_identifier(now), "region": wide, "added_at": now, "added_by": asker.party}
        )
        if added:
            note_change(asker, now=now, about=None, deed="stories.keep_areas", thing="area", thing_id=row.id)
        return row.id


def _release(row: Story, people: Iterable[CouldTell], k: int, *, now: datetime) -> bool:
    """Keep as much of the story as *k* people fit; return whether any of it is shown."""
    full = told_by_row(row)
    last = row.releases.order_by("at", "id").last()
    before = release_of(row) if last is not None and not last.waits else None
    telling = None if is_erased(row.told) else released(full, placed(people, full), k, last=before)
    if last is None or last.waits != (telling is None) or (telling is not None and telling != before):
        last = _keep_release(row, telling, now=now)
    StoryFound.objects.filter(story=row).delete()
    if telling is None:
        return False
    said = from_kept(row.told)
    StoryFound.objects.create(
        story=row,
        release=last,
        lexemes=SearchVector(Value(said.title), weight="A", config=SEARCH_WORDS)
        + SearchVector(
            Value(f"{said.aim} {' '.join(line.what for line in said.lines)}"), weight="B", config=SEARCH_WORDS
        )
        + SearchVector(Value(said.all), weight="C", config=SEARCH_WORDS),
    )
    return True


def _keep_release(row: Story, telling: Told | None, *, now: datetime) -> StoryRelease:
    return StoryRelease.objects.create(
        id=new_identifier(now),
        story=row,
        at=now,
        waits=telling is None,
        from_pence=telling.least if telling else None,
        to_pence=telling.most if telling else None,
        currency=telling.currency if telling else "",
        group=telling.group if telling else "",
        area=telling.area if telling else "",
        region=telling.region if telling else "",
    )


def _labels(given: Sequence[str], field: str) -> list[str]:
    return list(dict.fromkeys(clean_text(label, longest=LONGEST_LABEL, field=field, required=True) for label in given))
