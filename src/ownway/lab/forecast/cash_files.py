"""Reads what is agreed, what was paid and what the accounts hold; every bad row is named, the rest goes on."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, cast

from ownway.lab.forecast.due import RHYTHMS, Agreed, Every
from ownway.lab.forecast.history import CannotForecast
from ownway.lab.populations.numbers import plainly
from ownway.lab.populations.plain import Line, read_plain

POUNDS = re.compile(r"^-?\d{1,12}(\.\d{1,2})?$", re.ASCII)
PENCE_MAX = 1_000_000_000_00
YEARS = (1990, 2100)
LONGEST = 80
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that is left out: which file, its number, the column, what stood there, and the rule that it breaks."""

    file: str
    row: int
    column: str
    given: str
    rule: str

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}, {self.column} “{self.given[:40]}”: {self.rule}. The row is left out."


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment that was made: the day, from which account, whole pence; minus is money that came back."""

    day: date
    account: str
    pence: int


class _Bad(Exception):
    """A cell breaks a rule."""

    def __init__(self, column: str, given: str, rule: str) -> None:
        super().__init__(rule)
        self.column, self.given, self.rule = column, given, rule


def read_agreed(raw: bytes) -> tuple[tuple[Agreed, ...], tuple[Wrong, ...]]:
    """Return the agreed payments of a table, and its bad rows.

    Columns account, amount (pounds each time), every (once, week, 2 weeks, 4 weeks, month, quarter, year), first; and
    where told last, agreed (the day it became known, else the first), end_known (the day its end became known, else the
    same), way (out or in). A row that stands there twice counts twice: two
    people may be paid alike.

    :raises CannotForecast: where a column is missing.
    """
    return _read("commitments", raw, ("account", "amount", "every", "first"), _agreed)


def read_paid(raw: bytes) -> tuple[tuple[Paid, ...], tuple[Wrong, ...]]:
    """Return the payments that were made, of a table with date, account and amount, and its bad rows.

    :raises CannotForecast: where a column is missing.
    """
    return _read("payments", raw, ("date", "account", "amount"), _paid)


def read_accounts(raw: bytes) -> tuple[dict[str, int], tuple[Wrong, ...]]:
    """Return what each account holds in whole pence, of a table with account and balance, and its bad rows.

    :raises CannotForecast: where a column is missing.
    """
    rows, wrong = _read("accounts", raw, ("account", "balance"), lambda line: (line.number, *_account(line.cells)))
    held: dict[str, int] = {}
    more = []
    for number, name, pence in rows:
        if name in held:
            more.append(Wrong("accounts", number, "account", name, "it is there already; the first row counts"))
        else:
            held[name] = pence
    return held, (*wrong, *more)


def _read(
    file: str, raw: bytes, wanted: Iterable[str], made: Callable[[Line], Row]
) -> tuple[tuple[Row, ...], tuple[Wrong, ...]]:
    names, lines = read_plain(raw)
    missing = [name for name in wanted if name not in names]
    if missing:
        raise CannotForecast("forecast.no_column", file=file, columns=", ".join(missing))
    rows: list[Row] = []
    wrong: list[Wrong] = []
    for line in lines:
        if line.wrong:
            wrong.append(Wrong(file, line.number, "row", line.given, line.wrong))
            continue
        try:
            rows.append(made(line))
        except _Bad as bad:
            wrong.append(Wrong(file, line.number, bad.column, bad.given, bad.rule))
    return tuple(rows), tuple(wrong)


def _agreed(line: Line) -> Agreed:
    cells = line.cells
    every = " ".join(cells["every"].lower().split())
    if every not in RHYTHMS:
        raise _Bad("every", cells["every"], f"it is one of {', '.join(RHYTHMS)}")
    way = cells.get("way", "").lower() or "out"
    if way not in ("out", "in"):
        raise _Bad("way", way, "it is out or in")
    first = _day(cells, "first")
    last = _day(cells, "last") if cells.get("last") else None
    if last is not None and last < first:
        raise _Bad("last", cells["last"], "the last day is not before the first")
    agreed = _day(cells, "agreed") if cells.get("agreed") else first
    end_known = _day(cells, "end_known") if cells.get("end_known") and last else agreed
    pence = _pence(cells, "amount")
    if pence <= 0:
        raise _Bad("amount", cells["amount"], "a sum is above nothing; what comes in has “in” under way")
    return Agreed(_name(cells), pence, cast(Every, every), first, last, agreed, way == "in", end_known)


def _paid(line: Line) -> Paid:
    return Paid(_day(line.cells, "date"), _name(line.cells), _pence(line.cells, "amount"))


def _account(cells: Mapping[str, str]) -> tuple[str, int]:
    return _name(cells), _pence(cells, "balance")


def _name(cells: Mapping[str, str]) -> str:
    name = cells["account"]
    if not name or len(name) > LONGEST:
        raise _Bad("account", name, f"an account is named, in at most {LONGEST} letters")
    return name


def _day(cells: Mapping[str, Any], column: str) -> date:
    given = cells[column]
    try:
        found = date.fromisoformat(given)
    except ValueError:
        raise _Bad(column, given, "a day is written as 2026-04-01") from None
    if not YEARS[0] <= found.year <= YEARS[1]:
        raise _Bad(column, given, f"a year lies from {YEARS[0]} to {YEARS[1]}")
    return found


def _pence(cells: Mapping[str, str], column: str) -> int:
    given = cells[column]
    plain = plainly(given)
    if not POUNDS.match(plain):
        raise _Bad(column, given, "a sum is a number of pounds, with at most two places for pence")
    pence = int(Decimal(plain) * 100)
    if abs(pence) > PENCE_MAX:
        raise _Bad(column, given, "a sum is at most a thousand million pounds")
    return pence
