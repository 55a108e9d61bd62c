"""The month-end desk: finance closes a month on a page, is told why it cannot, and an auditor only looks."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from ownway.registers.money import actions as money
from ownway.registers.money.models import ClosedMonth
from ownway.registers.money.rules.months import first_of_month
from ownway.values import Every, Money, Period
from tests.factories import Somebody
from tests.ledger.scene import Scene
from tests.steps import install

pytestmark = pytest.mark.django_db
THIS = first_of_month(timezone.localdate())
LAST = first_of_month(THIS - timedelta(days=1))
IN_LAST = timezone.now() - timedelta(days=timezone.localdate().day + 3)


@pytest.fixture
def scene() -> Scene:
    """A budget that was charged last month."""
    install(IN_LAST)
    made = Scene()
    worker, ann = made.ask(made.worker, IN_LAST), made.ask(made.ann, IN_LAST)
    day = timezone.localdate(IN_LAST)
    budget = money.open_budget(
        worker,
        now=IN_LAST,
        key="open",
        person=made.person.party,
        programme="in-control",
        stream="adult_social_care",
        rate=Money(14_000, "GBP"),
        every=Every.WEEK,
        starts=day,
        rule_version="a",
    )
    money.charge_period(ann, now=IN_LAST, key="charge", budget=budget, period=Period(day, day + timedelta(days=1)))
    return made


def signed_in(who: Somebody) -> Client:
    client = Client()
    known = get_user_model().objects.get(email=who.email)
    client.force_login(known, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(month: object) -> str:
    return f"/payments/months/{month.year}/{month.month}/"


def test_finance_closes_the_month_that_is_over(scene: Scene) -> None:
    desk = signed_in(scene.ann)
    page = desk.get("/payments/months/").content.decode()
    assert "can be closed" in page
    seen = desk.get(address(LAST)).content.decode()
    assert "Count and close" in seen and "£20.00" in seen and "−£20.00" in seen
    answer = desk.post(address(LAST), {"_key": "close"})
    assert (answer.status_code, answer.headers["Location"]) == (303, address(LAST))
    closed = ClosedMonth.objects.get(month=LAST)
    after = desk.get(address(LAST)).content.decode()
    assert closed.sha256 in after and "Ann Beddoes" in after and "Count and close" not in after


def test_a_month_that_is_not_over_is_not_closed_and_says_why(scene: Scene) -> None:
    desk = signed_in(scene.ann)
    assert "This month is not over yet" in desk.get(address(THIS)).content.decode()
    answer = desk.post(address(THIS), {"_key": "close"})
    assert answer.status_code == 422
    assert "It can be closed from" in answer.content.decode()
    assert not ClosedMonth.objects.exists()


def test_an_auditor_looks_and_closes_nothing(scene: Scene) -> None:
    desk = signed_in(scene.somebody("Dorcas Mwangi", "auditor"))
    assert "Count and close" not in desk.get(address(LAST)).content.decode()
    assert desk.post(address(LAST), {"_key": "close"}).status_code == 403
    assert not ClosedMonth.objects.exists()


@pytest.mark.parametrize("wrong", ["2026/13", "1999/1", "0/1"])
def test_a_month_that_never_was_is_not_found(scene: Scene, wrong: str) -> None:
    assert signed_in(scene.ann).get(f"/payments/months/{wrong}/").status_code == 404
