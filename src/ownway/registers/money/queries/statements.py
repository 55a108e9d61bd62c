"""Statements and their entries: what was taken in, what each entry became, and what those that wait may be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ownway.registers.money.models import EntryMatch, Line, Run, Statement, StatementEntry
from ownway.registers.money.models.among import among
from ownway.registers.money.queries.runs import going
from ownway.registers.money.rules.runs import LineEnd, RunState
from ownway.registers.money.rules.statements import Entry
from ownway.registers.money.rules.statements.matching import (
    Became,
    Candidate,
    Open,
    OpenLine,
    OpenRun,
    candidates,
    numbers_of,
)
from ownway.registers.people.policies import check_may
from ownway.registers.people.queries import names_of
from ownway.registers.trail.models import remember_keys
from ownway.values import Asker, Money, Reason
from ownway.values.cannot import NotFound


@dataclass(frozen=True, slots=True)
class CandidateSeen:
    """What an entry may be, and why; *name* is who was to be paid, or none for a whole run."""

    became: Became
    run: UUID
    line: UUID | None
    name: str
    pay_on: date
    money: Money
    reasons: tuple[Reason, ...]
    is_sure: bool


@dataclass(frozen=True, slots=True)
class EntrySeen:
    """One entry of a statement; *became* is empty while it waits, and then *candidates* say what it may be."""

    id: UUID
    on: date
    money: Money
    name: str
    words: str
    account: str
    owner: UUID | None
    became: str = ""
    by_name: str = ""
    at: datetime | None = None
    reasons: tuple[Reason, ...] = ()
    why: str = ""
    returned: str = ""
    candidates: tuple[CandidateSeen, ...] = ()

    @property
    def sure(self) -> CandidateSeen | None:
        """What it is beyond doubt, or nothing."""
        return next((one for one in self.candidates if one.is_sure), None)


@dataclass(frozen=True, slots=True)
class StatementSeen:
    """One statement with its balances and how many of its entries still wait."""

    id: UUID
    account: str
    number: str
    opened_on: date | None
    closed_on: date | None
    opening: Money | None
    closing: Money | None
    count: int
    waiting: int
    at: datetime


def statements(asker: Asker, *, now: datetime, newest: int = 50) -> tuple[StatementSeen, ...]:
    """Return the newest statements of the authority's accounts, the newest first."""
    check_may(asker, "money.see_runs", about=None, now=now)
    rows = Statement.objects.filter(account__owner=None).select_related("account").order_by("-at", "-id")[:newest]
    return tuple(_statement(row) for row in rows)


def entries_waiting(asker: Asker, *, now: datetime, newest: int = 200) -> tuple[EntrySeen, ...]:
    """Return the entries of the authority's accounts that wait, the earliest first, each with what it may be."""
    check_may(asker, "money.see_runs", about=None, now=now)
    rows = list(waiting(StatementEntry.objects.filter(owner=None)).select_related("account").order_by("on", "id"))
    entries = [told(row) for row in rows[:newest]]
    open_payments = with_the_bank(entries) if entries else Open()
    found = [(row, candidates(entry, open_payments)) for row, entry in zip(rows, entries, strict=False)]
    names = {line.id: line.name for line in open_payments.lines.values()}
    return tuple(_entry(row, may_be, names, open_payments) for row, may_be in found)


def count_waiting(asker: Asker, *, now: datetime) -> int:
    """Return how many entries of the authority's accounts wait."""
    check_may(asker, "money.see_runs", about=None, now=now)
    return waiting(StatementEntry.objects.filter(owner=None)).count()


def entries_matched(asker: Asker, *, now: datetime, newest: int = 50) -> tuple[EntrySeen, ...]:
    """Return the entries of the authority's accounts that somebody said something of, the newest word first."""
    check_may(asker, "money.see_runs", about=None, now=now)
    rows = EntryMatch.objects.filter(entry__owner=None, undone=None).select_related("entry__account")
    return _matched(rows.order_by("-at", "-id")[:newest])


def own_entries(asker: Asker, *, person: UUID, now: datetime) -> tuple[EntrySeen, ...]:
    """Return the entries of *person*'s own statements that nobody has said anything of, the earliest first."""
    check_may(asker, "money.own_statement", about=person, now=now)
    remember_keys({person})
    rows = waiting(StatementEntry.objects.filter(owner=person)).select_related("account").order_by("on", "id")
    return tuple(_entry(row, (), {}, Open()) for row in rows)


def own_entry(asker: Asker, *, entry: UUID, now: datetime) -> EntrySeen:
    """Return one entry of somebody's own statement.

    :raises NotFound: when there is none for the asker.
    """
    row = StatementEntry.objects.filter(pk=entry, owner__isnull=False).select_related("account").first()
    if row is None:
        raise NotFound("statements.no_entry")
    check_may(asker, "money.own_statement", about=row.owner_id, now=now)
    match = live_match(row)
    return _matched([match])[0] if match else _entry(row, (), {}, Open())


