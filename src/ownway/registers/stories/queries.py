"""Stories found by what they were for, by kind of support and by a similar amount; none says whose it is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from ownway.registers.stories import policies
from ownway.registers.stories.models import Story
from ownway.registers.trail.models import is_erased, remember_keys
from ownway.values import Asker, Money

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class StorySeen:
    """A story as anyone reads it. *most* is nothing where the range of the amount has no end, or none was told."""

    id: UUID
    title: str
    text: str
    aims: tuple[str, ...]
    kinds: tuple[str, ...]
    least: Money | None
    most: Money | None


def find(
    asker: Asker, *, now: datetime, aim: str = "", kind: str = "", near: Money | None = None
) -> tuple[StorySeen, ...]:
    """Return the stories shown, the newest first: for an aim, with a kind of support, near an amount a year."""
    policies.check_may_find(asker, now=now)
    rows = Story.objects.filter(shown__isnull=False, taken_back__isnull=True)
    if aim:
        rows = rows.filter(aims__contains=[aim])
    if kind:
        rows = rows.filter(kinds__contains=[kind])
    if near is not None:
        reaches = Q(to_pence__gt=near.pence) | Q(to_pence__isnull=True)
        rows = rows.filter(reaches, from_pence__lte=near.pence, currency=near.currency)
    return _seen(rows.order_by("-told_at", "-id"))


def to_check(asker: Asker, *, now: datetime) -> tuple[StorySeen, ...]:
    """Return the stories that wait for a second person to read them, the oldest first."""
    policies.check_may_read_unchecked(asker, now=now)
    rows = Story.objects.filter(shown__isnull=True, taken_back__isnull=True)
    return _seen(rows.exclude(told_by=asker.party).exclude(person=asker.party).order_by("told_at", "id"))


def _seen(rows: QuerySet[Story]) -> tuple[StorySeen, ...]:
    found = list(rows[:MOST_FOUND])
    remember_keys({row.person_id for row in found})
    told = []
    for row in found:
        words = row.told
        if not is_erased(words):
            told.append(
                StorySeen(
                    id=row.id,
                    title=words["title"],
                    text=words["text"],
                    aims=tuple(row.aims),
                    kinds=tuple(row.kinds),
                    least=None if row.from_pence is None else Money(row.from_pence, row.currency),
                    most=None if row.to_pence is None else Money(row.to_pence, row.currency),
                )
            )
    return tuple(told)
