"""Payment runs as the finance desk sees them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Sum
from django.utils.timezone import localdate

from ownway.registers.money.models import Hold, LeftOut, Line, Run
from ownway.registers.money.policies import check_may_approve, check_may_with_run
from ownway.registers.money.queries.paying import how_paid
from ownway.registers.money.queries.seen import HoldSeen, LeftOutSeen, LineSeen, RunSeen, StageSeen
from ownway.registers.money.rules.runs import LineEnd, RunState, approvals_needed, state_of
from ownway.registers.people.policies import check_may, may
from ownway.registers.people.queries import names_of
from ownway.values import Asker, Cannot, Money, Period, Reason


def runs(asker: Asker, *, now: datetime, newest: int = 50) -> tuple[RunSeen, ...]:
    """Return the newest payment runs without their lines."""
    check_may(asker, "money.see_runs", about=None, now=now)
    rows = Run.objects.prefetch_related("stages", "approvals").order_by("-id")[:newest]
    found = list(rows)
    names = _names(found)
    taken = _taken_out(found)
    return tuple(_run(asker, row, names, now=now, taken=taken.get(row.pk, (0, 0))) for row in found)


def going(runs: list[Run]) -> dict[UUID, tuple[int, int]]:
    """Return how many payments of each run go out, and their pence: all but those taken out of it."""
    taken = _taken_out(runs)
    out = {run.pk: taken.get(run.pk, (0, 0)) for run in runs}
    return {run.pk: (run.count - out[run.pk][0], run.total_pence - out[run.pk][1]) for run in runs}


def holds(asker: Asker, *, now: datetime) -> tuple[HoldSeen, ...]:
    """Return the payments that wait, the one to be looked at soonest first."""
    check_may(asker, "money.see_runs", about=None, now=now)
    rows = list(Hold.objects.filter(release=None).select_related("schedule__budget").order_by("look_again_on", "id"))
    names = names_of(
        {row.by for row in rows}
        | {row.schedule.holder_id for row in rows}
        | {row.schedule.budget.person_id for row in rows}
    )
    return tuple(
        HoldSeen(
            id=row.pk,
            schedule=row.schedule_id,
            person=row.schedule.budget.person_id,
            person_name=_name(names, row.schedule.budget.person_id),
            payee_name=_name(names, row.schedule.holder_id),
            money=Money(row.schedule.pence or 0, row.schedule.budget.currency),
            due_on=row.due_on,
            decision=row.decision_id,
            by_name=_name(names, row.by),
            at=row.at,
            look_again_on=row.look_again_on,
            may_release=may(asker, "money.hold_payment", about=row.schedule.budget.person_id, now=now),
        )
        for row in rows
    )


def _taken_out(runs: list[Run]) -> dict[UUID, tuple[int, int]]:
    lines = Line.objects.filter(run__in=[run.pk for run in runs], outcome__end=LineEnd.TAKEN_OUT.value)
    # A run that was given up as a whole keeps the sums it was built with.
    lines = lines.exclude(run__stages__stage=RunState.ABANDONED.value)
    told = lines.values("run").annotate(how_many=Count("id"), pence=Sum("pence")).order_by()
    return {row["run"]: (row["how_many"], row["pence"]) for row in told}


def run(asker: Asker, *, run: UUID, now: datetime) -> RunSeen:
    """Return one payment run with every line and all that was left out."""
    row = check_may_with_run(asker, "money.see_runs", run, now=now)
    lines = list(row.lines.select_related("budget", "outcome").order_by("due_on", "id"))
    left_out = list(row.left_out.select_related("schedule__budget").order_by("due_on", "id"))
    payees = {line.payee_id for line in lines} | {kept.schedule.holder_id for kept in left_out}
    names = {**_names([row]), **names_of(payees)}
    return _run(
        asker,
        row,
        names,
        now=now,
        taken=_taken_out([row]).get(row.pk, (0, 0)),
        lines=tuple(_line(line, names) for line in lines),
        left_out=tuple(_left_out(kept, names) for kept in left_out),
    )


def run_in_short(asker: Asker, *, run: UUID, now: datetime) -> tuple[RunSeen, tuple[tuple[Reason, int], ...]]:
    """Return one payment run without its lines, and how many were left out for each reason, the most first."""
    row = check_may_with_run(asker, "money.see_runs", run, now=now)
    seen = _run(asker, row, _names([row]), now=now, taken=_taken_out([row]).get(row.pk, (0, 0)))
    counted = row.left_out.values("code").annotate(count=Count("pk")).order_by("-count", "code")
    return seen, tuple((Reason(one["code"]), one["count"]) for one in counted)


def _names(rows: list[Run]) -> Mapping[UUID, str]:
    people = {row.built_by for row in rows}
    people |= {each.by for row in rows for each in [*row.stages.all(), *row.approvals.all()]}
    return dict(names_of(person for person in people if person is not None))


def _run(
    asker: Asker,
    row: Run,
    names: Mapping[UUID, str],
    *,
    now: datetime,
    taken: tuple[int, int],
    lines: tuple[LineSeen, ...] = (),
    left_out: tuple[LeftOutSeen, ...] = (),
) -> RunSeen:
    stages = list(row.stages.all())
    state = state_of([RunState(stage.stage) for stage in stages])
    told = [StageSeen(RunState.BUILT, row.built_by, _name(names, row.built_by), row.built_at)]
    told += [
        StageSeen(RunState.APPROVED, each.by, _name(names, each.by), each.at)
        for each in sorted(row.approvals.all(), key=lambda each: each.number)
    ]
    told += [
        StageSeen(RunState(each.stage), each.by, _name(names, each.by), each.at)
        for each in sorted(stages, key=lambda each: each.at)
        if each.stage != RunState.APPROVED
    ]
    made = next((stage for stage in stages if stage.stage == RunState.EXPORTED), None)
    return RunSeen(
        id=row.pk,
        pay_on=row.pay_on,
        state=state,
        total=Money(row.total_pence - taken[1], row.currency),
        count=row.count - taken[0],
        stages=tuple(told),
        approvals_needed=approvals_needed(row.built_by),
        file_kind=made.file_kind if made else "",
        sha256=made.sha256 if made else "",
        why_not_approve=_why_not_approve(asker, row, state, now=now),
        knows_holidays=how_paid(row.currency, on=row.pay_on, known_at=now).calendar.knows(row.pay_on),
        lines=lines,
        left_out=left_out,
    )


def _why_not_approve(asker: Asker, row: Run, state: RunState, *, now: datetime) -> Reason | None:
    if state is not RunState.BUILT:
        return Reason("money.run_went_on", {"state": state.value})
    if asker.party is None or not may(asker, "money.approve_run", about=None, now=now):
        return Reason("people.not_granted", {"deed": "money.approve_run"})
    try:
        check_may_approve(asker.party, row, on=localdate(now))
    except Cannot as refused:
        return refused.why
    return None


def _line(row: Line, names: Mapping[UUID, str]) -> LineSeen:
    covers = Period(row.covers_start, row.covers_end) if row.covers_start else None
    outcome = getattr(row, "outcome", None)
    number = str(row.details.get("iban") or row.details.get("account_number") or "")
    return LineSeen(
        id=row.pk,
        payee=row.payee_id,
        payee_name=_name(names, row.payee_id),
        person=row.budget.person_id,
        due_on=row.due_on,
        covers=covers,
        money=Money(row.pence, row.budget.currency),
        asked=Money(row.asked_pence, row.budget.currency),
        account=f"…{number[-4:]}" if number else "",
        end=outcome.end if outcome else "",
        ended_on=outcome.on if outcome else None,
        why=outcome.code if outcome else "",
        words=str(outcome.words or "") if outcome else "",
        schedule=row.schedule_id,
    )


def _left_out(row: LeftOut, names: Mapping[UUID, str]) -> LeftOutSeen:
    return LeftOutSeen(
        payee=row.schedule.holder_id,
        payee_name=_name(names, row.schedule.holder_id),
        due_on=row.due_on,
        money=Money(row.pence, row.schedule.budget.currency),
        why=Reason(row.code),
    )


def _name(names: Mapping[UUID, str], party: UUID | None) -> str:
    return names.get(party, "") if party else ""
