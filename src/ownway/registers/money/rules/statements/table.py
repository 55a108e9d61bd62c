"""Reads the tables (CSV) that banks give for download, each bank's layout as data in ``profiles.yaml``."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from ownway.registers.money.rules.statements.refusals import CannotReadStatement
from ownway.registers.money.rules.statements.signs import LONGEST_LINE, check_size, day_of, pence_of, text_of
from ownway.registers.money.rules.statements.statement import (
    MOST_ENTRIES,
    Entry,
    Statement,
    checked,
    marked,
    one_line,
)

HEAD_LINES = 20
"""Among so many lines the names of the columns stand."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How one bank writes its table: the columns by what they hold, how days and sums are written, in which encodings.

    Either *amount* holds a signed sum, or *paid_out* and *paid_in* hold one each.
    """

    id: str
    name: str
    date: str
    days: tuple[str, ...]
    words: tuple[str, ...]
    amount: str = ""
    paid_out: str = ""
    paid_in: str = ""
    balance: str = ""
    payee: str = ""
    account: tuple[str, ...] = ()
    reference: str = ""
    currency: str = "GBP"
    currency_column: str = ""
    separator: str = ","
    decimal: str = "."
    encodings: tuple[str, ...] = ("utf-8-sig", "cp1252")
    outgoing_is: str = "minus"
    starts_with: tuple[str, ...] = ()

    @property
    def needed(self) -> frozenset[str]:
        """The columns without which the table cannot be read."""
        return frozenset(filter(None, (self.date, self.amount, self.paid_out, self.paid_in, *self.words)))


def read_profiles(text: str) -> dict[str, Profile]:
    """Return the profiles that YAML lists, by their names."""
    found = {}
    for id, given in yaml.safe_load(text).items():
        lists: dict[str, Any] = {
            key: tuple(given[key]) for key in ("days", "words", "account", "encodings", "starts_with") if key in given
        }
        plain = {key: value for key, value in given.items() if key not in (*lists, "sources")}
        found[id] = Profile(id=id, **plain, **lists)
    return found


PROFILES: Mapping[str, Profile] = MappingProxyType(
    read_profiles((Path(__file__).parent / "profiles.yaml").read_text(encoding="utf-8"))
)
"""Every bank's layout there is, by its name."""


def profile_for(content: bytes) -> Profile:
    """Return the profile whose columns a table has, or else say that none has.

    :raises CannotReadStatement: ``statements.no_profile``.
    """
    check_size(content)
    begins: dict[tuple[str, ...], list[str]] = {}
    for profile in PROFILES.values():
        if profile.encodings not in begins:
            begins[profile.encodings] = text_of(content, profile.encodings).splitlines()[:HEAD_LINES]
        if _head(begins[profile.encodings], profile) is not None:
            return profile
    banks = (name for name in PROFILES if not name.startswith("plain"))
    raise CannotReadStatement("statements.no_profile", profiles=", ".join(banks))


def read_table(
    content: bytes, profile: Profile, *, opening: int | None = None, closing: int | None = None
) -> tuple[Statement, ...]:
    """Return the one statement of a table, its entries the earliest first.

    Where the table tells balances, each must follow from the one before. Where it tells none, *opening* and *closing*
    are the balances before the first and after the last entry, as the bank says elsewhere.

    :raises CannotReadStatement: for all that is not a whole table of that bank, with the line.
    """
    check_size(content)
    text = text_of(content, profile.encodings)
    lines = text.splitlines()
    head = _head(lines[:HEAD_LINES], profile)
    if head is None:
        raise CannotReadStatement("statements.no_columns", columns=", ".join(sorted(profile.needed)), line=1)
    number, columns = head
    preamble = _preamble(lines[: number - 1], profile)
    rows = _rows(lines, number, columns, profile)
    if not rows:
        raise CannotReadStatement("statements.no_entries", line=number)
    account = {_account(row, profile) for _, row in rows}
    currencies = {_currency(row, profile) for _, row in rows}
    if len(account) > 1:
        raise CannotReadStatement("statements.several_accounts", line=number)
    if len(currencies) > 1:
        raise CannotReadStatement("statements.currencies", line=number)
    entries = _in_order([_entry(row, line, profile) for line, row in rows])
    first = entries[0]
    begins = first.balance - first.pence if first.balance is not None else opening
    ends = entries[-1].balance if first.balance is not None else closing
    return (
        checked(
            Statement(
                account=account.pop() or preamble or profile.id,
                currency=currencies.pop(),
                entries=marked(entries),
                opening=begins,
                closing=ends,
                line=number,
            )
        ),
    )


