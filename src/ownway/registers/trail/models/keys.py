"""The key of each person, wrapped by the master key; and the ring that unwraps them for sealing and opening.

Unwrapped keys are remembered in the process for half a minute, so a key destroyed by one process opens nothing in
another after at most that time; the process that destroys it forgets it at once. A key made in a transaction that
is still open is remembered by that transaction alone, for it may yet be rolled back.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import models, transaction

from ownway.registers.trail.models.append_only import AppendOnly
from ownway.registers.trail.rules import cipher, key_file
from ownway.registers.trail.rules.cipher import CannotUnseal, Key
from ownway.values import Cannot

REMEMBERED_NANOSECONDS = 30 * 10**9
REMEMBERED_KEYS = 20_000
MADE_AT_ONCE = 1_000


class CannotSeal(Cannot):
    """Text cannot be sealed for this person: they have no key, or it was destroyed."""


class SubjectKey(models.Model):
    """The one key of one person, wrapped; the row goes when the person is erased."""

    id = models.UUIDField(primary_key=True)
    subject = models.UUIDField(unique=True)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()


class Tombstone(AppendOnly):
    """Says that a person's key was destroyed, so that a restored backup repeats it."""

    id = models.UUIDField(primary_key=True)
    subject = models.UUIDField(db_index=True)
    key = models.UUIDField(unique=True)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)


@dataclass(frozen=True, slots=True)
class _Remembered:
    key: Key
    subject: UUID
    until: int


_by_subject: "OrderedDict[UUID, _Remembered]" = OrderedDict()
_uncommitted: set[UUID] = set()
_just_made: "OrderedDict[UUID, tuple[Key, Callable[[], None]]]" = OrderedDict()
"""Keys made in a transaction that may still be open, by subject, each with what that transaction calls at its end."""


@lru_cache(maxsize=4)
def _masters_of(path: Path, changed: int) -> tuple[Key, ...]:
    return key_file.master_keys(path)


def masters() -> tuple[Key, ...]:
    """Return the master keys, the one that seals first; the file is read again when it changes."""
    path = Path(settings.OWNWAY_KEY_FILE)
    if not path.exists():
        key_file.master_keys(path)
    return _masters_of(path, path.stat().st_mtime_ns)


def own_secret(purpose: str) -> bytes:
    """Return a secret of this installation for one *purpose*, such as the hashes by which a name is found."""
    # The oldest key, which stays in the file, so that a new master key leaves every name findable.
    return cipher.derived(masters()[-1].secret, f"ownway: {purpose}")


def opened(row: SubjectKey) -> Key:
    """Return a person's key, unwrapped by the master key that wrapped it.

    :raises CannotUnseal: when that master key is not in the key file, or the row is another's or damaged.
    """
    wrapped = bytes(row.wrapped)
    by = cipher.key_of(wrapped)
    for master in masters():
        if master.id == by:
            return cipher.unwrap(master, wrapped, row.id, row.subject)
    raise CannotUnseal(
        "trail.master_key_lost",
        help="Put back the key file this installation was made with.",
    )


def _remember(row: SubjectKey) -> Key:
    key = opened(row)
    if row.id not in _uncommitted:
        _by_subject[row.subject] = _Remembered(key, row.subject, time.monotonic_ns() + REMEMBERED_NANOSECONDS)
        while len(_by_subject) > REMEMBERED_KEYS:
            _by_subject.popitem(last=False)
    return key


def remember_keys(subjects: Iterable[UUID]) -> None:
    """Fetch the keys of many people with one question, before a list of them is shown."""
    now = time.monotonic_ns()
    wanted = {
        subject
        for subject in subjects
        if (subject not in _by_subject or _by_subject[subject].until <= now) and _made_here(subject) is None
    }
    if wanted:
        for row in SubjectKey.objects.filter(subject__in=wanted):
            _remember(row)


def forget_key(subject: UUID) -> None:
    """Forget the unwrapped key of one person in this process."""
    _by_subject.pop(subject, None)
    _just_made.pop(subject, None)


def forget_all_keys() -> None:
    """Forget every unwrapped key in this process."""
    _by_subject.clear()
    _just_made.clear()


def key_to_seal(subject: UUID | None) -> Key:
    """Return the key that seals for *subject*; nobody's rows are sealed by the installation's own.

    :raises CannotSeal: with code ``trail.no_key``, or ``trail.erased`` when the person's key was destroyed.
    """
    if subject is None:
        return key_file.own_key(masters()[0])
    key = _key_now(subject)
    if key is None:
        erased = Tombstone.objects.filter(subject=subject).exists()
        raise CannotSeal("trail.erased" if erased else "trail.no_key", subject=str(subject))
    return key


def key_to_open(sealed: bytes, subject: UUID | None) -> Key | None:
    """Return the key that opens *sealed* for *subject*, or nothing where that key was destroyed.

    :raises CannotUnseal: when the value is another's, or its key is lost without having been destroyed.
    """
    key_id = cipher.key_of(sealed)
    if subject is None:
        for master in masters():
            if master.id == key_id:
                return key_file.own_key(master)
        raise CannotUnseal("trail.moved_or_damaged")
    key = _key_now(subject)
    if key is not None and key.id == key_id:
        return key
    if Tombstone.objects.filter(subject=subject, key=key_id).exists():
        return None
    raise CannotUnseal("trail.moved_or_damaged" if key is not None else "trail.key_lost")


def _key_now(subject: UUID) -> Key | None:
    remembered = _by_subject.get(subject)
    if remembered is not None and remembered.until > time.monotonic_ns():
        return remembered.key
    made = _made_here(subject)
    if made is not None:
        return made
    row = SubjectKey.objects.filter(subject=subject).first()
    return None if row is None else _remember(row)


def _made_here(subject: UUID) -> Key | None:
    """Return the key made for *subject* in the transaction this connection is in, unless that was taken back."""
    key, at_the_end = _just_made.get(subject, (None, None))
    # Django drops what was to be called at the end when the transaction, or the savepoint it was said in, is undone.
    still = key is not None and any(waiting[1] is at_the_end for waiting in transaction.get_connection().run_on_commit)
    return key if still else None


def keep_new_key(key_id: UUID, subject: UUID, made_at: datetime) -> None:
    """Make and keep a fresh key for *subject*; to be called inside a transaction."""
    key = Key(key_id, cipher.new_secret())
    _uncommitted.add(key_id)

    def committed() -> None:
        _uncommitted.discard(key_id)
        _just_made.pop(subject, None)

    transaction.on_commit(committed)
    SubjectKey.objects.create(
        id=key_id,
        subject=subject,
        wrapped=cipher.wrap(masters()[0], key, subject),
        made_at=made_at,
    )
    _just_made[subject] = (key, committed)
    while len(_just_made) > MADE_AT_ONCE:
        _just_made.popitem(last=False)
