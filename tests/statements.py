"""Statements as banks give them, made for tests: camt.053 in both forms, and tables with running balances."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from lxml import etree

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."
LLOYDS = (
    "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,"
    "Debit Amount,Credit Amount,Balance"
)


class Moved(NamedTuple):
    """One movement for a made statement."""

    on: date
    pence: int
    payment: str = ""
    name: str = ""
    words: str = ""
    returned: str = ""
    batch: str = ""
    reference: str = ""


def pounds(pence: int) -> str:
    """So many pence as a bank writes them."""
    return f"{Decimal(abs(pence)) / 100:.2f}"


def camt(
    moved: Sequence[Moved],
    *,
    opening: int = 100_000,
    closing: int | None = None,
    version: str = "02",
    number: str = "2026-1",
    sequence: int | None = 1,
    account: str = "GB82WEST12345698765432",
) -> bytes:
    """A statement with these movements; *closing* only where it should not add up."""
    root = etree.Element("Document", nsmap={None: NAMESPACE + version})
    statement = _add(_add(root, "BkToCstmrStmt"), "Stmt")
    _add(statement, "Id", number)
    if sequence is not None:
        _add(statement, "ElctrncSeqNb", str(sequence))
    _add(_add(_add(statement, "Acct"), "Id"), "IBAN", account)
    end = opening + sum(one.pence for one in moved) if closing is None else closing
    for code, pence in (("OPBD", opening), ("CLBD", end)):
        balance = _add(statement, "Bal")
        _add(_add(_add(balance, "Tp"), "CdOrPrtry"), "Cd", code)
        _amount(balance, pence)
    for place, one in enumerate(moved, start=1):
        entry = _add(statement, "Ntry")
        _amount(entry, one.pence)
        _add(entry, "Sts", "BOOK") if version == "02" else _add(_add(entry, "Sts"), "Cd", "BOOK")
        _add(_add(entry, "BookgDt"), "Dt", one.on.isoformat())
        _add(entry, "AcctSvcrRef", one.reference or f"{number}-{place}")
        _details(entry, one, version)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def lloyds(moved: Sequence[Moved], *, opening: int = 100_000, newest_first: bool = True) -> bytes:
    """A table as Lloyds, Halifax and Bank of Scotland write them."""
    balance, lines = opening, []
    for one in moved:
        balance += one.pence
        out, come = (pounds(one.pence), "") if one.pence < 0 else ("", pounds(one.pence))
        sign = "-" if balance < 0 else ""
        lines.append(f"{one.on:%d/%m/%Y},FPO,'30-99-50,12345678,{one.words},{out},{come},{sign}{pounds(balance)}")
    return "\r\n".join([LLOYDS, *(lines[::-1] if newest_first else lines)]).encode()


def _details(entry: etree._Element, one: Moved, version: str) -> None:
    details = _add(entry, "NtryDtls")
    if one.batch:
        _add(_add(details, "Btch"), "PmtInfId", one.batch)
    part = _add(details, "TxDtls")
    if one.payment:
        _add(_add(part, "Refs"), "EndToEndId", one.payment)
    if one.name:
        party = _add(_add(part, "RltdPties"), "Cdtr" if one.pence < 0 else "Dbtr")
        _add(party if version == "02" else _add(party, "Pty"), "Nm", one.name)
    if one.words:
        _add(_add(part, "RmtInf"), "Ustrd", one.words)
    if one.returned:
        _add(_add(_add(part, "RtrInf"), "Rsn"), "Cd", one.returned)


def _amount(parent: etree._Element, pence: int) -> None:
    amount = _add(parent, "Amt", pounds(pence))
    amount.set("Ccy", "GBP")
    _add(parent, "CdtDbtInd", "CRDT" if pence >= 0 else "DBIT")


def _add(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    made = etree.SubElement(parent, f"{{{parent.nsmap[None]}}}{name}")
    made.text = text or None
    return made
