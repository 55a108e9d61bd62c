"""Posts journals: the first answer for a repeated key, one lock over all accounts, then all transfers at once."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, connection
from django.utils.timezone import localdate
from psycopg import sql

from ownway.registers.money.models import Account, Budget, Journal, Transfer
from ownway.registers.money.rules.movements import settled
from ownway.registers.money.rules.plan import Leg, Place, Standing, State, after
from ownway.registers.money.rules.refusals import CannotPost
from ownway.registers.trail.models import take_turn
from ownway.values import Asker, Reason, new_identifier
from ownway.values.text import clean_text

LONGEST_KEY = 200
LONGEST_WORDS = 2_000
STATE_OF = {state.value: state for state in State}
"""Each state by its name; looked up, it is found ten times as fast as it is made."""

TRANSFER = {"id": "uuid", "journal_id": "uuid", "debit_id": "uuid", "credit_id": "uuid", "pence": "int8"}
"""The columns of a transfer and their types, which let it travel in binary form."""

CLAIM_TAKES = ("uuid", "text", "text", "bytea", "uuid", "uuid", "uuid", "timestamptz", "date", "uuid", "uuid")
CLAIM_TAKES += ("jsonb", "bytea", "uuid", "boolean")
CLAIM = f"SELECT * FROM money_claim({', '.join(f'%s::{each}' for each in CLAIM_TAKES)})"
MOVE = "SELECT money_move(%s, %s, %s, %s, %s)"
FEW = 100
"""Up to so many transfers are told in one statement; more are copied."""

Stood = tuple[UUID, UUID, str, str, UUID | None, int]
"""An account as it stood when it was locked: itself, its budget, state, purpose, holder and pence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A journal that was opened under its key; *is_first* is false where the same call was answered before."""

    journal: UUID
    answer: UUID
    is_first: bool


def open_journal(
    asker: Asker,
    *,
    now: datetime,
    key: str,
    kind: str,
    content: Mapping[str, Any],
    on: date | None = None,
    budget: Budget | None = None,
    about: UUID | None = None,
    answer: UUID | None = None,
    reason: Reason | None = None,
    words: str = "",
    reverses: UUID | None = None,
) -> Entry:
    """Open a journal under the caller's key, or give the first answer where the same call came before.

    Two calls with one key wait for each other here, on the unique key.

    :raises CannotPost: ``money.key_used`` when the key was used for something else or by someone else.
    """
    return _claim(
        asker,
        now=now,
        key=key,
        kind=kind,
        content=content,
        on=on,
        budget=budget,
        about=about,
        answer=answer,
        reason=reason,
        words=words,
        reverses=reverses,
    )[0]


def open_book(
    asker: Asker,
    *,
    now: datetime,
    key: str,
    kind: str,
    content: Mapping[str, Any],
    budget: Budget,
    on: date | None = None,
    reason: Reason | None = None,
    words: str = "",
    reverses: UUID | None = None,
) -> "tuple[Entry, Book]":
    """Open a journal as :func:`open_journal` does and, where it is the first, lock and read its budget with it.

    It is one word with the database instead of three.
    """
    entry, standing = _claim(
        asker,
        now=now,
        key=key,
        kind=kind,
        content=content,
        on=on,
        budget=budget,
        reason=reason,
        words=words,
        reverses=reverses,
        locking=True,
    )
    return entry, Book([budget], standing)


def _claim(
    asker: Asker,
    *,
    now: datetime,
    key: str,
    kind: str,
    content: Mapping[str, Any],
    on: date | None = None,
    budget: Budget | None = None,
    about: UUID | None = None,
    answer: UUID | None = None,
    reason: Reason | None = None,
    words: str = "",
    reverses: UUID | None = None,
    locking: bool = False,
) -> "tuple[Entry, list[Stood]]":
    key = clean_text(key, longest=LONGEST_KEY, field="key", required=True)
    words = clean_text(words, longest=LONGEST_WORDS, field="words")
    told = {"kind": kind, "by": asker.party, "budget": budget and budget.pk, "on": on, "words": words, **content}
    fingerprint = hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).digest()
    journal = new_identifier(now)
    about = budget.person_id if budget else about
    sealed = _sealed(Journal(id=journal, about_id=about, words=words)) if words else None
    given = [journal, key, kind, fingerprint, answer or journal, budget and budget.pk, about, now, on or localdate(now)]
    given += [asker.party, asker.request, json.dumps(reason.as_json()) if reason else None, sealed, reverses, locking]
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, given)
        rows = cursor.fetchall()
    if not rows:
        # The key is free, so another constraint refused the row: this journal was reversed before.
        raise CannotPost("money.already_reversed")
    kept, kept_answer, kept_fingerprint = rows[0][:3]
    if kept != journal and bytes(kept_fingerprint) != fingerprint:
        raise CannotPost("money.key_used", field="key")
    return Entry(kept, kept_answer, kept == journal), [row[3:] for row in rows if row[3] is not None]


def _sealed(journal: Journal) -> bytes:
    field = Journal._meta.get_field("words")
    return bytes(field.pre_save(journal, True))


class Draft(NamedTuple):
    """One of many journals that a single deed opens; *key* is made from the deed's own key."""

    key: str
    budget: Budget
    on: date


