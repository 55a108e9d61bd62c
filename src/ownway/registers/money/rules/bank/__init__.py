"""Files for banks: what a payment run is made into, byte for byte the same however often it is made."""

from collections.abc import Callable
from functools import partial
from typing import BinaryIO

from ownway.registers.money.rules.bank import bacs
from ownway.registers.money.rules.bank.accounts import BankAccount, bank_account
from ownway.registers.money.rules.bank.files import Payment, PaymentFile
from ownway.registers.money.rules.bank.pain import write_pain
from ownway.registers.money.rules.bank.returns import REASONS, Returned, returned
from ownway.registers.money.rules.bank.table import PROFILES, write_table
from ownway.registers.money.rules.refusals import CannotExport

WRITERS: dict[str, Callable[[BinaryIO, PaymentFile], None]] = {
    "pain.001.001.09": write_pain,
    bacs.KIND: bacs.write_bacs,
    **{name: partial(write_table, profile=profile) for name, profile in PROFILES.items()},
}
"""The kinds of file by name: ISO 20022, Bacs Standard 18, and each CSV profile."""

ENDINGS = {"pain.001.001.09": "xml", bacs.KIND: "txt"} | dict.fromkeys(PROFILES, "csv")
LEADS = {bacs.KIND: bacs.LEAD}
"""How many bank days a kind of file takes on its way; none where it is not named."""


def kinds_for(currency: str) -> tuple[str, ...]:
    """Return the kinds of file by which payments in a currency can go."""
    tables = [kind for kind, profile in PROFILES.items() if currency in profile.currencies]
    return ("pain.001.001.09", *([bacs.KIND] if currency == "GBP" else []), *tables)


def write(file: BinaryIO, kind: str, payments: PaymentFile) -> None:
    """Write *payments* as a file of this kind.

    :raises CannotExport: ``money.no_such_file_kind``, or what the kind cannot carry.
    """
    if kind not in WRITERS:
        raise CannotExport("money.no_such_file_kind", field="kind", kinds=", ".join(WRITERS))
    WRITERS[kind](file, payments)


__all__ = [
    "ENDINGS",
    "LEADS",
    "PROFILES",
    "REASONS",
    "WRITERS",
    "BankAccount",
    "Payment",
    "PaymentFile",
    "Returned",
    "bank_account",
    "kinds_for",
    "returned",
    "write",
]
