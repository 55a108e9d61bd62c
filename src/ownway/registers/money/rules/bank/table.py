"""Payment files as tables: what many banks' web pages take, each described by a profile."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

import yaml

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

    name: str
    currencies: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    needed: frozenset[str]
    headed: bool = True
    delimiter: str = ","


def read_profiles(text: str) -> dict[str, Profile]:
    """Return the profiles that YAML describes, by their names.

    :raises ValueError: when a column or a need is none of those in :data:`CELLS`.
    """
    profiles = {}
    for kind, given in yaml.safe_load(text).items():
        columns = tuple((str(heading), str(cell)) for heading, cell in given["columns"])
        if unknown := ({cell for _, cell in columns} | set(given["needed"])) - set(CELLS):
            raise ValueError(f"The profile {kind} asks for {sorted(unknown)}; known are {sorted(CELLS)}.")
        more = {name: given[name] for name in ("headed", "delimiter") if name in given}
        profiles[kind] = Profile(given["name"], tuple(given["currencies"]), columns, frozenset(given["needed"]), **more)
    return profiles


PROFILES: Mapping[str, Profile] = MappingProxyType(
    read_profiles((Path(__file__).parent / "profiles.yaml").read_text(encoding="utf-8"))
)
"""The profiles there are; another bank's is a few lines of YAML."""


def write_table(file: BinaryIO, payments: PaymentFile, profile: Profile) -> None:
    """Write the payments as comma-separated lines.

    :raises CannotExport: ``money.payee_not_in_profile`` when an account lacks what the profile needs.
    """
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    lines = csv.writer(text, lineterminator="\r\n", delimiter=profile.delimiter)
    if profile.headed:
        lines.writerow(heading for heading, _ in profile.columns)
    for payment in payments.payments:
        cells = {cell: CELLS[cell](payments, payment) for _, cell in profile.columns}
        cells |= {cell: CELLS[cell](payments, payment) for cell in profile.needed}
        if not all(cells[needed] for needed in profile.needed):
            raise CannotExport(
                "money.payee_not_in_profile",
                line=str(payment.id),
            )
        lines.writerow(cells[cell] for _, cell in profile.columns)
    text.detach()
