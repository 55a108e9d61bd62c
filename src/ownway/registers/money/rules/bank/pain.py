"""ISO 20022 credit transfers, message pain.001.001.09, streamed so that memory stays flat.

Version 09 and not 03: banks drop version 03 and unstructured addresses in November 2026. An account in the United
Kingdom without an IBAN is given by its number and its sort code as clearing member (``GBDSC``).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, BinaryIO, NamedTuple

from lxml import etree

from ownway.registers.money.rules.bank.accounts import BankAccount, carried
from ownway.registers.money.rules.bank.files import Payment, PaymentFile, decimal

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"


class Node(NamedTuple):
    """An element of the message: its name, what is inside, and its attributes."""

    name: str
    inside: "tuple[Node | str, ...]"
    marks: Mapping[str, str] = MappingProxyType({})


def write_pain(file: BinaryIO, payments: PaymentFile) -> None:
    """Write the message: one group, one payment block, one transfer for each payment."""
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with (
            xml.element(tag("Document"), nsmap={None: NAMESPACE}),
            xml.element(tag("CstmrCdtTrfInitn")),
        ):
            _write(xml, _group(payments))
            with xml.element(tag("PmtInf")):
                for part in _head(payments):
                    _write(xml, part)
                for payment in payments.payments:
                    xml.write("\n")
                    _write(xml, _transfer(payment))


def _write(xml: Any, node: "Node") -> None:
    # Element by element, so that the namespace is declared once and every name is plain.
    with xml.element(tag(node.name), node.marks):
        for part in node.inside:
            if isinstance(part, str):
                xml.write(part)
            else:
                _write(xml, part)


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


def tag(name: str) -> str:
    """Return a name of the message in its namespace."""
    return f"{{{NAMESPACE}}}{name}"
