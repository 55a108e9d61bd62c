"""Sets what a person pays towards their support, bills it, and records what of a bill was paid or waived."""

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from ownway.registers.letters.actions import write
from ownway.registers.money.actions.posting import Book, Draft, check_day, open_journal, open_journals, sums_told
from ownway.registers.money.models import Bill, Budget, OwnShare
from ownway.registers.money.policies import check_may_with_budget
from ownway.registers.money.queries.own_share import billed_until, shares_of_budgets
from ownway.registers.money.queries.suspensions import suspended_of
from ownway.registers.money.rules import movements, own_share
from ownway.registers.money.rules.own_share import GROSS, NET
from ownway.registers.money.rules.plan import Leg, Standing
from ownway.registers.money.rules.refusals import CannotBill
from ownway.registers.people.policies import check_may
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Every, Money, Period, Reason, new_identifier


def set_own_share(
    asker: Asker,
    *,
    now: datetime,
    key: str,
    budget: UUID,
    share: Money,
    every: Every,
    starts: date,
    way: str,
    pay_within_days: int,
    decision: UUID,
    rule_version: str = "",
) -> UUID:
    """Let the person pay *share* of a budget every so often from a day on, and return the row; nothing ends it.

    What was billed, or left out of payments, stays as it is: a new share begins on a day after those.

    :raises CannotBill: ``own_share.billed_already`` with the first day that is free, ``own_share.share_there``,
        ``own_share.other_currency`` or ``own_share.no_such_way``.
    """
    found = check_may_with_budget(asker, "money.set_own_share", budget, now=now)
    if share.currency != found.currency or share.pence < 0:
        raise CannotBill("own_share.other_currency", field="share", currency=found.currency)
    if way not in (GROSS, NET):
        raise CannotBill("own_share.no_such_way", field="way", given=way)
    content = {"pence": share.pence, "every": every.value, "starts": starts.isoformat(), "way": way}
    with transaction.atomic():
        entry = open_journal(
            asker,
            now=now,
            key=key,
            kind="set_own_share",
            content=content,
            budget=found,
            answer=new_identifier(now),
        )
        if not entry.is_first:
            return entry.answer
        Book([found])
        first = billed_until([found.pk]).get(found.pk)
        if first is not None and starts < first:
            raise CannotBill("own_share.billed_already", field="starts", first=first.isoformat())
        if OwnShare.objects.filter(budget=found, starts=starts).exists():
            raise CannotBill("own_share.share_there", field="starts", starts=starts.isoformat())
        OwnShare.objects.create(
            id=entry.answer,
            budget=found,
            starts=starts,
            pence=share.pence,
            every=every.value,
            way=way,
            pay_within_days=pay_within_days,
            rule_version=rule_version,
            decision=decision,
            journal_id=entry.journal,
        )
        _note(asker, found, "money.set_own_share", entry.answer, content, now=now)
        return entry.answer


def bill_own_shares(asker: Asker, *, now: datetime, key: str, until: date) -> UUID:
    """Bill every person who pays by bill for their days before *until* that were not billed, and return the journal.

    A bill goes on where the last ended, so no day is billed twice and none is forgotten. It stops no payment, whatever
    becomes of it.

    :raises CannotBill: ``own_share.not_over`` for days that are still to come.
    """
    check_may(asker, "money.bill", about=None, now=now)
    if until > localdate(now):
        raise CannotBill("own_share.not_over", field="until", today=localdate(now).isoformat())
    with transaction.atomic():
        entry = open_journal(asker, now=now, key=key, kind="bill_due", content={"until": until.isoformat()})
        if entry.is_first:
            count, pence = _bill(asker, until, key=str(entry.journal), now=now)
            note_change(
                asker,
                now=now,
                about=None,
                deed="money.bill",
                thing="journal",
                thing_id=entry.journal,
                after={"until": until.isoformat(), "bills": count, "pence": pence},
            )
        return entry.answer


