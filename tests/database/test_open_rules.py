"""The rules in the open: every programme whole on a page, as data, as a form, and to try, for anyone at all."""

import json
import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ownway.interfaces.jobs import tasks
from ownway.registers.programmes import actions, queries
from ownway.rulebook.load import load_pack
from ownway.rulebook.model import Pack
from tests.database import test_publishing as publishing
from tests.factories import set_up, somebody

pytestmark = pytest.mark.django_db

PACKS = Path(__file__).parents[2] / "packs"
NAMES = sorted(path.parent.name for path in PACKS.glob("*/pack.yaml"))


def install(name: str) -> Pack:
    """Put a programme in force and return its pack."""
    pack = load_pack(PACKS / name)
    now = timezone.now()
    starts = max(pack.in_force.start, (now - timedelta(days=3)).date())
    if pack.in_force.end is not None and starts >= pack.in_force.end:
        starts = pack.in_force.start
    actions.install(set_up(), now=now, folder=PACKS / name, starts=starts)
    return pack


def text_of(answer: Any) -> str:
    """The words of a page."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def shown(address: str, easy: bool = False) -> str:
    """The words of a page that anyone opens."""
    client = Client()
    if easy:
        client.cookies["ownway_showing"] = "en-easy-usual-usual"
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:500]
    return text_of(answer)


@pytest.mark.req("H2")
@pytest.mark.parametrize("name", NAMES)
def test_everything_of_a_rule_is_open_to_anyone(name: str) -> None:
    """On its page, on the page of examples, as data and as a form, for each programme there is."""
    pack = install(name)
    everything_stands_on_its_page(pack)
    every_example_is_worked_out(pack)
    the_same_stands_in_the_data(pack)
    the_questions_are_a_fhir_questionnaire(pack)


def everything_stands_on_its_page(pack: Pack) -> None:
    """Questions, steps, streams, sources, in full words and in Easy Read; what is odd about it comes first."""
    address = reverse("rules:version", args=[pack.id, pack.version])
    language = "en" if "en" in pack.languages else pack.languages[0]
    for easy in (False, True):
        told = shown(address, easy)
        keys = [f"question.{question.id}.label" for question in pack.questions]
        keys += [key for key in ("pack.summary", pack.notice) if key]
        keys += ["pack.illustrative"] * pack.illustrative + ["pack.incomplete"] * pack.incomplete
        keys += ["pack.not_disclosed"] * (not pack.allocation.disclosed)
        words = [pack.say(key, language, easy) for key in keys]
        words += [source.title for source in pack.sources] + [waiver.because for waiver in pack.waivers]
        assert [one for one in words if re.sub(r"\s+", " ", one) not in told] == []
        assert pack.version in told
    page = Client().get(address).content.decode()
    assert re.findall(r'id="step-([a-z0-9_]+)"', page) == [step.id for step in pack.allocation.steps]
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def every_example_is_worked_out(pack: Pack) -> None:
    """On the page of examples, each with its words and every step, or why the rule refuses."""
    told = shown(reverse("rules:examples", args=[pack.id, pack.version]))
    count = len(list((PACKS / pack.id).glob("examples/*.yaml")))
    assert told.count("Every step") + told.count("does not publish the numbers") >= count >= 1


def the_same_stands_in_the_data(pack: Pack) -> None:
    """One address of the API gives all of it, by its described shape, with every number as it was written."""
    answer = Client().get(f"/api/v1/rules/{pack.id}?version={pack.version}")
    assert answer.status_code == 200, answer.content[:300]
    told = answer.json()
    assert told["form"] == "ownway.rule/1"
    assert [one["id"] for one in told["questions"]] == [question.id for question in pack.questions]
    assert [one["id"] for one in told["steps"]] == [step.id for step in pack.allocation.steps]
    assert [one["id"] for one in told["steps"] if one["figure"]] == [pack.allocation.figure_step]
    assert set(told["name"]) == set(pack.languages)
    assert told["disclosed"] is pack.allocation.disclosed
    assert len(told["examples"]) == len(list((PACKS / pack.id).glob("examples/*.yaml")))
    assert told["versions"][0]["version"] == pack.version


def the_questions_are_a_fhir_questionnaire(pack: Pack) -> None:
    """The page's and the API's are the same but for the address that names them."""
    page = Client().get(reverse("rules:questionnaire", args=[pack.id, pack.version]))
    assert page["Content-Type"].startswith("application/fhir+json")
    told, other = page.json(), Client().get(f"/api/v1/rules/{pack.id}/questionnaire?version={pack.version}").json()
    assert told.pop("url").endswith("/questionnaire.json")
    assert other.pop("url") == f"http://testserver/api/v1/rules/{pack.id}/questionnaire"
    assert told == other
    assert told["version"] == pack.version


def test_the_findings_of_the_audit_stand_on_the_page_once_they_are_known() -> None:
    """Findings, what was accepted and why, and how much was tried."""
    pack = install("maternity")
    assert "This version is being checked just now." in shown(f"/rules/{pack.id}/")
    assert queries.never_looked_over() == pack.version
    tasks.look_over(0)
    assert queries.never_looked_over() is None
    found = queries.audit_of(pack.version)
    assert found is not None
    told = shown(reverse("rules:version", args=[pack.id, pack.version]))
    assert found["findings"]
    for finding in found["findings"]:
        assert finding["id"] in told
        assert re.sub(r"\s+", " ", finding["says"]) in told
    data = Client().get(f"/api/v1/rules/{pack.id}").json()["audit"]
    assert [one["id"] for one in data["findings"]] == [finding["id"] for finding in found["findings"]]
    assert data["tried"] == found["worsenings_tried"]


def test_a_programme_is_found_by_words_of_its_name_or_summary() -> None:
    """In any order and any case; what is not found is told, and leads back to all."""
    install("in-control")
    install("maternity")
    assert "2 programmes" in shown("/rules/")
    told = shown("/rules/?q=MATERNITY")
    assert "1 programme " in told
    assert "in Control" not in told.partition("Look for")[2].partition("footer")[0].partition("1 programme")[2][:300]
    assert "No programme has these words" in shown("/rules/?q=zeppelin")


def test_what_a_version_was_published_with_stands_on_its_page(repository: Path) -> None:
    """Validation, consultation, notice, what it does to people; the old one stays, and can be tried."""
    old = publishing.install(repository)
    designer = somebody("Edith Vaughan", "pack_designer")
    commissioner = somebody("Samir Haddad", "commissioner")
    newer = publishing.ready(repository, designer, commissioner)
    publishing.publish(commissioner, newer)
    told = shown(reverse("rules:version", args=["in-control", newer]))
    assert "401 people. Checked by Dr Noor Rahmani, county statistics on 1 February 2026." in told
    assert "commonly off by 23%" in told
    assert "Working group of 2 February" in told
    assert "28 days of notice at least" in told
    assert f"{old} " in told
    assert newer in shown(reverse("rules:version", args=["in-control", old]))
    assert shown(reverse("rules:try_version", args=["in-control", old]))
    data = Client().get(f"/api/v1/rules/in-control?version={newer}").json()
    assert [one["version"] for one in data["versions"]] == [newer, old]
    assert data["versions"][0]["validation"]["error_share"] == "0.23"
    assert Client().get(reverse("rules:version", args=["maternity", newer])).status_code == 404


def test_the_schemas_are_served() -> None:
    """A page names them all, and each is given as it is."""
    told = shown("/schema/")
    assert "yaml-language-server: $schema=http://testserver/schema/allocation.json" in told
    answer = Client().get("/schema/question.json")
    assert answer["Content-Type"].startswith("application/schema+json")
    assert json.loads(answer.content)["$id"] == "question.json"
    assert Client().get("/schema/nothing.json").status_code == 404