def open_journals(asker: Asker, *, now: datetime, kind: str, drafts: Sequence[Draft]) -> list[UUID]:
    """Open many journals in one statement, for a deed whose own key keeps it from being done twice."""
    journals = [new_identifier(now) for _ in drafts]
    columns = (
        "id",
        "key",
        "kind",
        "fingerprint",
        "answer",
        "budget_id",
        "about_id",
        "recorded_at",
        "true_on",
        "by",
        "request",
        "open_from",
    )
    open_from = first_open()
    _copy(
        Journal,
        columns,
        (
            (
                journal,
                draft.key,
                kind,
                hashlib.sha256(draft.key.encode()).digest(),
                draft.budget.pk,
                draft.budget.pk,
                draft.budget.person_id,
                now,
                draft.on,
                asker.party,
                asker.request,
                open_from,
            )
            for journal, draft in zip(journals, drafts, strict=True)
        ),
    )
    return journals


def first_open() -> date:
    """Return the first open month, which stays open until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT money_first_open()")
        found: date = cursor.fetchone()[0]
        return found


def _copy(
    model: type[Journal | Transfer],
    columns: Collection[str],
    rows: Iterable[Sequence[Any]],
    types: Collection[str] = (),
) -> None:
    """Add many rows in one statement by the database's fastest way; its triggers and checks hold as ever."""
    with connection.cursor() as cursor, connection.wrap_database_errors:
        table = sql.SQL("COPY {} ({}) FROM STDIN {}").format(
            sql.Identifier(model._meta.db_table),
            sql.SQL(", ").join(map(sql.Identifier, columns)),
            sql.SQL("(FORMAT BINARY)" if types else ""),
        )
        with cursor.copy(table) as copy:
            if types:
                copy.set_types([*types])
            for row in rows:
                copy.write_row(row)


class Whose(NamedTuple):
    """Of which budget or which payment run an account is; of neither where it is the authority's cash."""

    budget: UUID | None = None
    run: UUID | None = None
    currency: str = ""


