"""Closes months: nothing is booked into a closed one any more, and none is opened again."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from ownway.registers.money.models import ClosedMonth
from ownway.registers.money.queries.ledger import prove_ledger
from ownway.registers.money.queries.months import changed_months, first_open_month, mark_of
from ownway.registers.money.rules.months import check_in_balance, check_month
from ownway.registers.people.policies import check_may
from ownway.registers.trail.actions import note_change
from ownway.registers.trail.models import take_turn
from ownway.values import Asker, new_identifier


def close_month(asker: Asker, *, now: datetime, month: date) -> UUID:
    """Close the month in which *month* lies, and with the first one all before it, and return the closing.

    The whole ledger is proved first, and every month closed before held against its mark; entries wait meanwhile. What
    becomes known later of a closed month is booked in the first open one, with the day on which it was true. A closed
    month is never opened again: a correction goes forward.

    :raises CannotClose: ``money.month_not_over``, ``money.month_closed``, ``money.month_before_open`` or
        ``money.out_of_balance``.
    """
    check_may(asker, "money.close_month", about=None, now=now)
    with transaction.atomic():
        take_turn("money.months", "closing")
        month = check_month(month, first_open=first_open_month(), today=localdate(now))
        check_in_balance(prove_ledger(asker, now=now).faults)
        check_in_balance(changed_months())
        mark = mark_of(month)
        closed = ClosedMonth.objects.create(
            id=new_identifier(now),
            month=month,
            at=now,
            by=asker.party,
            transfers=mark.transfers,
            moved_pence=mark.moved_pence,
            sha256=mark.sha256,
        )
        note_change(
            asker,
            now=now,
            about=None,
            deed="money.close_month",
            thing="month",
            thing_id=closed.pk,
            after={"month": month.isoformat(), "transfers": mark.transfers, "sha256": mark.sha256},
        )
        return closed.pk
