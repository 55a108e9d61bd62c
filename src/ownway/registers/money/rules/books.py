"""The ledger as other programs read it: a beancount journal with its balances asserted, and a table of transfers."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from ownway.values.money import WITHOUT_HUNDREDTHS

ACCOUNTS = {
    "granted": "Equity:Granted",
    "left": "Assets:Left",
    "held": "Assets:Held",
    "with_holder": "Assets:WithHolder",
    "spent": "Expenses:Spent",
    "returned": "Equity:Returned",
    "lapsed": "Equity:Lapsed",
    "contributed": "Income:Contributed",
    "own_left": "Assets:OwnLeft",
    "own_spent": "Expenses:OwnSpent",
    "shortfall": "Equity:Shortfall",
    "owed": "Liabilities:Owed",
    "overdrawn": "Liabilities:Overdrawn",
    "overgranted": "Liabilities:Overgranted",
    "billed": "Income:Billed",
    "due": "Assets:Due",
    "paid_in": "Assets:PaidIn",
    "waived": "Expenses:Waived",
    "kept_back": "Assets:KeptBack",
    "bank": "Assets:Bank",
    "clearing": "Assets:Clearing",
    "paid": "Expenses:Paid",
}
"""The beancount account under which each state stands; below it one account for each of ours."""

OPENED = "1900-01-01"
FACTS = ("budget", "programme", "stream", "person", "run", "purpose", "holder")
SIDES = ("account", "state", "budget", "stream", "purpose", "holder")
HEADS = (
    *("transfer", "journal", "kind", "true_on", "month", "recorded_at", "reverses", "reversed_by", "currency", "pence"),
    *(f"from_{side}" for side in SIDES),
    *(f"to_{side}" for side in SIDES),
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With one of these a spreadsheet begins a formula; a text that does is set behind an apostrophe."""


def beancount(lines: Iterable[str]) -> Iterator[str]:
    """Yield a beancount journal: accounts, dated transactions, and every balance that is kept, asserted to the penny.

    A reversed journal and its opposite carry the same link and the first a tag; what is asserted stands on the day
    after the last.
    """
    accounts: dict[str, tuple[str, str, int]] = {}
    last = date.fromisoformat(OPENED)
    yield 'option "title" "ownway ledger"\n'
    moved: Iterator[str] = iter(())
    for what, told in _read(lines):
        if what == "account":
            name = f"{ACCOUNTS[told['state']]}:A{told['id'].replace('-', '')}"
            accounts[told["id"]] = name, told["currency"], told["pence"]
            yield f"{OPENED} open {name} {told['currency']}\n"
            yield from (f'  {fact}: "{_quoted(told[fact])}"\n' for fact in FACTS if told[fact])
        elif what == "journal":
            last = max(last, date.fromisoformat(told["true_on"]))
            moved = _transaction(told)
        elif what == "transfer":
            # A journal that moves nothing is no transaction: its head is told with its first transfer.
            yield from moved
            moved = iter(())
            debit, currency, _ = accounts[told["debit"]]
            sum_of = _decimal(told["pence"], currency)
            yield f"  {debit}  -{sum_of} {currency}\n  {accounts[told['credit']][0]}  {sum_of} {currency}\n"
    for name, currency, pence in accounts.values():
        sum_of = _decimal(pence, currency)
        yield f"{last + timedelta(days=1)} balance {name}  {sum_of} ~ {_decimal(0, currency)} {currency}\n"


def table(lines: Iterable[str]) -> Iterator[str]:
    """Yield a table (CSV) of all transfers, each with its journal and both accounts; sums in the smallest coin."""
    accounts: dict[str, dict[str, Any]] = {}
    journal: dict[str, Any] = {}
    yield _row(HEADS)
    for what, told in _read(lines):
        if what == "account":
            accounts[told["id"]] = {**{side: told.get(side) for side in SIDES}, "account": told["id"]}
            accounts[told["id"]]["currency"] = told["currency"]
        elif what == "journal":
            journal = told
        elif what == "transfer":
            ends = accounts[told["debit"]], accounts[told["credit"]]
            facts = (journal[name] for name in ("kind", "true_on", "month", "recorded_at", "reverses", "reversed_by"))
            sides = (end[side] for end in ends for side in SIDES)
            yield _row([told["id"], told["journal"], *facts, ends[0]["currency"], told["pence"], *sides])


def _transaction(told: dict[str, Any]) -> Iterator[str]:
    linked = told["reverses"] or (told["id"] if told["reversed_by"] else "")
    tail = (" #reversed" if told["reversed_by"] else "") + (f" ^{linked}" if linked else "")
    yield f'\n{told["true_on"]} * "{_quoted(told["kind"])}"{tail}\n'
    yield f'  journal: "{told["id"]}"\n  month: {told["month"]}\n  recorded: "{told["recorded_at"]}"\n'


def _read(lines: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for line in lines:
        yield from json.loads(line).items()


def _decimal(pence: int, currency: str) -> str:
    if currency in WITHOUT_HUNDREDTHS:
        return str(pence)
    whole, rest = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}{whole}.{rest:02}"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _row(cells: Iterable[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(
        f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else "" if cell is None else cell
        for cell in cells
    )
    return out.getvalue()
