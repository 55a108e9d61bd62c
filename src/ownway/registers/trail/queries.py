"""What can be asked of the trail. Who may ask is settled in the register of people, which stands above it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from ownway.registers.trail import policies
from ownway.registers.trail.models import Line, Seal, SubjectKey, Tombstone, keys, lines_to_seal
from ownway.registers.trail.rules import chain, key_file
from ownway.registers.trail.rules.cipher import CannotUnseal
from ownway.values import Asker


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
    asker: Asker, *, person: UUID, before: datetime | None, most: int, without: Sequence[str] = ()
) -> tuple[LineSeen, ...]:
    """Return the latest lines about a person, save those of the deeds in *without*; at most *most*."""
    rows: Any = Line.objects.filter(about__contains=[person]).exclude(deed__in=list(without))
    if before is not None:
        rows = rows.filter(at__lt=before)
    return tuple(
        _seen(row) for row in rows.defer("reason", "before", "after").order_by("-at", "-transaction", "-id")[:most]
    )


def export(asker: Asker) -> Iterator[str]:
    """Yield the whole trail as lines of JSON: the lines of each seal, then the seal; at the end those not yet sealed.

    What is sealed under a person's key stays sealed. ``ownway.interfaces.cli.verify_trail`` checks it without us.
    """
    policies.check_may_export(asker)
    bounds: dict[int, int] = {}
    for seal in Seal.objects.order_by("ordinal").iterator():
        for line in lines_to_seal(seal.server, seal.first, seal.below):
            yield chain.canonical({"line": line}).decode()
        yield chain.canonical({"seal": {"statement": seal.statement, "signature": seal.signature}}).decode()
        bounds[seal.server] = seal.below
    for server in Line.objects.order_by("server").values_list("server", flat=True).distinct():
        for line in lines_to_seal(server, bounds.get(server, 0)):
            yield chain.canonical({"line": line}).decode()


def destroyed_by_copies(asker: Asker, *, folder: Path) -> Iterator[UUID]:
    """Yield the identifiers of all keys that the copied seals in *folder* say were destroyed, forged ones left out."""
    policies.check_may_destroy_again(asker)
    public = chain.public_key(key_file.seal_secret(Path(settings.OWNWAY_KEY_FILE)))
    for file in sorted(folder.glob("seal-*.json")):
        copy = json.loads(file.read_text())
        if chain.is_signed(public, copy["statement"], copy["signature"]):
            yield from (UUID(key) for key in json.loads(copy["statement"])["destroyed"])


def erased_subjects(asker: Asker) -> tuple[UUID, ...]:
    """Return everybody whose key was destroyed."""
    policies.check_may_destroy_again(asker)
    return tuple(Tombstone.objects.order_by("id").values_list("subject", flat=True))


def keys_open(asker: Asker) -> bool:
    """Whether the key file here opens what is kept: the newest and the oldest key that were wrapped, if any."""
    policies.check_may_destroy_again(asker)
    ends = [SubjectKey.objects.order_by(order).first() for order in ("id", "-id")]
    try:
        for row in ends:
            if row is not None:
                keys.opened(row)
    except CannotUnseal:
        return False
    return True


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
