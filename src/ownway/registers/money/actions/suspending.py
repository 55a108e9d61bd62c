"""Suspends a budget from a day on, by a decision, and lets it go on again without a gap."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from ownway.registers.money.actions.budgets import charge_anew
from ownway.registers.money.actions.posting import Book, lock_runs, open_journal
from ownway.registers.money.actions.taking_out import take_out
from ownway.registers.money.models import Budget, Line, Rate, Run, Schedule, Suspension, SuspensionEnd
from ownway.registers.money.policies import check_may_with_budget
from ownway.registers.money.queries.suspensions import lines_of_budget, met, suspended_of
from ownway.registers.money.rules.dates import Due
from ownway.registers.money.rules.refusals import CannotSuspend
from ownway.registers.money.rules.suspensions import AGAIN, Suspended, to_pay
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Every, Period, new_identifier
from ownway.values.cannot import NotFound


def suspend_budget(asker: Asker, *, now: datetime, budget: UUID, starts: date, decision: UUID) -> UUID:
    """Charge and pay nothing of a budget for days from *starts* on, and return the suspension; told again it is one.

    What was charged for such days is taken back; what of it was used already comes off money still to come. Payments
    that cover such days leave their run as long as no file was made, and fall due for the days before alone.

    :raises CannotSuspend: ``money.suspended_already`` while another lasts, ``money.suspended_then`` where the day lies
        in one that is over, ``money.before_budget`` for a day before the first rate.
    """
    found = check_may_with_budget(asker, "money.suspend", budget, now=now)
    with transaction.atomic():
        lock_runs()
        content = {"starts": starts.isoformat(), "decision": decision}
        key = f"suspend:{budget}:{decision}"
        entry = open_journal(
            asker, now=now, key=key, kind="suspend", content=content, budget=found, answer=new_identifier(now)
        )
        if not entry.is_first:
            return entry.answer
        _check_can_start(found, starts)
        Suspension.objects.create(
            id=entry.answer,
            budget=found,
            starts=starts,
            decision=decision,
            by=asker.party,
            at=now,
            journal_id=entry.journal,
        )
        _take_out_of_runs(asker, found, starts, entry.answer, now=now)
        book = Book([found])
        charge_anew(asker, book, found, entry.journal, starts=starts, now=now)
        book.post(now)
        _note(asker, found, entry.answer, {"starts": starts.isoformat()}, now=now)
        return entry.answer


def resume_budget(asker: Asker, *, now: datetime, suspension: UUID, until: date, decision: UUID) -> UUID:
    """Let a suspended budget be charged and paid again from *until* on, and return the suspension.

    From its own first day means that it never was: every day is charged and paid as if nothing had been. What earlier
    payments lack for days that count again is paid once, beside the regular payments, in the next run.

    :raises CannotSuspend: ``money.resumed_already``, or ``money.resumed_before`` for a day before the suspension.
    """
    row: Suspension | None = Suspension.objects.filter(pk=suspension).select_related("budget").first()
    if row is None:
        raise NotFound("money.no_suspension")
    found = check_may_with_budget(asker, "money.suspend", row.budget_id, now=now)
    with transaction.atomic():
        lock_runs()
        content = {"until": until.isoformat(), "suspension": suspension}
        entry = open_journal(
            asker, now=now, key=f"resume:{suspension}:{decision}", kind="resume", content=content, budget=found,
            answer=suspension,
        )  # fmt: skip
        if not entry.is_first:
            return entry.answer
        if SuspensionEnd.objects.filter(suspension=row).exists():
            raise CannotSuspend("money.resumed_already")
        if until < row.starts:
            raise CannotSuspend("money.resumed_before", field="until", starts=row.starts.isoformat())
        before = suspended_of([found.pk]).get(found.pk, [])
        SuspensionEnd.objects.create(
            id=new_identifier(now),
            suspension=row,
            until=until,
            decision=decision,
            by=asker.party,
            at=now,
            journal_id=entry.journal,
        )
        book = Book([found])
        charge_anew(asker, book, found, entry.journal, starts=until, now=now)
        book.post(now)
        _pay_what_lacks(asker, found, row, before, until, now=now)
        _note(asker, found, suspension, {"until": until.isoformat()}, now=now)
        return entry.answer


def _check_can_start(budget: Budget, starts: date) -> None:
    first = Rate.objects.filter(budget=budget).order_by("starts").first()
    if first is None or starts < first.starts:
        since = first.starts.isoformat() if first else ""
        raise CannotSuspend("money.before_budget", field="starts", since=since)
    for one in suspended_of([budget.pk]).get(budget.pk, []):
        if one.until is None:
            raise CannotSuspend("money.suspended_already", field="starts", since=one.starts.isoformat())
        if starts < one.until:
            raise CannotSuspend("money.suspended_then", field="starts", until=one.until.isoformat())


def _take_out_of_runs(asker: Asker, budget: Budget, starts: date, suspension: UUID, *, now: datetime) -> None:
    lines = {line.pk: line for line in lines_of_budget(budget.pk)}
    waiting: dict[UUID, list[Line]] = defaultdict(list)
    for one in met(list(lines.values()), [Suspended(starts)], budget.currency):
        if not one.is_out:
            waiting[lines[one.line].run_id].append(lines[one.line])
    for run in Run.objects.filter(pk__in=waiting).order_by("id"):
        lock_runs(run.pk)
        key = f"suspend:{suspension}:{run.pk}"
        take_out(asker, budget, waiting[run.pk], key=key, code="money.suspended", now=now)


def _pay_what_lacks(
    asker: Asker, budget: Budget, row: Suspension, before: Sequence[Suspended], until: date, *, now: datetime
) -> None:
    """Put on a schedule, once for each payee, what payments built during the suspension lack for days that count."""
    after = suspended_of([budget.pk]).get(budget.pk, [])
    lacks: dict[tuple[UUID, str, str], int] = defaultdict(int)
    for line in lines_of_budget(budget.pk):
        if line.run.built_at < row.at or line.covers_start is None or line.schedule.pence is None:
            continue
        due = Due(line.due_on, Period(line.covers_start, line.covers_end))
        whole = line.schedule.pence
        lack = to_pay(due, whole, after).pence - to_pay(due, whole, before).pence
        if lack > 0:
            lacks[line.payee_id, line.lands, line.schedule.degree] += lack
    for (payee, lands, degree), pence in lacks.items():
        content = {"payee": payee, "pence": pence, "suspension": row.pk}
        key = f"resume:{row.pk}:lacks:{payee}:{lands}:{degree}"
        entry = open_journal(asker, now=now, key=key, kind="set_schedule", content=content, budget=budget)
        Schedule.objects.create(
            id=new_identifier(now),
            budget=budget,
            holder_id=payee,
            purpose=f"{AGAIN}:{entry.journal}",
            starts=max(localdate(now), until),
            pence=pence,
            every=Every.ONCE.value,
            in_advance=True,
            degree=degree,
            lands=lands,
            journal_id=entry.journal,
        )


def _note(asker: Asker, budget: Budget, suspension: UUID, after: dict[str, str], *, now: datetime) -> None:
    note_change(
        asker,
        now=now,
        about=budget.person_id,
        deed="money.suspend",
        thing="suspension",
        thing_id=suspension,
        after=after,
    )
