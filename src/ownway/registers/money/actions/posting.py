"""Posts journals: the first answer for a repeated key, one lock over all accounts, then all transfers at once."""

import hashlib
import json
import struct
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, connection
from django.utils.timezone import localdate

from ownway.registers.money.actions.copying import copy_rows
from ownway.registers.money.models import Account, Budget, Journal
from ownway.registers.money.rules.movements import settled
from ownway.registers.money.rules.plan import Leg, Place, Standing, State, after
from ownway.registers.money.rules.refusals import CannotPost
from ownway.registers.trail.models import take_turn
from ownway.values import Asker, Reason, new_identifier, new_identifiers
from ownway.values.text import clean_text

LONGEST_KEY = 200
LONGEST_WORDS = 2_000
STATE_OF = {state.value: state for state in State}
"""Each state by its name; looked up, it is found ten times as fast as it is made."""

TRANSFER = struct.Struct(">hi16si16si16si16siq")
COPY_TRANSFERS = "COPY money_transfer (id, journal_id, debit_id, credit_id, pence) FROM STDIN (FORMAT BINARY)"
COPIED_AT_ONCE = 1_000
ACCOUNT = ("id", "budget_id", "state", "purpose", "holder_id", "currency")

Told = tuple[UUID, UUID, bytes, bytes, int]
"""A transfer: itself, its journal, the account it leaves, the account it reaches, and its pence."""

CLAIM = (
    "SELECT * FROM money_claim(%s::uuid, %s::text, %s::text, %s::bytea, %s::uuid, %s::uuid, %s::uuid, %s::timestamptz,"
    " %s::date, %s::uuid, %s::uuid, %s::jsonb, %s::bytea, %s::uuid, %s::boolean)"
)
MOVE = "SELECT money_move(%s, %s, %s, %s, %s)"
FEW = 100
"""Up to so many transfers are told in one statement; more are copied."""

