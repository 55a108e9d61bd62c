"""Checks an exported ledger without ownway: recomputes every balance from the transfers, and every closed month's mark.

Needs Python and nothing else; copy this one file to where it shall run::

    python verify_ledger.py ledger.jsonl

It finds a balance that does not follow from its transfers, a transfer between what must stay apart, an account below
nothing that may not be, a journal that is there twice or missing, and a closed month that is not as it was closed.
"""

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

CIRCLES = {
    "funder": ("granted", "left", "held", "with_holder", "spent", "returned", "lapsed"),
    "own": ("contributed", "own_left", "own_spent"),
    "shortfall": ("shortfall", "owed", "overdrawn", "overgranted"),
    "share": ("billed", "due", "paid_in", "waived", "kept_back"),
    "cash": ("bank", "clearing", "paid"),
}
"""Money stays inside a circle, so its sum is nothing; the first of each alone may stand below nothing."""

CIRCLE_OF = {state: circle for circle, states in CIRCLES.items() for state in states}
SOURCES = {states[0] for states in CIRCLES.values()}


class Verifier:
    """Reads an export from its first line to its last and keeps what it finds wrong."""

    def __init__(self) -> None:
        self.findings: list[str] = []
        self.counts: dict[str, int] = defaultdict(int)
        self.seen: dict[str, set[bytes]] = defaultdict(set)
        self.accounts: dict[str, tuple[str, str, int]] = {}
        self.balances: dict[str, int] = defaultdict(int)
        self.moved = 0
        self.journal: dict[str, Any] = {}
        self.closed: list[dict[str, Any]] = []
        self.proved = 0
        self.mark = hashlib.sha256()
        self.marked = (0, 0)

    def read(self, export: Iterable[str]) -> None:
        """Read every line of an export, then hold balances, circles and closed months against it."""
        kinds = {"account": self.account, "closed": self.close, "journal": self.enter, "transfer": self.transfer}
        for number, text in enumerate(export, start=1):
            try:
                for what, told in json.loads(text).items():
                    self.counts[what] += 1
                    kinds[what](told)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                self.findings.append(f"Line {number} of the file cannot be read ({type(error).__name__}).")
        self.close_months_before("9999-12-31")
        self.check_balances()

    def once(self, what: str, name: str) -> None:
        """Find what is there a second time."""
        mark = hashlib.blake2b(name.encode(), digest_size=16).digest()
        if mark in self.seen[what]:
            self.findings.append(f"The {what} {name} is there twice.")
        self.seen[what].add(mark)

    def account(self, told: dict[str, Any]) -> None:
        """Keep an account with the balance that is claimed for it."""
        self.once("account", told["id"])
        # Cash belongs to no budget, so the clearing of every run and the bank are of one circle.
        whose = f"{CIRCLE_OF[told['state']]} {told['budget'] or 'authority'} {told['currency']}"
        self.accounts[told["id"]] = (told["state"], whose, int(told["pence"]))

    def close(self, told: dict[str, Any]) -> None:
        """Keep what is claimed of a closed month; they stand in their order before every journal."""
        if self.counts["journal"] or (self.closed and told["month"] <= self.closed[-1]["month"]):
            self.findings.append(f"The closed month {told['month']} does not stand in its order.")
        if not self.closed:
            self.begin(told, "")
        self.closed.append(told)

    def begin(self, told: dict[str, Any], before: str) -> None:
        """Begin the mark of a closed month, after the one before."""
        self.mark, self.marked = hashlib.sha256(f"{before} {told['month']}\n".encode()), (0, 0)

    def close_months_before(self, month: str) -> None:
        """Hold every closed month that ends before *month* against its mark."""
        while self.proved < len(self.closed) and self.closed[self.proved]["month"] < month:
            told = self.closed[self.proved]
            found = (self.mark.hexdigest(), *self.marked)
            if found != (told["sha256"], told["transfers"], told["moved_pence"]):
                self.findings.append(f"The closed month {told['month']} is not as it was when it was closed.")
            self.proved += 1
            if self.proved < len(self.closed):
                self.begin(self.closed[self.proved], told["sha256"])

    def enter(self, told: dict[str, Any]) -> None:
        """Keep a journal: the transfers that follow are its own."""
        self.once("journal", told["id"])
        self.once("key", told["key"])
        if told["month"] < f"{told['true_on'][:8]}01" or told["month"] < self.journal.get("month", ""):
            self.findings.append(f"The journal {told['id']} stands in a month that cannot be its own.")
        self.journal = told
        self.close_months_before(told["month"])

    def transfer(self, told: dict[str, Any]) -> None:
        """Check one transfer and reckon it in."""
        name, pence, journal = told["id"], told["pence"], self.journal
        self.once("transfer", name)
        if type(pence) is not int or pence <= 0:
            self.findings.append(f"The transfer {name} moves {pence!r}.")
            return
        if told["journal"] != journal.get("id"):
            self.findings.append(f"The transfer {name} does not stand behind its journal.")
        debit, credit = (self.accounts.get(told[side]) for side in ("debit", "credit"))
        if debit is None or credit is None:
            self.findings.append(f"The transfer {name} is between accounts that are not here.")
        elif debit[1] != credit[1] or told["debit"] == told["credit"]:
            self.findings.append(f"The transfer {name} goes from {debit[1]} to {credit[1]}.")
        self.balances[told["debit"]] -= pence
        self.balances[told["credit"]] += pence
        self.moved += pence
        line = f"{told['journal']} {journal.get('true_on')} {name} {told['debit']} {told['credit']} {pence}\n"
        self.mark.update(line.encode())
        self.marked = (self.marked[0] + 1, self.marked[1] + pence)

    def check_balances(self) -> None:
        """Hold each claimed balance against its transfers; each floor and each circle too."""
        circles: dict[str, int] = defaultdict(int)
        for name, (state, whose, claimed) in self.accounts.items():
            pence = self.balances.get(name, 0)
            circles[whose] += pence
            if pence != claimed:
                self.findings.append(f"The account {name} is said to hold {claimed}; its transfers come to {pence}.")
            if pence < 0 and state not in SOURCES:
                self.findings.append(f"The account {name} ({state}) stands below nothing: {pence}.")
        for whose, pence in circles.items():
            if pence:
                self.findings.append(f"The circle {whose} does not add up to nothing but to {pence}.")


def main(given: list[str] | None = None) -> int:
    """Check an export named on the command line; return 0 when nothing was found, 1 otherwise."""
    parser = argparse.ArgumentParser(description="Checks an exported ledger without ownway.")
    parser.add_argument("export", type=Path, help="the exported ledger, one JSON object a line")
    asked = parser.parse_args(given)
    verifier = Verifier()
    with asked.export.open(encoding="utf-8") as export:
        verifier.read(export)
    counts = verifier.counts
    print(f"{counts['account']} accounts, {counts['journal']} journals, {counts['transfer']} transfers.")
    print(f"{verifier.moved} of the smallest coin moved; {counts['closed']} closed months compared.")
    for finding in verifier.findings:
        print(f"FOUND: {finding}")
    print("Not a penny is astray." if not verifier.findings else f"{len(verifier.findings)} things are wrong.")
    return 1 if verifier.findings else 0


if __name__ == "__main__":
    sys.exit(main())
