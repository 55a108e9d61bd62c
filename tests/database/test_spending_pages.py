"""The pages of control, spending and the finance desk under what people and programs can send wrong."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ownway.interfaces.web.spending import saying
from ownway.registers.money import actions as money
from ownway.steps.control import queries as control
from ownway.steps.spending import queries
from tests.factories import Somebody, somebody, stands_beside, works_with
from tests.steps import asks, install, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa() -> Somebody:
    """A person whose plan was agreed today."""
    now = timezone.now() - timedelta(hours=1)
    install(now)
    person, worker = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    works_with(worker, person)
    signed(person, worker, now=now)
    return person


def browser(who: Somebody) -> Client:
    """A browser in which somebody has signed in."""
    client = Client()
    assert client.post(reverse("account_login"), {"login": who.email, "password": who.password}).status_code == 302
    return client


def hidden(answer: Any) -> dict[str, str]:
    """The fields nobody sees of the form on a page."""
    main = answer.content.decode().split("<main", 1)[1]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main))


def spend_of(**typed: str) -> dict[str, str]:
    """A spend as a form sends it, today."""
    today = timezone.localdate()
    day = {"on-day": str(today.day), "on-month": str(today.month), "on-year": str(today.year)}
    return {"what": "Bus fare", "pence": "2.50", **day} | typed


@pytest.mark.req("U2")
def test_a_spend_that_cannot_be_read_is_told_beside_its_field_and_kept_as_typed(rosa: Somebody) -> None:
    client = browser(rosa)
    address = reverse("spending:record", args=[rosa.party])

    def told(**typed: str) -> str:
        answer = client.post(address, {**hidden(client.get(address)), **spend_of(**typed)})
        assert answer.status_code == 422
        words: str = answer.content.decode()
        assert "There is a problem" in words
        return words

    assert "Write an answer" in told(what="")
    assert "שלום 🌿" in told(what="שלום 🌿", pence="")
    assert "Enter an amount in numbers" in told(pence="lots")
    assert "or more" in told(pence="-3")
    assert "or less" in told(pence="99999999999")
    assert "Enter a real date" in told(**{"on-day": "31", "on-month": "2"})
    assert "or earlier" in told(**{"on-year": "2199"})
    # Before the first budget there was no money to spend: this is a slip in the year.
    assert "or later" in told(**{"on-year": "1926"})
    assert "Error:" in told(what="a\x00b")
    assert told(what="x" * 501)
    assert "Choose one of the answers" in told(line="not-a-line")
    assert "No money may be used for" in told(kind="against_the_law")
    seen = queries.account_of(asks(rosa, timezone.now()), person=rosa.party, now=timezone.now())
    assert seen is not None
    assert not seen.account.went_out


@pytest.mark.req("U2")
def test_a_spend_sent_twice_is_written_down_once(rosa: Somebody) -> None:
    client = browser(rosa)
    address = reverse("spending:record", args=[rosa.party])
    sent = {**hidden(client.get(address)), **spend_of()}
    first, second = client.post(address, sent), client.post(address, sent)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    seen = queries.account_of(asks(rosa, timezone.now()), person=rosa.party, now=timezone.now())
    assert seen is not None
    assert seen.account.went_out.pence == 250


@pytest.mark.req("C1")
def test_a_way_of_holding_money_that_is_not_offered_is_refused(rosa: Somebody) -> None:
    client = browser(rosa)
    choose, parts = reverse("control:choose", args=[rosa.party]), reverse("control:parts", args=[rosa.party])
    for rest in ("", "moon:", f"service_fund:{rosa.party}", "direct_payment"):
        assert client.post(choose, {**hidden(client.get(choose)), "rest": rest}).status_code == 422
        assert client.get(parts, {"rest": rest})["Location"] == choose
    known = f"{parts}?rest=managed_budget:"
    long_ago = {"starts-day": "1", "starts-month": "1", "starts-year": "1999"}
    answer = client.post(known, {**hidden(client.get(known)), **long_ago, "words": "Please."})
    assert answer.status_code == 422
    assert "Please." in answer.content.decode()
    seen = control.degrees_of(asks(rosa, timezone.now()), person=rosa.party, now=timezone.now())
    assert seen is not None
    assert seen.latest is None


@pytest.mark.req("H5")
def test_who_may_not_know_finds_nothing_and_who_may_not_act_is_told_so(rosa: Somebody) -> None:
    stranger, sister = somebody("Olaf Brandt", "practitioner"), somebody("Nomsa Mbeki")
    stands_beside(sister, rosa)
    pages = [
        reverse(name, args=[rosa.party])
        for name in (
            "control:overview",
            "control:choose",
            "control:lower",
            "control:bank_details",
            "spending:account",
            "spending:record",
            "spending:move",
        )
    ]
    away, close, desk = browser(stranger), browser(sister), browser(somebody("Ann Beddoes", "finance"))
    assert {away.get(page).status_code for page in pages} == {404}
    assert close.get(reverse("spending:account", args=[rosa.party])).status_code == 403
    assert close.get(reverse("spending:record", args=[rosa.party])).status_code == 200
    assert close.get(reverse("control:choose", args=[rosa.party])).status_code == 404
    assert close.get(reverse("finance:payments")).status_code == 403
    assert desk.get(reverse("finance:payments")).status_code == 200
    assert desk.get(reverse("finance:run", args=[rosa.party])).status_code == 404
    assert desk.get(reverse("spending:account", args=[rosa.party])).status_code == 200


def test_an_auditor_sees_the_runs_and_can_do_nothing_with_them(rosa: Somebody) -> None:
    auditor = browser(somebody("Petra Lang", "auditor"))
    page = auditor.get(reverse("finance:payments")).content.decode()
    assert "No run has been built yet." in page
    assert "Build a run" not in page
    assert auditor.get(reverse("finance:bank_details")).status_code == 403


def test_every_way_in_which_money_moves_has_a_name_on_the_account() -> None:
    """A payment that came back or was held, and a budget that rests, are not just *moved*."""
    texts = [file.read_text(encoding="utf-8") for file in Path(money.__file__).parent.glob("*.py")]
    written = {kind for text in texts for kind in re.findall(r'open_journal\(.*?kind="(\w+)"', text, re.DOTALL)}
    beside = {"open_budget", "set_schedule", "set_own_share", "bill_due", "split"}
    assert {"late_return", "hold_line", "suspend"} <= written
    assert written - beside <= set(saying.kinds_in_words())
