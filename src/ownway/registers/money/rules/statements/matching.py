"""Which payment an entry of a statement may be, with the reasons for each, best first; a person has the last word."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from ownway.registers.money.rules.bank.accounts import carried
from ownway.registers.money.rules.statements.statement import Entry
from ownway.values import Reason

NEAR_DAYS = 10
MOST_CANDIDATES = 5
OUR_NUMBER = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


class Became(StrEnum):
    """What an entry is found or said to be."""

    PAID = "paid"
    """One payment of a run."""
    RUN_PAID = "run_paid"
    """All that is open of a run, booked by the bank as one sum."""
    RETURNED = "returned"
    """One payment of a run that came back."""
    SPEND = "spend"
    """A spend of the person whose account it is."""
    ASIDE = "aside"
    """Nothing that is kept here."""


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A payment that is with the bank and not told of."""

    id: UUID
    run: UUID
    pence: int
    name: str
    pay_on: date


@dataclass(frozen=True, slots=True)
class OpenRun:
    """A run that is with the bank: *pence* is the sum of what of it is not told of."""

    id: UUID
    pence: int
    pay_on: date


@dataclass(frozen=True, slots=True)
class Candidate:
    """What an entry may be, why, and whether that is beyond doubt: our own number came back, and the sum is right."""

    became: Became
    run: UUID
    line: UUID | None
    reasons: tuple[Reason, ...]
    is_sure: bool
    pence: int
    weight: int = 0


@dataclass(slots=True)
class Open:
    """All that is with the bank, found by number and by sum."""

    lines: dict[str, OpenLine] = field(default_factory=dict)
    runs: dict[str, OpenRun] = field(default_factory=dict)
    by_sum: dict[int, list[OpenLine]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, lines: Iterable[OpenLine], runs: Iterable[OpenRun]) -> "Open":
        """Return *lines* and *runs* ready to be searched."""
        found = cls(runs={run.id.hex: run for run in runs})
        for line in lines:
            found.lines[line.id.hex] = line
            found.by_sum[line.pence].append(line)
        return found


def candidates(entry: Entry, open_payments: Open) -> tuple[Candidate, ...]:
    """Return what *entry* may be, the best first, at most five; nothing where no payment is like it."""
    numbers = numbers_of(entry)
    found = [*_by_number(entry, numbers, open_payments)]
    if not found and entry.pence < 0:
        found = [*_by_run(entry, numbers, open_payments), *_by_likeness(entry, open_payments)]
    elif not found and entry.returned:
        found = list(_by_likeness(entry, open_payments))
    return tuple(sorted(found, key=lambda one: (-one.weight, one.run, one.line or one.run)))[:MOST_CANDIDATES]


def numbers_of(entry: Entry) -> list[str]:
    """Return what in an entry may be a number of ours, wherever the bank put it."""
    told = f"{entry.payment} {entry.batch} {entry.words} {entry.bank_reference}".lower().replace("-", "")
    return list(dict.fromkeys(OUR_NUMBER.findall(told)))


def _by_number(entry: Entry, numbers: list[str], open_payments: Open) -> Iterable[Candidate]:
    for number in numbers:
        line = open_payments.lines.get(number)
        if line is None:
            continue
        fits = line.pence == abs(entry.pence)
        reasons = [Reason("statements.reference")]
        if entry.pence > 0:
            reasons.append(Reason("statements.came_back"))
        if fits:
            reasons.append(Reason("statements.same_sum"))
        became = Became.PAID if entry.pence < 0 else Became.RETURNED
        yield Candidate(became, line.run, line.id, tuple(reasons), fits, line.pence, 100 if fits else 50)


def _by_run(entry: Entry, numbers: list[str], open_payments: Open) -> Iterable[Candidate]:
    alike = [run for run in open_payments.runs.values() if run.pence == -entry.pence]
    for run in alike:
        if run.id.hex in numbers:
            yield Candidate(Became.RUN_PAID, run.id, None, (Reason("statements.batch"),), True, run.pence, 90)
        elif _is_near(entry.on, run.pay_on):
            reasons = (Reason("statements.whole_sum", {"day": run.pay_on.isoformat()}),)
            yield Candidate(Became.RUN_PAID, run.id, None, reasons, False, run.pence, 60)


def _by_likeness(entry: Entry, open_payments: Open) -> Iterable[Candidate]:
    became = Became.PAID if entry.pence < 0 else Became.RETURNED
    for line in open_payments.by_sum.get(abs(entry.pence), ()):
        reasons = [Reason("statements.same_sum")]
        weight = 10
        if is_named(line.name, f"{entry.name} {entry.words}"):
            reasons.append(Reason("statements.same_name", {"name": line.name}))
            weight += 25
        if _is_near(entry.on, line.pay_on):
            reasons.append(Reason("statements.near_day", {"day": line.pay_on.isoformat()}))
            weight += 10
        if weight > 10:
            yield Candidate(became, line.run, line.id, tuple(reasons), False, line.pence, weight)


def is_named(name: str, told: str) -> bool:
    """Whether what a bank tells names somebody: the last name, and the first or its first letter, in any order."""
    words, wanted = _words(told), _words(name)
    if not wanted or wanted[-1] not in words:
        return False
    rest = [word for word in words if word != wanted[-1]]
    return len(wanted) == 1 or any(word == wanted[0] or word == wanted[0][0] for word in rest)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", carried(text, 2_000, otherwise="").lower().replace("'", ""))


def _is_near(day: date, other: date) -> bool:
    return abs((day - other).days) <= NEAR_DAYS
