"""Steps 2 and 3 through the API: a plan written, handed in, returned, put right and agreed; errors as problems."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.browsing import browser
from tests.factories import Somebody, somebody, works_with
from tests.steps import install, told

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def rosa() -> Somebody:
    """A person who asks for support."""
    install(timezone.now())
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her and told her the indicative budget."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    told(rosa, worker, now=timezone.now() - timedelta(minutes=15))
    return worker


def post(client: Client, path: str, key: str = "", **body: Any) -> Any:
    """Send JSON to the API."""
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(f"{API}{path}", json.dumps(body), content_type="application/json", headers=headers)


def made(answer: Any) -> str:
    """The identifier of what was made."""
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


@pytest.mark.req("P1", "P3", "P7", "G1", "G5", "G6")
def test_the_walk_of_steps_two_and_three_through_the_api(rosa: Somebody, idris: Somebody) -> None:
    client, desk, stranger = browser(rosa), browser(idris), browser(somebody("Kwame Boateng"))
    assert client.get(f"{API}/people/{rosa.party}/plan").status_code == 404
    plan = made(post(client, f"/people/{rosa.party}/plan"))
    assert made(post(client, f"/people/{rosa.party}/plan")) == plan
    seen = client.get(f"{API}/people/{rosa.party}/plan").json()
    for section in seen["sections"]:
        made(post(client, f"/plans/{plan}/sections/{section['question']}", text="My garden 🌻"))
    aim = made(post(client, f"/plans/{plan}/aims", text="Swim every week."))
    line = {"what": "Swimming", "aim": aim, "kind": "personal_assistant", "pence": 1450, "every": "week"}
    name = "01920000-0000-7000-8000-000000000009"
    first = made(post(client, f"/plans/{plan}/lines", **line, quantity="1.5", line=name))
    assert made(post(client, f"/plans/{plan}/lines", **line, quantity="1.5", line=name)) == first == name
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"kind": "gold"}, "planning.no_such_kind"),
        ({"pence": -1}, "planning.price_out_of_bounds"),
        ({"what": "nul\x00"}, "api.not_as_described"),
        ({"pence": 1.5}, "api.not_as_described"),
        ({"every": "moon"}, "api.not_as_described"),
        ({"pence": 10**40}, "api.not_as_described"),
        ({"quantity": "NaN"}, "api.not_as_described"),
    ]
    for change, code in wrong:
        refused = post(client, f"/plans/{plan}/lines", **(line | change))
        assert (refused.status_code, refused.json()["code"]) == (422, code), change
        assert refused["Content-Type"] == "application/problem+json"
    seen = client.get(f"{API}/people/{rosa.party}/plan").json()
    [kept] = seen["lines"]
    assert (kept["quantity"], kept["per_year"]["pence"]) == ("1.500", 113_100)
    assert seen["left"]["pence"] == seen["budget"]["pence"] - 113_100
    assert desk.get(f"{API}/plan-versions/{seen['version']}").status_code == 404
    version = made(post(client, f"/plans/{plan}/hand-in"))
    assert post(client, f"/plans/{plan}/aims", text="More.").json()["code"] == "planning.not_a_draft"

    judged = desk.get(f"{API}/plan-versions/{version}/tests").json()
    assert judged["decide_by"]
    assert post(desk, f"/plan-versions/{version}/sign", words="").json()["code"] == "api.not_as_described"
    early = post(desk, f"/plan-versions/{version}/sign", key="first-signing")
    assert early.json()["code"] == "agreement.tests_open"
    made(post(desk, f"/plan-versions/{version}/tests/legal", passed=False, words="No licence."))
    decision = made(post(desk, f"/plan-versions/{version}/return", words="Get a licence first."))
    assert client.get(f"{API}/plan-versions/{version}/tests").json()["decision"] == decision
    second = made(post(client, f"/plans/{plan}/versions", why="I have it now."))
    assert made(post(client, f"/plans/{plan}/hand-in")) == second
    for test in judged["tests"]:
        made(post(desk, f"/plan-versions/{second}/tests/{test['id']}", passed=True))
    assert post(client, f"/plan-versions/{second}/sign", key="my-own-plan").status_code == 403
    assert post(stranger, f"/plan-versions/{second}/sign", key="a-stranger").status_code == 404
    agreement = made(post(desk, f"/plan-versions/{second}/sign", key="second-signing", words="Well done."))
    assert made(post(desk, f"/plan-versions/{second}/sign", key="second-signing", words="Well done.")) == agreement
    [agreed] = client.get(f"{API}/people/{rosa.party}/agreements").json()
    assert (agreed["id"], agreed["signed_by_name"], agreed["version"]) == (agreement, "Idris Vaughan", second)
    assert client.get(f"{API}/agreements/{agreement}").json() == agreed
    for path in (f"/people/{rosa.party}/plan", f"/plan-versions/{second}", f"/agreements/{agreement}"):
        assert stranger.get(f"{API}{path}").status_code == 404, path
        assert Client().get(f"{API}{path}").status_code == 401, path
