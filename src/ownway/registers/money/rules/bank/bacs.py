"""Bacs Standard 18: a file of credits for the United Kingdom's three-day clearing, in records of fixed places.

Labels have 80 characters; payments and the contra record that balances them have 106, the layout for more than one
processing day, in which every record says its own. Places as banks print them for their customers (Bank of Ireland,
*BACS File Specification*; HSBC, *Message Implementation Guide BACS Standard 18*, August 2012); the scheme's own book is
not public, so the first file is to be tried with one's own bank.
"""

import hashlib
import re
from datetime import date
from fractions import Fraction
from typing import BinaryIO

from ownway.registers.money.rules.bank.accounts import BankAccount, carried
from ownway.registers.money.rules.bank.files import PaymentFile
from ownway.registers.money.rules.refusals import CannotExport
from ownway.values import Rounding, round_to_whole

KIND = "bacs.standard-18"
LEAD = 2
"""How many bank days lie between handing in the file and the money being there."""

MOST_PENCE = 2_000_000_000
"""Twenty million pounds: more than this one Bacs credit does not carry."""
MOST_TOTAL_PENCE = 99_999_999_999
"""Eleven digits of pence: more than this the contra record cannot hold."""

CREDIT, CONTRA = "99", "17"
RECORD, RECORDS_IN_BLOCK = 106, 20
NOT_CARRIED = re.compile(r"[^A-Z0-9.\-/& ]")
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def write_bacs(file: BinaryIO, payments: PaymentFile) -> None:
    """Write labels, a record a payment, the contra record and the totals, each line ended by CR and LF.

    :raises CannotExport: ``money.no_service_user``, ``money.not_sterling``, ``money.above_bacs``,
        ``money.payee_not_in_profile`` or ``money.totals_differ``.
    """
    _check(payments)
    assert payments.days is not None  # checked above
    count = total = 0
    for label in _before(payments):
        _put(file, label, 80)
    for payment in payments.payments:
        if not payment.payee.sort_code or payment.money.currency != "GBP":
            raise CannotExport("money.payee_not_in_profile", line=str(payment.id))
        if payment.money.pence > MOST_PENCE:
            raise CannotExport("money.above_bacs", line=str(payment.id), most=MOST_PENCE, currency="GBP")
        count, total = count + 1, total + payment.money.pence
        said = (payments.payer.name, payment.reference, payment.payee.name)
        _put(file, _record(payments, payment.payee, CREDIT, payment.money.pence, said), RECORD)
    if (count, total) != (payments.count, payments.total.pence):
        raise CannotExport("money.totals_differ", count=count, pence=total, currency="GBP")
    said = (payments.id.hex[:18], "CONTRA", payments.payer.name)
    _put(file, _record(payments, payments.payer, CONTRA, total, said), RECORD)
    for label in _behind(payments, count, total):
        _put(file, label, 80)


def letters(text: str, length: int = 18) -> str:
    """Return *text* as Bacs carries it: capital letters, digits, ``. - / &`` and spaces, filled up to *length*."""
    # `carried` writes "and" as ISO 20022 knows it, by a plus; Bacs knows the other sign.
    told = NOT_CARRIED.sub(" ", carried(text, 140, otherwise="").upper().replace("+", "&"))
    return " ".join(told.split())[:length].ljust(length)


def serial(payments: PaymentFile) -> str:
    """Return the six signs that tell this submission from all others: the same each time the file is made."""
    number = int.from_bytes(hashlib.sha256(payments.id.bytes).digest()[:8], "big") % (len(SIGNS) ** 6 - 1) + 1
    signs = ""
    for _ in range(6):
        number, rest = divmod(number, len(SIGNS))
        signs = SIGNS[rest] + signs
    return signs


def day_of_year(day: date) -> str:
    """Return a day as Bacs writes it: a space, two digits of the year, three of the day in it."""
    return f" {day:%y%j}"


def _check(payments: PaymentFile) -> None:
    if payments.total.currency != "GBP" or not payments.payer.sort_code:
        raise CannotExport("money.not_sterling")
    if not re.fullmatch(r"[0-9]{6}", payments.service_user):
        raise CannotExport("money.no_service_user", field="service_user")
    if payments.total.pence > MOST_TOTAL_PENCE:
        raise CannotExport("money.above_bacs", most=MOST_TOTAL_PENCE, currency="GBP")
    if payments.days is None:
        raise ValueError("A Bacs file says on which day it is processed; its three days were not given.")


def _before(payments: PaymentFile) -> list[str]:
    assert payments.days is not None
    first = f"VOL1{serial(payments)} {'':30}{payments.service_user}{'':32}1"
    user = f"UHL1{day_of_year(payments.days.processed)}999999{'':4}00000000{'4 MULTI':9}001{'':40}"
    return [first, f"HDR1{_file(payments)}000000{'':20}", f"HDR2{_blocks()}", user]


def _behind(payments: PaymentFile, count: int, total: int) -> list[str]:
    blocks = round_to_whole(Fraction(count + 1, RECORDS_IN_BLOCK), Rounding.UP)
    totals = f"UTL1{total:013d}{total:013d}{1:07d}{count:07d}{'':36}"
    return [f"EOF1{_file(payments)}{blocks:06d}{'':20}", f"EOF2{_blocks()}", totals]


def _file(payments: PaymentFile) -> str:
    assert payments.days is not None
    user, made = payments.service_user, day_of_year(payments.made_at.date())
    # The file may be forgotten from the day on which the money is there.
    return f"A{user}S   {user}{serial(payments)}00010001{'':6}{made}{day_of_year(payments.days.entered)} "


def _blocks() -> str:
    return f"F{RECORD * RECORDS_IN_BLOCK:05d}{RECORD:05d}{'':35}00{'':28}"


def _record(payments: PaymentFile, to: BankAccount, code: str, pence: int, said: tuple[str, str, str]) -> str:
    assert payments.days is not None
    payer = payments.payer
    ends = f"{to.sort_code}{to.number}0{code}{payer.sort_code}{payer.number}{'':4}{pence:011d}"
    return ends + "".join(map(letters, said)) + day_of_year(payments.days.processed)


def _put(file: BinaryIO, line: str, length: int) -> None:
    if len(line) != length:
        raise ValueError(f"A record of {len(line)} characters where {length} belong: {line!r}.")
    file.write(line.encode("ascii") + b"\r\n")
