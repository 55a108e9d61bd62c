"""The ledger in the hands of others: beancount agrees, the table is whole, a verifier finds each fault."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest

from ownway.interfaces.cli import verify_ledger
from ownway.registers.money import actions as money
from ownway.registers.money import queries
from ownway.registers.money.rules.books import ACCOUNTS, beancount, table
from ownway.registers.money.rules.plan import CIRCLE_OF, SOURCES
from ownway.values import Asker, Basis, Cannot, Reason, new_identifier
from tests.ledger.model import PURPOSES
from tests.ledger.scene import MONDAY, NOW, Scene

IN_JUNE = datetime(2026, 6, 3, 9, tzinfo=UTC)
NIGHTLY = Asker(Basis.JOB, new_identifier(NOW), named="nightly")
SEED = 20260504


def live(scene: Scene, chance: Random, now: datetime, budgets: list[UUID], deeds: int) -> None:
    """Deeds by chance, some refused, some reversed."""
    asker, ann = scene.ask(scene.person, now), scene.ask(scene.ann, now)
    for _ in range(deeds):
        budget, pence, purpose = chance.choice(budgets), chance.randint(1, 9_000), chance.choice(PURPOSES)
        told: dict[str, Any] = {"now": now, "budget": budget, "pence": pence}
        deed: Callable[[], UUID] = chance.choice(
            [
                lambda t=told, p=purpose: money.hold(asker, key=scene.key(), purpose=p, **t),
                lambda t=told, p=purpose: money.record_spend(
                    asker, key=scene.key(), purpose=p, on=MONDAY, out_of="held", words="Bought “it”.", **t
                ),
                lambda t=told: money.contribute(asker, key=scene.key(), on=MONDAY, **t),
                lambda t=told: money.pay_out(ann, key=scene.key(), on=MONDAY, holder=scene.person.party, **t),
            ]
        )
        try:
            journal = deed()
            if chance.random() < 0.3:
                money.reverse(ann, now=now, key=scene.key(), journal=journal, reason=Reason("money.mistake"))
        except Cannot:
            continue


@pytest.fixture
def lines(db: None) -> list[str]:
    """A ledger of two months, the first of them closed, as lines."""
    scene, chance = Scene(), Random(SEED)
    budgets = [scene.open_budget(stream=f"stream {number}") for number in range(3)]
    for budget in budgets:
        scene.charge(budget, MONDAY, date(2026, 5, 25))
    live(scene, chance, NOW, budgets, 40)
    money.close_month(scene.ask(scene.ann, IN_JUNE), now=IN_JUNE, month=MONDAY)
    live(scene, chance, IN_JUNE, budgets, 20)
    return list(queries.ledger_lines(NIGHTLY, now=IN_JUNE))


def checked(tmp_path: Path, lines: list[str]) -> tuple[int, str]:
    """What the verifier says in a process that knows nothing of ownway."""
    export = tmp_path / "ledger.jsonl"
    export.write_text("".join(lines))
    command = [sys.executable, "-I", "-S", verify_ledger.__file__, str(export)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert not done.stderr
    return done.returncode, done.stdout


def test_the_verifier_knows_the_same_circles_by_itself() -> None:
    assert {str(state): circle.value for state, circle in CIRCLE_OF.items()} == verify_ledger.CIRCLE_OF
    assert {str(state) for state in SOURCES} == verify_ledger.SOURCES
    assert set(ACCOUNTS) == set(verify_ledger.CIRCLE_OF)


def test_a_true_export_is_verified_without_ownway(lines: list[str], tmp_path: Path) -> None:
    code, said = checked(tmp_path, lines)
    assert code == 0, said
    assert "Not a penny is astray." in said and "1 closed months compared" in said


def changed(lines: list[str], what: str, number: int, **told: Any) -> list[str]:
    """The lines with one of a kind told otherwise."""
    places = [place for place, line in enumerate(lines) if line.startswith(f'{{"{what}"')]
    place = places[number]
    line = json.loads(lines[place])
    line[what] |= told
    return [*lines[:place], json.dumps(line) + "\n", *lines[place + 1 :]]


def without(lines: list[str], what: str, number: int) -> list[str]:
    places = [place for place, line in enumerate(lines) if line.startswith(f'{{"{what}"')]
    return [line for place, line in enumerate(lines) if place != places[number]]


@pytest.mark.parametrize(
    ("tampered", "found"),
    [
        (lambda lines: changed(lines, "account", 0, pence=7), "is said to hold 7"),
        (lambda lines: changed(lines, "transfer", 2, pence=1), "is said to hold"),
        (lambda lines: changed(lines, "transfer", 2, pence=-5), "moves -5"),
        (lambda lines: changed(lines, "transfer", -1, debit=str(UUID(int=1))), "accounts that are not here"),
        (lambda lines: changed(lines, "transfer", 0, journal=str(UUID(int=1))), "does not stand behind its journal"),
        (lambda lines: changed(lines, "closed", 0, sha256="0" * 64), "is not as it was when it was closed"),
        (lambda lines: changed(lines, "journal", 3, true_on="2026-05-05"), "is not as it was when it was closed"),
        (lambda lines: changed(lines, "journal", -1, month="2026-04-01"), "cannot be its own"),
        (lambda lines: without(lines, "transfer", -1), "is said to hold"),
        (lambda lines: without(lines, "account", 0), "accounts that are not here"),
        (lambda lines: [*lines, lines[-1]], "is there twice"),
        (lambda lines: [*lines, "{\n"], "cannot be read"),
    ],
)
def test_the_verifier_finds_what_was_tampered_with(
    lines: list[str], tmp_path: Path, tampered: Callable[[list[str]], list[str]], found: str
) -> None:
    code, said = checked(tmp_path, tampered(lines))
    assert code == 1
    assert found in said


def bean_check(tmp_path: Path, book: str) -> tuple[int, str]:
    """What beancount's own check says of a journal."""
    file = tmp_path / "ledger.beancount"
    file.write_text(book)
    command = [sys.executable, "-m", "beancount.scripts.check", "--no-cache", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


def test_bean_check_agrees_with_every_balance(lines: list[str], tmp_path: Path) -> None:
    book = "".join(beancount(lines))
    assert book.count(" balance ") == sum(line.startswith('{"account"') for line in lines)
    assert "#reversed" in book
    assert bean_check(tmp_path, book) == (0, "")
    code, said = bean_check(tmp_path, "".join(beancount(changed(lines, "account", 0, pence=7))))
    assert code == 1 and "Balance failed" in said


def test_the_table_holds_every_transfer_and_no_formula(lines: list[str]) -> None:
    told = [json.loads(line)["transfer"] for line in lines if line.startswith('{"transfer"')]
    first = next(json.loads(line)["account"] for line in lines if '"left"' in line)
    rows = list(csv.DictReader(line.rstrip("\r\n") for line in table(changed(lines, "account", 0, purpose="=1+1"))))
    assert [(row["transfer"], int(row["pence"])) for row in rows] == [(one["id"], one["pence"]) for one in told]
    assert {row["currency"] for row in rows} == {"GBP"}
    assert any(row["to_state"] == "left" and row["to_budget"] == first["budget"] for row in rows)
    assert not any(cell.startswith("=") for row in rows for cell in row.values())


def test_what_is_no_kind_of_book_is_refused(db: None) -> None:
    with pytest.raises(money.CannotExport) as refused:
        list(queries.ledger_book(NIGHTLY, now=NOW, kind="pdf"))
    assert refused.value.why.code == "money.no_such_book"


def text(lines: Iterator[str]) -> str:
    return "".join(lines)


def test_each_kind_of_book_is_written_from_one_moment(lines: list[str]) -> None:
    assert text(queries.ledger_book(NIGHTLY, now=IN_JUNE, kind="lines")) == "".join(lines)
    assert text(queries.ledger_book(NIGHTLY, now=IN_JUNE, kind="beancount")) == text(beancount(lines))
    assert text(queries.ledger_book(NIGHTLY, now=IN_JUNE, kind="csv")) == text(table(lines))
