"""Pays what assistants are owed and nobody has, once, and records what came back of a budget that ended."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.money import actions as money
from ownway.registers.money import queries as money_asked
from ownway.registers.people import queries as people
from ownway.registers.trail import actions as trail
from ownway.registers.trail.models import take_turn
from ownway.steps.spending import policies
from ownway.steps.spending.models import Event
from ownway.steps.spending.queries.events import last_account, owed_from_json
from ownway.steps.spending.rules.cannot import CannotRecordEvent
from ownway.values import Asker, Every, Period
from ownway.values.cannot import NotFound

MAY_PAY_ON = frozenset({"represents", "family", "brokers_for", "provides_for"})
"""Who can be paid last wages to pass on: the person's own account may be closed by then."""


def pay_what_is_short(asker: Asker, *, now: datetime, event: UUID, payee: UUID) -> UUID:
    """Put on a schedule, once, what whoever holds the money lacks for what assistants are owed; return the schedule.

    The authority adds it to the budget. *payee* is the person or somebody of their circle who passes it on.

    :raises CannotRecordEvent: ``events.nothing_short``, ``events.paid_already`` or ``events.not_of_the_circle``.
    """
    row = _found(event)
    policies.check_may(asker, "record_event", person=row.person_id, now=now)
    circle = people.circle_of(asker, person=row.person_id, now=now)
    if payee != row.person_id and payee not in {one.id for one in circle if one.relation in MAY_PAY_ON}:
        raise CannotRecordEvent("events.not_of_the_circle", field="payee")
    budget, purpose = row.agreement.budget_id, f"payment:last:{row.id}"
    with transaction.atomic():
        take_turn("spending.events", row.person_id)
        schedules = money_asked.schedules_of(asker, person=row.person_id, now=now)
        if any(one.purpose == purpose for one in schedules):
            raise CannotRecordEvent("events.paid_already")
        figures = last_account(asker, row, owed_from_json(row.owed), kept=0, now=now)
        if not figures.short:
            raise CannotRecordEvent("events.nothing_short")
        account = money_asked.account_of(asker, person=row.person_id, now=now, newest=0)
        assert account is not None  # an event has a budget
        stream = next(one for one in account.streams if one.budget == budget)
        # What was paid too much is with the holder and goes to the assistants, so it need not come off any more.
        lacks = figures.short + stream.to_come_off.pence - stream.still_to_come.pence
        if lacks > 0:
            # The budget rests, so its days charge nothing: the first that was not charged yet bears what is added.
            day = max(stream.charged_until or row.rests_from, row.rests_from)
            money.charge_period(
                asker,
                now=now,
                key=f"event:{row.id}:added",
                budget=budget,
                period=Period(day, day + timedelta(days=1)),
                pence=lacks,
            )
        schedule = money.set_schedule(
            asker,
            now=now,
            key=f"event:{row.id}:last",
            budget=budget,
            holder=payee,
            pence=figures.short,
            every=Every.ONCE,
            starts=timezone.localdate(now),
            purpose=purpose,
        )
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="spending.record_event",
            thing="event",
            thing_id=row.id,
            after={"pays": figures.short, "schedule": str(schedule)},
        )
    return schedule


def record_return(asker: Asker, *, now: datetime, key: str, event: UUID, pence: int, on: date, words: str = "") -> UUID:
    """Record that *pence* of a budget that ended came back, and return the journal; told again it is one.

    What was paid for days that count no more is met first.

    :raises CannotPost: ``money.more_than_was_there`` above all that is with whoever holds the money.
    """
    row = _found(event)
    policies.check_may(asker, "settle", person=row.person_id, now=now)
    return money.return_overpaid(
        asker, now=now, key=f"event:{event}:{key}", budget=row.agreement.budget_id, pence=pence, on=on, words=words
    )


def _found(event: UUID) -> Event:
    row: Event | None = Event.objects.filter(pk=event).select_related("agreement").first()
    if row is None:
        raise NotFound("events.unknown")
    return row
