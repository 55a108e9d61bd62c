"""Records what comes back after it was paid: from the bank, late; and from whoever held the money, as overpaid."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.money.actions.posting import Book, check_day, lock_runs, open_journal, sums_told
from ownway.registers.money.actions.sending import BANK, PAID, checked_return, tell_of_return
from ownway.registers.money.models import LateReturn, Line
from ownway.registers.money.policies import check_may_reconcile, check_may_with_budget, check_may_with_run
from ownway.registers.money.rules import movements
from ownway.registers.money.rules.bank import Returned
from ownway.registers.money.rules.plan import Leg
from ownway.registers.money.rules.refusals import CannotConfirm
from ownway.registers.money.rules.returning import overpaid_returned, sent_back_late
from ownway.registers.money.rules.runs import LineEnd
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, new_identifier


def record_late_return(asker: Asker, *, now: datetime, run: UUID, line: UUID, on: date, why: str | Returned) -> UUID:
    """Record that the bank sent a payment back on a day after it had told it as paid, and return the row.

    Its money is left again, and what was spent of it meanwhile stands as owed. It falls due anew, once; to the same
    account only where the bank's reason lets it. The person is told by letter. Told again, nothing happens.

    :raises CannotConfirm: ``money.no_line``, ``money.not_paid`` where it was not told as paid,
        ``money.sender_confirms``, or ``money.gone_since``.
    """
    day, told = check_day(on, now), checked_return(why)
    with transaction.atomic():
        found = check_may_with_run(asker, "money.confirm_run", run, now=now)
        check_may_reconcile(asker, found)
        lock_runs(run)
        row: Line | None = found.lines.filter(pk=line).select_related("budget", "outcome").first()
        if row is None:
            raise CannotConfirm("money.no_line", line=str(line))
        before: LateReturn | None = LateReturn.objects.filter(line=row).first()
        if before is not None:
            return before.pk
        if not hasattr(row, "outcome") or row.outcome.end != LineEnd.PAID:
            raise CannotConfirm("money.not_paid")
        entry = open_journal(
            asker, now=now, key=f"line:{line}:late", kind="late_return", content={"line": line}, on=day
        )
        book = Book([row.budget])
        legs = sent_back_late(
            book.standing(row.budget_id), row.pence, lands=row.lands, purpose=row.purpose, holder=row.payee_id
        )
        book.move(entry.journal, row.budget_id, legs)
        book.move_cash(entry.journal, found.pk, found.currency, [Leg(PAID, BANK, row.pence)])
        book.post(now)
        kept = LateReturn.objects.create(
            id=new_identifier(now),
            line=row,
            on=day,
            code=f"money.returned.{told.code}",
            words=told.words or None,
            by=asker.party,
            at=now,
            journal_id=entry.journal,
        )
        tell_of_return(asker, row, told, now=now)
        note_change(
            asker,
            now=now,
            about=row.budget.person_id,
            deed="money.confirm_run",
            thing="line",
            thing_id=line,
            after={"late_return": str(kept.pk), "pence": row.pence},
        )
        return kept.pk


def return_overpaid(
    asker: Asker,
    *,
    now: datetime,
    key: str,
    budget: UUID,
    pence: int,
    on: date,
    holder: UUID | None = None,
    words: str = "",
) -> UUID:
    """Record that a holder paid *pence* back to the authority, and return the journal.

    It meets first what was paid for days that were taken back since; the rest is returned to the funder.

    :raises CannotPost: ``money.more_than_was_there`` above all that holders have, or *holder* has.
    """
    found = check_may_with_budget(asker, "money.give_back", budget, now=now)
    movements.check_pence(pence)
    content = {"pence": pence, "holder": holder, "overpaid": True}
    with transaction.atomic():
        entry = open_journal(
            asker, now=now, key=key, kind="give_back", content=content, on=check_day(on, now), budget=found, words=words
        )
        if entry.is_first:
            book = Book([found])
            with sums_told(found.currency):
                book.move(entry.journal, found.pk, overpaid_returned(book.standing(found.pk), pence, holder))
            book.post(now)
            note_change(
                asker,
                now=now,
                about=found.person_id,
                deed="money.give_back",
                thing="journal",
                thing_id=entry.journal,
                after={"pence": pence, "holder": str(holder or "")},
            )
        return entry.answer
