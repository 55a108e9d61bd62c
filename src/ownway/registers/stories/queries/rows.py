"""Rows of stories as the app itself reads them: all that was told, what was shown last, and where people live."""

import re
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from ownway.registers.people.models import Contact
from ownway.registers.stories.models import Area, Story, StoryRelease
from ownway.registers.stories.rules.release import CouldTell, Told, fits
from ownway.registers.trail.models import remember_keys
from ownway.values.cannot import NotFound

SEARCH_WORDS = "english"
"""The dictionary by which words of stories are found; it knows that *swims* and *swimming* are one."""


def found(story: UUID) -> Story:
    """Return a story's row, for use inside this app.

    :raises NotFound: when there is none of that name.
    """
    row = Story.objects.filter(id=story).select_related("agreed", "shown", "sent_back", "taken_back").first()
    if row is None:
        raise NotFound("stories.unknown")
    return row


def told_by_row(row: Story) -> Told:
    """Return all the particulars that a story was told with, for use inside this app."""
    return Told(
        frozenset(row.aims),
        frozenset(row.kinds),
        row.from_pence,
        row.to_pence,
        row.currency,
        row.area,
        row.region,
        row.group,
    )


def release_of(row: Story) -> Told | None:
    """Return the particulars shown last, or nothing where it waits or was never shown; for use inside this app."""
    last = row.releases.order_by("at", "id").last()
    return None if last is None or last.waits else told_as(last, row)


def placed(people: Iterable[CouldTell], told: Told) -> list[CouldTell]:
    """Return *people* with the places their addresses name, where the story names one; for use inside this app.

    Only those who fit in all else are looked up: an address is sealed, and opening it takes a moment.
    """
    everyone = list(people)
    if not told.region:
        return everyone
    known = list(Area.objects.values_list("name", "region"))
    widest = replace(told, area="", region="", least=None, most=None, currency="", group="")
    close = {one.person for one in everyone if fits(widest, one)}
    remember_keys(close)
    rows = Contact.objects.filter(party__in=close).order_by("party_id", "-starts").distinct("party_id")
    there = {row.party_id: _place_in(row.ways, known) for row in rows}
    return [
        one if one.person not in there else replace(one, area=there[one.person][0], region=there[one.person][1])
        for one in everyone
    ]


def _place_in(ways: object, known: list[tuple[str, str]]) -> tuple[str, str]:
    address = str(ways.get("address", "")) if isinstance(ways, dict) else ""
    for name, region in known:
        if re.search(rf"\b{re.escape(name)}\b", address, re.IGNORECASE):
            return name, region
    return "", ""


def told_as(release: StoryRelease, row: Story) -> Told:
    """Return the particulars that a release tells."""
    return Told(
        frozenset(row.aims),
        frozenset(row.kinds),
        release.from_pence,
        release.to_pence,
        release.currency,
        release.area,
        release.region,
        release.group,
    )
