"""Measures on this machine what ``make bench`` prints, and fails where something is slower than a person would bear."""

import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client

from ownway.registers.money import actions as money
from ownway.registers.money.rules.split import Pot, Spent, faults, split
from ownway.rulebook.audit.people import someone, tried
from ownway.rulebook.engines.one import work_out
from ownway.rulebook.load import load_pack
from ownway.rulebook.sentences import say_all
from tests.ledger.scene import MONDAY, NOW, Scene

PACKS = ("in-control", "de-sgb-xi")


def milliseconds(deed: Callable[[], object], times: int) -> float:
    """The median time of one deed, after one that warms up."""
    deed()
    took = []
    for _ in range(times):
        began = time.perf_counter()
        deed()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def tell(what: str, took: float) -> None:
    """Print one line of the table."""
    print(f"\n{what:<64} {took:9.3f} ms {1000 / took:10.0f} a second", end="")


@pytest.mark.parametrize("name", PACKS)
def test_one_figure_with_its_reasons(name: str, repository: Path) -> None:
    pack = load_pack(repository / "packs" / name)
    chance = random.Random(7)
    people = [dict(someone(tried(pack), chance, little=number % 2 == 0)) for number in range(2_000)]
    day, language = date(2026, 11, 2), pack.languages[0]
    took = milliseconds(lambda: [work_out(pack, person, day) for person in people], 5) / len(people)
    tell(f"one person's figure with every reason, {name}", took)
    few = people[:200]
    worded = milliseconds(lambda: [list(say_all(pack, work_out(pack, one, day).reason, language)) for one in few], 5)
    tell(f"one person's figure with every reason in words, {name}", worded / len(few))
    assert took < 10
    assert worded / len(few) < 50


@pytest.mark.parametrize("name", PACKS)
def test_reading_a_pack(name: str, repository: Path) -> None:
    took = milliseconds(lambda: load_pack(repository / "packs" / name), 3)
    tell(f"reading and checking a pack, {name}", took)
    assert took < 10_000


def test_twelve_lines_over_six_streams() -> None:
    chance = random.Random(12)
    pots = [
        Pot(
            f"pot {number}",
            f"stream {number}",
            chance.randint(0, 400_000),
            MONDAY,
            MONDAY + timedelta(days=end),
            1,
            number,
        )
        for number, end in enumerate((100, 150, 200, 250, 300, 365))
    ]
    spends = [
        Spent(f"line {number}", "", MONDAY + timedelta(days=chance.randint(0, 300)), chance.randint(1, 200_000))
        for number in range(12)
    ]
    found = split(spends, pots)
    took = milliseconds(lambda: split(spends, pots), 200)
    checking = milliseconds(lambda: faults(spends, pots, found), 200)
    tell(f"the best split of 12 lines over 6 streams; its check takes {checking / took:.1f} of that", took)
    assert not faults(spends, pots, found)


@pytest.mark.usefixtures("own_database")
def test_one_spend_recorded_and_committed() -> None:
    scene = Scene()
    budget = scene.open_budget()
    asker = scene.ask(scene.ann)

    def spend() -> None:
        key = scene.key()
        money.record_spend(asker, now=NOW, key=key, budget=budget, pence=101, on=MONDAY, purpose="help at home")

    took = milliseconds(spend, 200)
    tell("one spend recorded: policy, transfers, trail, commit", took)
    assert took < 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/seven-steps/", "/sign-in/"])
def test_one_public_page(path: str) -> None:
    client = Client()
    took = milliseconds(lambda: client.get(path), 30)
    tell(f"one page, {path}", took)
    assert took < 500