def waiting(rows: QuerySet[StatementEntry]) -> QuerySet[StatementEntry]:
    """Return those of *rows* of which nobody has said anything that stands; for use inside this app."""
    return rows.filter(~Exists(EntryMatch.objects.filter(entry=OuterRef("pk"), undone=None)))


def live_match(entry: StatementEntry) -> EntryMatch | None:
    """Return what was said of an entry and stands; for use inside this app."""
    found: EntryMatch | None = entry.matches.filter(undone=None).select_related("entry__account").first()
    return found


def told(row: StatementEntry) -> Entry:
    """Return a kept entry as the rules of matching take it; for use inside this app."""
    return Entry(on=row.on, pence=row.pence, **dict(row.details))


def with_the_bank(entries: Iterable[Entry], *, also: Iterable[UUID] = (), alike: bool = True) -> Open:
    """Return the payments that these *entries* may be, of all that went to a bank and that no entry was said to be.

    For use inside this app. Those that were told as paid by hand are among them: their entry comes later and belongs to
    them all the same. Of the payments of all years only those are read that an entry names by number, those of the same
    sum (but for *alike*), and those named in *also*.
    """
    given = list(entries)
    numbers = {UUID(number) for entry in given for number in numbers_of(entry)} | set(also)
    wanted = Q(pk__in=among(numbers))
    if alike:
        wanted |= Q(pence__in={abs(entry.pence) for entry in given})
    runs = list(
        Run.objects.filter(stages__stage=RunState.SENT.value).exclude(
            Exists(EntryMatch.objects.filter(run=OuterRef("pk"), became=Became.RUN_PAID.value, undone=None))
        )
    )
    said = EntryMatch.objects.filter(line=OuterRef("pk"), undone=None)
    lines = list(
        Line.objects.filter(wanted, run__stages__stage=RunState.SENT.value)
        .exclude(outcome__end=LineEnd.TAKEN_OUT.value)
        .filter(~Exists(said.filter(became=Became.RETURNED.value)) | ~Exists(said.filter(became=Became.PAID.value)))
        .select_related("run")
        .defer("details")
    )
    names = names_of({line.payee_id for line in lines})
    go_out = going(runs)
    return Open.of(
        [OpenLine(line.pk, line.run_id, line.pence, names.get(line.payee_id, ""), line.run.pay_on) for line in lines],
        [OpenRun(run.pk, go_out[run.pk][1], run.pay_on) for run in runs],
    )


def _matched(rows: Iterable[EntryMatch]) -> tuple[EntrySeen, ...]:
    kept = list(rows)
    names = names_of({row.by for row in kept if row.by})
    return tuple(
        _entry(
            row.entry,
            (),
            {},
            Open(),
            became=row.became,
            by_name=names.get(row.by, "") if row.by else "",
            at=row.at,
            reasons=tuple(Reason.from_json(one) for one in row.reasons),
            why=str(row.words or ""),
        )
        for row in kept
    )


def _entry(
    row: StatementEntry,
    may_be: tuple[Candidate, ...],
    names: Mapping[UUID, str],
    open_payments: Open,
    **said: object,
) -> EntrySeen:
    number = str(row.account.number or "")
    currency = row.account.currency
    return EntrySeen(
        id=row.pk,
        on=row.on,
        money=Money(row.pence, currency),
        name=str(row.details.get("name", "")),
        words=str(row.details.get("words", "")),
        returned=str(row.details.get("returned", "")),
        account=number[-4:],
        owner=row.owner_id,
        candidates=tuple(
            CandidateSeen(
                became=one.became,
                run=one.run,
                line=one.line,
                name=names.get(one.line, "") if one.line else "",
                pay_on=_pay_on(one, open_payments),
                money=Money(one.pence, currency),
                reasons=one.reasons,
                is_sure=one.is_sure,
            )
            for one in may_be
        ),
        **said,  # type: ignore[arg-type]
    )


def _pay_on(one: Candidate, open_payments: Open) -> date:
    return (open_payments.lines[one.line.hex] if one.line else open_payments.runs[one.run.hex]).pay_on


def _statement(row: Statement) -> StatementSeen:
    currency = row.account.currency
    return StatementSeen(
        id=row.pk,
        account=str(row.account.number or "")[-4:],
        number=row.number,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        opening=None if row.opening_pence is None else Money(row.opening_pence, currency),
        closing=None if row.closing_pence is None else Money(row.closing_pence, currency),
        count=row.count,
        waiting=waiting(StatementEntry.objects.filter(statement=row)).count(),
        at=row.at,
    )
