"""Payment files as tables: what many banks' web pages take, each described by a profile."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from ownway.registers.money.rules.bank.accounts import carried
from ownway.registers.money.rules.bank.files import Payment, PaymentFile, decimal
from ownway.registers.money.rules.refusals import CannotExport

Cell = Callable[[PaymentFile, Payment], str]

CELLS: dict[str, Cell] = {
    "payment": lambda _, payment: payment.id.hex,
    "pay_on": lambda file, _: file.pay_on.strftime("%d/%m/%Y"),
    "pay_on_iso": lambda file, _: file.pay_on.isoformat(),
    "name": lambda _, payment: carried(payment.payee.name, 70, otherwise="Account holder"),
    "name_18": lambda _, payment: carried(payment.payee.name, 18, otherwise="Account holder"),
    "sort_code": lambda _, payment: payment.payee.sort_code,
    "account_number": lambda _, payment: payment.payee.number,
    "iban": lambda _, payment: payment.payee.iban,
    "bic": lambda _, payment: payment.payee.bic,
    "sum": lambda _, payment: decimal(payment.money),
    "currency": lambda _, payment: payment.money.currency,
    "reference": lambda _, payment: carried(payment.reference, 140, otherwise=payment.id.hex),
    "reference_18": lambda _, payment: carried(payment.reference, 18, otherwise=payment.id.hex[:18]),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """How one bank wants its table: column headings with what stands below them, and what may not be empty."""

    columns: tuple[tuple[str, str], ...]
    needed: frozenset[str]
    headed: bool = True


PROFILES: dict[str, Profile] = {
    "csv.sort-code": Profile(
        columns=(
            ("Sort code", "sort_code"),
            ("Account number", "account_number"),
            ("Account name", "name_18"),
            ("Amount", "sum"),
            ("Payment date", "pay_on"),
            ("Reference", "reference_18"),
        ),
        needed=frozenset({"sort_code", "account_number"}),
    ),
    "csv.iban": Profile(
        columns=(
            ("Payment", "payment"),
            ("Date", "pay_on_iso"),
            ("Name", "name"),
            ("IBAN", "iban"),
            ("BIC", "bic"),
            ("Amount", "sum"),
            ("Currency", "currency"),
            ("Reference", "reference"),
        ),
        needed=frozenset({"iban"}),
    ),
}


def write_table(file: BinaryIO, payments: PaymentFile, profile: Profile) -> None:
    """Write the payments as comma-separated lines.

    :raises CannotExport: ``money.payee_not_in_profile`` when an account lacks what the profile needs.
    """
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    lines = csv.writer(text, lineterminator="\r\n")
    if profile.headed:
        lines.writerow(heading for heading, _ in profile.columns)
    for payment in payments.payments:
        cells = {cell: CELLS[cell](payments, payment) for _, cell in profile.columns}
        if not all(cells[needed] for needed in profile.needed):
            raise CannotExport(
                "money.payee_not_in_profile",
                line=str(payment.id),
            )
        lines.writerow(cells[cell] for _, cell in profile.columns)
    text.detach()
