"""Reads camt.053.001.02 and .08 of ISO 20022: no network, no entities, no type declarations, no guesses."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from lxml import etree

from ownway.registers.money.rules.statements.refusals import CannotReadStatement
from ownway.registers.money.rules.statements.signs import check_size, check_text, day_of, pence_of
from ownway.registers.money.rules.statements.statement import Entry, Statement, checked, marked, one_line
from ownway.values.money import WITHOUT_HUNDREDTHS

NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(02|08)")
OPENING, CLOSING = ("OPBD", "PRCD"), ("CLBD",)
NO_REFERENCE = frozenset({"", "NOTPROVIDED", "NONREF"})
ENCODINGS = frozenset({"UTF-8", "US-ASCII", "ASCII", "ISO-8859-1", "ISO-8859-15", "WINDOWS-1252"})


def is_camt(content: bytes) -> bool:
    """Whether a file looks like XML at all."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def read_camt(content: bytes) -> tuple[Statement, ...]:
    """Return the statements of a file, each found to add up.

    :raises CannotReadStatement: for all that is not a whole and true statement, with the line where there is one.
    """
    root = _root(content)
    found = tuple(_statement(node) for node in root.iterfind("{*}BkToCstmrStmt/{*}Stmt"))
    if not found:
        raise CannotReadStatement("statements.no_statement")
    return found


def _root(content: bytes) -> Any:
    check_size(content)
    if b"\x00" in content:
        raise CannotReadStatement("statements.control_sign", line=content.count(b"\n", 0, content.index(b"\x00")) + 1)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as wrong:
        raise CannotReadStatement("statements.not_xml", line=wrong.lineno or 1) from None
    except (ValueError, LookupError):
        raise CannotReadStatement("statements.not_xml", line=1) from None
    info = root.getroottree().docinfo
    if info.internalDTD is not None or info.externalDTD is not None or info.doctype:
        raise CannotReadStatement("statements.has_declarations")
    if (info.encoding or "UTF-8").upper() not in ENCODINGS:
        raise CannotReadStatement("statements.not_text", line=1)
    name = etree.QName(root)
    if name.localname != "Document" or not NAMESPACE.fullmatch(name.namespace or ""):
        raise CannotReadStatement("statements.not_camt", given=(name.namespace or name.localname)[:100])
    return root


def _statement(node: Any) -> Statement:
    balances = dict(_balances(node))
    opening = next((balances[code] for code in OPENING if code in balances), None)
    closing = next((balances[code] for code in CLOSING if code in balances), None)
    line = node.sourceline or 0
    if opening is None or closing is None:
        raise CannotReadStatement("statements.no_balances", line=line)
    if opening[1] != closing[1]:
        raise CannotReadStatement("statements.currencies", line=line)
    account = _text(node, "Acct/Id/IBAN") or _text(node, "Acct/Id/Othr/Id")
    number = _text(node, "Id")
    if not account or not number:
        raise CannotReadStatement("statements.no_account", line=line)
    if _text(node, "StmtPgntn/LastPgInd") == "false" or _text(node, "StmtPgntn/PgNb") not in ("", "1"):
        raise CannotReadStatement("statements.in_pages", line=line)
    entries = marked(entry for each in node.iterfind("{*}Ntry") for entry in _entries(each, opening[1]))
    return checked(
        Statement(
            account=re.sub(r"\s", "", account).upper(),
            currency=opening[1],
            entries=entries,
            opening=opening[0],
            closing=closing[0],
            number=number,
            sequence=_whole(_text(node, "ElctrncSeqNb"), line),
            line=line,
        )
    )


def _balances(node: Any) -> Iterator[tuple[str, tuple[int, str]]]:
    for balance in node.iterfind("{*}Bal"):
        code = _text(balance, "Tp/CdOrPrtry/Cd")
        amount = balance.find("{*}Amt")
        if amount is not None and code in (*OPENING, *CLOSING):
            yield code, _signed(balance, amount)


def _signed(node: Any, amount: Any) -> tuple[int, str]:
    line, currency = amount.sourceline or 0, amount.get("Ccy") or ""
    if not re.fullmatch(r"[A-Z]{3}", currency):
        raise CannotReadStatement("statements.currencies", line=line)
    coins = 0 if currency in WITHOUT_HUNDREDTHS else 2
    given = (amount.text or "").strip()
    if not re.fullmatch(r"[0-9]{1,15}(\.[0-9]{0,5})?", given):
        raise CannotReadStatement("statements.not_a_sum", given=given[:60], line=line)
    pence = pence_of(given.rstrip(".") if given.endswith(".") else given, line=line, coins=coins)
    side = _text(node, "CdtDbtInd")
    if side not in ("CRDT", "DBIT"):
        raise CannotReadStatement("statements.no_side", line=line)
    return (pence if side == "CRDT" else -pence), currency


