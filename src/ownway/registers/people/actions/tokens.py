"""Gives a program a token to act in a person's name, and ends it."""

import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.people.models import Token, TokenEnd
from ownway.registers.people.policies import check_may
from ownway.registers.people.queries.names import hashed
from ownway.registers.people.rules import tokens
from ownway.registers.people.rules.access import ACCESS
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Cannot, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text


class CannotMakeToken(Cannot):
    """A token cannot be made so."""


def make_token(
    asker: Asker, *, now: datetime, named: str, scopes: Collection[str], expires_at: datetime
) -> tuple[UUID, str]:
    """Make a token of the asker's own that reaches *scopes* (deeds, or whole apps) until *expires_at*.

    Return its identifier and the secret, which is not kept and cannot be shown again.

    :raises CannotMakeToken: without a scope, with one that is unknown, or with an end past or more than a year away;
        also for a program, which makes no tokens.
    """
    check_may(asker, "people.make_token", about=asker.party, now=now)
    if not asker.is_human:
        raise CannotMakeToken("people.token_by_program")
    name = clean_text(named, longest=100, field="named", required=True)
    if not scopes:
        raise CannotMakeToken("people.token_no_scope", field="scopes")
    if unknown := tokens.unknown_scopes(scopes, ACCESS):
        raise CannotMakeToken("people.token_unknown_scope", field="scopes", scope=unknown[0])
    if not now < expires_at <= now + tokens.LONGEST_LIFE:
        raise CannotMakeToken("people.token_life", field="expires_at", days=tokens.LONGEST_LIFE.days)
    secret = tokens.written(secrets.token_bytes(tokens.SECRET_BYTES))
    with transaction.atomic():
        row = Token.objects.create(
            id=new_identifier(now),
            party_id=asker.party,
            named=name,
            scopes=sorted(set(scopes)),
            hashed=hashed(secret),
            made_at=now,
            expires_at=expires_at,
        )
        note_change(
            asker,
            now=now,
            about=asker.party,
            deed="people.make_token",
            thing="token",
            thing_id=row.id,
            after={"named": name, "scopes": row.scopes, "expires_at": expires_at.isoformat()},
        )
    return row.id, secret


def end_token(asker: Asker, *, now: datetime, token: UUID) -> None:
    """End one of the asker's own tokens now; ending it again changes nothing.

    :raises NotFound: when they have no such token.
    """
    check_may(asker, "people.end_token", about=asker.party, now=now)
    with transaction.atomic():
        row = Token.objects.filter(id=token, party_id=asker.party).first()
        if row is None:
            raise NotFound("people.not_found")
        if TokenEnd.objects.filter(token=row).exists():
            return
        TokenEnd.objects.create(id=new_identifier(now), token=row, by=asker.party, at=now)
        note_change(asker, now=now, about=asker.party, deed="people.end_token", thing="token", thing_id=row.id)
