"""Measures payment runs as large as a country's: how fast they are built and exported, and that memory stays flat.

``OWNWAY_LINES`` (1700000) adds a large run to the small one, which other programs' ledgers are held beside.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest
from django.db import connection

from ownway.interfaces.cli import verify_ledger
from ownway.registers.money import actions as money
from ownway.registers.money import queries
from ownway.registers.money.models import Line, Run
from tests import factories
from tests.faults.databases import Mortal
from tests.ledger.scene import MONDAY, NOW, Scene, pounds
from tests.measures_of_money import beside_django_ledger, own, tell, timed

__all__ = ["own"]

SMALL = 20_000
LARGE = int(os.environ.get("OWNWAY_LINES", SMALL))
PIECE = 50_000
PENCE = 1_000

# Whoever runs an authority opens budgets over years; here the database itself makes them, a piece at a time. All that
# guards the ledger guards these rows too.
IDENTIFIER = "('01970000-0000-7{kind}-8000-' || lpad(to_hex({number}), 12, '0'))::uuid"
BUDGET, JOURNAL, GRANTED, LEFT, TRANSFER, SCHEDULE, CHARGE = (
    IDENTIFIER.format(kind=f"{number:03}", number="n") for number in range(7)
)
MAKE = f"""
    INSERT INTO money_budget (id, person_id, programme, stream, currency, opened_at)
        SELECT {BUDGET}, %(person)s, 'in-control', 'stream ' || n, 'GBP', %(now)s
        FROM generate_series(%(first)s::int, %(last)s::int) n;
    INSERT INTO money_account (id, budget_id, state, purpose, currency)
        SELECT {GRANTED}, {BUDGET}, 'granted', '', 'GBP' FROM generate_series(%(first)s::int, %(last)s::int) n
        UNION ALL
        SELECT {LEFT}, {BUDGET}, 'left', '', 'GBP' FROM generate_series(%(first)s::int, %(last)s::int) n;
    INSERT INTO money_journal (id, key, kind, fingerprint, answer, recorded_at, true_on, request)
        SELECT {CHARGE}, 'charged ' || n, 'measure', '', {CHARGE}, %(now)s, %(day)s, %(person)s
        FROM generate_series(%(first)s::int, %(first)s::int) n;
    INSERT INTO money_transfer (id, journal_id, debit_id, credit_id, pence)
        SELECT {TRANSFER}, {CHARGE.replace("(n)", "(%(first)s::int)")}, {GRANTED}, {LEFT}, 100000
        FROM generate_series(%(first)s::int, %(last)s::int) n;
    INSERT INTO money_journal (id, key, kind, fingerprint, answer, budget_id, recorded_at, true_on, request)
        SELECT {JOURNAL}, 'schedule ' || n, 'set_schedule', '', {SCHEDULE}, {BUDGET}, %(now)s, %(day)s, %(person)s
        FROM generate_series(%(first)s::int, %(last)s::int) n;
    INSERT INTO money_schedule (
        id, budget_id, holder_id, purpose, starts, pence, every, in_advance, degree, lands, journal_id
    )
        SELECT {SCHEDULE}, {BUDGET}, %(person)s, '', %(day)s, {PENCE}, 'week', true, '', 'with_holder', {JOURNAL}
        FROM generate_series(%(first)s::int, %(last)s::int) n;
"""


class Most(NamedTuple):
    """The most memory that this process and the database's process at its other end held, in megabytes."""

    ours: float
    theirs: float

    @classmethod
    def begun(cls) -> "Most":
        """Forget what was held before."""
        for process in _both():
            Path(f"/proc/{process}/clear_refs").write_text("5")
        return cls.seen()

    @classmethod
    def seen(cls) -> "Most":
        """Since it was begun; the part of the database's that all its processes share is not counted."""
        ours, theirs = _both()
        return cls(_line(ours, "VmHWM"), _line(theirs, "VmHWM") - _line(theirs, "RssShmem"))


def _both() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return os.getpid(), cursor.fetchone()[0]


def _line(process: int, name: str) -> float:
    told = Path(f"/proc/{process}/status").read_text()
    return int(told.partition(f"{name}:")[2].split()[0]) / 1_024


