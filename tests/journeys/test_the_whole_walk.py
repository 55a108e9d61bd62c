"""One person walks all seven steps in a browser, script off, with everybody who has a part in it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.factories import Somebody, somebody, stands_beside, works_with
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.journeys.deeds import knowing, living, money, planning
from tests.journeys.walking import Walker
from tests.paying import finance, paying_account
from tests.steps import install


@pytest.fixture
def rosa(address: str) -> Somebody:
    """A person who asks for support, in an authority that can pay."""
    now = timezone.now() - timedelta(hours=2)
    install(now)
    paying_account(now)
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


@pytest.fixture
def lindiwe(rosa: Somebody) -> Somebody:
    """Her daughter."""
    daughter = somebody("Lindiwe Mbeki")
    stands_beside(daughter, rosa)
    return daughter


def knows(person: Walker, rosa: Somebody, daughter: Walker, worker: Walker) -> None:
    """Step 1."""
    knowing.begins_with_life_and_leaves(person)
    knowing.comes_back_and_is_told_an_estimate(person, rosa)
    knowing.sees_it_otherwise(daughter, rosa.name)
    knowing.checks_settles_and_tells(worker, rosa.name)
    knowing.sees_the_budget_with_its_reasons(person)


def plans_and_agrees(person: Walker, worker: Walker) -> None:
    """Steps 2 and 3."""
    planning.writes_a_costed_plan(person)
    planning.returns_the_plan(worker)
    planning.puts_it_right(person)
    planning.agrees_the_plan(worker)
    planning.sees_the_agreement(person)


def is_paid(person: Walker, builder: Walker, approver: Walker, folder: Path) -> None:
    """Step 4, and the first payment."""
    money.chooses_two_degrees(person)
    money.confirms_details_and_builds_a_run(builder, "Rosa Mbeki")
    money.approves(approver)
    money.takes_the_bank_file(builder, folder)
    money.confirms_the_run(approver)


@pytest.mark.req("A1", "A3", "A4", "A5", "P1", "P3", "G1", "G5", "G6", "C1", "C2", "U1", "O1", "O2", "R2", "H3", "X5")
@pytest.mark.every_width
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_one_person_walks_all_seven_steps(
    walk: Walking, rosa: Somebody, idris: Somebody, lindiwe: Somebody, tmp_path: Path, width: int
) -> None:
    """From the first question to a review, on a phone and at a desk, every page held to the rules of axe."""
    person = walk("Rosa", width=width).signs_in(rosa)
    worker = walk("Idris", width=width).signs_in(idris)
    knows(person, rosa, walk("Lindiwe", width=width).signs_in(lindiwe), worker)
    plans_and_agrees(person, worker)
    builder = walk("Ann", width=width).signs_in(finance("Ann Beddoes"))
    approver = walk("Ben", width=width).signs_in(finance("Ben Achterberg"))
    is_paid(person, builder, approver, tmp_path)
    money.sees_the_account_and_spends(person)
    living.scores_life_and_wishes(person)
    living.asks_for_a_review(person)
    living.concludes_the_review(worker)
    living.sees_what_the_review_changed(person)
    living.sees_every_decision_and_who_looked(person, "Idris Vaughan", "Lindiwe Mbeki", "Ann Beddoes")
