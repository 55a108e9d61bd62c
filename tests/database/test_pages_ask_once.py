"""The pages opened most often ask the database few things, and that of the seven steps nothing twice."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ownway.steps.agreement import actions as agreement
from ownway.steps.control import actions as control
from tests.factories import Somebody, somebody, works_with
from tests.steps import all_tests_passed, asks, install, later, planned_and_handed_in, signed, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """An hour before the pages are opened."""
    return timezone.now() - timedelta(hours=1)


@pytest.fixture
def rosa(now: datetime) -> Somebody:
    """A person."""
    install(now)
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


@pytest.fixture
def living(rosa: Somebody, idris: Somebody, now: datetime) -> Somebody:
    """Rosa, as she lives with her money: her plan was agreed, and she holds it herself."""
    agreed, moment = signed(rosa, idris, now=now), later(20, after=now)
    rest = control.Choice("direct_payment", rosa.party)
    control.choose_degrees(asks(rosa, moment), now=moment, agreement=agreed, rest=rest)
    return rosa


def asked_for(who: Somebody, page: str) -> Counter[str]:
    """Open a page for the second time, and return what it asks the database for."""
    client = Client()
    assert client.post("/sign-in/", {"login": who.email, "password": who.password}).status_code == 302
    client.get(page)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(page).status_code == 200
    return Counter(query["sql"] for query in seen.captured_queries)


def again(asked: Counter[str]) -> list[str]:
    """What was asked for in the same words more than once."""
    return [words for words, times in asked.items() if times > 1]


def test_the_page_of_the_seven_steps_reads_the_plan_once(living: Somebody, idris: Somebody) -> None:
    for who, page in ((living, "/"), (idris, f"/people/{living.party}/")):
        asked = asked_for(who, page)
        assert asked.total() <= 41, asked.most_common()
        assert again(asked) == []


def test_the_account_and_the_desk_ask_little(living: Somebody, idris: Somebody) -> None:
    for who, page, most in ((living, f"/spending/of/{living.party}/", 40), (idris, "/desk/", 18)):
        asked = asked_for(who, page)
        assert asked.total() <= most, asked.most_common()


def test_signing_reads_the_plan_once(rosa: Somebody, idris: Somebody, now: datetime) -> None:
    told(rosa, idris, now=now)
    version = planned_and_handed_in(rosa, now=later(5, after=now))
    moment = later(10, after=now)
    all_tests_passed(idris, version, now=moment)
    asker = asks(idris, moment)
    with CaptureQueriesContext(connection) as seen:
        agreement.sign(asker, now=moment, version=version, words="A good plan.")
    lines = [query["sql"] for query in seen.captured_queries if 'FROM "planning_line"' in query["sql"]]
    assert len(lines) == 1