class Book:
    """How some budgets stand, locked until the transaction ends, and the transfers to be posted to them."""

    def __init__(self, budgets: Collection[Budget], stood: "Iterable[Stood] | None" = None) -> None:
        self._whose = {budget.pk: Whose(budget.pk, None, budget.currency) for budget in budgets}
        self._accounts: dict[tuple[Whose, Place], UUID] = {}
        self._standing: dict[UUID, dict[Place, int]] = {budget.pk: {} for budget in budgets}
        self._moves: list[tuple[UUID, Whose, Leg]] = []
        for account, budget, state, purpose, holder, pence in _locked(budgets) if stood is None else stood:
            place = Place(STATE_OF[state], purpose, holder)
            self._accounts[self._whose[budget], place] = account
            self._standing[budget][place] = pence

    def standing(self, budget: UUID) -> Standing:
        """Return how a budget stands, with what was moved here already."""
        return self._standing[budget]

    def move(self, journal: UUID, budget: UUID, legs: Sequence[Leg], *, meet: bool = True) -> None:
        """Put *legs* into a journal; money that comes in meets what is owed, unless *meet* says not."""
        told = settled(self._standing[budget], legs) if meet else legs
        self._standing[budget] = after(self._standing[budget], told)
        self._moves += [(journal, self._whose[budget], leg) for leg in told]

    def move_cash(self, journal: UUID, run: UUID, currency: str, legs: Iterable[Leg]) -> None:
        """Put *legs* of the cash circle into a journal; the clearing account is the run's own."""
        for leg in legs:
            whose = Whose(None, run, currency)
            self._moves.append((journal, whose, leg))

    def post(self, now: datetime) -> None:
        """Add all transfers in one statement, opening the accounts that are new.

        :raises CannotPost: ``money.below_floor`` when the database finds a floor crossed.
        """
        ends = [(_owner(whose, place), place) for _, whose, leg in self._moves for place in (leg.debit, leg.credit)]
        self._open_accounts(ends, now)
        moves, self._moves = self._moves, []
        if moves:
            with floors_told():
                if len(moves) > FEW:
                    _copy(Transfer, TRANSFER, self._rows(moves, now), types=TRANSFER.values())
                else:
                    with connection.cursor() as cursor:
                        cursor.execute(MOVE, [[*column] for column in zip(*self._rows(moves, now), strict=True)])

    def _rows(self, moves: "Iterable[tuple[UUID, Whose, Leg]]", now: datetime) -> Iterator[Sequence[Any]]:
        for journal, whose, leg in moves:
            debit = self._accounts[_owner(whose, leg.debit), leg.debit]
            yield new_identifier(now), journal, debit, self._accounts[_owner(whose, leg.credit), leg.credit], leg.pence

    def open(self, budget: UUID, places: Iterable[Place], *, now: datetime) -> None:
        """Open accounts before anything moves: who posts to a budget locks the first of them."""
        self._open_accounts(((self._whose[budget], place) for place in places), now)

    def _open_accounts(self, ends: "Iterable[tuple[Whose, Place]]", now: datetime) -> None:
        missing = {end: None for end in ends if end not in self._accounts}
        if not missing:
            return
        Account.objects.bulk_create(
            [
                Account(
                    id=new_identifier(now),
                    budget_id=whose.budget,
                    run_id=whose.run,
                    state=place.state,
                    purpose=place.purpose,
                    holder_id=place.holder,
                    currency=whose.currency,
                )
                for whose, place in missing
            ],
            ignore_conflicts=True,
        )
        budgets = {whose.budget for whose, _ in missing}
        found = Account.objects.filter(budget__in=budgets - {None})
        if None in budgets:
            runs = {whose.run for whose, _ in missing} - {None}
            found = found | Account.objects.filter(budget=None, run=None) | Account.objects.filter(run__in=runs)
        for account in found:
            whose = Whose(account.budget_id, account.run_id, account.currency)
            self._accounts[whose, Place(STATE_OF[account.state], account.purpose, account.holder_id)] = account.pk


def _locked(budgets: Collection[Budget]) -> "list[Stood]":
    if not budgets:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT account, budget, state, purpose, holder, pence FROM money_lock(%s)",
            [[budget.pk for budget in budgets]],
        )
        found: list[Stood] = cursor.fetchall()
        return found


def _owner(whose: Whose, place: Place) -> Whose:
    return Whose(None, None, whose.currency) if place.state in (State.BANK, State.PAID) else whose


@contextmanager
def floors_told() -> Iterator[None]:
    """Turn the database's refusal of a crossed floor into our own words."""
    try:
        yield
    except IntegrityError as error:
        if "money_balance_floor" in str(error):
            raise CannotPost("money.below_floor") from error
        raise


@contextmanager
def sums_told(currency: str) -> Iterator[None]:
    """Tell the currency of the sums in a refusal; the rules reckon in pence alone."""
    try:
        yield
    except CannotPost as refused:
        facts = dict(refused.why.facts) | {"currency": currency}
        raise CannotPost(replace(refused.why, facts=facts), field=refused.field) from refused


def lock_runs(run: UUID | None = None) -> None:
    """Let one transaction at a time work on a payment run, or build one; it lasts until the transaction ends."""
    take_turn("money.run", run or "built")


def check_day(on: date, now: datetime) -> date:
    """Refuse to record as done what lies in the future, or before anyone could have done it."""
    if not date(1900, 1, 1) <= on <= localdate(now):
        raise CannotPost("money.not_a_past_day", field="on", given=on.isoformat())
    return on


def check_purpose(purpose: str, *, required: bool = False) -> str:
    """Return the purpose as it is kept: the identifier of a line of the plan, or another short word."""
    return clean_text(purpose, longest=100, field="purpose", required=required)
