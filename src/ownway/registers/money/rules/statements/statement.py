"""A statement as it was read: an account, two balances, the entries between them, and whether they add up."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ownway.registers.money.rules.statements.refusals import CannotReadStatement

MOST_MEGABYTES = 32
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
MOST_ENTRIES = 200_000
MOST_PENCE = 10**15
LONGEST_WORDS = 1_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement on the account: *pence* came in (above nothing) or went out (below it).

    *payment* is what the payer called it (the end-to-end identifier), *batch* the file it went out with, *returned* the
    bank's code where it is a payment that came back. *line* is where it stands in the file. *mark* tells it from every
    other entry of the account.
    """

    on: date
    pence: int
    name: str = ""
    words: str = ""
    payment: str = ""
    batch: str = ""
    bank_reference: str = ""
    returned: str = ""
    line: int = 0
    balance: int | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a bank says of an account: no *opening* and *closing* where the bank's table tells no balances."""

    account: str
    currency: str
    entries: tuple[Entry, ...]
    opening: int | None
    closing: int | None
    number: str = ""
    sequence: int | None = None
    line: int = 0

    @property
    def opened_on(self) -> date | None:
        """The day of the first entry, or none where nothing moved."""
        return min((entry.on for entry in self.entries), default=None)

    @property
    def closed_on(self) -> date | None:
        """The day of the last entry, or none where nothing moved."""
        return max((entry.on for entry in self.entries), default=None)


def checked(statement: Statement) -> Statement:
    """Return *statement* once opening balance and entries have been found to make the closing balance.

    :raises CannotReadStatement: ``statements.does_not_add_up`` with what is missing, ``statements.too_long``.
    """
    if len(statement.entries) > MOST_ENTRIES:
        raise CannotReadStatement("statements.too_long", most=MOST_ENTRIES)
    if statement.opening is None or statement.closing is None:
        return statement
    worked_out = statement.opening + sum(entry.pence for entry in statement.entries)
    if worked_out != statement.closing:
        raise CannotReadStatement(
            "statements.does_not_add_up",
            worked_out=worked_out,
            closing=statement.closing,
            currency=statement.currency,
            line=statement.line,
        )
    return statement


def marked(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return *entries* each with its mark: the bank's own reference, or all that tells it from the others of its day.

    Two that are alike in everything are told apart by their order, so that neither is lost.
    """
    seen: dict[str, int] = {}
    found = []
    for entry in entries:
        told: tuple[object, ...] = (entry.on.isoformat(), entry.pence, entry.bank_reference, entry.payment)
        if not entry.bank_reference:
            told = (*told, entry.name, entry.words, entry.balance)
        plain = repr(told)
        seen[plain] = seen.get(plain, 0) + 1
        found.append(replace(entry, mark=hashlib.sha256(f"{plain}{seen[plain]}".encode()).hexdigest()))
    return tuple(found)


def new_part(statement: Statement, known: set[str]) -> Statement:
    """Return the part of a statement that is not known yet: tables downloaded twice overlap.

    Known entries may only stand before new ones; anything else means that something is missing or was changed.

    :raises CannotReadStatement: ``statements.gap``.
    """
    new = [number for number, entry in enumerate(statement.entries) if entry.mark not in known]
    if not new:
        return replace(statement, entries=(), opening=statement.closing)
    first = new[0]
    if len(new) != len(statement.entries) - first:
        raise CannotReadStatement("statements.gap_inside", line=statement.entries[first].line)
    before = sum(entry.pence for entry in statement.entries[:first])
    opening = None if statement.opening is None else statement.opening + before
    return replace(statement, entries=statement.entries[first:], opening=opening)


def check_follows(statement: Statement, *, closing: int | None, sequence: int | None, closed_on: date | None) -> None:
    """Refuse a statement that does not begin where the last one of its account ended.

    :raises CannotReadStatement: ``statements.gap`` where the opening balance is not the last closing balance,
        ``statements.out_of_sequence`` where its number does not come next, ``statements.earlier`` for one from before.
    """
    if statement.sequence is not None and sequence is not None and statement.sequence != sequence + 1:
        raise CannotReadStatement(
            "statements.out_of_sequence", wanted=sequence + 1, given=statement.sequence, line=statement.line
        )
    if statement.opened_on and closed_on and statement.opened_on < closed_on:
        raise CannotReadStatement(
            "statements.earlier", day=statement.opened_on.isoformat(), last=closed_on.isoformat(), line=statement.line
        )
    if statement.opening is not None and closing is not None and statement.opening != closing:
        raise CannotReadStatement(
            "statements.gap",
            opening=statement.opening,
            closing=closing,
            currency=statement.currency,
            line=statement.line,
        )


def one_line(parts: Sequence[str]) -> str:
    """Return what a bank says in several fields as one line without doubled spaces, each part once."""
    told = dict.fromkeys(" ".join(part.split()) for part in parts)
    return " ".join(part for part in told if part)[:LONGEST_WORDS]
