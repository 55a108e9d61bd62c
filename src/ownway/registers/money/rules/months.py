"""Accounting months: which may be closed next, and the mark that is put over the transfers of a closed one."""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from ownway.registers.money.rules.proof import Fault
from ownway.registers.money.rules.refusals import CannotClose

BEFORE_ALL = date(1900, 1, 1)
"""The first open month where none was ever closed; no day before it is taken."""


def first_of_month(day: date) -> date:
    """Return the first day of the month of a day."""
    return day.replace(day=1)


def month_after(month: date) -> date:
    """Return the first day of the month that follows."""
    return first_of_month(first_of_month(month) + timedelta(days=31))


def check_month(month: date, *, first_open: date, today: date) -> date:
    """Return *month* when it is the next that can be closed: over, open, and with none left open before it.

    :raises CannotClose: ``money.month_not_over``, ``money.month_closed`` or ``money.month_before_open``.
    """
    month = first_of_month(month)
    if month < first_open:
        raise CannotClose("money.month_closed", field="month", month=month.isoformat())
    if month_after(month) > today:
        raise CannotClose("money.month_not_over", field="month", ends=month_after(month).isoformat())
    if first_open not in (BEFORE_ALL, month):
        raise CannotClose("money.month_before_open", field="month", month=first_open.isoformat())
    return month


def check_in_balance(faults: Iterable[Fault]) -> None:
    """Refuse to close while anything in the ledger is astray, and say what: how many faults and the first of them.

    :raises CannotClose: ``money.out_of_balance``.
    """
    found = list(faults)
    if found:
        first = found[0]
        raise CannotClose(
            "money.out_of_balance",
            faults=len(found),
            code=first.code,
            thing=str(first.thing or ""),
            pence=abs(first.pence),
        )


class MonthLine(NamedTuple):
    """A transfer of a closed month as its mark covers it; all identifiers as text."""

    journal: str
    true_on: str
    id: str
    debit: str
    credit: str
    pence: int


class Mark:
    """The mark over a month, put together transfer by transfer, in the order of month, journal and transfer."""

    def __init__(self, month: date, before: str = "") -> None:
        self._sum = hashlib.sha256(f"{before} {month.isoformat()}\n".encode())
        self.transfers = 0
        self.moved_pence = 0

    def add(self, line: MonthLine) -> None:
        """Put one transfer under the mark."""
        self._sum.update((" ".join(map(str, line)) + "\n").encode())
        self.transfers += 1
        self.moved_pence += line.pence

    @property
    def sha256(self) -> str:
        """The mark as hexadecimal."""
        return self._sum.hexdigest()
