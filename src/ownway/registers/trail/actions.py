"""Writes the trail: what was changed, who looked, the keys of people, and the seals over it all."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from ownway.registers.trail import policies
from ownway.registers.trail.models import CannotOverwrite, CannotSeal, Line, SubjectKey, Tombstone, keys
from ownway.registers.trail.rules.cipher import CannotUnseal
from ownway.values import Asker, Cannot, Reason, new_identifier

__all__ = [
    "CannotDestroyKey",
    "CannotMakeKey",
    "CannotOverwrite",
    "CannotSeal",
    "CannotUnseal",
    "destroy_key",
    "make_key",
    "note_change",
    "note_look",
]


class CannotMakeKey(Cannot):
    """A key cannot be made for this subject: there is one, or it was destroyed."""


class CannotDestroyKey(Cannot):
    """There is no key to destroy."""


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
    line.save()
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
) -> UUID:
    """Add one line on a change to the trail, inside the transaction of the change; return the line's identifier.

    *reason*, *before* and *after* are sealed under the key of the person *about* (nobody's, under the installation's).
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{deed} is noted in the transaction that does it.")
    told = None if reason is None else reason.as_json()
    return _line(
        asker,
        now=now,
        deed=deed,
        about=() if about is None else (about,),
        subject=about,
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


def make_key(asker: Asker, *, now: datetime, subject: UUID) -> UUID:
    """Make the key under which all that is written about *subject* is sealed; return the key's identifier.

    :raises CannotMakeKey: when there is one already, or it was destroyed.
    """
    policies.check_may_make_key(asker)
    with transaction.atomic():
        if SubjectKey.objects.filter(subject=subject).exists():
            raise CannotMakeKey("trail.key_there", subject=str(subject))
        if Tombstone.objects.filter(subject=subject).exists():
            raise CannotMakeKey("trail.erased", subject=str(subject))
        key = new_identifier(now)
        keys.keep_new_key(key, subject, now)
        note_change(asker, now=now, about=subject, deed="trail.make_key", thing="key", thing_id=key)
        return key


def destroy_key(asker: Asker, *, now: datetime, subject: UUID, reason: Reason) -> UUID:
    """Destroy the key of *subject*: all that was sealed under it is gone for ever, and a tombstone says so.

    Returns the tombstone's identifier. The line on the trail keeps the reason under the installation's own key.

    :raises CannotDestroyKey: when there is none.
    """
    policies.check_may_destroy_key(asker)
    with transaction.atomic():
        row = SubjectKey.objects.select_for_update().filter(subject=subject).first()
        if row is None:
            raise CannotDestroyKey("trail.no_key", subject=str(subject))
        stone = Tombstone.objects.create(id=new_identifier(now), subject=subject, key=row.id, at=now, by=asker.party)
        row.delete()
        keys.forget_key(subject)
        transaction.on_commit(lambda: keys.forget_key(subject))
        _line(
            asker,
            now=now,
            deed="trail.destroy_key",
            about=(subject,),
            thing="key",
            thing_id=stone.id,
            reason=reason.as_json(),
        )
        return stone.id