def _bill(asker: Asker, until: date, *, key: str, now: datetime) -> tuple[int, int]:
    budgets = {row.pk: row for row in Budget.objects.filter(own_shares__way=GROSS).distinct().order_by("id")}
    book = Book(list(budgets.values()))
    shares, begun, suspended = shares_of_budgets(budgets), billed_until(budgets), suspended_of(budgets)
    within: dict[UUID, int] = defaultdict(int)
    for row in OwnShare.objects.filter(budget__in=budgets, starts__lt=until).order_by("starts"):
        within[row.budget_id] = row.pay_within_days
    days = {}
    for budget, dated in shares.items():
        start = max(begun.get(budget, dated[0].starts), dated[0].starts)
        if start < until:
            days[budget] = Period(start, until)
    drafts = [Draft(f"{key}:{budget}", budgets[budget], period.start) for budget, period in days.items()]
    journals = open_journals(asker, now=now, kind="bill", drafts=drafts)
    bills, before = [], {budget: book.standing(budget).get(own_share.DUE, 0) for budget in days}
    for (budget, period), journal in zip(days.items(), journals, strict=True):
        pence = own_share.share_for(shares[budget], GROSS, period, suspended.get(budget, ()))
        bills.append(
            Bill(
                id=new_identifier(now),
                budget=budgets[budget],
                start=period.start,
                end=until,
                pence=pence,
                due_on=own_share.due_after(localdate(now), within[budget]),
                journal_id=journal,
            )
        )
        book.move(journal, budget, own_share.billed(pence))
    Bill.objects.bulk_create(bills)
    book.post(now)
    for bill in bills:
        if bill.pence:
            _tell(asker, bill, before[bill.budget_id], now=now)
    return len(bills), sum(bill.pence for bill in bills)


def _tell(asker: Asker, bill: Bill, still_open: int, *, now: datetime) -> None:
    """Write to the person what they are asked to pay; what is open of earlier bills is named and not demanded."""
    write(
        asker,
        now=now,
        to=bill.budget.person_id,
        about=bill.budget.person_id,
        kind="bill_sent",
        facts={
            "pence": bill.pence,
            "currency": bill.budget.currency,
            "first_day": bill.start.isoformat(),
            "last_day": (bill.end - timedelta(days=1)).isoformat(),
            "due_on": bill.due_on.isoformat(),
            "still_open": still_open or None,
        },
        thing="bill",
        thing_id=bill.pk,
    )


def record_share_paid(
    asker: Asker, *, now: datetime, key: str, budget: UUID, pence: int, on: date, words: str = ""
) -> UUID:
    """Record that a person paid *pence* of what they were billed, and return the journal.

    :raises CannotPost: ``own_share.less_is_due`` where less is open.
    """
    found = check_may_with_budget(asker, "money.record_share_paid", budget, now=now)
    content = {"pence": movements.check_pence(pence)}
    return _post(
        asker,
        found,
        "pay_share",
        content,
        lambda at: own_share.paid_in(at, pence),
        on=check_day(on, now),
        now=now,
        key=key,
        words=words,
        deed="money.record_share_paid",
    )


def waive_share(
    asker: Asker, *, now: datetime, key: str, budget: UUID, pence: int, reason: Reason, decision: UUID
) -> UUID:
    """Ask no more for *pence* of what a person was billed, by a decision with its reason, and return the journal.

    :raises CannotPost: ``own_share.less_is_due`` where less is open.
    """
    found = check_may_with_budget(asker, "money.waive_share", budget, now=now)
    content = {"pence": movements.check_pence(pence), "decision": str(decision)}
    return _post(
        asker,
        found,
        "waive_share",
        content,
        lambda at: own_share.waived(at, pence),
        now=now,
        key=key,
        reason=reason,
        deed="money.waive_share",
    )


def _post(
    asker: Asker,
    budget: Budget,
    kind: str,
    content: dict[str, Any],
    legs: Callable[[Standing], Collection[Leg]],
    *,
    now: datetime,
    key: str,
    deed: str,
    on: date | None = None,
    words: str = "",
    reason: Reason | None = None,
) -> UUID:
    with transaction.atomic():
        entry = open_journal(
            asker, now=now, key=key, kind=kind, content=content, on=on, budget=budget, words=words, reason=reason
        )
        if entry.is_first:
            book = Book([budget])
            with sums_told(budget.currency):
                book.move(entry.journal, budget.pk, list(legs(book.standing(budget.pk))))
            book.post(now)
            _note(asker, budget, deed, entry.journal, content, now=now)
        return entry.answer


def _note(asker: Asker, budget: Budget, deed: str, thing: UUID, after: dict[str, Any], *, now: datetime) -> None:
    note_change(asker, now=now, about=budget.person_id, deed=deed, thing="own_share", thing_id=thing, after=after)
