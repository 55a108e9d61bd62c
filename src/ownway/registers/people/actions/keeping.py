"""Keeps what was typed and not sent, for its writer alone; and erases a person's file."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from ownway.registers.people.models import Account, Party, PartyName, TypedText
from ownway.registers.people.policies import check_may
from ownway.registers.trail.actions import destroy_key, note_change
from ownway.registers.trail.models import take_turn
from ownway.registers.trail.queries import erased_subjects
from ownway.values import Asker, Cannot, Reason, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text

KEPT_FOR = timedelta(hours=24)
DRAFT_KEPT_FOR = timedelta(days=7)
"""What was only begun waits a week: somebody may be in hospital over the weekend."""
LONGEST_TYPED = 200_000


class CannotKeepTyped(Cannot):
    """What was typed cannot be kept."""


class CannotErase(Cannot):
    """This file cannot be erased."""


def keep_typed(asker: Asker, *, now: datetime, belongs_to: UUID, path: str, typed: Mapping[str, list[str]]) -> UUID:
    """Keep what a form of *path* sent after the session of *belongs_to* had ended, sealed, for 24 hours.

    The caller has made sure (by a signature in the form) to whom the form belongs.

    :raises CannotKeepTyped: when it is too much, or somebody else is signed in.
    """
    check_may(asker, "people.keep_typed", about=None, now=now)
    with transaction.atomic():
        if asker.party not in (None, belongs_to):
            raise CannotKeepTyped("people.not_yours")
        if not Party.objects.filter(id=belongs_to).exists():
            raise NotFound("people.not_found")
        kept = _written(belongs_to, path, typed, now=now)
        note_change(asker, now=now, about=belongs_to, deed="people.keep_typed", thing="typed", thing_id=kept.id)
        return kept.id


def keep_while_typing(asker: Asker, *, now: datetime, path: str, form: str, typed: Mapping[str, list[str]]) -> UUID:
    """Keep what *asker* is typing at *path*, sealed, instead of what they had typed there before.

    *form* is the key of the form as it was opened: two devices keep a draft each. The trail is told once for each
    draft, and not at every letter.

    :raises CannotKeepTyped: when it is too much, or nobody is signed in.
    """
    check_may(asker, "people.keep_typed", about=None, now=now)
    if asker.party is None or not form:
        raise CannotKeepTyped("people.not_yours")
    with transaction.atomic():
        take_turn("people.typing", asker.party)
        before = TypedText.objects.filter(party=asker.party, path=path, form=form).delete()[0]
        kept = _written(asker.party, path, typed, now=now, form=form)
        if not before:
            note_change(asker, now=now, about=asker.party, deed="people.keep_typed", thing="typed", thing_id=kept.id)
        return kept.id


def bring_typed(
    asker: Asker, *, now: datetime, belongs_to: UUID, path: str, form: str, typed: Mapping[str, list[str]]
) -> UUID:
    """Keep for *belongs_to* what they had typed before they had a file, as a draft at *path* for a week.

    Whoever brings it over for them has been asked by the caller whether they may.

    :raises CannotKeepTyped: when it is too much.
    """
    check_may(asker, "people.keep_typed", about=None, now=now)
    with transaction.atomic():
        take_turn("people.typing", belongs_to)
        TypedText.objects.filter(party=belongs_to, path=path, form=form).delete()
        kept = _written(belongs_to, path, typed, now=now, form=form)
        note_change(asker, now=now, about=belongs_to, deed="people.keep_typed", thing="typed", thing_id=kept.id)
        return kept.id


def forget_while_typing(asker: Asker, *, now: datetime, path: str, form: str) -> bool:
    """Take away what *asker* was typing in that form, once it was sent; return whether there was anything."""
    if asker.party is None or not form:
        return False
    check_may(asker, "people.forget_typed", about=asker.party, now=now)
    with transaction.atomic():
        gone = TypedText.objects.filter(party=asker.party, path=path, form=form).delete()[0]
        if gone:
            note_change(asker, now=now, about=asker.party, deed="people.forget_typed", thing="typed", thing_id=None)
        return bool(gone)


def forget_typed(asker: Asker, *, now: datetime, kept: UUID) -> None:
    """Take away what was kept, when its writer has sent it again or wants it no more."""
    with transaction.atomic():
        row = TypedText.objects.filter(id=kept, party=asker.party).first() if asker.party else None
        if row is None:
            raise NotFound("people.not_found")
        check_may(asker, "people.forget_typed", about=row.party_id, now=now)
        row.delete()
        note_change(asker, now=now, about=asker.party, deed="people.forget_typed", thing="typed", thing_id=kept)


def forget_old_typed(asker: Asker, *, now: datetime) -> int:
    """Take away what was sent and kept longer than 24 hours, and drafts older than a week; return how many."""
    check_may(asker, "people.forget_old_typed", about=None, now=now)
    with transaction.atomic():
        sent = Q(form="")
        old = (sent & Q(kept_at__lt=now - KEPT_FOR)) | (~sent & Q(kept_at__lt=now - DRAFT_KEPT_FOR))
        gone, _ = TypedText.objects.filter(old).delete()
        note_change(
            asker,
            now=now,
            about=None,
            deed="people.forget_old_typed",
            thing="typed",
            thing_id=None,
            after={"how_many": gone},
        )
        return gone


def erase(asker: Asker, *, now: datetime, person: UUID, words: str) -> UUID:
    """Erase a person's file for ever: their key is destroyed, their sign-in ended, and they are found no more.

    What is left are rows without words, so that sums still add up. *words* says on what ground; they are kept under
    the installation's own key. Returns the tombstone's identifier.

    :raises CannotErase: when no human answers for it.
    """
    check_may(asker, "people.erase", about=person, now=now)
    with transaction.atomic():
        if not asker.is_human:
            raise CannotErase("people.needs_a_human")
        ground = clean_text(words, longest=2_000, field="words", required=True)
        if not Party.objects.filter(id=person).exists():
            raise NotFound("people.not_found")
        _forget(person)
        stone = destroy_key(asker, now=now, subject=person, reason=Reason("people.erased", words=ground))
        note_change(asker, now=now, about=person, deed="people.erase", thing="person", thing_id=person)
        return stone


def forget_erased(asker: Asker, *, now: datetime) -> int:
    """After a backup was restored: forget again how erased people were found, what they typed and how they signed in.

    Their keys are destroyed before (:func:`ownway.registers.trail.actions.destroy_again`). Returns how many came back.
    """
    check_may(asker, "people.forget_erased", about=None, now=now)
    with transaction.atomic():
        erased = erased_subjects(asker)
        back = {
            *PartyName.objects.filter(party__in=erased).exclude(found_by=[]).values_list("party", flat=True),
            *TypedText.objects.filter(party__in=erased).values_list("party", flat=True),
            *Account.objects.filter(party__in=erased, is_active=True).values_list("party", flat=True),
        }
        for person in sorted(back):
            _forget(person)
            note_change(asker, now=now, about=person, deed="people.forget_erased", thing="person", thing_id=person)
        return len(back)


def _forget(person: UUID) -> None:
    PartyName.objects.filter(party=person).update(found_by=[])
    TypedText.objects.filter(party=person).delete()
    for account in Account.objects.filter(party=person):
        _forget_address(account)


def _written(owner: UUID, path: str, typed: Mapping[str, list[str]], *, now: datetime, form: str = "") -> TypedText:
    """Write down what was typed; inside a transaction, so that what it replaces is not lost where it is too much."""
    if sum(len(value) for values in typed.values() for value in values) > LONGEST_TYPED:
        raise CannotKeepTyped("people.typed_too_long", longest=LONGEST_TYPED)
    told = {name: list(values) for name, values in typed.items()}
    return TypedText.objects.create(
        id=new_identifier(now), party_id=owner, path=path, typed=told, kept_at=now, form=form
    )


def _forget_address(account: Account) -> None:
    # The sign-in library keeps addresses of its own beside the account.
    addresses: Any = getattr(account, "emailaddress_set", None)
    if addresses is not None:
        addresses.all().delete()
    account.email = f"{account.id}@erased.invalid"
    account.is_active = False
    account.set_unusable_password()
    account.save()
