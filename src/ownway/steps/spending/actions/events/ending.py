"""Ends an event: the budget goes on, it was a mistake and never was, or the last account is made."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.decisions.actions import CannotStopClock
from ownway.registers.money import actions as money
from ownway.registers.money import queries as money_asked
from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.registers.trail.models import take_turn
from ownway.steps.spending import policies
from ownway.steps.spending.actions.events.letters import tell_by_letter
from ownway.steps.spending.models import Event, EventEnded
from ownway.steps.spending.queries.events import last_account, owed_from_json
from ownway.steps.spending.rules.cannot import CannotRecordEvent
from ownway.values import Asker, Reason, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.reason import Fact
from ownway.values.text import clean_text

MOST_PENCE = 10**9


def resume_after_event(asker: Asker, *, now: datetime, event: UUID, on: date, words: str = "") -> UUID:
    """Let the budget go on from *on*, the first day it is needed again, and return the decision.

    Payments follow by themselves: the part of a period that is left is paid once in the next run.

    :raises CannotRecordEvent: ``events.over``, ``events.budget_ended``, ``events.before_event`` or ``events.not_yet``.
    """
    row = _open(asker, event, now=now)
    said = clean_text(words, longest=4000, field="words")
    if row.ends_budget:
        raise CannotRecordEvent("events.budget_ended")
    if on < row.on:
        raise CannotRecordEvent("events.before_event", field="on", day=row.on.isoformat())
    if on > timezone.localdate(now):
        raise CannotRecordEvent("events.not_yet", field="on")
    return _go_on(asker, row, "resumed", max(on, row.rests_from), said, now=now)


def undo_event(asker: Asker, *, now: datetime, event: UUID, words: str) -> UUID:
    """Undo an event that was a mistake, and return the decision: every day counts as if nothing had been recorded.

    Both stay on the trail. What payments lack is paid once in the next run, and what was promised is promised again.

    :raises CannotRecordEvent: ``events.over``.
    """
    row = _open(asker, event, now=now)
    said = clean_text(words, longest=4000, field="words", required=True)
    return _go_on(asker, row, "undone", row.rests_from, said, now=now)


def settle_event(asker: Asker, *, now: datetime, event: UUID, kept_pence: int, words: str) -> UUID:
    """Make the last account of a budget that ended, with *kept_pence* kept for bills to come; return the decision.

    The letter shows what was paid, spent and owed, and what is to come back and how it came to that. What was left and
    never paid out lapses to the funders.

    :raises CannotRecordEvent: ``events.over``, ``events.budget_goes_on`` or ``events.no_such_sum``.
    """
    row = _open(asker, event, deed="settle", now=now)
    said = clean_text(words, longest=4000, field="words", required=True)
    if not row.ends_budget:
        raise CannotRecordEvent("events.budget_goes_on")
    if type(kept_pence) is not int or not 0 <= kept_pence <= MOST_PENCE:
        raise CannotRecordEvent("events.no_such_sum", field="kept_pence")
    pack = programmes.pack(row.rule_version)
    with transaction.atomic():
        take_turn("spending.events", row.person_id)
        _check_open(row)
        figures = last_account(asker, row, owed_from_json(row.owed), kept=kept_pence, now=now)
        reasons = _account_reasons(asdict(figures), row.agreement.currency)
        decision = decisions.decide(
            asker,
            now=now,
            about=row.person_id,
            kind="event_settled",
            outcome="settled",
            reasons=reasons,
            words=said,
            rule_version=pack.version,
            thing="event",
            thing_id=row.id,
            challenge_within_days=pack.agreement.challenge_within_days,
            answer_within_days=pack.agreement.answer_within_days,
        )
        _let_lapse(asker, row, now=now)
        close(asker, row, "settled", timezone.localdate(now), decision, figures=asdict(figures), words=said, now=now)
        facts: dict[str, Fact] = {
            "currency": row.agreement.currency,
            "to_return": figures.to_return or None,
            "nothing_to_return": None if figures.to_return else "yes",
            "words": said,
            "challenge_within_days": pack.agreement.challenge_within_days,
            "answer_within_days": pack.agreement.answer_within_days,
        }
        tell_by_letter(asker, row, "event_settled", facts, pack, now=now, reasons=reasons)
    return decision


def close(
    asker: Asker,
    row: Event,
    outcome: str,
    on: date,
    decision: UUID,
    *,
    figures: Mapping[str, int],
    words: str,
    now: datetime,
) -> None:
    """Keep how an event ended, let its budgets go on where they do, and stop its clocks; for use inside this app."""
    EventEnded.objects.create(
        id=new_identifier(now),
        event=row,
        person_id=row.person_id,
        outcome=outcome,
        on=on,
        figures=dict(figures),
        words=words,
        decision_id=decision,
        by_id=asker.party,
        at=now,
    )
    if outcome != "settled":
        for suspension in row.moved["suspensions"]:
            money.resume_budget(asker, now=now, suspension=UUID(suspension), until=on, decision=decision)
    for kind in ("event_looked_at", "last_account") if row.ends_budget else ("event_looked_at",):
        try:
            decisions.stop_clock(asker, now=now, kind=kind, thing_id=row.id, reason=Reason(f"events.outcome.{outcome}"))
        except CannotStopClock:
            # Somebody looked at it before.
            continue
    trail.note_change(
        asker,
        now=now,
        about=row.person_id,
        deed="spending.settle" if outcome == "settled" else "spending.record_event",
        thing="event",
        thing_id=row.id,
        after={"outcome": outcome, "on": on.isoformat()},
    )


def _go_on(asker: Asker, row: Event, outcome: str, on: date, said: str, *, now: datetime) -> UUID:
    pack = programmes.pack(row.rule_version)
    with transaction.atomic():
        take_turn("spending.events", row.person_id)
        _check_open(row)
        decision = decisions.decide(
            asker,
            now=now,
            about=row.person_id,
            kind=f"event_{outcome}",
            outcome=outcome,
            reasons=[Reason(f"events.outcome.{outcome}", {"day": on.isoformat()})],
            words=said,
            rule_version=pack.version,
            thing="event",
            thing_id=row.id,
        )
        close(asker, row, outcome, on, decision, figures={}, words=said, now=now)
        if outcome == "undone":
            _promise_again(asker, row, now=now)
        facts: dict[str, Fact] = {
            "day": on.isoformat(),
            "words": said,
            "undone": "yes" if outcome == "undone" else None,
        }
        tell_by_letter(asker, row, "event_goes_on", facts, pack, now=now)
    return decision


def _promise_again(asker: Asker, row: Event, *, now: datetime) -> None:
    """Promise what was promised when the event was recorded, as far as it is left."""
    account = money_asked.account_of(asker, person=row.person_id, now=now, newest=0)
    left = {stream.budget: stream.still_to_come.pence for stream in account.streams} if account else {}
    for budget, purpose, pence in row.moved["released"]:
        there = min(pence, left.get(UUID(budget), 0))
        if there > 0:
            key = f"event:{row.id}:again:{budget}:{purpose}"
            money.hold(asker, now=now, key=key, budget=UUID(budget), pence=there, purpose=purpose)
            left[UUID(budget)] -= there


def _let_lapse(asker: Asker, row: Event, *, now: datetime) -> None:
    account = money_asked.account_of(asker, person=row.person_id, now=now, newest=0)
    for stream in account.streams if account else ():
        if stream.still_to_come:
            money.lapse(
                asker,
                now=now,
                key=f"event:{row.id}:lapse:{stream.budget}",
                budget=stream.budget,
                pence=stream.still_to_come.pence,
                on=timezone.localdate(now),
            )


def _account_reasons(figures: Mapping[str, Any], currency: str) -> tuple[Reason, ...]:
    names = ("agreed", "spent", "returned", "with_holder", "owed", "overpaid", "kept", "left")
    return tuple(
        Reason(f"events.account.{name}", {"pence": figures[name], "currency": currency})
        for name in names
        if figures[name] or name in ("agreed", "with_holder")
    )


def _open(asker: Asker, event: UUID, *, now: datetime, deed: str = "record_event") -> Event:
    row: Event | None = Event.objects.filter(pk=event).select_related("agreement").first()
    if row is None:
        raise NotFound("events.unknown")
    policies.check_may(asker, deed, person=row.person_id, now=now)
    _check_open(row)
    return row


def _check_open(row: Event) -> None:
    if EventEnded.objects.filter(event=row).exists():
        raise CannotRecordEvent("events.over")
