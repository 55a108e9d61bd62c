"""Plans and agreements that are larger, smaller or odder than usual, and helpers who were let out while they typed."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ownway.registers.letters import queries as letters
from ownway.registers.money.models import Account
from ownway.steps.agreement import actions as agreement
from ownway.steps.planning import actions as planning
from ownway.steps.planning import queries as plans
from ownway.values import Money
from tests.browsing import browser, hidden, text_of
from tests.factories import Somebody, asks, somebody, stands_beside, works_with
from tests.steps import all_tests_passed, estimated, install, line, planned, planned_and_handed_in, told

pytestmark = pytest.mark.django_db
NOW = timezone.now() - timedelta(minutes=50)
KEEP = reverse("file:while_typing")


def at(minutes: int) -> Any:
    """A moment some minutes later."""
    return NOW + timedelta(minutes=minutes)


def agreed(name: str, *, lines: int = 0, pence: int = 1500) -> tuple[Somebody, UUID]:
    """Somebody whose plan, with so many lines more than the usual two, was agreed; they and the agreement."""
    install(NOW)
    person, worker = somebody(name, email="one@example.org"), somebody("Idris Vaughan", "practitioner")
    works_with(worker, person)
    told(person, worker, now=NOW)
    if lines:
        plan = planned(person, now=at(5), pence=pence)
        seen = plans.plan_of(asks(person, at(5)), person=person.party, now=at(5))
        assert seen is not None
        for number in range(lines):
            given = line(seen.aims[0].id, pence=1, what=f"Line {number:03d}")
            planning.add_line(asks(person, at(5)), now=at(5), plan=plan, given=given)
        version = planning.hand_in_plan(asks(person, at(6)), now=at(6), plan=plan)
    else:
        version = planned_and_handed_in(person, now=at(5), pence=pence)
    all_tests_passed(worker, version, now=at(7))
    return person, agreement.sign(asks(worker, at(8)), now=at(8), version=version)


def asked_for(client: Any, address: str) -> int:
    """How many questions of the database a page takes."""
    with CaptureQueriesContext(connection) as questions:
        assert client.get(address).status_code == 200
    return len(questions)


@pytest.mark.req("P2", "H4")
def test_a_helper_who_is_dismissed_while_autosave_is_on_keeps_their_words_and_the_plan_gets_none_of_them() -> None:
    install(NOW)
    rosa, thandi = somebody("Rosa Mbeki"), somebody("Thandi Mbeki")
    estimated(rosa, now=NOW)
    stands_beside(thandi, rosa, "family")
    plan = planned(rosa, now=at(1))
    planning.let_in(asks(rosa, at(2)), now=at(2), plan=plan, helper=thandi.party, access="write")
    theirs, address = browser(thandi), reverse("planning:section", args=[rosa.party, "important"])
    fields = hidden(theirs.get(address))
    assert theirs.post(KEEP, {**fields, "text": "The choir"}).status_code == 204
    planning.end_help(asks(rosa, at(3)), now=at(3), plan=plan, helper=thandi.party)
    assert theirs.post(KEEP, {**fields, "text": "The choir on Mondays."}).status_code < 500
    assert theirs.get(address).status_code == 404
    kept = theirs.get(reverse("file:kept"))
    assert kept.status_code == 200
    assert "The choir" in kept.content.decode()
    assert "The choir" not in browser(rosa).get(reverse("planning:plan", args=[rosa.party])).content.decode()


@pytest.mark.req("P3", "G1")
def test_a_plan_of_more_than_a_hundred_lines_asks_no_more_questions_and_is_agreed_and_printed() -> None:
    person, kept = agreed("Rosa Mbeki", lines=120)
    client = browser(person)
    many = [asked_for(client, reverse("planning:plan", args=[person.party])),
            asked_for(client, reverse("agreement:agreement", args=[kept]))]  # fmt: skip
    assert client.get(reverse("agreement:print", args=[kept])).content.startswith(b"%PDF")
    other = somebody("Amal Warsame")
    worker = somebody("Maren Holt", "practitioner")
    works_with(worker, other)
    told(other, worker, now=NOW)
    version = planned_and_handed_in(other, now=at(5))
    all_tests_passed(worker, version, now=at(7))
    few_kept = agreement.sign(asks(worker, at(8)), now=at(8), version=version)
    theirs = browser(other)
    few = [asked_for(theirs, reverse("planning:plan", args=[other.party])),
           asked_for(theirs, reverse("agreement:agreement", args=[few_kept]))]  # fmt: skip
    assert [large - small <= 5 for large, small in zip(many, few, strict=True)] == [True, True], (many, few)


@pytest.mark.req("G1")
def test_a_plan_that_costs_nothing_is_agreed_and_moves_no_money() -> None:
    person, kept = agreed("Rosa Mbeki", pence=0)
    page = text_of(browser(person).get(reverse("agreement:agreement", args=[kept])))
    assert Money(0, "GBP") == Money.nothing("GBP")
    assert "£0" in page or "free" in page
    assert all(row.balance.pence == 0 for row in Account.objects.filter(state="held").select_related("balance"))


@pytest.mark.parametrize("name", ["Suharto", "Ó", "李"])
def test_one_name_stands_in_letters_on_paper_and_in_lists(name: str) -> None:
    person, _kept = agreed(name)
    client = browser(person)
    now = timezone.now()
    listed = letters.letters_to(asks(person, now), person=person.party, now=now)
    assert listed
    for one in listed:
        assert client.get(reverse("file:letter", args=[one.id])).status_code == 200
        assert client.get(reverse("file:printed", args=[one.id])).content.startswith(b"%PDF")
    worker = browser(somebody("Nell Harding", "panel"))
    assert name in worker.get(reverse("desks:desk"), {"name": name}).content.decode()
