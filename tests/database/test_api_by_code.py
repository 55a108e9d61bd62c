"""The API for somebody without an account: begin, answer, come back with the code, hopeless guessing, and the file."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ownway.steps.allocation.models import BegunByCode, WrongCode
from tests.allocating import install
from tests.factories import Somebody, somebody

pytestmark = pytest.mark.django_db
BEGUN = "/api/v1/begun"


@pytest.fixture(autouse=True)
def programme(repository: Path) -> str:
    """The programme of these tests, in force today."""
    return install(repository, datetime.now(UTC))


def sent(path: str, client: Client | None = None, key: str = "", **body: Any) -> Any:
    """The answer to one request; *path* below what was begun, or whole."""
    address = path if path.startswith("/api") else BEGUN + path
    headers = {"Idempotency-Key": key} if key else {}
    return (client or Client()).post(address, json.dumps(body), content_type="application/json", headers=headers)


def code() -> str:
    """The code of a fresh self-assessment."""
    begun = sent("")
    assert begun.status_code == 201
    return str(begun.json()["code"])


def meals(given: str) -> dict[str, Any]:
    """The question about meals as it stands under a code."""
    opened = sent("/opened", code=given)
    assert opened.status_code == 200
    return next(one for one in opened.json()["questions"] if one["id"] == "meals")


def signed_in(who: Somebody) -> Client:
    """A client in whose session somebody has signed in."""
    client = Client()
    assert client.post("/sign-in/", {"login": who.email, "password": who.password}).status_code == 302
    return client


@pytest.mark.req("A1")
def test_somebody_without_an_account_begins_answers_and_comes_back_by_program() -> None:
    given = code()
    first = sent("/answers", code=given, question="meals", value={"level": "some"})
    assert first.status_code == 201
    assert sent("/answers", code=given, question="meals", value={"level": "some"}).json() == first.json()
    assert meals(f" {given[:4].lower()}-{given[4:]} ")["value"] == {"level": "some"}
    told = sent("/opened", code=given).json()
    assert told["figure"] is None and "meals" not in told["missing"] and told["missing"]


@pytest.mark.req("A1")
def test_answers_given_past_each_other_both_stand_until_one_follows_both() -> None:
    given = code()
    sent("/answers", code=given, question="meals", value={"level": "some"})
    sent("/answers", code=given, question="meals", value={"level": "lot"})
    both = meals(given)
    assert (both["standing"], len(both["answers"])) == ("two_answers", 2)
    base = [one["id"] for one in both["answers"]]
    sent("/answers", code=given, question="meals", value={"level": "lot"}, base=base)
    assert [one["value"] for one in meals(given)["answers"]] == [{"level": "lot"}]


@pytest.mark.parametrize("path", ["/opened", "/answers", "/forgotten"])
def test_guessing_stops_after_ten_by_every_way_in(path: str) -> None:
    given = code()
    more = {"question": "meals", "value": {"level": "some"}} if path == "/answers" else {}
    codes = [sent(path, code=f"{number:012d}", **more).json()["code"] for number in range(12)]
    assert codes == ["allocation.code_opens_nothing"] * 10 + ["allocation.too_many_codes"] * 2
    refused = sent(path, code=given, **more)
    assert (refused.status_code, refused.json()["code"]) == (422, "allocation.too_many_codes")
    assert BegunByCode.objects.exists()


def test_a_key_does_not_make_a_wrong_code_uncounted() -> None:
    client = signed_in(somebody("Rosa Mbeki"))
    for number in range(3):
        assert sent("/opened", client, key=f"key-number-{number}", code="0" * 12).status_code == 422
    assert WrongCode.objects.count() == 3


@pytest.mark.parametrize("given", ["", "x" * 41, "A\x00", "ÄÖÜ", 7])
def test_what_is_no_code_opens_nothing_and_says_so_in_words(given: Any) -> None:
    refused = sent("/opened", code=given)
    assert refused.status_code == 422
    assert refused.json()["detail"]


def test_an_answer_that_does_not_fit_or_to_no_question_is_refused() -> None:
    given = code()
    assert sent("/answers", code=given, question="unheard_of", value={"level": "some"}).status_code == 422
    assert sent("/answers", code=given, question="meals", value={"level": "unheard_of"}).status_code == 422
    assert sent("", programme="unheard_of").status_code == 404


def test_what_is_forgotten_is_gone() -> None:
    given = code()
    assert sent("/forgotten", code=given).status_code == 204
    assert not BegunByCode.objects.exists()
    assert sent("/opened", code=given).json()["code"] == "allocation.code_opens_nothing"


@pytest.mark.req("A1")
def test_it_is_brought_into_the_persons_own_file_and_into_no_other() -> None:
    given, rosa, idris = code(), somebody("Rosa Mbeki"), somebody("Idris Vaughan")
    sent("/answers", code=given, question="meals", value={"level": "lot"})
    address = f"/api/v1/people/{rosa.party}/begun"
    assert sent(address, code=given).status_code == 401
    assert sent(address, signed_in(idris), code=given).status_code == 404
    client = signed_in(rosa)
    brought = sent(address, client, code=given)
    assert brought.status_code == 201
    seen = client.get(f"/api/v1/assessments/{brought.json()['id']}").json()
    assert next(one for one in seen["questions"] if one["id"] == "meals")["value"] == {"level": "lot"}
    assert sent("/opened", code=given).status_code == 422
