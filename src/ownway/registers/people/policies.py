"""Who may do what: the policy table asked with the roles and relations that hold at this moment."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection

from ownway.registers.people.models import CapacityRecord, Relation, Representation
from ownway.registers.people.rules.access import ACCESS
from ownway.registers.people.rules.grant import (
    ENTAILED,
    STAFF_ROLES,
    Grant,
    Ties,
    is_granted,
    ties,
)
from ownway.registers.people.rules.remembered import remembered_at_a_moment
from ownway.values import Asker, Basis, Cannot
from ownway.values.cannot import NotAllowed, NotFound

KNOW = "people.know"
PERSONS_SIDE = frozenset({"self", "family", "represents", "cares_for"})
"""Relations whose holders stand on the person's side and never decide for the authority."""


@remembered_at_a_moment
def memberships(party: UUID, *, now: datetime) -> frozenset[UUID]:
    """Return the organisations and teams a party belongs to now."""
    rows = Relation.objects.filter(who=party, kind="member_of").holding(now)
    return frozenset(row.to_id for row in rows)


@remembered_at_a_moment
def relations_kept(party: UUID, *, to: UUID, now: datetime) -> frozenset[str]:
    """Return the relations of *party* to another that hold now, their own and those of a body they belong to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_relations(%s, %s, %s)", [party, to, now])
        return frozenset(cursor.fetchone()[0])


@remembered_at_a_moment
def scopes_kept(party: UUID, *, to: UUID, now: datetime) -> frozenset[str]:
    """Return how far *party* represents another now: care, money, health."""
    rows = Representation.objects.filter(representative=party, person=to).holding(now)
    return frozenset(scope for row in rows for scope in row.scope)


def needs_a_voice(person: UUID, *, now: datetime) -> bool:
    """Whether it was found last that *person* could not decide, and nobody speaks for them now (G4)."""
    last = CapacityRecord.objects.filter(person=person, written_at__lte=now).order_by("written_at", "id").last()
    if last is None or last.has_capacity:
        return False
    return not Relation.objects.filter(to=person, kind="represents").holding(now)


def ties_of(
    party: UUID, *, to: UUID | None, roles: frozenset[str], now: datetime, kept: frozenset[str] | None = None
) -> Ties:
    """Return what *party*, holding *roles*, is to another now; without another, what they are to the authority.

    *kept* are their relations where they were read at this same moment already.
    """
    if to is None:
        return ties(frozenset(), is_self=False, roles=roles)
    if kept is None:
        kept = relations_kept(party, to=to, now=now)
    scopes = scopes_kept(party, to=to, now=now) if "represents" in kept else frozenset()
    return ties(kept, is_self=party == to, roles=roles, scopes=scopes)


def _meets(
    asker: Asker, given: Grant, *, about: UUID | None, now: datetime, kept: frozenset[str] | None = None
) -> bool:
    """Whether *asker* meets one grant concerning *about*."""
    match asker.basis:
        case Basis.JOB:
            return asker.named in given.jobs
        case Basis.PUBLIC:
            return ("public", "anyone") in given.cells
        case Basis.CODE:
            return bool(given.cells & {("public", "anyone"), ("code", "holder")})
    assert asker.party is not None  # values.Asker sees to it
    held = ties_of(asker.party, to=about, roles=asker.roles, now=now, kept=kept)
    return is_granted(given, roles=asker.roles, held=held)


def _scope_lets(asker: Asker, deed: str) -> bool:
    """Whether a token reaches the deed: its scopes name the deed, or the app it belongs to, or another entails it."""
    if asker.basis is not Basis.TOKEN or deed in ENTAILED:
        return True
    return bool({deed, deed.partition(".")[0]} & asker.scopes)


def may_know(asker: Asker, *, about: UUID, now: datetime) -> bool:
    """Whether *asker* may know that *about* is in the register."""
    return _meets(asker, ACCESS[KNOW], about=about, now=now)


def check_may(
    asker: Asker,
    deed: str,
    *,
    about: UUID | None,
    now: datetime,
    concerns: Collection[UUID] = (),
    kept: frozenset[str] | None = None,
) -> None:
    """Check the policy table: may *asker* do *deed* concerning *about*?

    *concerns* names parties whom the thing itself accuses or concerns: it does not exist for them, nor for those who
    belong to them (a representative never sees a concern about themselves, H4). *kept* are the relations of the asker
    to *about* where they were read at this same moment together with something else.

    :raises NotFound: when they may not know of *about*, or the thing concerns them.
    :raises NotAllowed: when they may know, and the deed is not granted to them.
    """
    if concerns and asker.party is not None:
        own = {asker.party} | memberships(asker.party, now=now)
        if own & set(concerns):
            raise NotFound("people.not_found")
    given = ACCESS.get(deed)
    if given is not None and _scope_lets(asker, deed) and _meets(asker, given, about=about, now=now, kept=kept):
        return
    if about is not None and not may_know(asker, about=about, now=now):
        raise NotFound("people.not_found")
    raise NotAllowed("people.not_granted", deed=deed)


def may(asker: Asker, deed: str, *, about: UUID | None, now: datetime, concerns: Collection[UUID] = ()) -> bool:
    """Whether :func:`check_may` would let it pass."""
    try:
        check_may(asker, deed, about=about, now=now, concerns=concerns)
    except Cannot:
        return False
    return True


def may_each(asker: Asker, deed: str, *, about: Collection[UUID], now: datetime) -> frozenset[UUID]:
    """Return of *about* all concerning whom :func:`check_may` would let the deed pass; one question for all of them."""
    given = ACCESS.get(deed)
    if given is None or not _scope_lets(asker, deed):
        return frozenset()
    if asker.basis in (Basis.JOB, Basis.PUBLIC, Basis.CODE):
        return frozenset(about) if _meets(asker, given, about=None, now=now) else frozenset()
    assert asker.party is not None  # values.Asker sees to it
    with connection.cursor() as cursor:
        order = "SELECT each, people_relations(%s, each, %s) FROM unnest(%s::uuid[]) AS each"
        cursor.execute(order, [asker.party, now, list(about)])
        kept = {each: frozenset(relations) for each, relations in cursor.fetchall()}
    met = set()
    for each, relations in kept.items():
        scopes = scopes_kept(asker.party, to=each, now=now) if "represents" in relations else frozenset()
        held = ties(relations, is_self=asker.party == each, roles=asker.roles, scopes=scopes)
        if is_granted(given, roles=asker.roles, held=held):
            met.add(each)
    return frozenset(met)


def is_staff(asker: Asker) -> bool:
    """Whether somebody asks who holds a role of the authority."""
    return bool(asker.roles & STAFF_ROLES)
