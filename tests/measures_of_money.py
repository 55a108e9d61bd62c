"""Measures the ledger on a server that keeps every commit, beside what the disk and a bare table do in the same run."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import transaction
from psycopg import sql

from ownway.interfaces.cli.embedded.server import APP, CHIEF, OWNER
from ownway.registers.money import actions as money
from ownway.registers.money import queries
from ownway.registers.money.actions.posting import CLAIM, MOVE, Book, open_journal
from ownway.registers.money.models import Budget
from ownway.registers.money.rules.plan import Leg, Place, State
from ownway.registers.trail.models.line import TOLD
from ownway.values import new_identifier, new_identifiers
from tests.databases import Databases, replaced
from tests.faults.databases import Mortal, mortal
from tests.ledger.scene import MONDAY, NOW, Scene

MANY = 50_000
ONE_BY_ONE = 300
ROUNDS = 3
NOTED = ", ".join(f'"{field.column}"' for field in TOLD)


@pytest.fixture
def own(django_db_setup: None, databases: Databases, django_db_blocker: Any, tmp_path: Path) -> Iterator[Mortal]:
    """A server that keeps every commit, as installations have it."""
    with django_db_blocker.unblock(), mortal(databases, tmp_path / "home") as made:
        yield made


class Took:
    """Seconds between the beginning and the end of a block."""

    seconds = 0.0


@contextmanager
def timed() -> Iterator[Took]:
    """Time a block."""
    took, began = Took(), time.perf_counter()
    yield took
    took.seconds = time.perf_counter() - began


def tell(what: str, figure: float, unit: str) -> None:
    """Print one line of the table."""
    print(f"\n{what:<76} {figure:12,.2f} {unit}", end="")


def syncs(folder: Path) -> float:
    """How often a second a page can be written and made sure of, in the folder of the server."""
    place = folder / "sync"
    with place.open("wb", buffering=0) as file, timed() as took:
        for _ in range(ONE_BY_ONE):
            file.write(b"x" * 8_192)
            os.fdatasync(file.fileno())
    place.unlink()
    return ONE_BY_ONE / took.seconds


def many_budgets(scene: Scene, number: int, pence: int) -> list[Budget]:
    """So many budgets of one person, each of a stream of its own, with money in them."""
    seed = Budget.objects.get(pk=scene.open_budget(stream="first"))
    rows = [
        Budget(
            id=new_identifier(NOW),
            person_id=seed.person_id,
            programme=seed.programme,
            stream=f"stream {each}",
            currency=seed.currency,
            opened_at=NOW,
        )
        for each in range(number)
    ]
    with transaction.atomic():
        Budget.objects.bulk_create(rows, batch_size=5_000)
        post(scene, rows, [Leg(Place(State.GRANTED), Place(State.LEFT), pence)], "charge")
    return rows


def post(scene: Scene, rows: list[Budget], legs: list[Leg], key: str) -> None:
    """Post the same legs to each budget under one journal, as a payment run does."""
    with transaction.atomic():
        asker = scene.ask(scene.ann)
        entry = open_journal(asker, now=NOW, key=key, kind="measure", content={})
        book = Book(rows)
        for row in rows:
            book.move(entry.journal, row.pk, legs)
        book.post(NOW)


def test_one_journal_durable_and_checked(own: Mortal) -> None:
    scene, keys = Scene(), count()
    budget, asker = scene.open_budget(), scene.ask(scene.ann)

    def spend() -> None:
        # Each at a moment of its own, as requests are: at one and the same, who may do it would be asked once for all.
        number = next(keys)
        now = NOW + timedelta(microseconds=number)
        money.record_spend(asker, now=now, key=f"s {number}", budget=budget, pence=1, on=MONDAY, purpose="help")

    # In turns, so that a busy moment of the machine meets all of them.
    rates, peers, most, bare = [], [], [], []
    for _ in range(ROUNDS):
        most.append(syncs(own.server.data))
        bare.append(database_alone(own, budget))
        with timed() as took:
            for _ in range(ONE_BY_ONE):
                spend()
        rates.append(ONE_BY_ONE / took.seconds)
        peers.append(beside_django_ledger(own))
    disk, rate, peer, alone = (statistics.median(told) for told in (most, rates, peers, bare))
    tell("bare fdatasync of one page", disk, "a second")
    tell("the database's part alone, all values ready: prepared, one word, durable commit", alone, "a second")
    tell("one journal, as a share of the database's part alone", rate / alone, "")
    tell("the database's part alone, as a share of bare fdatasync", alone / disk, "")
    tell("one journal: policy, key, lock, transfers, trail, durable commit", rate, "a second")
    tell("one journal, as a share of bare fdatasync", rate / disk, "")
    tell("one journal of two lines by django-ledger on the same server", peer, "a second")
    tell("one journal, as a multiple of django-ledger", rate / peer, "times")
    assert rate > 5


def database_alone(own: Mortal, budget: UUID) -> float:
    """How many journals a second the database claims, moves, notes on the trail and commits, with no program before it.

    Nobody asks whether they may, and nothing is worked out or sealed: what remains is the most that any program could
    reach that keeps the same rows under the same guards.
    """
    with psycopg.connect(own.server.url(APP), autocommit=True) as making:
        legs = making.execute("SELECT id, state FROM money_account WHERE budget_id = %s", [budget]).fetchall()
        found = {state: account for account, state in legs}
        line = making.execute(f"SELECT {NOTED} FROM trail_line ORDER BY id DESC LIMIT 1").fetchone()
        assert line is not None
        note = f"INSERT INTO trail_line ({NOTED}) VALUES ({', '.join(['%s'] * len(line))})"
        with timed() as took:
            for _ in range(ONE_BY_ONE):
                journal, transfer = new_identifiers(NOW, 2)
                given = [journal, f"alone {journal}", "spend", b"", journal, budget, None, NOW, MONDAY, None, journal]
                with making.pipeline():
                    making.execute("BEGIN")
                    making.execute(CLAIM, [*given, None, None, None, True], prepare=True)
                    moved = [[transfer], [journal], [found["granted"]], [found["left"]], [1]]
                    making.execute(MOVE, moved, prepare=True)
                    making.execute(note, [transfer, *line[1:]], prepare=True)
                    making.execute("COMMIT")
    return ONE_BY_ONE / took.seconds


def beside_django_ledger(own: Mortal) -> float:
    """How many journals a second django-ledger posts, in a database of its own on the same server."""
    chief = own.server.url(CHIEF, "postgres")
    with psycopg.connect(chief, autocommit=True) as making:
        making.execute("drop database if exists peer")
        making.execute(sql.SQL("create database peer owner {}").format(sql.Identifier(OWNER)))
    command = [sys.executable, "-W", "ignore", "-m", "tests.bench.in_django_ledger", replaced(own.owner, "peer"), "100"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
    return float(told.stdout)


def test_fifty_thousand_lines_beside_bare_copy(own: Mortal) -> None:
    scene = Scene()
    rows = many_budgets(scene, MANY, 1_000)
    hold = [Leg(Place(State.LEFT), Place(State.HELD, "care"), 7)]
    with timed() as first:
        post(scene, rows, hold, "first")
    with timed() as took:
        post(scene, rows, hold, "second")
    with timed() as bare:
        ready = bare_copy(own.owner)
    tell(f"{MANY:,} lines posted: journal, lock, floors, circles, commit", MANY / took.seconds, "a second")
    tell("the same when it is the first to open each account", MANY / first.seconds, "a second")
    tell("bare COPY of as many into the same table with its account indexes only", MANY / bare.seconds, "a second")
    tell("the same with the rows ready before the time began", MANY / ready.seconds, "a second")
    tell("posting, as a multiple of bare COPY", took.seconds / bare.seconds, "times")
    tell("posting, as a multiple of bare COPY with the rows ready", took.seconds / ready.seconds, "times")
    assert queries.prove_ledger(scene.ask(scene.ann), now=NOW).holds
    assert took.seconds < 120


def bare_copy(owner: str) -> Took:
    """Copy as many rows as a run has into a table like the ledger's with nothing but its indexes on accounts.

    A posting makes its rows; so a program that reads them first is the fair neighbour, and rows that lie ready, whose
    time is given back, are the stricter one.
    """
    with psycopg.connect(owner) as copying:
        copying.execute("create table bare (like money_transfer)")
        copying.execute("create index on bare (debit_id)")
        copying.execute("create index on bare (credit_id)")
        rows = copying.execute(
            "select id, journal_id, debit_id, credit_id, pence from money_transfer order by id desc limit %s", [MANY]
        ).fetchall()
        with timed() as ready:
            with copying.cursor().copy("copy bare (id, journal_id, debit_id, credit_id, pence) from stdin") as copy:
                for row in rows:
                    copy.write_row(row)
            copying.commit()
    return ready
