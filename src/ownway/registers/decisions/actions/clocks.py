"""Starts, stops and passes on the clocks that say who waits for what, and until when."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import get_default_timezone, localdate

from ownway.registers.decisions import policies
from ownway.registers.decisions.models import Clock, ClockStop
from ownway.registers.decisions.policies import CannotStartClock, CannotStopClock
from ownway.registers.decisions.queries import ClockSeen
from ownway.registers.decisions.rules import clocks
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Reason, new_identifier


def start_clock(
    asker: Asker,
    *,
    now: datetime,
    about: UUID,
    kind: str,
    due: date,
    waits_on_role: str,
    waits_on: UUID | None = None,
    thing: str,
    thing_id: UUID,
) -> UUID:
    """Start a clock: until *due*, something (*kind*) is awaited of a role, or of one party in it; return its id.

    One clock of a kind runs for a thing at a time; when it has stopped, another may be started.

    :raises CannotStartClock: when one is running, or *due* has passed.
    """
    today = now.astimezone(get_default_timezone()).date()
    policies.check_may_start_clock(asker, about=about, due=due, on=today, now=now)
    with transaction.atomic():
        last = Clock.objects.filter(kind=kind, thing_id=thing_id).order_by("-ordinal").first()
        if last is not None and not hasattr(last, "stop"):
            raise CannotStartClock("decisions.clock_runs", due=last.due.isoformat())
        clock = Clock(
            id=new_identifier(now),
            person_id=about,
            kind=kind,
            due=due,
            waits_on_role=waits_on_role,
            waits_on_id=waits_on,
            thing=thing,
            thing_id=thing_id,
            ordinal=last.ordinal + 1 if last else 1,
            started_at=now,
            started_by=asker.party,
        )
        try:
            clock.save()
        except IntegrityError as error:
            raise CannotStartClock("decisions.clock_runs", due=due.isoformat()) from error
        note_change(
            asker,
            now=now,
            about=about,
            deed="decisions.start_clock",
            thing="clock",
            thing_id=clock.id,
            after={"kind": kind, "due": due.isoformat(), "waits_on_role": waits_on_role},
        )
        return clock.id


def stop_clock(asker: Asker, *, now: datetime, kind: str, thing_id: UUID, reason: Reason) -> UUID:
    """Stop the clock of this kind that runs for a thing, and say why; return the clock's identifier.

    :raises CannotStopClock: when none is running.
    """
    clock = Clock.objects.filter(kind=kind, thing_id=thing_id, stop=None).order_by("-ordinal").first()
    if clock is None:
        raise CannotStopClock("decisions.no_clock", kind=kind)
    policies.check_may_stop_clock(asker, clock=clock, now=now)
    late = clocks.days_late(clock.due, now.astimezone(get_default_timezone()).date())
    with transaction.atomic():
        try:
            ClockStop.objects.create(
                id=new_identifier(now),
                clock=clock,
                person_id=clock.person_id,
                stopped_at=now,
                by=asker.party,
                reason=reason.as_json(),
            )
        except IntegrityError as error:
            raise CannotStopClock("decisions.no_clock", kind=kind) from error
        note_change(
            asker,
            now=now,
            about=clock.person_id,
            deed="decisions.stop_clock",
            thing="clock",
            thing_id=clock.id,
            reason=reason,
            after={"late_days": late},
        )
        return clock.id


def pass_clock(
    asker: Asker, *, now: datetime, clock: ClockSeen, waits_on_role: str, waits_on: UUID | None = None, reason: Reason
) -> UUID:
    """Let what waited on one wait on another, and say why; return the new clock's identifier.

    The day stays the same, whoever it waits on; one that has passed becomes today.

    :raises CannotStopClock: when it no longer runs.
    """
    with transaction.atomic():
        stop_clock(asker, now=now, kind=clock.kind, thing_id=clock.thing_id, reason=reason)
        return start_clock(
            asker,
            now=now,
            about=clock.about,
            kind=clock.kind,
            due=max(clock.due, localdate(now)),
            waits_on_role=waits_on_role,
            waits_on=waits_on,
            thing=clock.thing,
            thing_id=clock.thing_id,
        )
