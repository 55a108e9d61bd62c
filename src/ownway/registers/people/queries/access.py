"""Who asks, what they are to others, and who looked at a file."""

from datetime import datetime
from uuid import UUID

from ownway.registers.people.models import (
    Account,
    CapacityRecord,
    Consent,
    Party,
    Relation,
    RoleHeld,
)
from ownway.registers.people.policies import check_may, may, ties_of
from ownway.registers.people.queries.names import names_of
from ownway.registers.people.queries.seen import CapacitySeen, ConsentSeen, LookSeen
from ownway.registers.people.rules.access import ACCESS
from ownway.registers.people.rules.grant import ROLE_OF_RELATION
from ownway.registers.people.rules.remembered import MOST, remembered_at_a_moment
from ownway.registers.trail import queries as trail
from ownway.values import Asker, Basis


def check_may_do(asker: Asker, *, deed: str, about: UUID | None, now: datetime) -> None:
    """Check, before a form is shown, that whoever asks may do with it what it is for: the policy table's *deed*.

    :raises NotFound: when they may not know of *about*.
    :raises NotAllowed: when they may know, and the deed is not granted to them.
    """
    check_may(asker, deed, about=about, now=now)


def may_do(asker: Asker, *, deed: str, about: UUID | None, now: datetime) -> bool:
    """Whether :func:`check_may_do` would let it pass: a page shows a form, or a way to one, only then."""
    return may(asker, deed, about=about, now=now)


@remembered_at_a_moment
def roles_of(party: UUID, *, now: datetime) -> frozenset[str]:
    """Return the roles a party holds now: those given, ``person`` for a natural person, those of their relations."""
    roles = {row.role for row in RoleHeld.objects.filter(party=party).holding(now)}
    if _is_person(party):
        roles.add("person")
    close = Relation.objects.filter(who=party, kind__in=sorted(ROLE_OF_RELATION)).holding(now)
    return frozenset(roles | {ROLE_OF_RELATION[row.kind] for row in close})


_persons: set[UUID] = set()
"""Parties once seen to be natural persons; what kind a party is never changes, and no identifier comes twice."""


def _is_person(party: UUID) -> bool:
    if party in _persons:
        return True
    found = Party.objects.filter(id=party, kind=Party.Kind.PERSON).exists()
    if found and len(_persons) < MOST:
        _persons.add(party)
    return found


def has_account(email: str) -> bool:
    """Whether somebody signs in with this address."""
    return Account.objects.filter(email__iexact=email).exists()


def asker_for(account: Account, *, request: UUID, now: datetime) -> Asker:
    """Return who asks when this account is signed in, with the roles that hold at this moment."""
    return Asker(Basis.SELF, request, account.party_id, roles_of(account.party_id, now=now))


def asker_for_party(party: UUID, *, request: UUID, now: datetime) -> Asker:
    """Return a party as one who asks, with the roles that hold at this moment."""
    return Asker(Basis.SELF, request, party, roles_of(party, now=now))


def relations_of(party: UUID, *, to: UUID, now: datetime) -> frozenset[str]:
    """Return what *party* is to another now: relations kept, ``self``, ``authority``: as the policy table says."""
    return ties_of(party, to=to, roles=roles_of(party, now=now), now=now).relations


def relations_of_asker(asker: Asker, *, to: UUID, now: datetime) -> frozenset[str]:
    """Return what *asker* is to another now, by the roles they ask with; who is nobody's party is nothing to anyone."""
    if asker.party is None:
        return frozenset()
    return ties_of(asker.party, to=to, roles=asker.roles, now=now).relations


def looks_at(
    asker: Asker, *, person: UUID, now: datetime, before: datetime | None = None, most: int = 200
) -> tuple[LookSeen, ...]:
    """Return who looked at a person's file and who changed it, the latest first; refused tries too (X5).

    Lines of a deed whose grant is *hidden* are left out: telling them would betray a third party (H4).
    """
    check_may(asker, "people.looks_at", about=person, now=now)
    lines = trail.lines_about(
        asker, person=person, before=before, most=most, without=[d for d, g in ACCESS.items() if g.hidden]
    )
    names = names_of(line.party for line in lines if line.party)
    return tuple(
        LookSeen(
            at=line.at,
            who=line.party,
            who_name=names.get(line.party, "") if line.party else "",
            named=line.named,
            basis=line.basis,
            roles=line.roles,
            deed=line.deed,
            why=ACCESS[line.deed].purpose if line.deed in ACCESS else "",
            looked=line.looked,
            refused=line.refused,
            page=line.page,
            own=line.party == person,
        )
        for line in lines
    )


def consents_of(asker: Asker, *, person: UUID, now: datetime) -> tuple[ConsentSeen, ...]:
    """Return what a person allows others now."""
    check_may(asker, "people.see_circle", about=person, now=now)
    rows = Consent.objects.filter(person=person).holding(now)
    names = names_of(row.to_id for row in rows)
    return tuple(ConsentSeen(row.to_id, names.get(row.to_id, ""), row.purpose, row.starts, row.words) for row in rows)


def consented(*, person: UUID, to: UUID, purpose: str, now: datetime) -> bool:
    """Whether a person's consent to another for one purpose holds now."""
    return bool(Consent.objects.filter(person=person, to=to, purpose=purpose).holding(now))


def capacity_records(asker: Asker, *, person: UUID, now: datetime) -> tuple[CapacitySeen, ...]:
    """Return the decisions for which a person's capacity was looked at, the latest first."""
    check_may(asker, "people.see_capacity", about=person, now=now)
    rows = list(CapacityRecord.objects.filter(person=person).order_by("-written_at"))
    names = names_of(row.by for row in rows)
    return tuple(
        CapacitySeen(
            row.id,
            row.day,
            row.decision,
            row.help_tried,
            row.has_capacity,
            row.best_interest,
            row.wishes,
            names.get(row.by, ""),
        )
        for row in rows
    )
