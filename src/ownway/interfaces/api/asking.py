"""Says of every request to the API who asks: one who signed in, or a program with a token that a person gave it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from ownway.registers.people import queries as people
from ownway.registers.trail import actions as trail
from ownway.values import Asker, Basis, new_identifier
from ownway.values.cannot import NotAllowed, NotFound


class SignedIn(APIKeyCookie):
    """The session of one who signed in on a page; what changes something must carry the page's token too."""

    param_name = "sessionid"

    def authenticate(self, request: HttpRequest, key: str | None) -> Asker | None:
        """Return who signed in, or nobody."""
        if not request.user.is_authenticated:
            return None
        known: Asker | None = getattr(request, "asker", None)
        if known is not None and known.party == request.user.party_id:
            return known
        now = now_of(request)
        return _remember(request, people.asker_for(request.user, request=new_identifier(now), now=now))


class WithToken(HttpBearer):
    """``Authorization: Bearer ownway_…``: it reaches what its giver may do now, within its scopes; it never decides."""

    def authenticate(self, request: HttpRequest, token: str) -> Asker | None:
        """Return who gave the token, or nobody where it does not hold."""
        now = now_of(request)
        return _remember(request, people.asker_for_token(token, request=new_identifier(now), now=now))


EVERYBODY_KNOWN: Sequence[Any] = (WithToken(), SignedIn())
"""How one can be known to the API, in the order in which it looks."""


def _remember(request: HttpRequest, asker: Asker | None) -> Asker | None:
    if asker is not None:
        request.asker = asker  # type: ignore[attr-defined]
    return asker


def now_of(request: HttpRequest) -> datetime:
    """Return the moment of the request: the clock is read once."""
    if not hasattr(request, "now"):
        request.now = datetime.now(UTC)  # type: ignore[attr-defined]
    return request.now  # type: ignore[attr-defined,no-any-return]


def who_and_when(request: HttpRequest) -> tuple[Asker, datetime]:
    """Return who asks and when; anyone at all where nobody is known."""
    now = now_of(request)
    asker = getattr(request, "asker", None)
    return asker if asker is not None else Asker(Basis.PUBLIC, new_identifier(now)), now


@contextmanager
def looks_at_the_end(request: HttpRequest) -> Iterator[None]:
    """Put off the notes of looks until a transaction around the deed has ended, and note them before any answer."""
    waiting: list[Callable[[], object]] = []
    request.looks = waiting  # type: ignore[attr-defined]
    try:
        yield
    finally:
        del request.looks  # type: ignore[attr-defined]
    for note in waiting:
        note()


def looked(request: HttpRequest, deed: str, *about: UUID) -> None:
    """Note a look in a commit of its own, before anything is answered."""
    asker, now = who_and_when(request)
    note = partial(trail.note_look, asker, now=now, deed=deed, about=about, page=request.path)
    waiting: list[Callable[[], object]] | None = getattr(request, "looks", None)
    if waiting is None:
        note()
    else:
        waiting.append(note)


def refused(request: HttpRequest, error: NotFound | NotAllowed) -> None:
    """Note a look that was refused; the one it concerns is named where the address names them."""
    asker, now = who_and_when(request)
    match = request.resolver_match
    person = match.kwargs.get("person") if match else None
    about = (UUID(str(person)),) if person else ()
    trail.note_look(asker, now=now, deed=f"api.{error.why.code}", about=about, page=request.path, refused=True)
