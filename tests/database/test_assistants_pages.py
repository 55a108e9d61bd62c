"""The pages and the API of the register of assistants: written down, warned of, checked, agreed to, changed, ended."""

import json
import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ownway.steps.control import queries
from tests.factories import Somebody, somebody, works_with
from tests.steps import asks, install, signed

BEGAN = timezone.now() - timedelta(days=40)
TODAY = timezone.localdate()


@pytest.fixture
def rosa(db: None) -> Somebody:
    """A person."""
    install(BEGAN)
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner with whom she agreed a plan."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    signed(rosa, worker, now=BEGAN)
    return worker


def browser(who: Somebody) -> Client:
    """A browser in which somebody has signed in."""
    client = Client()
    assert client.post(reverse("account_login"), {"login": who.email, "password": who.password}).status_code == 302
    return client


def post(client: Client, address: str, told: dict[str, object]) -> HttpResponse:
    """Send the form of a page as a browser would, with the fields nobody sees."""
    main = client.get(address).content.decode().split("<main", 1)[1]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main))
    answer: HttpResponse = client.post(address, {**hidden, **told})
    return answer


def day(name: str, back: int) -> dict[str, object]:
    """The three boxes of a day so many days ago."""
    on = TODAY - timedelta(days=back)
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def written_down(rosa: Somebody, client: Client, **more: object) -> str:
    """Rosa writes Ines down; gives the address of her page."""
    told = {"name": "Ines Duarte", "what": "Mornings", "hours_week": "10", "pence_hour": "13.50", "relation": "none"}
    answer = post(client, reverse("control:add_assistant", args=[rosa.party]), {**told, **day("starts", 20), **more})
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


@pytest.mark.req("C3")
def test_a_person_writes_an_assistant_down_and_sees_pay_cost_and_the_check_the_law_asks(
    rosa: Somebody, idris: Somebody
) -> None:
    client = browser(rosa)
    page = client.get(written_down(rosa, client)).content.decode()
    assert "£135.00" in page and "What a full year costs" in page
    assert "A check that the law asks of every employer" in page
    assert "May work in this country (by law)" in page
    listed = client.get(reverse("control:assistants", args=[rosa.party])).content.decode()
    assert "Ines Duarte" in listed and "£13.50" in listed
    account = client.get(reverse("spending:account", args=[rosa.party])).content.decode()
    assert "Who works for you" in account and "Ines Duarte: Mornings" in account


@pytest.mark.req("C3")
def test_who_works_for_a_person_stands_beside_the_plan_that_pays_them(rosa: Somebody, idris: Somebody) -> None:
    address = reverse("planning:plan", args=[rosa.party])
    assert "Who works for you" not in browser(rosa).get(address).content.decode()
    assistant = written_down(rosa, browser(rosa))
    told = browser(rosa).get(address).content.decode()
    assert f'href="{assistant}"' in told and "Ines Duarte" in told
    assert "Who works for the person" in browser(idris).get(address).content.decode()


@pytest.mark.req("C3")
def test_pay_below_the_lawful_lowest_is_warned_of_and_put_right_from_a_day_on(rosa: Somebody, idris: Somebody) -> None:
    client = browser(rosa)
    address = written_down(rosa, client, pence_hour="9.00")
    assert "This pay is against the law" in client.get(address).content.decode()
    better = {"hours_week": "10", "pence_hour": "14.00", **day("starts", 5)}
    assert post(client, f"{address}change/pay/", better).status_code == 303
    page = client.get(address).content.decode()
    assert "This pay is against the law" not in page
    assert "Hours and pay over time" in page and "£9.00" in page and "£14.00" in page


@pytest.mark.req("C3", "G3")
def test_a_relative_at_home_waits_for_the_authority_which_agrees_with_a_reason(rosa: Somebody, idris: Somebody) -> None:
    client, office = browser(rosa), browser(idris)
    address = written_down(rosa, client, relation="family_at_home")
    assert "may only be paid where the authority has agreed" in client.get(address).content.decode()
    assert client.get(f"{address}agree/").status_code == 404
    assert post(office, f"{address}agree/", {"words": "Nobody else can be there at night."}).status_code == 303
    page = client.get(address).content.decode()
    assert "may only be paid" not in page
    assert "Nobody else can be there at night." in page


@pytest.mark.req("G3")
def test_a_check_is_noted_as_seen_and_never_what_it_says(rosa: Somebody, idris: Somebody) -> None:
    client = browser(rosa)
    address = written_down(rosa, client)
    assert post(client, f"{address}check/right_to_work/", {"outcome": "seen", **day("on", 1)}).status_code == 303
    page = client.get(address).content.decode()
    assert "A check that the law asks" not in page
    assert client.get(f"{address}check/lie_detector/").status_code == 404


@pytest.mark.req("C3")
def test_the_last_day_is_told_once_and_the_register_keeps_who_worked_before(rosa: Somebody, idris: Somebody) -> None:
    client = browser(rosa)
    address = written_down(rosa, client)
    assert post(client, f"{address}end/", day("last_day", 2)).status_code == 303
    listed = client.get(reverse("control:assistants", args=[rosa.party])).content.decode()
    assert "They worked before" in listed and "Nobody works now." in listed
    early = post(client, f"{address}end/", day("last_day", 100))
    assert early.status_code == 422 and "does not work for you on that day" in early.content.decode()


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"hours_week": "many"}, "Enter a number"),
        ({"hours_week": "200"}, "A week has 168 hours"),
        ({"pence_hour": "0"}, "The amount must be"),
        ({"name": ""}, "Write their name"),
        ({"starts-year": "206"}, "date"),
        ({"relation": "cousin"}, "Choose one of the answers"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    rosa: Somebody, idris: Somebody, told: dict[str, object], says: str
) -> None:
    whole = {"name": "Ines", "what": "Mornings", "hours_week": "10", "pence_hour": "13.50", "relation": "none"}
    address = reverse("control:add_assistant", args=[rosa.party])
    answer = post(browser(rosa), address, {**whole, **day("starts", 3), **told})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    now = timezone.now()
    assert queries.register_of(asks(rosa, now), person=rosa.party, now=now).everybody == ()


@pytest.mark.req("C3")
def test_the_api_keeps_one_assistant_under_a_key_and_tells_the_cost_of_a_year(rosa: Somebody, idris: Somebody) -> None:
    client = browser(rosa)
    body = {
        "name": "Ines Duarte",
        "what": "Mornings",
        "hours_week": "7.5",
        "pence_hour": 1350,
        "relation": "none",
        "starts": TODAY.isoformat(),
    }
    address = f"/api/v1/people/{rosa.party}/assistants"
    sent = {"content_type": "application/json", "headers": {"Idempotency-Key": "one-assistant"}}
    made = [client.post(address, json.dumps(body), **sent) for _ in range(2)]  # type: ignore[arg-type]
    assert made[0].json() == made[1].json()
    (one,) = client.get(address).json()["now"]
    assert one["a_week"] == {"pence": 10125, "currency": "GBP"}
    assert one["a_year_costs"]["pence"] > 52 * 10125
    assert [warning["code"] for warning in one["warnings"]][-1] == "assistants.check_needed"
