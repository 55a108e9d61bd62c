"""Asks for the notes of visits, for the practitioners one can be handed over to, and for those who have none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ownway.registers.people.models import Relation, RoleHeld, VisitNote
from ownway.registers.people.policies import check_may, ties_of
from ownway.registers.people.queries.names import names_of
from ownway.values import Asker


@dataclass(frozen=True, slots=True)
class VisitSeen:
    """One note of a visit; *written_at* is when it reached us."""

    id: UUID
    day: date
    words: str
    by_name: str
    written_at: datetime


def visits_to(asker: Asker, *, person: UUID, now: datetime) -> tuple[VisitSeen, ...]:
    """Return the notes of visits to a person, the latest visit first; the person reads them too.

    :raises NotFound: when the asker may not know the person.
    """
    check_may(asker, "people.see_visits", about=person, now=now)
    rows = list(VisitNote.objects.filter(person_id=person, written_at__lte=now).order_by("-day", "-id"))
    names = names_of(row.by_id for row in rows)
    return tuple(VisitSeen(row.id, row.day, row.words, names.get(row.by_id, ""), row.written_at) for row in rows)


def practitioners(asker: Asker, *, now: datetime) -> tuple[tuple[UUID, str], ...]:
    """Return the practitioners of the authority by name, for whoever may hand a person over to one of them."""
    check_may(asker, "people.work_with", about=None, now=now)
    names = names_of(row.party_id for row in RoleHeld.objects.filter(role="practitioner").holding(now))
    return tuple(sorted(names.items(), key=lambda one: (one[1].casefold(), str(one[0]))))


def without_practitioner(asker: Asker, *, persons: Iterable[UUID], now: datetime) -> frozenset[UUID]:
    """Return those of *persons* with whom nobody works, less the asker and those close to them: theirs to take on."""
    check_may(asker, "people.work_with", about=None, now=now)
    wanted = set(persons)
    served = {row.to_id for row in Relation.objects.filter(kind="works_with", to__in=wanted).holding(now)}
    return frozenset(one for one in wanted - served if _may_take_on(asker, one, now=now))


def _may_take_on(asker: Asker, person: UUID, *, now: datetime) -> bool:
    # Whoever is close to a person has put their office away towards them.
    return (
        asker.party is not None and "authority" in ties_of(asker.party, to=person, roles=asker.roles, now=now).relations
    )