Stood = tuple[bytes, bytes, str, str, UUID | None, int]
"""An account as it stood when it was locked: itself, its budget, state, purpose, holder and pence.

A run reads hundreds of thousands of accounts, and making an identifier out of its bytes takes longer than reading it:
so they stay bytes.
"""


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
    given: list[Any] = [
        journal,
        key,
        kind,
        fingerprint,
        answer or journal,
        budget and budget.pk,
        about,
        now,
        on or localdate(now),
    ]
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
    stood = [(row[3].bytes, row[4].bytes, *row[5:]) for row in rows if row[3] is not None]
    return Entry(kept, kept_answer, kept == journal), stood


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
    journals = new_identifiers(now, len(drafts))
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
    copy_rows(
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


class Book:
    """How some budgets stand, locked until the transaction ends, and the transfers to be posted to them."""

    def __init__(self, budgets: Collection[Budget], stood: "Iterable[Stood] | None" = None) -> None:
        self._currency = {budget.pk: budget.currency for budget in budgets}
        self._accounts: dict[UUID, dict[Place, bytes]] = {budget: {} for budget in self._currency}
        self._standing: dict[UUID, dict[Place, int]] = {budget: {} for budget in self._currency}
        self._moves: list[tuple[UUID, UUID, Leg]] = []
        self._cash: list[tuple[UUID, UUID, str, Leg]] = []
        places: dict[tuple[str, str, UUID | None], Place] = {}
        whose = {budget.bytes: (self._accounts[budget], self._standing[budget]) for budget in self._currency}
        for account, budget, state, purpose, holder, pence in _locked(self._currency) if stood is None else stood:
            place = places.get((state, purpose, holder))
            if place is None:
                place = places[state, purpose, holder] = Place(STATE_OF[state], purpose, holder)
            accounts, standing = whose[budget]
            accounts[place] = account
            standing[place] = pence

    def standing(self, budget: UUID) -> Standing:
        """Return how a budget stands, with what was moved here already."""
        return self._standing[budget]

    def move(self, journal: UUID, budget: UUID, legs: Sequence[Leg], *, meet: bool = True) -> None:
        """Put *legs* into a journal; money that comes in meets what is owed, unless *meet* says not."""
        standing = self._standing[budget]
        told = settled(standing, legs) if meet else legs
        self._standing[budget] = after(standing, told)
        self._moves += [(journal, budget, leg) for leg in told]

    def move_cash(self, journal: UUID, run: UUID, currency: str, legs: Iterable[Leg]) -> None:
        """Put *legs* of the cash circle into a journal; the clearing account is the run's own."""
        self._cash += [(journal, run, currency, leg) for leg in legs]

    def post(self, now: datetime) -> None:
        """Add all transfers in one statement, opening the accounts that are new.

        :raises CannotPost: ``money.below_floor`` when the database finds a floor crossed.
        """
        self._open(((budget, place) for _, budget, leg in self._moves for place in (leg.debit, leg.credit)), now)
        ends = []
        for journal, budget, leg in self._moves:
            accounts = self._accounts[budget]
            ends.append((journal, accounts[leg.debit], accounts[leg.credit], leg.pence))
        for journal, run, currency, leg in self._cash:
            debit, credit = (_cash_account(run, currency, place, now) for place in (leg.debit, leg.credit))
            ends.append((journal, debit, credit, leg.pence))
        self._moves, self._cash = [], []
        rows = ((one, *rest) for one, rest in zip(new_identifiers(now, len(ends)), ends, strict=True))
        with floors_told():
            if len(ends) > FEW:
                _copy_transfers(rows)
            elif ends:
                with connection.cursor() as cursor:
                    ones, journals, debits, credits, pence = zip(*rows, strict=True)
                    told = ([UUID(bytes=one) for one in each] for each in (debits, credits))
                    cursor.execute(MOVE, [[*ones], [*journals], *told, [*pence]])

    def open(self, budget: UUID, places: Iterable[Place], *, now: datetime) -> None:
        """Open accounts before anything moves: who posts to a budget locks the first of them."""
        self._open(((budget, place) for place in places), now)

    def _open(self, ends: "Iterable[tuple[UUID, Place]]", now: datetime) -> None:
        missing = list({end: None for end in ends if end[1] not in self._accounts[end[0]]})
        rows = [
            (account, budget, place.state.value, place.purpose, place.holder, self._currency[budget])
            for account, (budget, place) in zip(new_identifiers(now, len(missing)), missing, strict=True)
        ]
        # Nobody else opens an account of a budget that is locked here.
        if len(rows) > FEW:
            copy_rows(Account, ACCOUNT, rows)
        elif rows:
            Account.objects.bulk_create(Account(**dict(zip(ACCOUNT, row, strict=True))) for row in rows)
        for row, (budget, place) in zip(rows, missing, strict=True):
            self._accounts[budget][place] = row[0].bytes


def _cash_account(run: UUID, currency: str, place: Place, now: datetime) -> bytes:
    """Return an account of the cash circle, opened where it is new; all but a run's clearing account is everybody's."""
    whose: dict[str, Any] = {"budget": None, "run_id": None if place.state in (State.BANK, State.PAID) else run}
    whose |= {"state": place.state.value, "currency": currency}
    Account.objects.bulk_create([Account(id=new_identifier(now), **whose)], ignore_conflicts=True)
    found: UUID = Account.objects.values_list("id", flat=True).get(**whose)
    return found.bytes


def _copy_transfers(rows: "Iterable[Told]") -> None:
    """Copy transfers in the database's own binary form, each a row of five fields with its length before it."""
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(COPY_TRANSFERS) as copy:
        copy.write(b"PGCOPY\n\xff\r\n\0" + bytes(8))
        waiting = iter(rows)
        while some := list(islice(waiting, COPIED_AT_ONCE)):
            copy.write(
                b"".join(
                    TRANSFER.pack(5, 16, one.bytes, 16, journal.bytes, 16, debit, 16, credit, 8, pence)
                    for one, journal, debit, credit, pence in some
                )
            )
        copy.write(b"\xff\xff")


def _locked(budgets: Collection[UUID]) -> "list[Stood]":
    if not budgets:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT uuid_send(account), uuid_send(budget), state, purpose, holder, pence FROM money_lock(%s)",
            [[*budgets]],
        )
        found: list[Stood] = cursor.fetchall()
        return found


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
