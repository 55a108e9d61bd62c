"""How the authority pays is set up on pages: its account, whose bank holidays count, and who may approve how much."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from ownway.registers.money import queries
from ownway.registers.money.models import ApprovalLimit, PayingAccount
from ownway.values import Money
from tests.browsing import browser, send, text_of
from tests.factories import Somebody, asks, somebody
from tests.steps import install

pytestmark = pytest.mark.django_db
HOW = "/payments/how/"
NOW = timezone.now() - timedelta(minutes=30)
ACCOUNT = {
    "account_name": "Fernleigh Council",
    "sort_code": "00-11-22",
    "account_number": "10203040",
    "file_kind": "bacs.standard-18",
    "service_user": "123456",
    "calendar": "gb-sct",
    "when_shut": "after",
}


@pytest.fixture
def ravi() -> Somebody:
    """Somebody in finance, where a programme is in force and nothing is set up for paying."""
    install(NOW)
    return somebody("Ravi Menon", "finance")


def on(day: date, name: str = "starts") -> dict[str, str]:
    """A day as three boxes hold it."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def told(asker: Somebody) -> Any:
    """What the page is made of."""
    return queries.how_we_pay(asks(asker, timezone.now()), currency="GBP", now=timezone.now())


@pytest.mark.req("U1")
def test_the_account_we_pay_from_is_written_down_on_a_page_and_the_newest_day_counts(ravi: Somebody) -> None:
    desk, today = browser(ravi), timezone.localdate()
    assert "No account is written down yet. Nothing can be paid before that." in text_of(desk.get(HOW))
    keeping = reverse("finance:keep_account")
    assert send(desk, keeping, **ACCOUNT, **on(today)).status_code == 303
    page = text_of(desk.get(HOW))
    assert "Fernleigh Council, …3040" in page
    assert "Bacs file (Standard 18)" in page
    assert "Scotland" in page
    assert "10203040" not in page
    again = send(desk, keeping, **ACCOUNT, **on(today))
    assert (again.status_code, "Another account starts on" in text_of(again)) == (422, True)
    later = send(desk, keeping, **(ACCOUNT | {"account_number": "50607080"}), **on(today + timedelta(days=7)))
    assert later.status_code == 303
    assert [(one.ends_with, one.by_name) for one in told(ravi).accounts] == [
        ("7080", "Ravi Menon"),
        ("3040", "Ravi Menon"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [{"account_number": "1"}, {"service_user": ""}, {"calendar": "moon"}, {"file_kind": "csv.iban"}, {"sort_code": ""}],
)
def test_an_account_that_is_none_is_refused_and_what_was_typed_stays(ravi: Somebody, wrong: dict[str, str]) -> None:
    page = send(browser(ravi), reverse("finance:keep_account"), **(ACCOUNT | wrong), **on(timezone.localdate()))
    assert page.status_code == 422
    assert "There is a problem" in text_of(page)
    assert "Fernleigh Council" in page.content.decode()
    assert not PayingAccount.objects.exists()


@pytest.mark.req("U1")
def test_a_colleague_says_how_much_somebody_may_approve_and_nobody_says_it_of_themselves(ravi: Somebody) -> None:
    desk, today = browser(ravi), timezone.localdate()
    assert "Two people in finance are the least" in text_of(desk.get(HOW))
    helen = somebody("Helen Castle", "finance")
    address = reverse("finance:set_limit", args=[helen.party])
    assert send(desk, address, limit="9,000", **on(today)).status_code == 303
    assert "up to £9,000.00" in text_of(desk.get(HOW))
    assert send(desk, address, limit="10", **on(today)).status_code == 422
    own = reverse("finance:set_limit", args=[ravi.party])
    assert desk.get(own).status_code == 404
    assert send(browser(helen), own, limit="", **on(today)).status_code == 303
    assert {one.name: one.limit for one in told(ravi).approvers} == {
        "Helen Castle": Money(900_000, "GBP"),
        "Ravi Menon": None,
    }
    assert ApprovalLimit.objects.count() == 2
    stranger = somebody("Maud Okafor")
    assert desk.get(reverse("finance:set_limit", args=[stranger.party])).status_code == 404
    assert browser(stranger).get(HOW).status_code == 403
