"""Takes a built run to its end: approved by a second person, made into a file, sent, and confirmed line by line."""

import hashlib
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from ownway.registers.money.actions.posting import Book, check_day, lock_runs, open_journal
from ownway.registers.money.models import Approval, Line, LineOutcome, PayingAccount, Run, Stage
from ownway.registers.money.policies import (
    check_may_approve,
    check_may_reconcile,
    check_may_release,
    check_may_with_run,
    limit_of,
)
from ownway.registers.money.rules import bank, movements
from ownway.registers.money.rules.plan import Leg, Place, State
from ownway.registers.money.rules.refusals import CannotApprove, CannotConfirm, CannotExport
from ownway.registers.money.rules.runs import LineEnd, RunState, approvals_needed, state_of
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Money, new_identifier
from ownway.values.text import clean_text

BANK, CLEARING, PAID = Place(State.BANK), Place(State.CLEARING), Place(State.PAID)


@dataclass(frozen=True, slots=True)
class Exported:
    """A bank file: its name, its bytes and their SHA-256, the same each time it is made."""

    name: str
    content: bytes
    sha256: str


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


def export_run(asker: Asker, *, now: datetime, run: UUID, file_kind: str = "pain.001.001.09") -> Exported:
    """Make the bank file of an approved run; made again it is the same to the byte, so that it can be paid only once.

    *file_kind* is ``pain.001.001.09``, ``csv.sort-code`` or ``csv.iban``; the first one made stays the run's own.

    :raises CannotExport: ``money.run_not_approved``, ``money.approver_releases``, ``money.other_file_made``,
        ``money.no_paying_account``, ``money.no_such_file_kind`` or ``money.payee_not_in_profile``.
    """
    with transaction.atomic():
        found = check_may_with_run(asker, "money.export_run", run, now=now)
        check_may_release(asker, found)
        lock_runs(run)
        state = _state(found)
        if state in (RunState.BUILT, RunState.ABANDONED):
            raise CannotExport("money.run_not_approved", state=state.value)
        made = found.stages.filter(stage=RunState.EXPORTED).first()
        if made is not None and made.file_kind != file_kind:
            # Two files of one run might both be given to the bank.
            raise CannotExport("money.other_file_made", kind=made.file_kind, field="file_kind")
        content = _file(found, file_kind, made_at=made.at if made else now)
        sha256 = hashlib.sha256(content).hexdigest()
        if made is None:
            _reach(asker, found, RunState.EXPORTED, now=now, file_kind=file_kind, sha256=sha256)
        elif made.sha256 != sha256:
            raise CannotExport("money.file_differs")
        note_change(
            asker,
            now=now,
            about=None,
            deed="money.export_run",
            thing="run",
            thing_id=run,
            after={"file_kind": file_kind, "sha256": sha256, "again": made is not None},
        )
        return Exported(f"{found.pay_on}-{run.hex[-8:]}.{bank.ENDINGS[file_kind]}", content, sha256)


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
        _reach(asker, found, RunState.SENT, now=now)
        _move_cash(asker, found, f"run:{run}:sent", "send_run", [Leg(BANK, CLEARING, found.total_pence)], now=now)
        note_change(
            asker,
            now=now,
            about=None,
            deed="money.export_run",
            thing="run",
            thing_id=run,
            after={"state": RunState.SENT.value, "pence": found.total_pence},
        )
        return RunState.SENT


def confirm_run(
    asker: Asker,
    *,
    now: datetime,
    run: UUID,
    paid_on: date | None = None,
    rejected: Mapping[UUID, str] | None = None,
    lines: Collection[UUID] | None = None,
) -> RunState:
    """Note what the bank did: *lines* (without it, all still open) were paid on a day, and *rejected* ones were not.

    Paid money reaches its holder, or is spent at once where the schedule says so; what was rejected is left again and
    falls due anew. A line ends once: told again the same, nothing happens. Returns how far the run has come.

    :raises CannotConfirm: ``money.run_not_sent``, ``money.sender_confirms``, ``money.no_line`` or ``money.line_ended``.
    """
    refused = {line: clean_text(why, longest=200, field="rejected") for line, why in (rejected or {}).items()}
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


def _told_now(run: Run, refused: Mapping[UUID, str], lines: Collection[UUID] | None) -> tuple[list[Line], list[Line]]:
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
    asker: Asker, run: Run, paid: list[Line], back: list[Line], *, refused: Mapping[UUID, str], day: date, now: datetime
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
            code=refused.get(line.pk, ""),
            journal_id=entry.journal,
        )
        for line in paid + back
    )


def _move_cash(asker: Asker, run: Run, key: str, kind: str, legs: list[Leg], *, now: datetime) -> None:
    entry = open_journal(asker, now=now, key=key, kind=kind, content={"run": str(run.pk)})
    book = Book([])
    book.move_cash(entry.journal, run.pk, run.currency, legs)
    book.post(now)


def _state(run: Run) -> RunState:
    return state_of([RunState(stage.stage) for stage in run.stages.all()])


def _reach(asker: Asker, run: Run, state: RunState, *, now: datetime, file_kind: str = "", sha256: str = "") -> None:
    Stage.objects.create(
        id=new_identifier(now), run=run, stage=state.value, by=asker.party, at=now, file_kind=file_kind, sha256=sha256
    )


def _file(run: Run, file_kind: str, *, made_at: datetime) -> bytes:
    payer = PayingAccount.objects.filter(currency=run.currency, starts__lte=run.pay_on, at__lte=made_at)
    account = payer.order_by("-starts", "-at").first()
    if account is None:
        raise CannotExport("money.no_paying_account", currency=run.currency)
    reference = f"{settings.OWNWAY_AUTHORITY} {run.pay_on:%d.%m.%Y}"
    payments = bank.PaymentFile(
        id=run.pk,
        made_at=made_at,
        pay_on=run.pay_on,
        payer=bank.bank_account(account.details, name=settings.OWNWAY_AUTHORITY),
        count=run.count,
        total=Money(run.total_pence, run.currency),
        payments=(
            bank.Payment(line.pk, Money(line.pence, run.currency), bank.bank_account(line.details, name=""), reference)
            for line in run.lines.order_by("id").iterator(chunk_size=2_000)
        ),
    )
    file = io.BytesIO()
    bank.write(file, file_kind, payments)
    return file.getvalue()