def _head(lines: list[str], profile: Profile) -> tuple[int, list[str]] | None:
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            return None
        try:
            cells = next(csv.reader([line], delimiter=profile.separator), [])
        except csv.Error:
            continue
        names = [" ".join(cell.split()) for cell in cells]
        if profile.needed <= set(names) and (not profile.starts_with or tuple(names[:1]) == profile.starts_with[:1]):
            return number, names
    return None


def _preamble(lines: list[str], profile: Profile) -> str:
    """Return the account that lines before the columns name, by its last signs."""
    for line in lines:
        if found := re.search(r"\*{2,}\s*([0-9]{4,8})", line):
            return f"{profile.id} {found[1]}"
    return ""


def _rows(lines: list[str], head: int, columns: list[str], profile: Profile) -> list[tuple[int, dict[str, str]]]:
    rows: list[tuple[int, dict[str, str]]] = []
    if any(len(line) > LONGEST_LINE for line in lines):
        raise CannotReadStatement("statements.long_line", line=head)
    reader = csv.reader(lines[head:], delimiter=profile.separator, strict=True)
    try:
        for cells in reader:
            line = head + reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
                raise CannotReadStatement("statements.more_cells", line=line)
            if len(cells) < len(columns) and not profile.needed <= set(columns[: len(cells)]):
                raise CannotReadStatement("statements.fewer_cells", line=line)
            rows.append((line, dict(zip(columns, cells, strict=False))))
            if len(rows) > MOST_ENTRIES:
                raise CannotReadStatement("statements.too_long", most=MOST_ENTRIES)
    except csv.Error:
        raise CannotReadStatement("statements.not_a_table", line=head + reader.line_num) from None
    return rows


def _entry(row: Mapping[str, str], line: int, profile: Profile) -> Entry:
    told = one_line([row.get(column, "").strip().strip("'") for column in profile.words])
    balance = row.get(profile.balance, "").strip() if profile.balance else ""
    return Entry(
        on=day_of(row[profile.date], profile.days, line=line),
        pence=_pence(row, line, profile),
        name=one_line([row.get(profile.payee, "")])[:140] if profile.payee else "",
        words=told,
        bank_reference=row.get(profile.reference, "").strip()[:100] if profile.reference else "",
        line=line,
        balance=pence_of(balance, line=line, decimal=profile.decimal) if balance else None,
    )


def _pence(row: Mapping[str, str], line: int, profile: Profile) -> int:
    def read(column: str) -> int:
        given = row.get(column, "").strip()
        return pence_of(given, line=line, decimal=profile.decimal) if given else 0

    if profile.amount:
        if not row.get(profile.amount, "").strip():
            raise CannotReadStatement("statements.not_a_sum", given="", line=line)
        pence = read(profile.amount)
        return -pence if profile.outgoing_is == "plus" else pence
    out, come = read(profile.paid_out), read(profile.paid_in)
    if (out and come) or not (row.get(profile.paid_out, "").strip() or row.get(profile.paid_in, "").strip()):
        raise CannotReadStatement(
            "statements.two_sums" if out and come else "statements.not_a_sum", given="", line=line
        )
    # Some banks write what went out with a minus although it has a column of its own.
    return come - abs(out)


def _in_order(entries: list[Entry]) -> list[Entry]:
    """Return the entries the earliest first: as the balances say, or the days where there are none."""
    if all(entry.balance is None for entry in entries):
        return entries if entries[0].on <= entries[-1].on else entries[::-1]
    broken = [_first_break(order) for order in (entries, entries[::-1])]
    if broken[0] is None:
        backwards = broken[1] is None and entries[0].on > entries[-1].on
        return entries[::-1] if backwards else entries
    if broken[1] is None:
        return entries[::-1]
    # The order that holds longer is the one that was meant, so its first break is the line to look at.
    newest_first = entries[0].on > entries[-1].on
    raise CannotReadStatement("statements.balance_breaks", line=broken[1 if newest_first else 0])


def _first_break(entries: list[Entry]) -> int | None:
    before: int | None = None
    for number, entry in enumerate(entries):
        if number and entry.balance is not None and before is not None and before + entry.pence != entry.balance:
            return entry.line
        if entry.balance is not None:
            before = entry.balance
        elif before is not None:
            before += entry.pence
    return None if entries[-1].balance is not None and entries[0].balance is not None else entries[-1].line


def _account(row: Mapping[str, str], profile: Profile) -> str:
    told = "".join(row.get(column, "") for column in profile.account)
    return re.sub(r"[^0-9A-Za-z]", "", told).upper()[:60]


def _currency(row: Mapping[str, str], profile: Profile) -> str:
    told = row.get(profile.currency_column, "").strip() if profile.currency_column else profile.currency
    return told if re.fullmatch(r"[A-Z]{3}", told) else profile.currency
