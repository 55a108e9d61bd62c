"""What can be asked of the trail. Who may ask is settled in the register of people, which stands above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ownway.registers.trail.models import Line


@dataclass(frozen=True, slots=True)
class LineSeen:
    """One line of the trail without what is sealed in it."""

    id: UUID
    at: datetime
    request: UUID
    party: UUID | None
    named: str
    basis: str
    roles: tuple[str, ...]
    deed: str
    thing: str
    thing_id: UUID | None
    looked: bool
    refused: bool
    page: str


def lines_about(
    *, person: UUID, before: datetime | None, most: int, without: Sequence[str] = ()
) -> tuple[LineSeen, ...]:
    """Return the latest lines about a person, save those of the deeds in *without*; at most *most*."""
    rows: Any = Line.objects.filter(about__contains=[person]).exclude(deed__in=list(without))
    if before is not None:
        rows = rows.filter(at__lt=before)
    return tuple(_seen(row) for row in rows.defer("reason", "before", "after").order_by("-at", "-id")[:most])


def _seen(row: Line) -> LineSeen:
    return LineSeen(
        id=row.id,
        at=row.at,
        request=row.request,
        party=row.party,
        named=row.named,
        basis=row.basis,
        roles=tuple(row.roles),
        deed=row.deed,
        thing=row.thing,
        thing_id=row.thing_id,
        looked=row.looked,
        refused=row.refused,
        page=row.page,
    )
