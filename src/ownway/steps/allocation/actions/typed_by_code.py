"""Keeps what the holder of a code types and has not sent yet, sealed under the code, and takes it away again."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.people.policies import check_may
from ownway.registers.trail import actions as trail
from ownway.registers.trail.models import take_turn
from ownway.registers.trail.rules import cipher
from ownway.steps.allocation.models import TypedByCode
from ownway.steps.allocation.queries.by_code import behind, key_under
from ownway.steps.allocation.queries.typed_by_code import place_of_typed, typed_under
from ownway.steps.allocation.rules.cannot import CannotKeepTyping
from ownway.values import Asker, new_identifier

LONGEST = 200_000
MOST = 50
"""So many drafts wait under one code; a newer one takes the place of the oldest."""


def keep_typed_by_code(
    asker: Asker, *, now: datetime, code: str, path: str, form: str, typed: Mapping[str, list[str]]
) -> UUID:
    """Keep what is typed at *path* in the form of key *form*, instead of what that form held before.

    It is sealed under *code* and goes when the code ends. The trail is told once for each draft.

    :raises NotFound: when the code opens nothing.
    :raises CannotKeepTyping: when it is too much.
    """
    check_may(asker, "allocation.keep_typed_by_code", about=None, now=now)
    if sum(len(value) for values in typed.values() for value in values) > LONGEST:
        raise CannotKeepTyping("people.typed_too_long", longest=LONGEST)
    with transaction.atomic():
        row = behind(code, now=now)
        take_turn("allocation.code", row.id)
        there = typed_under(row, code)
        before = [one.id for one in there if (one.path, one.form) == (path, form)]
        others = [one.id for one in there if one.id not in before]
        TypedByCode.objects.filter(id__in=[*before, *others[MOST - 1 :]]).delete()
        id = new_identifier(now)
        said = {"path": path, "form": form, "typed": {name: list(values) for name, values in typed.items()}}
        plain = json.dumps(said, ensure_ascii=False).encode()
        sealed = cipher.seal(key_under(code), plain, place_of_typed(id, row.id))
        TypedByCode.objects.create(id=id, begun=row, sealed=sealed, kept_at=now)
        if not before:
            _note(asker, id, "keep_typed_by_code", now=now)
    return id


def forget_typed_by_code(
    asker: Asker, *, now: datetime, code: str, path: str = "", form: str = "", typed: UUID | None = None
) -> bool:
    """Take away one draft, named as *typed*, or by its *path* and *form* once it was sent; return whether it was there.

    :raises NotFound: when the code opens nothing.
    """
    check_may(asker, "allocation.keep_typed_by_code", about=None, now=now)
    with transaction.atomic():
        row = behind(code, now=now)
        there = [one.id for one in typed_under(row, code) if one.id == typed or (one.path, one.form) == (path, form)]
        if there:
            TypedByCode.objects.filter(id__in=there).delete()
            _note(asker, there[0], "forget_typed_by_code", now=now)
    return bool(there)


def _note(asker: Asker, typed: UUID, deed: str, *, now: datetime) -> None:
    trail.note_change(
        asker, now=now, about=None, deed=f"allocation.{deed}", thing="typed_by_code", thing_id=typed, after=None
    )
