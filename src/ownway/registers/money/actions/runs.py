"""Builds payment runs out of what falls due, and gives up one whose file was never made."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from ownway.registers.money.actions.begun import begun
from ownway.registers.money.actions.budgets import charge_up_to
from ownway.registers.money.actions.copying import copy_all
from ownway.registers.money.actions.netting import ToKeep
from ownway.registers.money.actions.posting import Book, lock_runs, open_journal
from ownway.registers.money.models import Budget, Hold, LateReturn, LeftOut, Line, LineOutcome, Run, Schedule, Stage
from ownway.registers.money.models.among import among
from ownway.registers.money.models.checked import checked_at_once
from ownway.registers.money.policies import check_may_with_run
from ownway.registers.money.queries.paying import HowPaid, how_paid
from ownway.registers.money.queries.suspensions import suspended_of
from ownway.registers.money.rules import movements
from ownway.registers.money.rules.bank import REASONS
from ownway.registers.money.rules.dates import Due, dues, pay_day
from ownway.registers.money.rules.plan import Leg, Place, State, total
from ownway.registers.money.rules.refusals import CannotBuildRun
from ownway.registers.money.rules.runs import NEXT, LineEnd, RunState, state_of
from ownway.registers.money.rules.suspensions import AGAIN, met_by, to_pay
from ownway.registers.people.policies import check_may
from ownway.registers.people.queries import payment_details_of
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Every, Reason, new_identifier

EARLY = timedelta(days=5)
"""How far ahead of a due day its last bank day can lie: a weekend with a bank holiday at either end."""
FURTHEST = timedelta(weeks=40)
"""How far ahead a run can pay: a run charges budgets for all the days it pays, so a slip in the year has to be seen."""
AT_ONCE = 2_000
"""So many budgets are read, charged and paid out of together: a run of a whole country needs no more memory."""


class _Waits(NamedTuple):
    """What waits to be paid: a schedule, what of it falls due, which attempt it is, and how many pence are asked."""

    schedule: Schedule
    due: Due
    attempt: int
    pence: int


@dataclass
class _Run:
    """A run while it is built: some of its payments, and how many there were of those that are written already."""

    row: Run
    count: int = 0
    pence: int = 0
    passed_over: int = 0
    why: str = ""
    lines: list[Line] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def build_run(
    asker: Asker,
    *,
    now: datetime,
    pay_on: date,
    key: str,
    currency: str = "GBP",
) -> UUID:
    """Build a payment run of all that falls due by *pay_on* and was not paid or begun, and return it.

    The budgets are charged for the days the payments cover, and each payment's money is held. Where less is left, what
    is left is paid; what cannot be paid at all stands beside the run with the reason (:data:`LEFT_OUT_FOR`, no others).
    What would fall due on a day when banks are shut is paid on the last bank day before, or the first after, as the
    authority has it; the run is paid on the bank day that its usual kind of file can still reach.

    :raises CannotBuildRun: ``money.nothing_due``, ``money.nothing_can_be_paid``, or ``money.too_far_ahead``.
    """
    check_may(asker, "money.build_run", about=None, now=now)
    if pay_on > (latest := localdate(now) + FURTHEST):
        raise CannotBuildRun("money.too_far_ahead", field="pay_on", latest=latest.isoformat())
    content = {"pay_on": pay_on.isoformat(), "currency": currency}
    with transaction.atomic():
        entry = open_journal(asker, now=now, key=key, kind="build_run", content=content, answer=new_identifier(now))
        if not entry.is_first:
            return entry.answer
        lock_runs()
        how = how_paid(currency, on=localdate(now), known_at=now)
        row = Run(
            id=entry.answer,
            journal_id=entry.journal,
            pay_on=pay_day(pay_on, localdate(now), how.calendar, lead=how.lead),
            currency=currency,
            built_by=asker.party,
            built_at=now,
        )
        run = _Run(row)
        with checked_at_once(but_for=Run):
            for budgets in _in_pieces(currency):
                if not (due := list(_what_is_due(pay_on, budgets, how))):
                    continue
                book = Book(list({each.schedule.budget_id: each.schedule.budget for each in due}.values()))
                _charge_for(asker, book, due, key=f"{entry.answer}:charge", now=now)
                _keep(_filled(asker, run, due, book, now=now))
                book.post(now)
        if not run.count and not run.passed_over:
            raise CannotBuildRun("money.nothing_due", pay_on=pay_on.isoformat())
        if not run.count:
            raise CannotBuildRun("money.nothing_can_be_paid", left_out=run.passed_over, reason=run.why)
        row.count, row.total_pence = run.count, run.pence
        row.save()
        note_change(
            asker,
            now=now,
            about=None,
            deed="money.build_run",
            thing="run",
            thing_id=row.pk,
            after=content | {"count": row.count, "pence": row.total_pence, "left_out": run.passed_over},
        )
        return row.pk


def abandon_run(asker: Asker, *, now: datetime, run: UUID, reason: Reason) -> None:
    """Give up a run whose file was never made: its money is left again, and what it would have paid falls due anew.

    :raises CannotBuildRun: ``money.run_went_on`` once a file was made.
    """
    with transaction.atomic():
        found = check_may_with_run(asker, "money.build_run", run, now=now)
        lock_runs(run)
        state = state_of([RunState(stage.stage) for stage in found.stages.all()])
        if RunState.ABANDONED not in NEXT[state]:
            raise CannotBuildRun("money.run_went_on", state=state.value)
        entry = open_journal(
            asker, now=now, key=f"run:{run}:abandoned", kind="abandon_run", content={"run": str(run)}, reason=reason
        )
        lines = list(found.lines.filter(outcome=None).select_related("budget"))
        book = Book(list({line.budget_id: line.budget for line in lines}.values()))
        for line in lines:
            back = movements.released(book.standing(line.budget_id), line.pence, line.purpose)
            book.move(entry.journal, line.budget_id, back)
        book.post(now)
        LineOutcome.objects.bulk_create(
            LineOutcome(
                id=new_identifier(now),
                line=line,
                end=LineEnd.TAKEN_OUT.value,
                on=localdate(now),
                by=asker.party,
                at=now,
                code=reason.code,
                journal_id=entry.journal,
            )
            for line in lines
        )
        Stage.objects.create(
            id=new_identifier(now), run=found, stage=RunState.ABANDONED.value, by=asker.party, at=now, code=reason.code
        )
        note_change(asker, now=now, about=None, deed="money.build_run", thing="run", thing_id=run, reason=reason)


def _in_pieces(currency: str) -> Iterator[list[UUID]]:
    """Yield the budgets out of which anything is paid, the smaller first, in the order in which all lock them."""
    rows = Schedule.objects.filter(budget__currency=currency).order_by("budget").values_list("budget", flat=True)
    piece = list(rows.distinct()[:AT_ONCE])
    while piece:
        yield piece
        piece = list(rows.filter(budget__gt=piece[-1]).distinct()[:AT_ONCE])


def _keep(run: _Run) -> None:
    """Write the payments worked out so far; the run's own row follows when all are counted."""
    copy_all(Line, run.lines)
    copy_all(LeftOut, run.left_out)
    run.count += len(run.lines)
    run.pence += sum(line.pence for line in run.lines)
    run.passed_over += len(run.left_out)
    run.why = run.why or next((each.code for each in run.left_out), "")
    run.lines, run.left_out = [], []


