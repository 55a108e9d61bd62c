"""The page that tells what employing an assistant costs: open to anyone, keeping nothing, leading back to the plan."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ownway.values import new_identifier
from tests.browsing import browser
from tests.database.test_open_rules import install, text_of
from tests.factories import somebody
from tests.steps import PROGRAMME, estimated, planned
from tests.steps import install as put_in_force

pytestmark = pytest.mark.django_db

ADDRESS = "/control/employing/in-control/"
TYPED = {
    "hours_week": "20",
    "pence_hour": "13.00",
    "age": "35",
    "starts-day": "1",
    "starts-month": "5",
    "starts-year": "2025",
    "weeks": "52",
    "employs_others": "no",
}


def sent(address: str = ADDRESS, easy: bool = False, **typed: Any) -> Any:
    """The answer to the form, from somebody nobody knows."""
    client = Client(enforce_csrf_checks=True)
    if easy:
        client.cookies["ownway_showing"] = "en-easy-usual-usual"
    return client.post(address, {**TYPED, **typed})


@pytest.mark.req("C3")
@pytest.mark.parametrize("easy", [False, True])
def test_anyone_sees_every_part_of_the_yearly_cost_and_why(easy: bool) -> None:
    pack = install("in-control")
    assert text_of(Client().get(ADDRESS)).count("What employing an assistant costs")
    answer = sent(easy=easy)
    told = text_of(answer)
    assert answer.status_code == 200
    assert "£16,135.12 a year" in told
    assert ("That is £310.30 a week." if easy else "£310.30 for each week of the year") in told
    employing = pack.control.employing
    assert employing is not None
    for part in set(employing.named) - {"payroll_agency"}:
        assert pack.say(f"employing.{part}", "en", easy) in told
    for pence in ("£12,064.00", "£1,456.00", "£1,631.72", "£218.40", "£260.00", "£95.00", "£150.00"):
        assert pence in told
    # The four bars of the picture: work, holidays with cover, all else, what is put by.
    for bar in ("£12,064.00", "£3,087.72", "£463.40", "£520.00"):
        assert f'text-anchor="end">{bar}</text>' in answer.content.decode()
    if not easy:
        assert "20 hours a week at £13.00 for 46.4 weeks of work." in told
        assert "takes £1,278.00 off" in told
    assert '<svg class="ow-picture"' in answer.content.decode()
    assert "taken from a second source" in told
    assert "not known" not in told.replace("known, not yet checked", "")


@pytest.mark.req("C3")
def test_a_payroll_agency_stands_in_the_sum_at_the_price_that_was_told() -> None:
    install("in-control")
    usual = text_of(sent(chosen=["payroll_agency"]))
    assert "£390.00" in usual and "£16,525.12 a year" in usual
    told = text_of(sent(chosen=["payroll_agency"], **{"price-payroll_agency": "300"}))
    assert "£16,435.12 a year" in told
    assert "The price you were told." in told


@pytest.mark.req("C3")
def test_unlawful_pay_is_warned_of_and_what_would_be_lawful_is_worked_out() -> None:
    install("in-control")
    told = text_of(sent(pence_hour="12.00"))
    assert "This pay is against the law. At the age of 35 the lowest pay is £12.21 an hour: £0.21 more." in told
    assert "Lawful pay: £12.21 an hour." in told
    assert "against the law" not in text_of(sent(pence_hour="12.21"))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"starts-year": "2028"}, "The rates for that day are not known."),
        ({"age": "15"}, "An assistant must be 16 or older."),
        ({"hours_week": "200"}, "A week has 168 hours."),
        ({"weeks": "53"}, "no more than 52"),
        ({"pence_hour": "0"}, "Write what the assistant is paid an hour."),
        ({"hours_week": "many"}, "Enter a number"),
        ({"age": "\x00"}, "Enter a number"),
        ({"chosen": ["a_castle"]}, "Choose from the answers on this page"),
        ({"price-training": "-5"}, "The amount must be"),
    ],
)
def test_what_cannot_be_worked_out_is_told_beside_its_field(typed: dict[str, Any], words: str) -> None:
    install("in-control")
    answer = sent(**typed)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert 'value="13.00"' in answer.content.decode() or "pence_hour" in typed


def test_nothing_that_is_typed_is_kept() -> None:
    install("in-control")
    with CaptureQueriesContext(connection) as asked:
        assert sent().status_code == 200
    assert [one["sql"] for one in asked if not one["sql"].upper().startswith(("SELECT", "SAVEPOINT", "RELEASE"))] == []


@pytest.mark.req("P3")
def test_the_price_of_a_week_is_carried_back_to_the_plan() -> None:
    install("in-control")
    person = new_identifier(timezone.now())
    page = sent(f"{ADDRESS}?plan={person}").content.decode()
    back = reverse("planning:add_line", args=[person])
    assert f'href="{back}?pence=31030&amp;kind=personal_assistant"' in page
    assert "Write £310.30 a week into the plan" in page
    assert "into the plan</a>" not in sent().content.decode()
    assert "into the plan</a>" not in sent(f"{ADDRESS}?plan=%22%3E%3Cscript%3E").content.decode()


@pytest.mark.req("P3")
def test_a_plan_leads_to_the_cost_and_its_line_begins_with_the_price_that_came_of_it() -> None:
    now = timezone.now() - timedelta(minutes=15)
    put_in_force(now)
    rosa = somebody("Rosa Mbeki")
    estimated(rosa, now=now)
    planned(rosa, now=now)
    line = reverse("planning:add_line", args=[rosa.party])
    client = browser(rosa)
    page = client.get(line).content.decode()
    assert f'href="/control/employing/{PROGRAMME}/?plan={rosa.party}"' in page
    answer = client.post(f"/control/employing/{PROGRAMME}/?plan={rosa.party}", TYPED)
    (back,) = re.findall(rf'href="({line}[^"]+)"', answer.content.decode())
    begun = client.get(unescape(back)).content.decode()
    assert re.search(r'name="pence"[^>]*value="310.30"', begun)
    assert re.search(r'<option value="personal_assistant" selected', begun)
    odd = client.get(f"{line}?pence=1e9&kind=a_castle")
    assert odd.status_code == 200
    assert not re.search(r'name="pence"[^>]*value="[^"]', odd.content.decode())


def test_a_programme_that_says_nothing_of_it_has_no_such_page() -> None:
    install("maternity")
    assert Client().get("/control/employing/maternity/").status_code == 404
    assert Client().get("/control/employing/nowhere/").status_code == 404
