"""Reads the clocks that run: about one person, and those that wait on the one who asks (their desk)."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import get_default_timezone

from ownway.registers.decisions import policies
from ownway.registers.decisions.models import Clock
from ownway.registers.decisions.rules.naming import clock_code
from ownway.registers.people.queries import names_of, people_i_work_with, relations_of, without_practitioner
from ownway.values import Asker

MOST_ON_A_DESK = 500
# Roles that are held for some people and not for others, by the relations that make them one's own.
FOR_ONE_PERSON = {
    "person": {"self", "represents"},
    "representative": {"represents"},
    "family": {"family"},
    "carer": {"cares_for"},
}
FOR_A_LIVING = frozenset({"practitioner", "broker", "provider"})


@dataclass(frozen=True, slots=True)
class ClockSeen:
    """A clock that runs. *kind_code* is the code of what is awaited; *days_left* is below zero when it is late."""

    id: UUID
    about: UUID
    about_name: str
    kind: str
    kind_code: str
    due: date
    days_left: int
    waits_on_role: str
    waits_on: UUID | None
    waits_on_name: str
    thing: str
    thing_id: UUID
    started_at: datetime

    @property
    def late(self) -> bool:
        """Whether its day has passed."""
        return self.days_left < 0


def clock_runs(asker: Asker, *, kind: str, thing_id: UUID) -> bool:
    """Whether a clock of this kind runs for a thing; for deeds that stop one or start one."""
    return _running().filter(kind=kind, thing_id=thing_id).exists()


def clocks_about(asker: Asker, *, person: UUID, now: datetime) -> tuple[ClockSeen, ...]:
    """Return the clocks that run about *person*, the earliest due first.

    :raises NotFound: when the asker may not know of the person.
    """
    policies.check_may_see(asker, about=person, now=now)
    return _seen(list(_running().filter(person=person)), now)


def desk(asker: Asker, *, now: datetime) -> tuple[ClockSeen, ...]:
    """Return what waits on the one who asks, by name or on a role they hold for the person; the earliest due first."""
    if asker.party is None:
        return ()
    wanted = Q(waits_on=asker.party) | Q(waits_on=None, waits_on_role__in=sorted(asker.roles))
    rows = list(_running().filter(wanted)[:MOST_ON_A_DESK])
    # Somebody named was told of the person with the task; of the rest they see those whom they serve.
    others = {(row.waits_on_role, row.person_id) for row in rows if row.waits_on_id is None}
    mine = {listed.id for listed in people_i_work_with(asker, now=now)} if others else set()
    serves = {(role, about): _serves(asker, role, about, mine, now=now) for role, about in others}
    return _seen([row for row in rows if row.waits_on_id or serves[row.waits_on_role, row.person_id]], now)


def intake(asker: Asker, *, now: datetime) -> tuple[ClockSeen, ...]:
    """Return what waits on a practitioner for somebody with whom none works yet, the earliest due first (M6).

    :raises NotAllowed: for those who may take nobody on.
    """
    rows = list(_running().filter(waits_on=None, waits_on_role="practitioner"))
    free = without_practitioner(asker, persons={row.person_id for row in rows}, now=now)
    return _seen([row for row in rows if row.person_id in free], now)


def _serves(asker: Asker, role: str, about: UUID, mine: AbstractSet[UUID], *, now: datetime) -> bool:
    if role in FOR_A_LIVING:
        return about in mine
    if role in FOR_ONE_PERSON and asker.party is not None:
        return bool(relations_of(asker.party, to=about, now=now) & FOR_ONE_PERSON[role])
    return policies.may_see(asker, about=about, now=now)


def _running() -> QuerySet[Clock]:
    return Clock.objects.filter(stop=None).order_by("due", "id")


def _seen(rows: list[Clock], now: datetime) -> tuple[ClockSeen, ...]:
    names = names_of({row.person_id for row in rows} | {row.waits_on_id for row in rows if row.waits_on_id})
    today = now.astimezone(get_default_timezone()).date()
    return tuple(
        ClockSeen(
            id=row.id,
            about=row.person_id,
            about_name=names.get(row.person_id, ""),
            kind=row.kind,
            kind_code=clock_code(row.kind),
            due=row.due,
            days_left=(row.due - today).days,
            waits_on_role=row.waits_on_role,
            waits_on=row.waits_on_id,
            waits_on_name=names.get(row.waits_on_id, "") if row.waits_on_id else "",
            thing=row.thing,
            thing_id=row.thing_id,
            started_at=row.started_at,
        )
        for row in rows
    )
