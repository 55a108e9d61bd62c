"""Does once what a program sends more than once under a key of its own, and gives its first answer again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from django.db import transaction

from ownway.registers.people.models import FirstAnswer
from ownway.registers.people.policies import check_may
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, new_identifier
from ownway.values.cannot import Stale

KEPT_FOR = timedelta(hours=24)
Given = TypeVar("Given")


@dataclass(frozen=True, slots=True)
class Answered(Generic[Given]):
    """What *deed* gave when it was done now, or the *status* and *words* of the answer that was given before."""

    given: Given | None
    again: bool = False
    status: int = 0
    words: str = ""


class KeyUsed(Stale):
    """A key was used before, for something else."""


def answer_once(
    asker: Asker,
    *,
    now: datetime,
    key: str,
    fingerprint: bytes,
    deed: Callable[[], Given],
    told: Callable[[Given], tuple[int, str]],
) -> Answered[Given]:
    """Do *deed* under the asker's *key*, or give the answer that it had before; *told* says what of it is kept.

    The deed, the key and the answer are one transaction: a crash leaves all of them or none. Two at the same moment
    wait for each other on the key. A deed that is refused keeps nothing, for nothing was done. Answers are sealed under
    the asker's own key and kept for 24 hours.

    :raises KeyUsed: ``people.key_used`` when the key came before with something else.
    """
    assert asker.party is not None  # nobody else has keys
    check_may(asker, "people.answer_once", about=asker.party, now=now)
    with transaction.atomic():
        row = FirstAnswer(id=new_identifier(now), party_id=asker.party, key=key, fingerprint=fingerprint, kept_at=now)
        FirstAnswer.objects.bulk_create([row], ignore_conflicts=True)
        kept = FirstAnswer.objects.get(party=asker.party, key=key)
        if kept.pk != row.pk:
            if bytes(kept.fingerprint) != fingerprint:
                raise KeyUsed("people.key_used", field="Idempotency-Key")
            return Answered(None, True, kept.status or 200, kept.answer or "")
        given = deed()
        kept.status, kept.answer = told(given)
        kept.save(update_fields=["status", "answer"])
        note_change(
            asker, now=now, about=asker.party, deed="people.answer_once", thing="first_answer", thing_id=kept.pk
        )
        return Answered(given)


def forget_old_answers(asker: Asker, *, now: datetime) -> int:
    """Take away the first answers that were kept longer than 24 hours; return how many."""
    check_may(asker, "people.forget_old_answers", about=None, now=now)
    with transaction.atomic():
        gone, _ = FirstAnswer.objects.filter(kept_at__lt=now - KEPT_FOR).delete()
        note_change(
            asker,
            now=now,
            about=None,
            deed="people.forget_old_answers",
            thing="first_answer",
            thing_id=None,
            after={"how_many": gone},
        )
        return gone