def _entries(node: Any, currency: str) -> Iterator[Entry]:
    """Yield what an entry is made of: its transactions where they add up to it, else the entry as one."""
    if (_text(node, "Sts/Cd") or _text(node, "Sts") or "BOOK") != "BOOK":
        return  # What is only announced or pending is on no balance yet.
    line = node.sourceline or 0
    amount = node.find("{*}Amt")
    if amount is None:
        raise CannotReadStatement("statements.not_a_sum", given="", line=line)
    pence, given = _signed(node, amount)
    if given != currency:
        raise CannotReadStatement("statements.currencies", line=line)
    whole = Entry(
        on=_day(node, line),
        pence=pence,
        bank_reference=_text(node, "AcctSvcrRef") or _text(node, "NtryRef"),
        batch=_reference(_text(node, "NtryDtls/Btch/PmtInfId") or _text(node, "NtryDtls/Btch/MsgId")),
        words=one_line([_text(node, "AddtlNtryInf")]),
        returned="NARR" if _text(node, "RvslInd") == "true" else "",
        line=line,
    )
    parts = list(node.iterfind("{*}NtryDtls/{*}TxDtls"))
    sums = [_part_pence(part, currency, 1 if pence >= 0 else -1) for part in parts]
    if len(parts) > 1 and None not in sums and sum(one for one in sums if one is not None) == pence:
        for number, (part, of_it) in enumerate(zip(parts, sums, strict=True), start=1):
            yield _told(whole, part, of_it or 0, number)
    elif parts:
        yield _told(whole, parts[0], pence, 0) if len(parts) == 1 else whole
    else:
        yield whole


def _part_pence(part: Any, currency: str, side: int) -> int | None:
    amount = part.find("{*}Amt")
    amount = part.find("{*}AmtDtls/{*}TxAmt/{*}Amt") if amount is None else amount
    if amount is None or amount.get("Ccy") != currency:
        return None
    coins = 0 if currency in WITHOUT_HUNDREDTHS else 2
    told = pence_of((amount.text or "").strip(), line=amount.sourceline or 0, coins=coins)
    return {"CRDT": told, "DBIT": -told}.get(_text(part, "CdtDbtInd"), side * told)


def _told(whole: Entry, part: Any, pence: int, number: int) -> Entry:
    other = "Cdtr" if pence < 0 else "Dbtr"
    name = _text(part, f"RltdPties/{other}/Nm") or _text(part, f"RltdPties/{other}/Pty/Nm")
    said = [node.text or "" for node in part.iterfind("{*}RmtInf/{*}Ustrd")]
    for words in (name, *said):
        check_text(words, whole.line)
    own = _text(part, "Refs/AcctSvcrRef")
    return replace(
        whole,
        pence=pence,
        name=one_line([name])[:140],
        words=one_line([*said, _text(part, "AddtlTxInf"), whole.words]),
        payment=_reference(_text(part, "Refs/EndToEndId")) or _reference(_text(part, "Refs/InstrId")),
        batch=_reference(_text(part, "Refs/PmtInfId") or _text(part, "Refs/MsgId")) or whole.batch,
        bank_reference=(own or (f"{whole.bank_reference}/{number}" if number else whole.bank_reference)),
        returned=_text(part, "RtrInf/Rsn/Cd") or whole.returned,
        line=part.sourceline or whole.line,
    )


def _day(node: Any, line: int) -> date:
    given = _text(node, "BookgDt/Dt") or _text(node, "BookgDt/DtTm")[:10]
    return day_of(given or _text(node, "ValDt/Dt") or _text(node, "ValDt/DtTm")[:10], ("%Y-%m-%d",), line=line)


def _reference(given: str) -> str:
    return "" if given.upper() in NO_REFERENCE else given


def _whole(given: str, line: int) -> int | None:
    if not given:
        return None
    if not re.fullmatch(r"[0-9]{1,18}", given):
        raise CannotReadStatement("statements.not_a_number", given=given[:60], line=line)
    return int(given)


def _text(node: Any, path: str) -> str:
    found = node.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    text = (found.text or "").strip()[:500] if found is not None else ""
    check_text(text, node.sourceline or 0)
    return text
