"""Asks for what the holder of a code typed and has not sent, and hides a code in a form so that it can be kept."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ownway.registers.people.policies import check_may
from ownway.registers.trail.models import own_secret
from ownway.registers.trail.rules import cipher
from ownway.registers.trail.rules.cipher import CannotUnseal
from ownway.steps.allocation.models import BegunByCode, TypedByCode
from ownway.steps.allocation.queries.by_code import behind, key_under
from ownway.steps.allocation.rules import codes
from ownway.values import Asker
from ownway.values.cannot import NotFound

IN_FORMS = cipher.Place("allocation.code_in_a_form", "", UUID(int=0))


@dataclass(frozen=True, slots=True)
class TypedUnderCode:
    """What was typed at *path* in the form of key *form* and not sent."""

    id: UUID
    path: str
    form: str
    typed: dict[str, list[str]]
    kept_at: datetime


def typed_by_code(asker: Asker, *, code: str, now: datetime, path: str = "") -> tuple[TypedUnderCode, ...]:
    """Return what was typed under *code* and not sent, the latest first; at one *path*, or anywhere.

    :raises NotFound: when the code opens nothing.
    """
    check_may(asker, "allocation.see_by_code", about=None, now=now)
    row = behind(code, now=now)
    return tuple(one for one in typed_under(row, code) if not path or one.path == path)


def hidden_code(asker: Asker, *, code: str, now: datetime) -> str:
    """Return *code* as a form carries it: only this installation reads it, also where the browser has lost the code."""
    check_may(asker, "allocation.see_by_code", about=None, now=now)
    return base64.urlsafe_b64encode(cipher.seal(_own_key(), codes.plain(code).encode(), IN_FORMS)).decode()


def code_hidden_in(asker: Asker, *, hidden: str, now: datetime) -> str:
    """Return the code that :func:`hidden_code` hid.

    :raises NotFound: when nothing of ours is hidden there.
    """
    check_may(asker, "allocation.see_by_code", about=None, now=now)
    try:
        return cipher.unseal(_own_key(), base64.urlsafe_b64decode(hidden.encode()), IN_FORMS).decode()
    except (binascii.Error, ValueError, CannotUnseal):
        raise NotFound("allocation.no_such_code") from None


def typed_under(row: BegunByCode, code: str) -> list[TypedUnderCode]:
    """Return all that was typed under *code* and not sent, opened, the latest first; for use inside this app."""
    key = key_under(code)
    found = []
    for one in TypedByCode.objects.filter(begun=row).order_by("-kept_at", "-id"):
        said = json.loads(cipher.unseal(key, bytes(one.sealed), place_of_typed(one.id, row.id)).decode())
        found.append(TypedUnderCode(one.id, said["path"], said["form"], said["typed"], one.kept_at))
    return found


def place_of_typed(typed: UUID, begun: UUID) -> cipher.Place:
    """Return where sealed typing belongs, so that one moved elsewhere does not open."""
    return cipher.Place("allocation_typed_by_code.sealed", str(typed), begun)


def _own_key() -> cipher.Key:
    secret = own_secret("codes in forms")
    return cipher.Key(cipher.fingerprint(secret), secret)
