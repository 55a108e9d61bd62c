"""Steps 4 and 5 through the API: two degrees, a run seen by four eyes, an account, a spend; errors as problems."""

import base64
import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ownway.registers.money import actions as money
from ownway.values import Money
from tests.factories import Somebody, set_up, somebody, works_with
from tests.steps import install, signed

pytestmark = pytest.mark.django_db
API = "/api/v1"


def signed_in(who: Somebody) -> Client:
    """A client in whose session somebody has signed in."""
    client = Client()
    assert client.post("/sign-in/", {"login": who.email, "password": who.password}).status_code == 302
    return client


def post(client: Client, path: str, key: str = "", **body: Any) -> Any:
    """Send JSON to the API, under a key where money moves."""
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(f"{API}{path}", json.dumps(body, default=str), content_type="application/json", headers=headers)


def finance(name: str) -> Somebody:
    """Somebody in finance who may approve large runs."""
    officer = somebody(name, "finance")
    long_ago = timezone.localdate() - timedelta(days=30)
    money.set_approval_limit(
        set_up(),
        now=timezone.now(),
        party=officer.party,
        limit=Money(10_000_000, "GBP"),
        currency="GBP",
        starts=long_ago,
    )
    return officer


@pytest.fixture
def rosa() -> Somebody:
    """A person whose plan was agreed today."""
    now = timezone.now() - timedelta(hours=1)
    install(now)
    person, worker = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    works_with(worker, person)
    signed(person, worker, now=now)
    return person


@pytest.mark.req("C1", "C2", "U1", "U2")
def test_the_walk_of_steps_four_and_five_through_the_api(rosa: Somebody) -> None:
    client, ann, ben = signed_in(rosa), signed_in(finance("Ann Beddoes")), signed_in(finance("Ben Achterberg"))
    of_rosa, today = f"/people/{rosa.party}", timezone.localdate()
    before = client.get(f"{API}{of_rosa}/control").json()
    assert before["now"] is None
    assert len(before["degrees"]) == 6
    line = before["lines"][0]["line"]
    mixed = {
        "rest": {"degree": "direct_payment", "holder": rosa.party},
        "lines": [{"line": line, "degree": "managed_budget"}],
    }
    first = post(client, f"{of_rosa}/control", **mixed, starts=before["first_day"])
    assert first.status_code == 201, first.content
    assert post(client, f"{of_rosa}/control", **mixed, starts=before["first_day"]).json() == first.json()
    parts = client.get(f"{API}{of_rosa}/control").json()["now"]["parts"]
    assert {part["degree"] for part in parts} == {"direct_payment", "managed_budget"}

    account = {"account_name": "R Mbeki", "sort_code": "20-00-00", "account_number": "55779911"}
    kept = post(client, f"{of_rosa}/bank-details", **account).json()["id"]
    assert post(ann, f"/bank-details/{kept}/answer", confirmed=True).json()["counts_from"]
    money.keep_paying_account(
        set_up(),
        now=timezone.now(),
        name="Fernleigh Council",
        details={"sort_code": "400001", "account_number": "11223344"},
        currency="GBP",
        starts=today - timedelta(days=30),
    )
    made = post(ann, "/runs", "run-one-key", pay_on=today)
    assert made.status_code == 201, made.content
    run = made.json()["id"]
    assert post(ann, "/runs", "run-one-key", pay_on=today).json()["id"] == run
    own = post(ann, f"/runs/{run}/approve")
    assert (own.status_code, own.json()["code"]) == (422, "money.own_run")
    assert post(ben, f"/runs/{run}/approve").json()["state"] == "approved"
    file = post(ann, f"/runs/{run}/file").json()
    assert hashlib.sha256(base64.b64decode(file["content"])).hexdigest() == file["sha256"]
    assert post(ann, f"/runs/{run}/sent").json()["state"] == "sent"
    assert post(ben, f"/runs/{run}/confirm").json()["state"] == "confirmed"
    assert ann.get(f"{API}/runs").json()[0]["id"] == run

    spend = {"what": "Swimming 🏊", "pence": 1_500, "on": today, "line": line}
    assert post(client, f"{of_rosa}/spends", **spend).status_code == 422
    told = post(client, f"{of_rosa}/spends", "spend-one-key", **spend)
    assert told.status_code == 201, told.content
    assert post(client, f"{of_rosa}/spends", "spend-one-key", **spend).json() == told.json()
    seen = client.get(f"{API}{of_rosa}/account").json()
    assert seen["went_out"]["pence"] == 1_500
    assert seen["came_in"]["pence"] == sum(seen[name]["pence"] for name in ("went_out", "promised", "left"))
    assert seen["compared"][0]["used"]["pence"] == 1_500
    assert post(client, f"/spends/{told.json()['id']}/take-back", words="Twice").status_code == 201
    assert client.get(f"{API}/spends/{told.json()['id']}").json()["taken_back_at"]
    assert client.get(f"{API}{of_rosa}/account").json()["went_out"]["pence"] == 0


@pytest.mark.req("U5", "H5")
def test_what_cannot_be_is_a_problem_with_a_code_a_field_and_words(rosa: Somebody) -> None:
    client, stranger = signed_in(rosa), signed_in(somebody("Olaf Brandt", "practitioner"))
    of_rosa, today = f"/people/{rosa.party}", timezone.localdate()

    def refused(key: str, **spend: Any) -> tuple[int, str, str]:
        answer = post(client, f"{of_rosa}/spends", key, **({"what": "x", "pence": 100, "on": today} | spend))
        assert answer["Content-Type"] == "application/problem+json"
        return answer.status_code, answer.json()["code"], answer.json().get("field", "")

    assert refused("key-number-1", kind="against_the_law") == (422, "spending.illegal", "kind")
    assert refused("key-number-2", pence=-1) == (422, "money.not_a_sum", "pence")
    assert refused("key-number-3", on=today + timedelta(days=3)) == (422, "money.not_a_past_day", "on")
    assert refused("key-number-4", what="a\x00b")[1] == "api.not_as_described"
    assert refused("key-number-5", what="") == (422, "text.missing", "what")
    assert refused("k")[1] == "api.not_as_described"
    rest = {"degree": "service_fund", "holder": rosa.party}
    wrong = post(client, f"{of_rosa}/control", rest=rest)
    assert (wrong.status_code, wrong.json()["code"]) == (422, "control.not_that_to_the_person")
    assert stranger.get(f"{API}{of_rosa}/account").status_code == 404
    assert stranger.get(f"{API}{of_rosa}/control").status_code == 404
    assert stranger.get(f"{API}/runs").status_code == 403
    assert post(stranger, f"{of_rosa}/spends", "key-number-6", what="x", pence=1, on=today).status_code == 404