def _what_is_due(pay_on: date, budgets: Collection[UUID], how: HowPaid) -> Iterator[_Waits]:
    """Yield each schedule with what falls due by *pay_on* and is not paid or under way; suspended days are not paid."""
    rows: dict[Any, list[Schedule]] = defaultdict(list)
    schedules = Schedule.objects.filter(budget__in=among(budgets)).select_related("budget")
    # Of its journal only the moment counts; a whole row of each would take longer than the schedule.
    told_at = dict(schedules.values_list("pk", "journal__recorded_at"))
    known = list(schedules.order_by("starts"))
    whole, attempts = begun(known, budgets)
    for row in known:
        rows[row.budget_id, row.holder_id, row.purpose].append(row)
    suspended = suspended_of({budget for budget, _, _ in rows})
    found = []
    for same in rows.values():
        for number, row in enumerate(same):
            until = same[number + 1].starts - timedelta(days=1) if number + 1 < len(same) else date.max
            if row.pence is None or row.starts > pay_on + EARLY:
                continue
            last = min(until, pay_on + EARLY)
            rests = met_by(suspended.get(row.budget_id, ()), is_once=row.every == Every.ONCE, told_at=told_at[row.pk])
            first = whole[row.pk] + timedelta(days=1) if row.pk in whole else row.starts
            for due in dues(row.starts, Every(row.every), in_advance=row.in_advance, first=first, last=last):
                tried, part = attempts.get((row.pk, due.on), 0), to_pay(due, row.pence, rests)
                if tried >= 0 and part.pence and how.calendar.paid_on(part.on, how.when_shut) <= pay_on:
                    found.append(_Waits(row, due, tried + 1, part.pence))
    yield from sorted(found, key=lambda each: (each.due.on, each.schedule.pk))


