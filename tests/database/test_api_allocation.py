"""Step 1 through the API, by one who signed in and by a program with a token; every error as a problem."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from ownway.registers.people import actions as people_actions
from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as rules
from ownway.values import new_identifier
from tests.allocating import PROGRAMME, install
from tests.factories import Somebody, somebody, works_with

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture(autouse=True)
def programme(repository: Path) -> str:
    """The programme of these tests, in force today; gives its version."""
    return install(repository, datetime.now(UTC))


@pytest.fixture
def rosa() -> Somebody:
    """A person who asks for support."""
    return somebody("Rosa Mbeki")


def signed_in(who: Somebody) -> Client:
    """A client in whose session somebody has signed in."""
    client = Client()
    assert client.post("/sign-in/", {"login": who.email, "password": who.password}).status_code == 302
    return client


def token_of(who: Somebody, *scopes: str, days: int = 30) -> str:
    """The secret of a token that *who* gives to a program now."""
    now = datetime.now(UTC)
    asker = people.asker_for_party(who.party, request=new_identifier(now), now=now)
    return people_actions.make_token(
        asker, now=now, named="A diary", scopes=scopes, expires_at=now + timedelta(days=days)
    )[1]


def bearer(secret: str) -> Client:
    """A program that sends this token."""
    return Client(headers={"Authorization": f"Bearer {secret}"})


def post(client: Client, path: str, **body: Any) -> Any:
    """Send JSON to the API."""
    return client.post(f"{API}{path}", json.dumps(body), content_type="application/json")


def answered(client: Client, rosa: Somebody) -> UUID:
    """A self-assessment answered through the API."""
    made = post(client, f"/people/{rosa.party}/assessments")
    assert made.status_code == 201, made.content
    assessment = made.json()["id"]
    while True:
        seen = client.get(f"{API}/assessments/{assessment}").json()
        waiting = [one for one in seen["questions"] if one["value"] is None]
        if not waiting:
            return UUID(assessment)
        pack = rules.pack(seen["version"])
        for one in waiting:
            question = pack.question(one["id"])
            value: dict[str, Any] = {"level": question.levels[1].id} if question.levels else {"text": "My garden."}
            if question.kind.value == "yes_no":
                value = {"yes": False}
            sent = post(client, f"/assessments/{assessment}/answers", question=one["id"], value=value)
            assert sent.status_code == 201, sent.content


def _the_person_looks_at_what_was_written(client: Client, desk: Client, assessment: UUID) -> None:
    """They say that it is so; what her needs would cost stands beside it for both to see."""
    path = f"/assessments/{assessment}"
    assert client.get(f"{API}{path}/facts").json()["otherwise"] == ["nights"]
    assert post(client, f"{path}/facts/said").json()["code"] == "allocation.no_facts_out"
    assert post(desk, f"{path}/facts").status_code == 201
    assert post(desk, f"{path}/facts").json()["code"] == "allocation.facts_are_out"
    assert not client.get(f"{API}{path}/facts").json()["lets_tell"]
    assert post(client, f"{path}/facts/said").status_code == 201
    assert client.get(f"{API}{path}/facts").json()["lets_tell"]
    assert post(desk, f"{path}/costs", question="nights", pence=9_000, currency="GBP").status_code == 201
    assert post(desk, f"{path}/costs", question="nights", pence=-1, currency="GBP").status_code == 422
    beside = client.get(f"{API}{path}/costs").json()
    assert beside["total"] == {"pence": 9_000, "currency": "GBP"}
    assert {one["question"]: one["money"] for one in beside["costs"]}["nights"] == beside["total"]


@pytest.mark.req("A3", "A4", "A5", "LR2", "LR15")
def test_the_walk_of_step_one_through_the_api(rosa: Somebody) -> None:
    idris = somebody("Idris Vaughan", "practitioner")
    works_with(idris, rosa)
    client, desk = signed_in(rosa), signed_in(idris)
    assessment = answered(client, rosa)
    estimate = post(client, f"/assessments/{assessment}/hand-in").json()
    assert estimate["kind"] == "estimate"
    assert estimate["money"]["pence"] > 0
    assert estimate["reason"]["because"]
    assert post(client, f"/assessments/{assessment}/hand-in").json()["id"] == estimate["id"]
    disputed = {"question": "nights", "value": {"level": "lot"}, "words": "Someone must be awake."}
    assert post(desk, f"/assessments/{assessment}/checks", deed="otherwise", **disputed).status_code == 201
    early = post(desk, f"/assessments/{assessment}/tell", words="")
    assert (early.status_code, early["Content-Type"]) == (422, "application/problem+json")
    assert early.json()["code"] == "allocation.not_all_settled"
    assert post(desk, f"/assessments/{assessment}/checks", deed="settle", **disputed).status_code == 201
    assert post(desk, f"/assessments/{assessment}/agree-rest").json()["agreed"] == 17
    unseen = post(desk, f"/assessments/{assessment}/tell", words="As we said.")
    assert (unseen.status_code, unseen.json()["code"]) == (422, "allocation.facts_needed")
    _the_person_looks_at_what_was_written(client, desk, assessment)
    decision = post(desk, f"/assessments/{assessment}/tell", words="As we said.").json()["id"]
    told = client.get(f"{API}/people/{rosa.party}/allocation").json()
    assert told["figure"]["kind"] == "indicative"
    assert told["figure"]["decision"] == decision
    assert told["figure"]["told_by_name"] == "Idris Vaughan"
    assert told["figure"]["change"]["code"] == "allocation.figure_rose"
    assert [one["kind"] for one in told["figures"]] == ["indicative", "estimate"]
    challenged = post(client, f"/figures/{told['figure']['id']}/challenge", words="My nights are harder.")
    assert challenged.status_code == 201


def test_a_program_reads_and_answers_within_its_scopes_and_decides_nothing(rosa: Somebody) -> None:
    idris = somebody("Idris Vaughan", "practitioner")
    works_with(idris, rosa)
    program = bearer(token_of(rosa, "allocation"))
    assessment = answered(program, rosa)
    assert post(program, f"/assessments/{assessment}/hand-in").status_code == 200
    reader = bearer(token_of(rosa, "allocation.see_figure", "allocation.see"))
    assert reader.get(f"{API}/people/{rosa.party}/allocation").status_code == 200
    assert post(reader, f"/people/{rosa.party}/assessments").status_code == 403
    theirs = bearer(token_of(idris, "allocation"))
    assert post(theirs, f"/assessments/{assessment}/agree-rest").status_code == 200
    refused = post(theirs, f"/assessments/{assessment}/tell", words="")
    assert (refused.status_code, refused.json()["code"]) == (422, "decisions.not_human")


def test_a_token_that_ended_expired_or_never_was_opens_nothing(rosa: Somebody) -> None:
    now = datetime.now(UTC)
    asker = people.asker_for_party(rosa.party, request=new_identifier(now), now=now)
    secret = token_of(rosa, "allocation")
    path = f"{API}/people/{rosa.party}/allocation"
    assert bearer(secret).get(path).status_code == 200
    people_actions.end_token(asker, now=now, token=people.tokens_of(asker, now=now)[0].id)
    assert bearer(secret).get(path).status_code == 401
    short = token_of(rosa, "allocation", days=1)
    assert people.asker_for_token(short, request=asker.request, now=now + timedelta(days=2)) is None
    for wrong in ("ownway_" + "a" * 48, "x", ""):
        answer = bearer(wrong).get(path)
        assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


@pytest.mark.parametrize(
    ("scopes", "days", "code"),
    [
        ((), 30, "token_no_scope"),
        (("everything",), 30, "token_unknown_scope"),
        (("allocation",), 0, "token_life"),
        (("allocation",), 4000, "token_life"),
    ],
)
def test_a_token_without_reach_or_end_is_not_made(
    rosa: Somebody, scopes: tuple[str, ...], days: int, code: str
) -> None:
    with pytest.raises(people_actions.CannotMakeToken, match=code):
        token_of(rosa, *scopes, days=days)


def test_the_secret_of_a_token_is_not_kept(rosa: Somebody) -> None:
    from ownway.registers.people.models import Token

    secret = token_of(rosa, "allocation")
    assert secret not in str(list(Token.objects.values()))


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"question": "nights", "value": {"level": "enormous"}}, 422),
        ({"question": "nights", "value": {"number": 3.5}}, 422),
        ({"question": "good_life", "value": {"text": "a\x00b"}}, 422),
        ({"question": "good_life", "value": {"text": "x" * 100_000}}, 422),
        ({"question": "no_such", "value": {}}, 422),
        ({"question": "nights"}, 422),
        ({"question": "nights", "value": {"level": "some"}, "voice": "practitioner"}, 422),
        ({"question": "nights", "value": "some"}, 422),
    ],
)
def test_bad_answers_are_problems_and_nothing_is_kept(rosa: Somebody, body: dict[str, Any], status: int) -> None:
    client = signed_in(rosa)
    assessment = post(client, f"/people/{rosa.party}/assessments").json()["id"]
    answer = post(client, f"/assessments/{assessment}/answers", **body)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["detail"]
    kept = client.get(f"{API}/assessments/{assessment}").json()
    assert all(one["value"] is None for one in kept["questions"])


def test_broken_json_is_a_problem_too(rosa: Somebody) -> None:
    answer = signed_in(rosa).post(
        f"{API}/people/{rosa.party}/assessments", "{not json", content_type="application/json"
    )
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_a_stranger_and_nobody_find_nothing(rosa: Somebody) -> None:
    client = signed_in(rosa)
    assessment = post(client, f"/people/{rosa.party}/assessments").json()["id"]
    stranger = signed_in(somebody("Kwame Boateng"))
    for path in (f"/people/{rosa.party}/allocation", f"/assessments/{assessment}"):
        assert stranger.get(f"{API}{path}").status_code == 404
        assert Client().get(f"{API}{path}").status_code == 401
    now = datetime.now(UTC)
    asker = people.asker_for_party(rosa.party, request=new_identifier(now), now=now)
    assert any(look.refused for look in people.looks_at(asker, person=rosa.party, now=now + timedelta(minutes=1)))


def test_a_signed_in_browser_cannot_be_made_to_write_from_elsewhere(rosa: Somebody) -> None:
    plain = signed_in(rosa)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = plain.cookies
    assert post(strict, f"/people/{rosa.party}/assessments").status_code in (401, 403)


@pytest.mark.req("H2")
def test_the_rules_and_the_description_of_the_api_are_open(programme: str) -> None:
    client = Client()
    assert {one["id"] for one in client.get(f"{API}/rules").json()} >= {PROGRAMME}
    rule = client.get(f"{API}/rules/{PROGRAMME}/versions/{programme}").json()
    assert "allocation.yaml" in rule["files"]
    described = client.get(f"{API}/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert "/api/v1/assessments/{assessment}/hand-in" in described["paths"]


def test_an_address_of_the_api_that_leads_nowhere_is_answered_as_a_problem(rosa: Somebody) -> None:
    """A program is not sent a page for people; a person is."""
    answer = signed_in(rosa).get(f"{API}/nothing/here")
    assert (answer.status_code, answer["content-type"]) == (404, "application/problem+json")
    assert answer.json()["code"] == "api.no_such_address"
    assert "text/html" in signed_in(rosa).get("/nothing/here")["content-type"]
