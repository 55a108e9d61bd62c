"""Asks for programmes as those see them who make them: drafts too, with what each still lacks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from ownway.registers.programmes import policies
from ownway.registers.programmes.models import Impact, PackVersion
from ownway.registers.programmes.queries.rulebooks import kept, pack
from ownway.registers.programmes.queries.standing import VersionSeen, standings
from ownway.values import Asker


@dataclass(frozen=True, slots=True)
class DraftSeen:
    """A programme with every version of it, the newest first, and how many comments have no answer yet."""

    programme: str
    versions: tuple[VersionSeen, ...]
    unanswered: int


@dataclass(frozen=True, slots=True)
class ImpactSeen:
    """What a version would do to sums, in whole numbers; *population* names people who were not told a sum here."""

    against: str
    people: int
    population: str
    table: Mapping[str, Any]
    made_at: datetime


def drafted(asker: Asker, *, on: date, now: datetime) -> tuple[DraftSeen, ...]:
    """Return every programme that has a version, by its name; for those who look versions over.

    :raises NotAllowed: when the asker does not.
    """
    policies.check_may_look_over(asker, "look_over", now=now)
    waiting = Count("comments", filter=Q(comments__answers=None))
    rows = PackVersion.objects.values("programme").annotate(waiting=waiting).order_by("programme")
    return tuple(DraftSeen(row["programme"], standings(row["programme"], on=on), row["waiting"]) for row in rows)


def impact_of(asker: Asker, *, version: str, now: datetime) -> ImpactSeen | None:
    """Return the newest impact table of a version or of another with the same rule, or nothing while none was made.

    :raises NotFound: when no such version was kept.
    :raises NotAllowed: when the asker does not look versions over.
    """
    policies.check_may_look_over(asker, "look_over", now=now)
    row = kept(version)
    same = Q(version__programme=row.programme, version__rule_hash=row.rule_hash)
    found = Impact.objects.filter(same).select_related("against").order_by("-made_at", "-id").first()
    if found is None:
        return None
    return ImpactSeen(found.against.version, found.people, found.population, found.table, found.made_at)


def earliest_start(asker: Asker, *, version: str, on: date, now: datetime) -> date:
    """Return the first day on which a version can hold that is published *on* a day: its notice runs, its dates let it.

    :raises NotFound: when no such version was kept.
    :raises NotAllowed: when the asker does not look versions over.
    """
    policies.check_may_look_over(asker, "look_over", now=now)
    row, read = kept(version), pack(version)
    return max(policies.earliest_start(row, read, today=on), read.in_force.start)


def may_do(asker: Asker, *, deed: str, now: datetime) -> bool:
    """Whether the asker may do a ``programmes`` *deed* at all."""
    return policies.may(asker, deed, now=now)
