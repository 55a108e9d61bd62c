"""Adds lines to the trail: what was changed, and who looked."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from ownway.registers.trail.models import Line, add_line
from ownway.values import Asker, Reason, new_identifier


def _line(asker: Asker, *, now: datetime, deed: str, about: Sequence[UUID], **told: Any) -> Line:
    line = Line(
        id=new_identifier(now),
        at=now,
        request=asker.request,
        basis=asker.basis.value,
        party=asker.party,
        named=asker.named,
        roles=sorted(asker.roles),
        deed=deed,
        about=list(about),
        **{"looked": False, "refused": False, **told},
    )
    add_line(line)
    return line


def note_change(
    asker: Asker,
    *,
    now: datetime,
    about: UUID | None,
    deed: str,
    thing: str,
    thing_id: UUID | None,
    reason: Reason | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    under_own_key: bool = False,
) -> UUID:
    """Add one line on a change to the trail, inside the transaction of the change; return the line's identifier.

    *reason*, *before* and *after* are sealed under the key of the person *about* (nobody's, or those that must outlive
    it, under the installation's own).
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{deed} is noted in the transaction that does it.")
    told = None if reason is None else reason.as_json()
    return _line(
        asker,
        now=now,
        deed=deed,
        about=() if about is None else (about,),
        subject=None if under_own_key else about,
        thing=thing,
        thing_id=thing_id,
        reason=told,
        before=None if before is None else dict(before),
        after=None if after is None else dict(after),
    ).id


def note_look(
    asker: Asker, *, now: datetime, deed: str, about: Sequence[UUID], page: str, refused: bool = False
) -> UUID:
    """Add one line on a look at *page*, in a commit of its own before anything is shown; refusals are noted too.

    A list is one line with the identifiers of all whom it shows.
    """
    with transaction.atomic(durable=True):
        seen = tuple(dict.fromkeys(about))
        return _line(asker, now=now, deed=deed, about=seen, page=page[:500], looked=True, refused=refused).id
