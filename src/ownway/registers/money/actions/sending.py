"""Takes a run on from where it was built: approved by a second person, sent, and confirmed line by line."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from ownway.registers.letters.actions import write
from ownway.registers.money.actions.netting import keep_shares
from ownway.registers.money.actions.posting import Book, check_day, lock_runs, open_journal
from ownway.registers.money.models import Approval, Line, LineOutcome, Run, Stage
from ownway.registers.money.policies import (
    check_may_approve,
    check_may_reconcile,
    check_may_release,
    check_may_with_run,
    limit_of,
)
from ownway.registers.money.queries.runs import going
from ownway.registers.money.rules import movements
from ownway.registers.money.rules.bank import REASONS, Returned, returned
from ownway.registers.money.rules.plan import Leg, Place, State
from ownway.registers.money.rules.refusals import CannotApprove, CannotConfirm, CannotExport
from ownway.registers.money.rules.runs import LineEnd, RunState, approvals_needed, state_of
from ownway.registers.people.queries import names_of
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Reason, new_identifier
from ownway.values.reason import Fact
from ownway.values.text import clean_text

BANK, CLEARING, PAID = Place(State.BANK), Place(State.CLEARING), Place(State.PAID)


def approve_run(asker: Asker, *, now: datetime, run: UUID) -> RunState:
    """Approve a run as a second person, and return how far it has come; one that a job built takes two people.

    :raises CannotApprove: ``money.not_human``, ``money.own_run``, ``money.approved_by_you``,
        ``money.above_your_limit``, ``money.no_approval_limit``,
        or ``money.run_went_on`` when it does not wait for approval.
    """
    with transaction.atomic():
        found = check_may_with_run(asker, "money.approve_run", run, now=now)
        if not asker.is_human or asker.party is None:
            raise CannotApprove("money.not_human")
        lock_runs(run)
        state = _state(found)
        if state is not RunState.BUILT:
            raise CannotApprove("money.run_went_on", state=state.value)
        check_may_approve(asker.party, found, on=localdate(now))
        number = found.approvals.count() + 1
        Approval.objects.create(
            id=new_identifier(now),
            run=found,
            number=number,
            by=asker.party,
            built_by=found.built_by,
            total_pence=found.total_pence,
            limit_pence=limit_of(asker.party, found.currency, on=localdate(now)) or 0,
            at=now,
        )
        if number == approvals_needed(found.built_by):
            _reach(asker, found, RunState.APPROVED, now=now)
            state = RunState.APPROVED
        note_change(
            asker,
            now=now,
            about=None,
            deed="money.approve_run",
            thing="run",
            thing_id=run,
            after={"number": number, "pence": found.total_pence, "state": state.value},
        )
        return state


def mark_sent(asker: Asker, *, now: datetime, run: UUID) -> RunState:
    """Note that the file was given to the bank: its sum leaves the bank for the run's clearing account.

    :raises CannotExport: ``money.no_file_made``, ``money.run_went_on`` or ``money.approver_releases``.
    """
    with transaction.atomic():
        found = check_may_with_run(asker, "money.export_run", run, now=now)
        check_may_release(asker, found)
        lock_runs(run)
        state = _state(found)
        if state is not RunState.EXPORTED:
            early = state in (RunState.BUILT, RunState.APPROVED)
            raise CannotExport("money.no_file_made" if early else "money.run_went_on", state=state.value)
        _, pence = going([found])[found.pk]
        _reach(asker, found, RunState.SENT, now=now)
        _move_cash(asker, found, f"run:{run}:sent", "send_run", [Leg(BANK, CLEARING, pence)], now=now)
        note_change(
            asker,
            now=now,
            about=None,
            deed="money.export_run",
            thing="run",
            thing_id=run,
            after={"state": RunState.SENT.value, "pence": pence},
        )
        return RunState.SENT


def confirm_run(
    asker: Asker,
    *,
    now: datetime,
    run: UUID,
    paid_on: date | None = None,
    rejected: Mapping[UUID, str | Returned] | None = None,
    lines: Collection[UUID] | None = None,
) -> RunState:
    """Note what the bank did: *lines* (without it, all still open) were paid on a day, and *rejected* ones were not.

    Paid money reaches its holder, or is spent at once where the schedule says so; what was rejected is left again and
    falls due anew, and the person is told by letter. Why it came back is one of our reasons, a bank's code for one, or
    the bank's words. A line ends once: told again the same, nothing happens; so a long run can be told piece by piece,
    and again from the start. Returns how far the run has come.

    :raises CannotConfirm: ``money.run_not_sent``, ``money.sender_confirms``, ``money.no_line`` or ``money.line_ended``.
    """
    refused = {line: checked_return(why) for line, why in (rejected or {}).items()}
    day = check_day(paid_on or localdate(now), now)
    with transaction.atomic():
        found = check_may_with_run(asker, "money.confirm_run", run, now=now)
        check_may_reconcile(asker, found)
        lock_runs(run)
        state = _state(found)
        if state not in (RunState.SENT, RunState.CONFIRMED):
            raise CannotConfirm("money.run_not_sent", state=state.value)
        paid, back = _told_now(found, refused, lines)
        if paid or back:
            _end_lines(asker, found, paid, back, refused=refused, day=day, now=now)
            if not found.lines.filter(outcome=None).exists():
                _reach(asker, found, RunState.CONFIRMED, now=now)
                state = RunState.CONFIRMED
            note_change(
                asker,
                now=now,
                about=None,
                deed="money.confirm_run",
                thing="run",
                thing_id=run,
                after={"paid": len(paid), "rejected": len(back), "state": state.value},
            )
        return state


def _told_now(
    run: Run, refused: Mapping[UUID, Returned], lines: Collection[UUID] | None
) -> tuple[list[Line], list[Line]]:
    """Return the lines told as paid and as rejected for the first time."""
    kept = {line.pk: line for line in run.lines.select_related("budget", "outcome").order_by("id")}
    told = set(lines if lines is not None else [key for key, line in kept.items() if not hasattr(line, "outcome")])
    paid: list[Line] = []
    back: list[Line] = []
    if unknown := (told | set(refused)) - set(kept):
        raise CannotConfirm("money.no_line", line=str(min(unknown)))
    for key in sorted(told | set(refused)):
        line, end = kept[key], LineEnd.REJECTED if key in refused else LineEnd.PAID
        if not hasattr(line, "outcome"):
            (back if end is LineEnd.REJECTED else paid).append(line)
        elif line.outcome.end != end:
            raise CannotConfirm("money.line_ended", line=str(key), end=line.outcome.end)
    return paid, back


def _end_lines(
    asker: Asker,
    run: Run,
    paid: list[Line],
    back: list[Line],
    *,
    refused: Mapping[UUID, Returned],
    day: date,
    now: datetime,
) -> None:
    number = run.lines.exclude(outcome=None).count()
    cash = movements.leg(CLEARING, PAID, sum(line.pence for line in paid))
    cash += movements.leg(CLEARING, BANK, sum(line.pence for line in back))
    entry = open_journal(
        asker, now=now, key=f"run:{run.pk}:told:{number}", kind="confirm_run", content={"run": run.pk}, on=day
    )
    book = Book(list({line.budget_id: line.budget for line in paid + back}.values()))
    for line in paid + back:
        held = Place(State.HELD, line.purpose)
        into = Place(State.SPENT, line.purpose)
        if line.lands == State.WITH_HOLDER:
            into = Place(State.WITH_HOLDER, "", line.payee_id)
        goes = movements.LEFT if line.pk in refused else into
        book.move(
            entry.journal, line.budget_id, movements.paid_out(book.standing(line.budget_id), line.pence, held, goes)
        )
    keep_shares(book, entry.journal, paid, now=now)
    book.move_cash(entry.journal, run.pk, run.currency, cash)
    book.post(now)
    LineOutcome.objects.bulk_create(
        LineOutcome(
            id=new_identifier(now),
            line=line,
            end=(LineEnd.REJECTED if line.pk in refused else LineEnd.PAID).value,
            on=day,
            by=asker.party,
            at=now,
            code=f"money.returned.{refused[line.pk].code}" if line.pk in refused else "",
            words=(refused[line.pk].words or None) if line.pk in refused else None,
            journal_id=entry.journal,
        )
        for line in paid + back
    )
    for line in back:
        tell_of_return(asker, line, refused[line.pk], now=now)


def checked_return(why: str | Returned) -> Returned:
    """Return what the bank said of a payment that came back, its words cleaned; for use inside this app."""
    told = returned(why) if isinstance(why, str) else why
    return Returned(told.code, clean_text(told.words, longest=200, field="rejected"))


def tell_of_return(asker: Asker, line: Line, why: Returned, *, now: datetime) -> None:
    """Tell the person by letter that a payment came back, and what is needed; for use inside this app."""
    person = line.budget.person_id
    number = str(line.details.get("iban") or line.details.get("account_number") or "")
    facts: dict[str, Fact] = {
        "pence": line.pence,
        "currency": line.budget.currency,
        "due_on": line.due_on.isoformat(),
        "ending": number[-4:],
        "payee": names_of([line.payee_id]).get(line.payee_id, "") if line.payee_id != person else None,
        "new_details": "yes" if REASONS[why.code].new_details else None,
    }
    reasons = (Reason(f"money.returned.{why.code}"),)
    write(
        asker,
        now=now,
        to=person,
        about=person,
        kind="payment_came_back",
        facts=facts,
        reasons=reasons,
        thing="line",
        thing_id=line.pk,
    )


def _move_cash(asker: Asker, run: Run, key: str, kind: str, legs: list[Leg], *, now: datetime) -> None:
    entry = open_journal(asker, now=now, key=key, kind=kind, content={"run": str(run.pk)})
    book = Book([])
    book.move_cash(entry.journal, run.pk, run.currency, legs)
    book.post(now)


def _state(run: Run) -> RunState:
    return state_of([RunState(stage.stage) for stage in run.stages.all()])


def _reach(asker: Asker, run: Run, state: RunState, *, now: datetime) -> None:
    Stage.objects.create(id=new_identifier(now), run=run, stage=state.value, by=asker.party, at=now)
