"""Which days of budgets are suspended, and which payments a suspension meets that are on their way or paid."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from ownway.registers.money.models import LateReturn, Line, Suspension
from ownway.registers.money.models.among import among
from ownway.registers.money.policies import check_may_with_budget
from ownway.registers.money.rules.dates import Due
from ownway.registers.money.rules.runs import LineEnd, RunState, state_of
from ownway.registers.money.rules.suspensions import Suspended, to_pay
from ownway.registers.people.policies import check_may
from ownway.registers.people.queries import names_of
from ownway.values import Asker, Money, Period

CARRIED = ~Q(outcome__end__in=[LineEnd.REJECTED.value, LineEnd.TAKEN_OUT.value]) & Q(late_return=None)


@dataclass(frozen=True, slots=True)
class SuspensionSeen:
    """A suspension of a budget; no *until* while it lasts."""

    id: UUID
    budget: UUID
    starts: date
    until: date | None
    decision: UUID


@dataclass(frozen=True, slots=True)
class MetSeen:
    """A payment that a suspension meets: the days it covers, what it is, and what of it is for suspended days.

    One that *is_out* of reach went to the bank, or its file was made; any other can still be taken out of its run.
    """

    line: UUID
    payee_name: str
    due_on: date
    covers: Period | None
    money: Money
    too_much: Money
    is_out: bool


@dataclass(frozen=True, slots=True)
class LateReturnSeen:
    """A payment that came back after it was told as paid, and whether it was paid or begun again since."""

    line: UUID
    run: UUID
    person: UUID
    payee_name: str
    money: Money
    due_on: date
    on: date
    code: str
    is_paid_again: bool


def suspended_of(budgets: Collection[UUID]) -> dict[UUID, list[Suspended]]:
    """Return the suspended days of budgets, for use inside this app; one that never was is missing."""
    found: dict[UUID, list[Suspended]] = defaultdict(list)
    for row in Suspension.objects.filter(budget__in=among(budgets)).select_related("end").order_by("starts", "at"):
        end = getattr(row, "end", None)
        told = Suspended(row.starts, end.until if end else None, row.at)
        if told.is_real:
            found[row.budget_id].append(told)
    return dict(found)


def suspensions_of(asker: Asker, *, budget: UUID, now: datetime) -> tuple[SuspensionSeen, ...]:
    """Return every suspension of a budget, the newest last; also those that were lifted from their first day."""
    found = check_may_with_budget(asker, "money.see_account", budget, now=now)
    rows = Suspension.objects.filter(budget=found).select_related("end").order_by("at", "id")
    return tuple(
        SuspensionSeen(row.pk, row.budget_id, row.starts, row.end.until if hasattr(row, "end") else None, row.decision)
        for row in rows
    )


def met_by_suspension(asker: Asker, *, budget: UUID, starts: date, now: datetime) -> tuple[MetSeen, ...]:
    """Return the payments that are for days from *starts* on, wholly or partly, the earliest first.

    A payment of no days is met where it falls due on such a day and has not gone out.
    """
    found = check_may_with_budget(asker, "money.see_account", budget, now=now)
    return met(lines_of_budget(found.pk), [Suspended(starts)], found.currency)


def met(lines: Sequence[Line], suspended: Sequence[Suspended], currency: str) -> tuple[MetSeen, ...]:
    """Return those of *lines* that *suspended* days meet; for use inside this app."""
    names = names_of({line.payee_id for line in lines})
    seen = []
    for line in lines:
        is_out = state_of([RunState(stage.stage) for stage in line.run.stages.all()]) not in (
            RunState.BUILT,
            RunState.APPROVED,
        )
        covers = Period(line.covers_start, line.covers_end) if line.covers_start else None
        too_much = line.pence - to_pay(Due(line.due_on, covers), line.pence, suspended).pence
        if too_much > 0 and not (covers is None and is_out):
            seen.append(
                MetSeen(
                    line.pk,
                    names.get(line.payee_id, ""),
                    line.due_on,
                    covers,
                    Money(line.pence, currency),
                    Money(too_much, currency),
                    is_out,
                )
            )
    return tuple(seen)


def lines_of_budget(budget: UUID) -> list[Line]:
    """Return the payments of a budget that were carried or are under way, the earliest first; inside this app."""
    rows = Line.objects.filter(CARRIED, budget=budget).select_related("run", "schedule", "budget")
    return list(rows.prefetch_related("run__stages").order_by("due_on", "id"))


def late_returns(asker: Asker, *, now: datetime, newest: int = 100) -> tuple[LateReturnSeen, ...]:
    """Return the payments that came back after they were told as paid, the newest first."""
    check_may(asker, "money.see_runs", about=None, now=now)
    rows = list(LateReturn.objects.select_related("line__budget").order_by("-at", "-id")[:newest])
    names = names_of({row.line.payee_id for row in rows})
    again = {
        (line.schedule_id, line.due_on, line.attempt)
        for line in Line.objects.filter(CARRIED, schedule__in={row.line.schedule_id for row in rows}).defer("details")
    }
    return tuple(
        LateReturnSeen(
            line=row.line_id,
            run=row.line.run_id,
            person=row.line.budget.person_id,
            payee_name=names.get(row.line.payee_id, ""),
            money=Money(row.line.pence, row.line.budget.currency),
            due_on=row.line.due_on,
            on=row.on,
            code=row.code,
            is_paid_again=any(
                (schedule, day) == (row.line.schedule_id, row.line.due_on) and attempt > row.line.attempt
                for schedule, day, attempt in again
            ),
        )
        for row in rows
    )
