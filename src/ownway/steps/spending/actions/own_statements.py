"""Writes down spends from what the person's own bank says: the person says which, and the rest is put away."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.money import actions as money
from ownway.registers.money import queries as money_queries
from ownway.registers.money.actions import TakenIn
from ownway.registers.trail import actions as trail
from ownway.steps.spending import policies
from ownway.steps.spending.actions.recording import record_spend
from ownway.steps.spending.models import Spend
from ownway.steps.spending.queries.recording import recording
from ownway.steps.spending.rules.cannot import CannotRecordSpend
from ownway.steps.spending.rules.typed import line_for
from ownway.values import Asker


def take_in_own_statement(asker: Asker, *, now: datetime, person: UUID, content: bytes, profile: str = "") -> TakenIn:
    """Take in a statement of *person*'s own card or account; nothing of it counts until they say what was a spend.

    :raises CannotRecordSpend: ``spending.nothing_agreed`` before there is an agreed budget.
    :raises CannotReadStatement: with what is wrong and at which line.
    """
    recording(asker, person=person, now=now)
    return money.import_own_statement(asker, now=now, person=person, content=content, profile=profile)


def write_down_entries(
    asker: Asker, *, now: datetime, person: UUID, entries: Collection[UUID], put_rest_away: bool = False
) -> tuple[UUID, ...]:
    """Write down the named entries of *person*'s own statements as spends, and return these.

    Each gets the part of the plan that shares a word with it, where only one does. With *put_rest_away* all others that
    wait are put away: they were for something else. Done again, nothing is written twice.

    :raises CannotRecordSpend: ``spending.no_such_entry`` for what does not wait or is money that came in.
    """
    policies.check_may(asker, "record", person=person, now=now)
    with transaction.atomic():
        waiting = {one.id: one for one in money_queries.own_entries(asker, person=person, now=now)}
        told = recording(asker, person=person, now=now)
        lines = [(line.id, line.what) for line in told.lines]
        made = []
        for id in sorted(entries):
            entry = waiting.pop(id, None)
            if entry is None or entry.money.pence >= 0 or entry.money.currency != told.currency:
                raise CannotRecordSpend("spending.no_such_entry", field="entries")
            what = (entry.name or entry.words or "–")[:500]
            line = line_for(f"{entry.name} {entry.words}", lines)
            spend = record_spend(
                asker, now=now, key=f"entry:{id}", person=person, on=entry.on, pence=-entry.money.pence, what=what,
                line=line,
            )  # fmt: skip
            money.match_spend(asker, now=now, entry=id, journal=Spend.objects.get(pk=spend).journal)
            made.append(spend)
        rest = list(waiting) if put_rest_away else []
        for id in rest:
            money.set_aside(asker, now=now, entry=id)
        trail.note_change(
            asker,
            now=now,
            about=person,
            deed="spending.write_down_entries",
            thing="spend",
            thing_id=made[0] if made else None,
            after={"spends": len(made), "put_away": len(rest)},
        )
    return tuple(made)
