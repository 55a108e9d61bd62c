"""Makes the key of a person, destroys it, and destroys it again after a backup was restored."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.trail import policies
from ownway.registers.trail.actions.noting import note_change
from ownway.registers.trail.models import SubjectKey, Tombstone, keys
from ownway.values import Asker, Cannot, Reason, new_identifier


class CannotMakeKey(Cannot):
    """A key cannot be made for this subject: there is one, or it was destroyed."""


class CannotDestroyKey(Cannot):
    """There is no key to destroy."""


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

    Returns the tombstone's identifier; the line on the trail keeps the reason under the installation's own key.

    :raises CannotDestroyKey: when there is none.
    """
    policies.check_may_destroy_key(asker)
    with transaction.atomic():
        row = SubjectKey.objects.select_for_update().filter(subject=subject).first()
        if row is None:
            raise CannotDestroyKey("trail.no_key", subject=str(subject))
        return _destroy(asker, row, now=now, deed="trail.destroy_key", reason=reason)


def destroy_again(asker: Asker, *, now: datetime, destroyed: Iterable[UUID]) -> int:
    """Destroy the keys a restored backup brought back, by their identifiers; return how many it had brought back.

    ``trail.queries.destroyed_by_copies`` reads the identifiers from the seals a second party holds.
    """
    policies.check_may_destroy_again(asker)
    with transaction.atomic():
        rows = list(SubjectKey.objects.select_for_update().filter(id__in=list(destroyed)))
        for row in rows:
            _destroy(asker, row, now=now, deed="trail.destroy_again", reason=Reason("trail.destroyed_before"))
        return len(rows)


def _destroy(asker: Asker, row: SubjectKey, *, now: datetime, deed: str, reason: Reason) -> UUID:
    subject = row.subject
    stone = Tombstone.objects.filter(key=row.id).first() or Tombstone.objects.create(
        id=new_identifier(now), subject=subject, key=row.id, at=now, by=asker.party
    )
    note_change(
        asker,
        now=now,
        about=subject,
        deed=deed,
        thing="key",
        thing_id=row.id,
        reason=reason,
        under_own_key=True,
    )
    row.delete()
    keys.forget_key(subject)
    transaction.on_commit(lambda: keys.forget_key(subject))
    return stone.id
