"""Files for banks: what a payment run is made into, byte for byte the same however often it is made."""

from collections.abc import Callable
from functools import partial
from typing import BinaryIO

from ownway.registers.money.rules.bank.accounts import BankAccount, bank_account
from ownway.registers.money.rules.bank.files import Payment, PaymentFile
from ownway.registers.money.rules.bank.pain import write_pain
from ownway.registers.money.rules.bank.table import PROFILES, write_table
from ownway.registers.money.rules.refusals import CannotExport

WRITERS: dict[str, Callable[[BinaryIO, PaymentFile], None]] = {
    "pain.001.001.09": write_pain,
    **{name: partial(write_table, profile=profile) for name, profile in PROFILES.items()},
}
"""The kinds of file by name: ISO 20022, and each CSV profile."""

ENDINGS = {"pain.001.001.09": "xml"} | dict.fromkeys(PROFILES, "csv")


def write(file: BinaryIO, kind: str, payments: PaymentFile) -> None:
    """Write *payments* as a file of this kind.

    :raises CannotExport: ``money.no_such_file_kind``, or what the kind cannot carry.
    """
    if kind not in WRITERS:
        raise CannotExport("money.no_such_file_kind", field="kind", kinds=", ".join(WRITERS))
    WRITERS[kind](file, payments)


__all__ = [
    "ENDINGS",
    "PROFILES",
    "WRITERS",
    "BankAccount",
    "Payment",
    "PaymentFile",
    "bank_account",
    "write",
]
