"""Tells that something happened, and decides what follows: payments stop from a day on, and everybody is told."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.money import actions as money
from ownway.registers.money import queries as money_asked
from ownway.registers.trail import actions as trail
from ownway.registers.trail.models import take_turn
from ownway.rulebook.model import Happened, ToTell
from ownway.steps.control.rules.portions import PAYMENT
from ownway.steps.spending import policies
from ownway.steps.spending.actions.events.ending import close
from ownway.steps.spending.actions.events.letters import addressee, event_facts, tell_by_letter
from ownway.steps.spending.models import Event, EventEnded, EventTold, WasTold
from ownway.steps.spending.queries.events import EventPreview, owed_as_json, preview_of, what_is_said
from ownway.steps.spending.rules.cannot import CannotRecordEvent
from ownway.steps.spending.rules.events import check_day_of_event
from ownway.values import Asker, Reason, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.reason import Fact
from ownway.values.text import clean_text

LOOKED_AT = "event_looked_at"
LAST_ACCOUNT = "last_account"
TOLD = "event_told"
TOLD_WITHIN = timedelta(days=3)
"""Within how many days somebody looks at what a family told: money may go out that nobody can use."""


def tell_event(asker: Asker, *, now: datetime, person: UUID, kind: Happened, on: date, words: str = "") -> UUID:
    """Tell that something happened to *person*; return what was told. Nothing follows until somebody has looked.

    A clock runs for whoever works with them. Told again, it is told once.

    :raises CannotRecordEvent: as :func:`record_event`, for the day and for what the programme does not say.
    """
    policies.check_may(asker, "tell_event", person=person, now=now)
    said = clean_text(words, longest=4000, field="words")
    agreed, _, _ = what_is_said(person, kind, now=now)
    today = timezone.localdate(now)
    check_day_of_event(on, today=today, agreed_from=agreed.starts)
    with transaction.atomic():
        take_turn("spending.events", person)
        before = EventTold.objects.filter(person_id=person, kind=kind.value, on=on).first()
        if before is not None:
            return before.id
        kept = EventTold.objects.create(
            id=new_identifier(now), person_id=person, kind=kind.value, on=on, words=said, by_id=asker.party, at=now
        )
        decisions.start_clock(
            asker,
            now=now,
            about=person,
            kind=TOLD,
            due=today + TOLD_WITHIN,
            waits_on_role="practitioner",
            thing="event_told",
            thing_id=kept.id,
        )
        after = {"kind": kind.value, "on": on.isoformat()}
        trail.note_change(
            asker, now=now, about=person, deed="spending.tell_event", thing="event_told", thing_id=kept.id, after=after
        )
    return kept.id


def record_event(
    asker: Asker, *, now: datetime, person: UUID, kind: Happened, on: date, words: str, contact: str
) -> UUID:
    """Decide what follows from something that happened on a day, and return the event.

    Payments stop when the programme's days are over; what waits in a run leaves it, what went out for later days is
    told as too much, and what assistants are owed is worked out. The person, or after a death whoever is closest, gets
    a letter with *contact* (whom to call) and no demand. The same event told again is one.

    :raises CannotRecordEvent: ``events.open_already``, ``events.ended_already``, ``events.not_yet``,
        ``events.before_budget``, ``events.not_said`` or ``events.nothing_agreed``.
    """
    policies.check_may(asker, "record_event", person=person, now=now)
    said = clean_text(words, longest=4000, field="words", required=True)
    called = clean_text(contact, longest=200, field="contact", required=True)
    with transaction.atomic():
        take_turn("spending.events", person)
        same = Event.objects.filter(person_id=person, kind=kind.value, on=on, ended=None).first()
        if same is not None:
            return same.id
        seen = preview_of(asker, person=person, kind=kind, on=on, now=now)
        agreed, _, _ = what_is_said(person, kind, now=now)
        _make_room(asker, person, agreed.id, seen, now=now)
        id = new_identifier(now)
        decision = _decide(asker, id, seen, said, now=now)
        moved = _let_rest(asker, person, seen.rests_from, decision, now=now)
        kept = Event.objects.create(
            id=id,
            person_id=person,
            agreement=agreed,
            kind=kind.value,
            ends_budget=seen.rule.ends,
            on=on,
            rests_from=seen.rests_from,
            bills_until=seen.bills_until,
            rule_version=seen.pack.version,
            owed=owed_as_json(seen.owed),
            overpaid_pence=seen.overpaid.pence,
            moved=moved,
            words=said,
            contact=called,
            letters_to_id=addressee(asker, person, kind, now=now),
            decision_id=decision,
            by_id=asker.party,
            at=now,
        )
        _clocks(asker, kept, seen, now=now)
        letter = "event_death" if kind is Happened.DEATH else "event_ends" if seen.rule.ends else "event_pauses"
        tell_by_letter(asker, kept, letter, event_facts(kept, seen), seen.pack, now=now, reasons=_reasons(seen))
        after = {"kind": kind.value, "on": on.isoformat(), "rests_from": seen.rests_from.isoformat()}
        trail.note_change(
            asker, now=now, about=person, deed="spending.record_event", thing="event", thing_id=id, after=after
        )
    return id


def note_was_told(asker: Asker, *, now: datetime, event: UUID, whom: ToTell) -> UUID:
    """Note that somebody who had to be told of an event was told, and return the event; a second time changes nothing.

    :raises NotFound: when there is no such event for the asker.
    """
    row = Event.objects.filter(pk=event).first()
    if row is None:
        raise NotFound("events.unknown")
    policies.check_may(asker, "record_event", person=row.person_id, now=now)
    with transaction.atomic():
        take_turn("spending.events", row.person_id)
        if WasTold.objects.filter(event=row, whom=whom.value).exists():
            return event
        WasTold.objects.create(id=new_identifier(now), event=row, whom=whom.value, by_id=asker.party, at=now)
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="spending.record_event",
            thing="event",
            thing_id=event,
            after={"told": whom.value},
        )
    return event


def _make_room(asker: Asker, person: UUID, agreement: UUID, seen: EventPreview, *, now: datetime) -> None:
    """End what rests now where the new event ends the budget; refuse any other second event."""
    rows = Event.objects.filter(person_id=person, agreement_id=agreement).select_related("ended")
    if rows.filter(ends_budget=True, ended=None).exists() or rows.filter(ended__outcome="settled").exists():
        raise CannotRecordEvent("events.ended_already")
    going = rows.filter(ended=None).first()
    if going is None:
        return
    if not seen.rule.ends:
        raise CannotRecordEvent("events.open_already", kind=going.kind)
    why = Reason(f"events.kind.{seen.rule.kind}")
    decision = decisions.decide(
        asker, now=now, about=person, kind="event_followed", outcome="followed", reasons=[why], thing="event",
        thing_id=going.id,
    )  # fmt: skip
    until = max(going.rests_from, seen.rests_from)
    close(asker, going, "followed", until, decision, figures={}, words="", now=now)


def _let_rest(asker: Asker, person: UUID, rests_from: date, decision: UUID, *, now: datetime) -> dict[str, Any]:
    """Suspend every budget of *person*, and free what was promised and is not on its way to a payee."""
    account = money_asked.account_of(asker, person=person, now=now, newest=0)
    assert account is not None  # an agreement opens a budget
    moved: dict[str, Any] = {"suspensions": [], "released": []}
    for stream in account.streams:
        for one in money_asked.purposes_of(asker, budget=stream.budget, now=now):
            if one.promised and not one.purpose.startswith(PAYMENT):
                key, pence = f"event:{decision}:{stream.budget}:{one.purpose}", one.promised.pence
                money.release(asker, now=now, key=key, budget=stream.budget, pence=pence, purpose=one.purpose)
                moved["released"].append([str(stream.budget), one.purpose, pence])
        moved["suspensions"].append(
            str(money.suspend_budget(asker, now=now, budget=stream.budget, starts=rests_from, decision=decision))
        )
    return moved


def _decide(asker: Asker, id: UUID, seen: EventPreview, said: str, *, now: datetime) -> UUID:
    return decisions.decide(
        asker,
        now=now,
        about=seen.person,
        kind=f"event_{seen.rule.kind.value}",
        outcome="ends" if seen.rule.ends else "rests",
        reasons=_reasons(seen),
        words=said,
        rule_version=seen.pack.version,
        thing="event",
        thing_id=id,
        challenge_within_days=seen.pack.agreement.challenge_within_days,
        answer_within_days=seen.pack.agreement.answer_within_days,
    )


def _reasons(seen: EventPreview) -> tuple[Reason, ...]:
    """Return what happened, from when nothing is paid, what assistants are owed, and what was paid too much."""
    told = [Reason(f"events.kind.{seen.rule.kind.value}", {"on": seen.on.isoformat()})]
    told.append(Reason("events.rests_from", {"day": seen.rests_from.isoformat(), "days": seen.rule.goes_on_days}))
    told += [one.reason for one in seen.owed]
    for one in seen.met:
        if one.is_out:
            facts: dict[str, Fact] = {
                "pence": one.too_much.pence,
                "currency": seen.currency,
                "due_on": one.due_on.isoformat(),
            }
            told.append(Reason("events.too_much", facts))
    return tuple(told)


def _clocks(asker: Asker, row: Event, seen: EventPreview, *, now: datetime) -> None:
    today = timezone.localdate(now)
    waits: list[tuple[str, date, str]] = [
        (LOOKED_AT, today + timedelta(days=seen.rule.look_again_days), "practitioner"),
    ]
    if row.bills_until is not None:
        waits.append((LAST_ACCOUNT, max(today, row.bills_until), "finance"))
    for kind, due, role in waits:
        decisions.start_clock(
            asker,
            now=now,
            about=row.person_id,
            kind=kind,
            due=due,
            waits_on_role=role,
            thing="event",
            thing_id=row.id,
        )
    _stop_told(asker, EventTold.objects.filter(person_id=row.person_id, kind=row.kind), now=now)


def _stop_told(asker: Asker, rows: Iterable[EventTold], *, now: datetime) -> None:
    for row in rows:
        if not EventEnded.objects.filter(event__person_id=row.person_id, event__kind=row.kind, at__gt=row.at).exists():
            decisions.stop_clock(asker, now=now, kind=TOLD, thing_id=row.id, reason=Reason("events.looked_at"))
