"""Stories found by what they were for, kind of support, similar amount, place and words; none says whose it is."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q, QuerySet

from ownway.registers.stories import policies
from ownway.registers.stories.models import Area, Story, StoryFound
from ownway.registers.stories.queries.rows import SEARCH_WORDS, told_as, told_by_row
from ownway.registers.stories.rules.release import Told
from ownway.registers.stories.rules.telling import Words, from_kept
from ownway.registers.trail.models import is_erased, remember_keys
from ownway.values import Asker, Money
from ownway.values.cannot import NotFound

MOST_FOUND = 50


class Standing(StrEnum):
    """How one's own story stands."""

    WAITS_FOR_YES = "waits_for_yes"
    WAITS_FOR_READER = "waits_for_reader"
    SENT_BACK = "sent_back"
    WAITS_FOR_PEOPLE = "waits_for_people"
    """It was read; too few people could have told it, so it is shown once there are more."""
    SHOWN = "shown"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class StorySeen:
    """A story as anyone reads it. *most* is nothing where the range of the amount has no end, or none was told.

    *place* is the wide place it is told of, *group* the programme; "" where that is left open.
    """

    id: UUID
    words: Words
    aims: tuple[str, ...]
    kinds: tuple[str, ...]
    least: Money | None
    most: Money | None
    place: str
    group: str

    @property
    def title(self) -> str:
        """What the story is called."""
        return self.words.title

    @property
    def text(self) -> str:
        """What was done."""
        return self.words.text


@dataclass(frozen=True, slots=True)
class OwnStory:
    """One's own story: how others read it, or would, how it stands, and why it was sent back."""

    seen: StorySeen
    standing: Standing
    told_at: datetime
    sent_back_words: str = ""


def find(
    asker: Asker,
    *,
    now: datetime,
    aim: str = "",
    kind: str = "",
    near: Money | None = None,
    place: str = "",
    group: str = "",
    words: str = "",
    any_word: bool = False,
) -> tuple[StorySeen, ...]:
    """Return the stories shown: for an aim, with a kind of support, near an amount a year, of a place, with words.

    Looked through is only what is told of a story, never what is left open. *words* may be written as in any search
    ("swimming or choir", -gym); with *any_word* one of them is enough. The best match comes first, else the newest.
    """
    policies.check_may_find(asker, now=now)
    rows = StoryFound.objects.select_related("story", "release")
    if aim:
        rows = rows.filter(story__aims__contains=[aim])
    if kind:
        rows = rows.filter(story__kinds__contains=[kind])
    if near is not None:
        reaches = Q(release__to_pence__gt=near.pence) | Q(release__to_pence__isnull=True)
        rows = rows.filter(reaches, release__from_pence__lte=near.pence, release__currency=near.currency)
    if place:
        rows = rows.filter(Q(release__area__iexact=place) | Q(release__region__iexact=place))
    if group:
        rows = rows.filter(release__group=group)
    sought = _any_of(words) if any_word else words.replace("\x00", "").strip()
    if not sought:
        return _seen(rows.order_by("-story__told_at", "-story_id"))
    query = SearchQuery(sought, search_type="websearch", config=SEARCH_WORDS)
    rows = rows.filter(lexemes=query).annotate(rank=SearchRank(F("lexemes"), query))
    return _seen(rows.order_by("-rank", "-story__told_at", "-story_id"))


def story(asker: Asker, *, story: UUID, now: datetime) -> StorySeen:
    """Return one story that is shown.

    :raises NotFound: when there is none of that name, or it is not shown (any more).
    """
    policies.check_may_find(asker, now=now)
    for seen in _seen(StoryFound.objects.select_related("story", "release").filter(story_id=story)):
        return seen
    raise NotFound("stories.unknown")


def to_check(asker: Asker, *, now: datetime) -> tuple[StorySeen, ...]:
    """Return the stories that wait for a second person to read them, the oldest first, with all they would tell."""
    policies.check_may_read_unchecked(asker, now=now)
    rows = Story.objects.filter(
        agreed__isnull=False, shown__isnull=True, sent_back__isnull=True, taken_back__isnull=True
    )
    rows = rows.exclude(told_by=asker.party).exclude(person=asker.party).order_by("told_at", "id")[:MOST_FOUND]
    found = list(rows)
    remember_keys({row.person_id for row in found})
    return tuple(_story(row, told_by_row(row)) for row in found if not is_erased(row.told))


def mine(asker: Asker, *, person: UUID, now: datetime) -> tuple[OwnStory, ...]:
    """Return the stories told of a person, the newest first, and how each stands; for them and who speaks for them."""
    policies.check_may_see_own(asker, person=person, now=now)
    rows = Story.objects.filter(person=person).order_by("-told_at", "-id")
    rows = rows.select_related("agreed", "shown", "sent_back", "taken_back", "found__release")
    return tuple(
        OwnStory(
            seen=_story(row, told_as(row.found.release, row) if hasattr(row, "found") else told_by_row(row)),
            standing=_standing(row),
            told_at=row.told_at,
            sent_back_words=row.sent_back.words if hasattr(row, "sent_back") else "",
        )
        for row in rows
        if not is_erased(row.told)
    )


def may_tell(asker: Asker, *, person: UUID, now: datetime) -> bool:
    """Whether the asker may tell a story of *person*; consent is asked when they do."""
    return policies.may_tell(asker, person=person, now=now)


def areas(asker: Asker, *, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return the places that stories can name, each with its region."""
    policies.check_may_find(asker, now=now)
    return tuple(Area.objects.order_by("region", "name").values_list("name", "region"))


def _any_of(words: str) -> str:
    """Return words as a search for any of them: a sentence finds what shares a word with it."""
    return " or ".join(dict.fromkeys(re.findall(r"[^\W_]{3,}", words)[:40]))


def _standing(row: Story) -> Standing:
    if hasattr(row, "taken_back"):
        return Standing.TAKEN_BACK
    if hasattr(row, "found"):
        return Standing.SHOWN
    if hasattr(row, "sent_back"):
        return Standing.SENT_BACK
    if hasattr(row, "shown"):
        return Standing.WAITS_FOR_PEOPLE
    return Standing.WAITS_FOR_READER if hasattr(row, "agreed") else Standing.WAITS_FOR_YES


def _seen(rows: QuerySet[StoryFound]) -> tuple[StorySeen, ...]:
    found = list(rows[:MOST_FOUND])
    remember_keys({row.story.person_id for row in found})
    return tuple(_story(row.story, told_as(row.release, row.story)) for row in found if not is_erased(row.story.told))


def _story(row: Story, told: Told) -> StorySeen:
    return StorySeen(
        id=row.id,
        words=from_kept(row.told),
        aims=tuple(row.aims),
        kinds=tuple(row.kinds),
        least=None if told.least is None else Money(told.least, told.currency),
        most=None if told.most is None else Money(told.most, told.currency),
        place=told.area or told.region,
        group=told.group,
    )
