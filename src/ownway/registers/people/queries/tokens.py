"""Who asks by a token, and which tokens somebody has given."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ownway.registers.people.models import Account, Token
from ownway.registers.people.policies import check_may
from ownway.registers.people.queries.access import roles_of
from ownway.registers.people.queries.names import hashed
from ownway.registers.people.rules.access import ACCESS
from ownway.registers.people.rules.tokens import looks_like_one
from ownway.values import Asker, Basis


@dataclass(frozen=True, slots=True)
class TokenSeen:
    """A token as its giver sees it: never the secret."""

    id: UUID
    named: str
    scopes: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    ended_at: datetime | None


def asker_for_token(secret: str, *, request: UUID, now: datetime) -> Asker | None:
    """Return who asks by this token, with the roles its giver holds now and the scopes it reaches; nobody otherwise.

    A token ends with its time, when its giver ends it, and with their account.
    """
    if not looks_like_one(secret):
        return None
    row = Token.objects.filter(hashed=hashed(secret), expires_at__gt=now, end=None).first()
    if row is None or not Account.objects.filter(party=row.party_id, is_active=True).exists():
        return None
    roles = roles_of(row.party_id, now=now)
    return Asker(Basis.TOKEN, request, row.party_id, roles, scopes=frozenset(row.scopes), named=row.named)


def apps_within_reach(asker: Asker, *, now: datetime) -> frozenset[str]:
    """Return the apps of which a role that the asker holds is granted any deed: what a token of theirs could reach."""
    check_may(asker, "people.make_token", about=asker.party, now=now)
    return frozenset(
        deed.partition(".")[0] for deed, given in ACCESS.items() if any(role in asker.roles for role, _ in given.cells)
    )


def tokens_of(asker: Asker, *, now: datetime) -> tuple[TokenSeen, ...]:
    """Return the tokens that the asker has given, the newest first."""
    check_may(asker, "people.see_tokens", about=asker.party, now=now)
    rows = Token.objects.filter(party_id=asker.party).select_related("end").order_by("-made_at")
    return tuple(
        TokenSeen(
            row.id,
            row.named,
            tuple(row.scopes),
            row.made_at,
            row.expires_at,
            row.end.at if hasattr(row, "end") else None,
        )
        for row in rows
    )
