"""Takes statements of banks in, whole or not at all; the same file, or the same entries in another, change nothing."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ownway.registers.money.models import Statement as Kept
from ownway.registers.money.models import StatementAccount, StatementEntry
from ownway.registers.money.rules.statements import (
    CannotReadStatement,
    Entry,
    Statement,
    check_follows,
    new_part,
    read_statements,
)
from ownway.registers.people.policies import check_may
from ownway.registers.people.queries import hashed
from ownway.registers.trail.actions import note_change
from ownway.registers.trail.models import take_turn
from ownway.values import Asker, new_identifier

AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of a file: the statements that were new, how many entries, and how many were known before."""

    statements: tuple[UUID, ...]
    entries: int
    known: int

    @property
    def is_again(self) -> bool:
        """Whether all of it had been taken in before."""
        return not self.statements


def import_statement(
    asker: Asker,
    *,
    now: datetime,
    content: bytes,
    profile: str = "",
    opening: int | None = None,
    closing: int | None = None,
) -> TakenIn:
    """Take in the statements of the authority's account that a file holds, and return what was new.

    Opening balance and entries make the closing balance, and each statement begins where the last one of its account
    ended, or nothing of the file is taken in. Where a bank's table tells no balances, *opening* and *closing* do.

    :raises CannotReadStatement: with what is wrong and at which line.
    """
    check_may(asker, "money.import_statement", about=None, now=now)
    read = read_statements(content, profile, opening=opening, closing=closing)
    if any(one.opening is None or one.closing is None for one in read):
        raise CannotReadStatement("statements.no_balances", line=read[0].line)
    return _take_in_and_note(asker, None, read, content, now=now)


def import_own_statement(asker: Asker, *, now: datetime, person: UUID, content: bytes, profile: str = "") -> TakenIn:
    """Take in a statement of *person*'s own card or account; nobody but they and who stands for them sees its entries.

    An entry counts only once it is written down as a spend. A table without balances will do.

    :raises CannotReadStatement: with what is wrong and at which line.
    """
    check_may(asker, "money.own_statement", about=person, now=now)
    read = read_statements(content, profile)
    return _take_in_and_note(asker, person, read, content, now=now)


def _take_in_and_note(
    asker: Asker, owner: UUID | None, read: tuple[Statement, ...], content: bytes, *, now: datetime
) -> TakenIn:
    """Take in what was read of a file, and note it, in one transaction; the authority's account has no *owner*."""
    with transaction.atomic():
        taken = _take_in(asker, owner, read, hashlib.sha256(content).hexdigest(), now=now)
        note_change(
            asker,
            now=now,
            about=owner,
            deed="money.import_statement" if owner is None else "money.own_statement",
            thing="statement",
            thing_id=taken.statements[0] if taken.statements else None,
            after={"entries": taken.entries, "known": taken.known},
        )
        return taken


def _take_in(asker: Asker, owner: UUID | None, read: tuple[Statement, ...], sha256: str, *, now: datetime) -> TakenIn:
    made: list[UUID] = []
    entries = known = 0
    for statement in read:
        account = _account(owner, statement, now=now)
        marks = {entry.mark: hashed(f"entry:{account.pk}:{entry.mark}") for entry in statement.entries}
        before = set(account_marks(account, list(marks.values())))
        if statement.number and (kept := account.statements.filter(number=statement.number).first()):
            if kept.closing_pence != statement.closing or set(marks.values()) - before:
                raise CannotReadStatement("statements.changed", line=statement.line)
            known += len(marks)
            continue
        part = new_part(statement, {plain for plain, mark in marks.items() if mark in before})
        known += len(marks) - len(part.entries)
        if not part.entries and (marks or not statement.number):
            continue
        _check_follows(account, part)
        made.append(_keep(asker, account, part, marks, sha256, now=now))
        entries += len(part.entries)
    return TakenIn(tuple(made), entries, known)


def _account(owner: UUID | None, statement: Statement, *, now: datetime) -> StatementAccount:
    mark = hashed(f"account:{statement.account}")
    take_turn("money.statements", f"{owner} {mark}")
    found = StatementAccount.objects.filter(owner=owner, mark=mark, currency=statement.currency).first()
    if found is None:
        found = StatementAccount(id=new_identifier(now), owner_id=owner, mark=mark, currency=statement.currency)
        found.number, found.at = statement.account, now
        found.save(force_insert=True)
    return found


def account_marks(account: StatementAccount, marks: list[str]) -> list[str]:
    """Return which of *marks* belong to entries that came in before; for use inside this app."""
    rows = StatementEntry.objects.filter(account=account, mark__in=marks)
    return list(rows.values_list("mark", flat=True))


def _check_follows(account: StatementAccount, part: Statement) -> None:
    last = account.statements.order_by("-at", "-id").first()
    if last is None:
        return
    until = account.statements.aggregate(until=Max("closed_on"))["until"]
    check_follows(part, closing=last.closing_pence, sequence=last.sequence, closed_on=until)


def _keep(
    asker: Asker, account: StatementAccount, part: Statement, marks: dict[str, str], sha256: str, *, now: datetime
) -> UUID:
    kept = Kept.objects.create(
        id=new_identifier(now),
        account=account,
        number=part.number,
        sequence=part.sequence,
        opening_pence=part.opening,
        closing_pence=part.closing,
        opened_on=part.opened_on,
        closed_on=part.closed_on,
        moved_pence=sum(entry.pence for entry in part.entries),
        count=len(part.entries),
        sha256=sha256,
        by=asker.party,
        at=now,
    )
    StatementEntry.objects.bulk_create(
        [
            StatementEntry(
                id=new_identifier(now),
                statement=kept,
                account=account,
                owner_id=account.owner_id,
                number=number,
                on=entry.on,
                pence=entry.pence,
                mark=marks[entry.mark],
                details=_details(entry),
            )
            for number, entry in enumerate(part.entries, start=1)
        ],
        batch_size=AT_ONCE,
    )
    return kept.pk


def _details(entry: Entry) -> dict[str, str]:
    told = {
        "name": entry.name,
        "words": entry.words,
        "payment": entry.payment,
        "batch": entry.batch,
        "bank_reference": entry.bank_reference,
        "returned": entry.returned,
    }
    return {key: value for key, value in told.items() if value}