def make_budgets(own: Mortal, scene: Scene, number: int) -> None:
    """So many budgets of one person with money in them, and of each a weekly payment."""
    told = {"person": scene.person.party, "now": NOW, "day": MONDAY}
    with psycopg.connect(own.owner, autocommit=True, cursor_factory=psycopg.ClientCursor) as making:
        for first in range(1, number + 1, PIECE):
            piece = {"first": first, "last": min(first + PIECE - 1, number)}
            with making.transaction():
                making.execute(MAKE, told | piece)
        making.execute("ANALYZE")


@pytest.mark.parametrize("lines", sorted({SMALL, LARGE}))
def test_a_run_built_approved_and_exported_in_flat_memory(own: Mortal, tmp_path: Path, lines: int) -> None:
    scene = Scene()
    scene.ready_to_pay()
    scene.bank_details(scene.person)
    limit = {"limit": pounds(100_000_000), "currency": "GBP", "starts": MONDAY}
    money.set_approval_limit(factories.set_up(), now=NOW, party=scene.ben.party, **limit)
    make_budgets(own, scene, lines)
    ann, ben = scene.ask(scene.ann), scene.ask(scene.ben)
    before = Most.begun()
    with timed() as build:
        run = money.build_run(ann, now=NOW, pay_on=MONDAY, key="run")
    built = Most.seen()
    tell(f"a run of {lines:,} lines built", lines / build.seconds, "lines a second")
    between = Most.begun()
    with timed() as export:
        money.approve_run(ben, now=NOW, run=run)
        money.export_run(ann, now=NOW, run=run)
    exported = Most.seen()
    tell("the same run approved and exported", lines / export.seconds, "lines a second")
    tell("the same run built, approved and exported", lines / (build.seconds + export.seconds), "lines a second")
    tell("the most memory it took while it was built, of ours", built.ours - before.ours, "MB")
    tell("the most memory it took while it was built, of the database's", built.theirs - before.theirs, "MB")
    tell("the most memory it took while its file was made, of ours", exported.ours - between.ours, "MB")
    tell("the most memory it took while its file was made, of the database's", exported.theirs - between.theirs, "MB")
    assert Line.objects.filter(run=run).count() == lines
    assert Run.objects.get(pk=run).total_pence == lines * PENCE
    if lines == SMALL:
        beside_others(own, scene, tmp_path)
    else:
        assert queries.prove_ledger(ann, now=NOW).holds


def beside_others(own: Mortal, scene: Scene, folder: Path) -> None:
    """Prove the ledger, write it for others, and let each check it."""
    tell("journals of two lines posted by django-ledger on the same server", beside_django_ledger(own), "a second")
    ann = scene.ask(scene.ann)
    with timed() as proof:
        transfers = queries.prove_ledger(ann, now=NOW).transfers
    tell("every balance proved from its transfers", transfers / proof.seconds, "transfers a second")
    for kind in ("lines", "csv", "beancount"):
        with timed() as took, (folder / kind).open("w", newline="") as out:
            out.writelines(queries.ledger_book(ann, now=NOW, kind=kind))
        tell(f"the whole ledger written as {kind}", transfers / took.seconds, "transfers a second")
    for what, command in (
        ("verify_ledger.py", [verify_ledger.__file__, str(folder / "lines")]),
        ("bean-check", ["-m", "beancount.scripts.check", "--no-cache", str(folder / "beancount")]),
    ):
        with timed() as took:
            subprocess.run([sys.executable, *command], check=True, capture_output=True, timeout=3_600)
        tell(f"the same ledger read and checked by {what}", transfers / took.seconds, "transfers a second")
    if (hledger := shutil.which("hledger")) is None:
        print("\nhledger is not installed here, so it is left out.", end="")
        return
    plain = for_hledger(folder / "beancount")
    with timed() as took:
        subprocess.run([hledger, "-f", str(plain), "balance"], check=True, capture_output=True, timeout=3_600)
    tell("the same ledger read and balanced by hledger", transfers / took.seconds, "transfers a second")


def for_hledger(journal: Path) -> Path:
    """The transactions of a beancount journal, whose heads and postings hledger reads as they are."""
    plain = journal.with_suffix(".journal")
    with journal.open() as told, plain.open("w") as out:
        for line in told:
            if (line[:1].isdigit() and line[11:12] == "*") or (line.startswith("  ") and ": " not in line):
                out.write(line)
    return plain
