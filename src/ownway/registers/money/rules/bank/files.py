"""What goes into a file for a bank, whatever the kind of file."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ownway.registers.money.rules.bank.accounts import BankAccount
from ownway.registers.money.rules.dates import BacsDays
from ownway.values import Money


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment: *id* is what comes back on the statement."""

    id: UUID
    money: Money
    payee: BankAccount
    reference: str

    @property
    def tracking(self) -> UUID:
        """Return the payment's unique end-to-end reference (UETR): a version 4 identifier, the same on every export."""
        return UUID(bytes=hashlib.sha256(self.id.bytes).digest()[:16], version=4)


@dataclass(frozen=True, slots=True)
class PaymentFile:
    """A payment run as the bank gets it. *payments* are read once, so that a long run need not be held in memory."""

    id: UUID
    made_at: datetime
    pay_on: date
    payer: BankAccount
    count: int
    total: Money
    payments: Iterable[Payment]
    service_user: str = ""
    """The six-digit number under which the payer is known to Bacs."""
    days: BacsDays | None = None
    """The three days of a Bacs payment that is there on *pay_on*."""


def decimal(money: Money) -> str:
    """Return a sum as files write it: units, a point and the smallest coins."""
    units, coins = divmod(money.pence, money.coins_per_unit)
    return f"{units}" if money.coins_per_unit == 1 else f"{units}.{coins:02d}"
