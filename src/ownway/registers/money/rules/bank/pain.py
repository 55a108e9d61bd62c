"""ISO 20022 credit transfers, message pain.001.001.09, streamed so that memory stays flat.

Version 09 and not 03: banks drop version 03 and unstructured addresses in November 2026. An account in the United
Kingdom without an IBAN is given by its number and its sort code as clearing member (``GBDSC``).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import BinaryIO, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from ownway.registers.money.rules.bank.accounts import BankAccount, carried
from ownway.registers.money.rules.bank.files import Payment, PaymentFile, decimal

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
AT_ONCE = 4_096
"""So many parts of the text are written together."""


class Node(NamedTuple):
    """An element of the message: its name, what is inside, and its attributes."""

    name: str
    inside: "tuple[Node | str, ...]"
    marks: Mapping[str, str] = MappingProxyType({})


def write_pain(file: BinaryIO, payments: PaymentFile) -> None:
    """Write the message: one group, one payment block, one transfer for each payment."""
    parts = ["<?xml version='1.0' encoding='utf-8'?>\n", f'<Document xmlns="{NAMESPACE}"><CstmrCdtTrfInitn>']
    _tell(parts, _group(payments))
    parts.append("<PmtInf>")
    for part in _head(payments):
        _tell(parts, part)
    for payment in payments.payments:
        parts.append("\n")
        _tell(parts, _transfer(payment))
        if len(parts) > AT_ONCE:
            file.write("".join(parts).encode())
            parts.clear()
    parts.append("</PmtInf></CstmrCdtTrfInitn></Document>")
    file.write("".join(parts).encode())


def _tell(parts: list[str], node: "Node") -> None:
    # As text: the names are ours and fixed, and building each element anew would take twice as long as all the rest.
    marks = "".join(f" {name}={quoteattr(value)}" for name, value in node.marks.items()) if node.marks else ""
    parts.append(f"<{node.name}{marks}>")
    for part in node.inside:
        if isinstance(part, str):
            parts.append(escape(part))
        else:
            _tell(parts, part)
    parts.append(f"</{node.name}>")


def _group(payments: PaymentFile) -> Node:
    moment = payments.made_at.isoformat(timespec="seconds")
    return node(
        "GrpHdr",
        node("MsgId", payments.id.hex),
        node("CreDtTm", moment),
        node("NbOfTxs", str(payments.count)),
        node("CtrlSum", decimal(payments.total)),
        node("InitgPty", node("Nm", _name(payments.payer))),
    )


def _head(payments: PaymentFile) -> list[Node]:
    service = "SEPA" if payments.total.currency == "EUR" else "NURG"
    return [
        node("PmtInfId", payments.id.hex),
        node("PmtMtd", "TRF"),
        node("BtchBookg", "true"),
        node("NbOfTxs", str(payments.count)),
        node("CtrlSum", decimal(payments.total)),
        node("PmtTpInf", node("SvcLvl", node("Cd", service))),
        node("ReqdExctnDt", node("Dt", payments.pay_on.isoformat())),
        node("Dbtr", node("Nm", _name(payments.payer))),
        node("DbtrAcct", _account(payments.payer)),
        node("DbtrAgt", _bank(payments.payer)),
        node("ChrgBr", "SLEV"),
    ]


def _transfer(payment: Payment) -> Node:
    amount = Node("InstdAmt", (decimal(payment.money),), {"Ccy": payment.money.currency})
    ids = (
        node("InstrId", payment.id.hex),
        node("EndToEndId", payment.id.hex),
        node("UETR", str(payment.tracking)),
    )
    return node(
        "CdtTrfTxInf",
        node("PmtId", *ids),
        node("Amt", amount),
        *([node("CdtrAgt", _bank(payment.payee))] if payment.payee.bic or payment.payee.sort_code else []),
        node("Cdtr", node("Nm", _name(payment.payee))),
        node("CdtrAcct", _account(payment.payee)),
        node(
            "RmtInf",
            node("Ustrd", carried(payment.reference, 140, otherwise=payment.id.hex)),
        ),
    )


def _name(account: BankAccount) -> str:
    return carried(account.name, 70, otherwise="Account holder")


def _account(account: BankAccount) -> Node:
    if account.iban:
        return node("Id", node("IBAN", account.iban))
    return node("Id", node("Othr", node("Id", account.number)))


def _bank(account: BankAccount) -> Node:
    if account.bic:
        return node("FinInstnId", node("BICFI", account.bic))
    if account.sort_code:
        member = node(
            "ClrSysMmbId",
            node("ClrSysId", node("Cd", "GBDSC")),
            node("MmbId", account.sort_code),
        )
        return node("FinInstnId", member)
    # By the rulebook of SEPA an IBAN alone finds its bank, and the payer's bank is then called not provided.
    return node("FinInstnId", node("Othr", node("Id", "NOTPROVIDED")))


def node(name: str, *inside: "Node | str") -> Node:
    """Return an element of the message with text or elements inside."""
    return Node(name, inside)
