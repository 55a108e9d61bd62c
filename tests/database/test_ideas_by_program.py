"""Ideas and the directory as programs meet them: the API, Open Referral UK in and out, the command, and uploads."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from typer.testing import CliRunner, Result

from ownway.interfaces.cli.demo.services import services
from ownway.interfaces.cli.directory import app
from ownway.rulebook import exact_json
from tests.browsing import browser, hidden, text_of
from tests.factories import Somebody, somebody, works_with
from tests.sharing import shown, story_of
from tests.steps import install, planned, told

pytestmark = pytest.mark.django_db
API = "/api/v1"
# The tests are connected to a database already; the command finds one named and starts none.
SHELL = {"COLUMNS": "400", "DATABASE_URL": "postgresql://named/", "OWNWAY_DATABASE_OWNER_URL": "postgresql://named/"}


@pytest.fixture
def keeper() -> Somebody:
    install(timezone.now())
    return somebody("Samir Haddad", "commissioner")


def post(client: Client, path: str, **body: Any) -> Any:
    return client.post(f"{API}{path}", json.dumps(body), content_type="application/json")


def command(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), env=SHELL)


@pytest.mark.req("M1")
def test_anyone_reads_the_directory_as_open_referral_page_by_page(keeper: Somebody) -> None:
    answer = post(
        browser(keeper), "/directory-files", source="elsewhere", services=json.loads(exact_json.write(services()))
    )
    assert (answer.status_code, answer.json()["added"], answer.json()["refused"]) == (200, 200, [])
    anyone = Client()
    about = anyone.get(f"{API}/open-referral")
    assert (about.json()["version"], about.headers["Access-Control-Allow-Origin"]) == ("HSDS-UK-3.0", "*")
    first = anyone.get(f"{API}/open-referral/services", {"per_page": 150}).json()
    assert (first["total_items"], first["total_pages"], first["size"], first["first_page"]) == (200, 2, 150, True)
    rest = anyone.get(f"{API}/open-referral/services", {"per_page": 150, "page": 2}).json()
    assert len({one["id"] for one in (*first["contents"], *rest["contents"])}) == 200
    sought = anyone.get(f"{API}/open-referral/services", {"search": "choir"}).json()
    assert 0 < sought["total_items"] < 20
    one = sought["contents"][0]["id"]
    assert anyone.get(f"{API}/open-referral/services/{one}").json() == sought["contents"][0]
    free = anyone.get(f"{API}/directory", {"free": True, "place": "Oldbridge"}).json()
    assert free and all(offer["free"] and "Oldbridge" in offer["places"] for offer in free)
    prices = {offer["price"]["pence"] for offer in anyone.get(f"{API}/directory").json() if offer["price"]}
    assert prices == {round(one["cost_options"][0]["amount"] * 100) for one in services()} - {0}


def test_a_row_that_is_refused_is_told_through_the_api_with_its_reason(keeper: Somebody) -> None:
    answer = post(browser(keeper), "/directory-files", source="x", services=[{"id": "a"}, {"id": "b", "name": "Bus"}])
    assert answer.json()["refused"] == [
        {
            "number": 1,
            "id": "a",
            "name": "",
            "why": {"code": "market.row_no_name", "facts": {}, "words": "", "because": []},
        }
    ]
    assert answer.json()["added"] == 1


@pytest.mark.req("M1")
def test_the_command_takes_a_directory_over_and_gives_it_out(tmp_path: Path) -> None:
    file, out = tmp_path / "in.json", tmp_path / "out.json"
    file.write_text(exact_json.write([*services()[:20], {"id": "x"}]), encoding="utf-8")
    done = command("import", str(file), "--source", "elsewhere")
    assert "20 new, 0 changed, 0 as they were, 0 out, 1 refused." in done.output
    assert "row 21 (x): This service has no name." in done.output
    assert done.exit_code == 1
    file.write_text(exact_json.write(services()[:20]), encoding="utf-8")
    again = command("import", str(file), "--source", "elsewhere")
    assert "0 new, 0 changed, 20 as they were" in again.output
    assert again.exit_code == 0
    assert "20 services written" in command("export", str(out)).output
    assert command("export").output == out.read_text(encoding="utf-8")
    back = command("import", str(out), "--source", "our own")
    assert "0 new, 0 changed, 20 as they were" in back.output
    (tmp_path / "bad.json").write_bytes(b"\xff")
    for name in ("bad.json", "nowhere.json"):
        assert command("import", str(tmp_path / name), "--source", "x").exit_code == 2


def test_the_keeper_takes_a_directory_over_on_a_page_and_reads_what_was_refused(keeper: Somebody) -> None:
    client, address = browser(keeper), reverse("directory:take_over")
    content = exact_json.write([*services()[:3], {"id": "x"}]).encode()
    page = client.get(address)
    upload = SimpleUploadedFile("services.json", content)
    answer = client.post(address, {**hidden(page), "source": "elsewhere", "file": upload})
    assert answer.status_code == 200
    assert "This service has no name." in text_of(answer)
    given = client.get(reverse("directory:out"))
    assert len(json.loads(given.content)["contents"]) == 3
    broken = client.post(address, {**hidden(page), "source": "elsewhere", "file": SimpleUploadedFile("x.json", b"no")})
    assert "cannot be read" in text_of(broken)


@pytest.mark.req("P4")
def test_a_story_is_told_agreed_to_read_found_and_taken_back_through_the_api(keeper: Somebody) -> None:
    rosa, idris = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    works_with(idris, rosa)
    told(rosa, idris, now=timezone.now() - timedelta(minutes=15))
    client, anyone = browser(rosa), Client()
    body = {"title": "Saturdays", "text": "Out with friends.", "aim": "people", "kind": "leisure"}
    refused = post(client, f"/people/{rosa.party}/stories", **body | {"text": "Rosa is out."})
    assert (refused.status_code, refused.json()["code"]) == (422, "stories.names_someone")
    story = post(client, f"/people/{rosa.party}/stories", **body).json()["id"]
    assert client.get(f"{API}/people/{rosa.party}/stories").json()[0]["standing"] == "waits_for_yes"
    assert post(client, f"/people/{rosa.party}/stories/{story}/agree").status_code == 200
    assert [one["id"] for one in browser(keeper).get(f"{API}/stories-to-check").json()] == [story]
    assert post(browser(keeper), f"/stories/{story}/show").json() == {"shown": False}
    assert anyone.get(f"{API}/stories").json() == []
    assert post(client, f"/people/{rosa.party}/stories/{story}/take-back").status_code == 200
    assert client.get(f"{API}/people/{rosa.party}/stories").json()[0]["standing"] == "taken_back"


@pytest.mark.req("P4")
def test_a_story_is_found_by_programs_and_taken_into_a_plan(keeper: Somebody) -> None:
    now = timezone.now() - timedelta(minutes=15)
    rosa, idris = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    works_with(idris, rosa)
    told(rosa, idris, now=now)
    story = shown(story_of(somebody("Una Marsh"), now, says_yes=True), keeper, now)
    (found,) = Client().get(f"{API}/stories", {"words": "ticket", "aim": "people"}).json()
    assert (found["id"], found["place"], found["lines"][0]["pence"]) == (str(story), "", 900)
    assert Client().get(f"{API}/stories/{story}").json() == found
    plan = planned(rosa, now=now + timedelta(minutes=5))
    assert post(browser(rosa), f"/plans/{plan}/ideas", story=str(story)).status_code == 201
    lines = browser(rosa).get(f"{API}/people/{rosa.party}/plan").json()["lines"]
    assert "A ticket" in [line["what"] for line in lines]
