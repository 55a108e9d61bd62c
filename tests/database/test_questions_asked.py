"""How often pages and actions ask the database: a count that must not creep up again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ownway.steps.allocation import actions as allocation
from ownway.steps.allocation import queries as assessments
from ownway.steps.planning import actions as planning
from ownway.steps.planning import queries as plans
from tests.browsing import browser
from tests.factories import Somebody, somebody, works_with
from tests.steps import PROGRAMME, asks, estimated, install, line, planned, signed, told

pytestmark = pytest.mark.django_db

A_PAGE = 60
"""A page about one person and one step asks the database no more often than this."""
ALL_SEVEN = 115
"""The page that tells where somebody stands on every one of the seven steps."""


@contextmanager
def asks_at_most(most: int) -> Iterator[None]:
    """Fail when what is done inside asks the database more often."""
    with CaptureQueriesContext(connection) as asked:
        yield
    counted = [one["sql"] for one in asked]
    assert len(counted) <= most, f"{len(counted)} questions, at most {most} expected:\n" + "\n".join(counted)


@pytest.fixture
def now() -> datetime:
    """This morning."""
    moment = datetime.now(UTC) - timedelta(hours=2)
    install(moment - timedelta(days=1))
    return moment


@pytest.fixture
def rosa(now: datetime) -> Somebody:
    """A person under a programme in force."""
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


def _begun(rosa: Somebody, now: datetime) -> UUID:
    return allocation.start_assessment(asks(rosa, now), now=now, person=rosa.party, programme=PROGRAMME)


def test_an_answer_asks_no_more_when_many_were_given_before(rosa: Somebody, now: datetime) -> None:
    assessment, asker = _begun(rosa, now), asks(rosa, now)
    waiting = assessments.assessment(asker, assessment=assessment, now=now).questions[:6]
    for one in waiting:
        with asks_at_most(10):
            value = {"text": "My garden."} if not one.question.levels else {"level": one.question.levels[0].id}
            value = {"yes": False} if one.question.kind.value == "yes_no" else value
            allocation.answer(asker, now=now, assessment=assessment, question=one.id, value=value)


def test_agreeing_with_the_rest_adds_two_rows_an_answer_and_asks_nothing_more(
    rosa: Somebody, idris: Somebody, now: datetime
) -> None:
    assessment = estimated(rosa, now=now)
    asker = asks(idris, now)
    seen = assessments.assessment(asker, assessment=assessment, now=now)
    checked = sum(1 for one in seen.questions if one.is_checked)
    with asks_at_most(2 * checked + 20):
        allocation.agree_rest(asker, now=now, assessment=assessment)


def test_a_plan_is_read_by_a_few_questions_however_many_help_and_write(
    rosa: Somebody, idris: Somebody, now: datetime
) -> None:
    told(rosa, idris, now=now)
    plan = planned(rosa, now=now)
    friends = [somebody(name, "practitioner") for name in ("Amina Yusuf", "Ola Nowak", "Sean Doyle")]
    for friend in friends:
        works_with(friend, rosa)
        planning.let_in(asks(rosa, now), now=now, plan=plan, helper=friend.party, access="write")
    aim = planning.add_aim(asks(friends[0], now), now=now, plan=plan, text="See my sister.")
    planning.add_line(asks(friends[1], now), now=now, plan=plan, given=line(aim, pence=100))
    for reader in (rosa, friends[2]):
        asker = asks(reader, now)
        with asks_at_most(22):
            seen = plans.plan_of(asker, person=rosa.party, now=now)
        assert seen is not None and len(seen.helpers) == len(friends)


@pytest.fixture
def agreed(rosa: Somebody, idris: Somebody, now: datetime) -> UUID:
    """Her agreement of this morning."""
    return signed(rosa, idris, now=now)


def _opened(client: Client, address: str, most: int) -> None:
    client.get(address)
    with asks_at_most(most):
        assert client.get(address).status_code == 200


def test_pages_of_one_step_ask_within_bounds(rosa: Somebody, idris: Somebody, agreed: UUID) -> None:
    steps = (
        "allocation:overview",
        "planning:plan",
        "agreement:overview",
        "control:overview",
        "control:choose",
        "spending:account",
        "outcomes:overview",
        "review:overview",
    )
    for who in (rosa, idris):
        client = browser(who)
        for name in steps:
            if who is idris and name == "control:choose":
                continue  # The choice is the person's alone.
            _opened(client, reverse(name, args=[rosa.party]), A_PAGE)


def test_the_page_of_all_seven_steps_asks_within_bounds(rosa: Somebody, idris: Somebody, agreed: UUID) -> None:
    _opened(browser(rosa), "/", ALL_SEVEN)
    _opened(browser(idris), "/", A_PAGE)
