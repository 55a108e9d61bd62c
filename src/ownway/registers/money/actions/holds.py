"""Holds a payment and lets it go again: each a decision by a named person, with a reason, a clock and a challenge.

Nothing else stops a regular payment. What is late with its papers is paid, and asked about afterwards.
"""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from ownway.registers.decisions.actions import decide, start_clock, stop_clock
from ownway.registers.letters.actions import write
from ownway.registers.money.actions.posting import lock_runs
from ownway.registers.money.actions.taking_out import take_out
from ownway.registers.money.models import Hold, HoldRelease, Line, Run, Schedule
from ownway.registers.money.rules.refusals import CannotHold
from ownway.registers.money.rules.runs import RunState, state_of
from ownway.registers.people.policies import check_may
from ownway.registers.people.queries import names_of
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Reason, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text

LOOK_AGAIN_WITHIN = timedelta(days=28)
"""A hold that nobody looks at again becomes a refusal nobody took."""


def hold_payment(
    asker: Asker,
    *,
    now: datetime,
    schedule: UUID,
    words: str,
    look_again_on: date,
    due_on: date | None = None,
    challenge_within_days: int,
    answer_within_days: int | None = None,
) -> UUID:
    """Hold what falls due on one day of a schedule, or with no day all that falls due from now on; return the hold.

    The person is told by letter why, until when they may challenge it, and when it is looked at again. A payment that
    waits in a run leaves it, as long as no file was made; its money is free for what the person needs meanwhile.

    :raises CannotHold: ``money.held_already``, ``money.with_the_bank`` or ``money.look_again_later``.
    """
    found = _schedule(asker, schedule, now=now)
    said = clean_text(words, longest=4000, field="words", required=True)
    if not localdate(now) <= look_again_on <= localdate(now) + LOOK_AGAIN_WITHIN:
        raise CannotHold("money.look_again_later", field="look_again_on", days=LOOK_AGAIN_WITHIN.days)
    person = found.budget.person_id
    with transaction.atomic():
        lock_runs()
        if _standing(found, due_on).exists():
            raise CannotHold("money.held_already")
        hold = new_identifier(now)
        clocks = {"challenge_within_days": challenge_within_days, "answer_within_days": answer_within_days}
        decision = _decide(asker, found, hold, said, clocks, now=now)
        assert asker.party is not None  # only a named human decides
        Hold.objects.create(
            id=hold,
            schedule=found,
            due_on=due_on,
            decision_id=decision,
            look_again_on=look_again_on,
            by=asker.party,
            at=now,
        )
        _take_out(asker, found, due_on, hold, now=now)
        _start_clock(asker, person, hold, look_again_on, now=now)
        facts = _facts(found, due_on) | {"look_again_on": look_again_on.isoformat(), "words": said}
        _tell(asker, found, "payment_held", decision, facts | clocks, now=now)
        note_change(
            asker,
            now=now,
            about=person,
            deed="money.hold_payment",
            thing="schedule",
            thing_id=found.pk,
            after={"hold": str(hold), "due_on": due_on and due_on.isoformat(), "until": look_again_on.isoformat()},
        )
        return hold


def release_hold(asker: Asker, *, now: datetime, hold: UUID, words: str) -> UUID:
    """Let a payment go again, with a reason, and return the decision; what waited is in the next run, once.

    :raises CannotHold: ``money.released_already``.
    """
    row: Hold | None = Hold.objects.filter(pk=hold).select_related("schedule__budget").first()
    if row is None:
        raise NotFound("money.no_hold")
    found = row.schedule
    check_may(asker, "money.hold_payment", about=found.budget.person_id, now=now)
    said = clean_text(words, longest=4000, field="words", required=True)
    with transaction.atomic():
        lock_runs()
        if HoldRelease.objects.filter(hold=row).exists():
            raise CannotHold("money.released_already")
        decision = decide(
            asker,
            now=now,
            about=found.budget.person_id,
            kind="payment_released",
            outcome="released",
            words=said,
            thing="hold",
            thing_id=hold,
        )
        assert asker.party is not None  # only a named human decides
        HoldRelease.objects.create(id=new_identifier(now), hold=row, decision_id=decision, by=asker.party, at=now)
        stop_clock(asker, now=now, kind="payment_held", thing_id=hold, reason=Reason("money.hold_ended", words=said))
        _tell(asker, found, "payment_released", decision, _facts(found, row.due_on) | {"words": said}, now=now)
        note_change(
            asker,
            now=now,
            about=found.budget.person_id,
            deed="money.hold_payment",
            thing="schedule",
            thing_id=found.pk,
            after={"hold": str(hold), "released": True},
        )
        return decision


def _decide(
    asker: Asker, found: Schedule, hold: UUID, said: str, clocks: dict[str, int | None], *, now: datetime
) -> UUID:
    return decide(
        asker,
        now=now,
        about=found.budget.person_id,
        kind="payment_held",
        outcome="held",
        words=said,
        thing="hold",
        thing_id=hold,
        challenge_within_days=clocks["challenge_within_days"],
        answer_within_days=clocks["answer_within_days"],
    )


def _start_clock(asker: Asker, person: UUID, hold: UUID, due: date, *, now: datetime) -> None:
    start_clock(
        asker,
        now=now,
        about=person,
        kind="payment_held",
        due=due,
        waits_on_role="finance",
        thing="hold",
        thing_id=hold,
    )


def _schedule(asker: Asker, schedule: UUID, *, now: datetime) -> Schedule:
    found: Schedule | None = Schedule.objects.filter(pk=schedule).select_related("budget").first()
    if found is None or found.pence is None:
        raise NotFound("money.no_schedule")
    check_may(asker, "money.hold_payment", about=found.budget.person_id, now=now)
    return found


def _standing(schedule: Schedule, due_on: date | None) -> Any:
    holds = Hold.objects.filter(schedule=schedule, release=None)
    # All of it held holds each day of it; one day held does not hold the rest.
    return holds.filter(due_on=None) | holds.filter(due_on=due_on)


def _take_out(asker: Asker, schedule: Schedule, due_on: date | None, hold: UUID, *, now: datetime) -> None:
    waiting = Line.objects.filter(schedule=schedule, outcome=None)
    if due_on is not None:
        waiting = waiting.filter(due_on=due_on)
    for run in Run.objects.filter(lines__in=waiting).distinct().order_by("id"):
        lock_runs(run.pk)
        state = state_of([RunState(stage.stage) for stage in run.stages.all()])
        if state in (RunState.BUILT, RunState.APPROVED):
            take_out(asker, schedule.budget, list(waiting.filter(run=run)), key=f"hold:{hold}:{run.pk}", now=now)
        elif due_on is not None:
            raise CannotHold("money.with_the_bank", field="due_on")


def _facts(schedule: Schedule, due_on: date | None) -> dict[str, Any]:
    payee = schedule.holder_id
    facts = {"pence": schedule.pence, "currency": schedule.budget.currency}
    facts["payee"] = names_of([payee]).get(payee, "") if payee != schedule.budget.person_id else None
    return facts | {"due_on": due_on and due_on.isoformat()}


def _tell(asker: Asker, schedule: Schedule, kind: str, decision: UUID, facts: dict[str, Any], *, now: datetime) -> None:
    person = schedule.budget.person_id
    write(asker, now=now, to=person, about=person, kind=kind, facts=facts, thing="decision", thing_id=decision)