def _charge_for(asker: Asker, book: Book, due: Collection[_Waits], *, key: str, now: datetime) -> None:
    until: dict[Budget, date] = {}
    for schedule, each, _, _ in due:
        ends = each.covers.end if each.covers and each.covers.end else each.on + timedelta(days=1)
        until[schedule.budget] = max(until.get(schedule.budget, ends), ends)
    charge_up_to(asker, book, until, key=key, now=now)


def _filled(asker: Asker, run: _Run, due: Collection[_Waits], book: Book, *, now: datetime) -> _Run:
    payees = {each.schedule.holder_id for each in due}
    accounts, came_back = _accounts(asker, payees, now=now), _came_back(payees)
    held = _held({each.schedule.pk for each in due})
    to_keep = ToKeep({each.schedule.budget_id for each in due})
    for schedule, each, attempt, asked in due:
        there = total(book.standing(schedule.budget_id), State.LEFT)
        details = accounts[schedule.holder_id]
        code = details if isinstance(details, str) else "" if there > 0 else "money.nothing_left"
        if not isinstance(details, str) and came_back.get(schedule.holder_id) == details:
            code = "money.account_came_back"
        if {(schedule.pk, None), (schedule.pk, each.on)} & held:
            code = "money.held"
        own_share = 0 if code else _own_share(to_keep, schedule, each, asked)
        pence = asked - own_share
        if not code and not pence:
            code = "money.own_share_is_all"
        if code:
            left_out = LeftOut(id=new_identifier(now), run=run.row, schedule=schedule, due_on=each.on)
            left_out.pence, left_out.code = asked, code
            run.left_out.append(left_out)
            continue
        line = Line(
            id=new_identifier(now),
            run=run.row,
            schedule=schedule,
            budget=schedule.budget,
            payee_id=schedule.holder_id,
            due_on=each.on,
            covers_start=each.covers.start if each.covers else None,
            covers_end=each.covers.end if each.covers else None,
            attempt=attempt,
            pence=min(pence, there),
            asked_pence=pence,
            own_share_pence=own_share,
            lands=schedule.lands,
            purpose=schedule.purpose,
            details=details,
        )
        hold = Leg(movements.LEFT, Place(State.HELD, schedule.purpose), line.pence)
        book.move(run.row.journal_id, schedule.budget_id, [hold])
        run.lines.append(line)
    return run


def _own_share(to_keep: ToKeep, schedule: Schedule, due: Due, asked: int) -> int:
    if schedule.purpose.startswith(AGAIN):
        return to_keep.of_again(schedule.budget_id, asked)
    return to_keep.of(schedule.budget_id, due.covers, asked)


def _accounts(asker: Asker, payees: Collection[UUID], *, now: datetime) -> Mapping[UUID, Any]:
    """Return each payee's confirmed bank details, or the code of why there are none for whoever builds the run."""
    found: dict[UUID, Any] = dict.fromkeys(payees, "money.payee_is_close")
    # Nobody pays themselves or a relative: a colleague builds that line.
    for payee, seen in payment_details_of(asker, parties=payees, now=now).items():
        found[payee] = dict(seen.details) if seen else "money.no_payment_details"
    return found


def _came_back(payees: Collection[UUID]) -> Mapping[UUID, Any]:
    """Return for each payee the account to which a bank last said it can pay no more."""
    codes = [f"money.returned.{reason.code}" for reason in REASONS.values() if reason.new_details]
    ends = LineOutcome.objects.filter(end=LineEnd.REJECTED, code__in=codes, line__payee__in=payees)
    late = LateReturn.objects.filter(code__in=codes, line__payee__in=payees)
    both = [*ends.select_related("line"), *late.select_related("line")]
    return {row.line.payee_id: dict(row.line.details) for row in sorted(both, key=lambda row: (row.at, row.pk))}


def _held(schedules: Collection[UUID]) -> set[tuple[UUID, date | None]]:
    """Return what is held: a schedule with a day, or with none for all of it."""
    rows = Hold.objects.filter(schedule__in=among(schedules), release=None)
    return set(rows.values_list("schedule_id", "due_on"))
