"""The pages of the bench: who works on it, what a bad file is told, sliders without script, work that waits."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from ownway.interfaces.jobs import tasks
from ownway.registers.programmes import actions as programmes
from tests.browsing import browser, send, text_of
from tests.database.test_bench import FILE
from tests.factories import Somebody, set_up, somebody
from tests.steps import PACKS, PROGRAMME

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> str:
    """The version in force."""
    now = timezone.now() - timedelta(days=3)
    return programmes.install(set_up(now), now=now, folder=PACKS / PROGRAMME)


@pytest.fixture
def designer() -> Somebody:
    """Somebody who makes programmes."""
    return somebody("Edith Vaughan", "pack_designer")


def load(client: Client, version: str, **typed: Any) -> Any:
    """Load people; gives the answer."""
    return send(client, reverse("bench:load", args=[PROGRAMME, version]), name="Our own, April", **typed)


def run_in(answer: Any) -> str:
    """The run that an answer leads to."""
    assert answer.status_code == 303, text_of(answer)
    return str(answer["Location"]).split("/")[2]


@pytest.mark.req("L1")
def test_bad_rows_are_named_each_with_its_rule_and_the_others_are_counted(version: str, designer: Somebody) -> None:
    client = browser(designer)
    content = SimpleUploadedFile("people.csv", FILE + b"200;12;minus much;older\n201;-4;900;older\n")
    run = run_in(load(client, version, content=content))
    told = text_of(client.get(reverse("bench:people", args=[run])))
    assert "119 people" in told
    assert "no number stands there" in told
    assert "the number is below zero" in told


def test_a_file_that_is_no_table_is_told_beside_its_field(version: str, designer: Somebody) -> None:
    client = browser(designer)
    answer = load(client, version, content=SimpleUploadedFile("people.csv", b"\x00\x01\x02"))
    assert answer.status_code == 422
    assert load(client, version, made_up="2").status_code == 422


@pytest.mark.req("L1")
def test_sliders_work_as_a_form_and_alone_give_what_is_drawn(version: str, designer: Somebody) -> None:
    client = browser(designer)
    run = run_in(load(client, version, content=SimpleUploadedFile("people.csv", FILE)))
    address = reverse("bench:price", args=[run])
    page = client.get(address)
    assert page.content.count(b'type="range"') == 5
    moved = send(client, address, go="draw", pot="900000", floor="0", cap="0", threshold="0", kept_back="10")
    assert moved.status_code == 303
    assert "pot=900000" in moved["Location"]
    drawn = client.get(moved["Location"] + "&drawn=1")
    assert b"<html" not in drawn.content
    assert b"<svg" in drawn.content
    assert "The table, as it stands" in text_of(drawn)
    kept = send(client, address, go="draw", pot="900000", local="source: the brokers", steepest="300")
    assert kept.status_code == 200
    assert "source: the brokers" in text_of(kept)
    assert client.get(address + "?pot=rubbish&floor=%00&cap=99999999999999999999").status_code in (200, 400)
    assert not ProcrastinateJob.objects.filter(task_name="bench.carry_out").exists()


def test_a_slider_stands_where_a_browser_leaves_it_and_its_end_can_be_reached(version: str, designer: Somebody) -> None:
    """A browser sets a slider to the nearest whole step: a pot or *no limit* between two of them slipped by itself."""
    client = browser(designer)
    run = run_in(load(client, version, made_up="100"))
    page = client.get(reverse("bench:price", args=[run])).content.decode()
    found = re.findall(r'type="range"[^>]* min="(\d+)" max="(\d+)" step="(\d+)" value="(\d+)"', page)
    assert len(found) == 5
    for low, high, step, stands in (map(int, one) for one in found):
        assert (stands - low) % step == 0
        assert low <= stands <= high
    _, high, step, stands = map(int, found[2])
    assert stands == high, "the most for anyone is no limit at first"
    assert step > 1


def test_a_rule_is_phased_in_from_no_day_that_is_gone(version: str, designer: Somebody) -> None:
    client = browser(designer)
    run = run_in(load(client, version, made_up="100"))
    day = {"starts-day": "1", "starts-month": "12", "starts-year": "2020"}
    answer = send(client, reverse("bench:phase", args=[run]), way="own", years="3", loss_most="10", **day)
    assert answer.status_code == 422
    assert "or later" in text_of(answer)


def test_a_page_with_work_that_waits_has_a_way_to_look_again(version: str, designer: Somebody) -> None:
    client = browser(designer)
    run = run_in(load(client, version, content=SimpleUploadedFile("people.csv", FILE)))
    address = reverse("bench:weigh", args=[run])
    assert b"data-look-again" not in client.get(address).content
    assert send(client, address).status_code == 303
    waiting = client.get(address)
    assert b"data-look-again" in waiting.content
    assert b"data-look-again" in client.get(reverse("bench:run", args=[run])).content
    for job in ProcrastinateJob.objects.filter(task_name="bench.carry_out"):
        tasks.carry_out_bench_work(**job.args)
    done = client.get(address)
    assert b"data-look-again" not in done.content
    assert "no answers to the questions" in text_of(done)


def test_a_commissioner_sees_a_run_and_sends_nothing(version: str, designer: Somebody) -> None:
    run = run_in(load(browser(designer), version, content=SimpleUploadedFile("people.csv", FILE)))
    client = browser(somebody("Samir Haddad", "commissioner"))
    assert client.get(reverse("bench:run", args=[run])).status_code == 200
    assert b"<button" not in client.get(reverse("bench:weigh", args=[run])).content.split(b"<main")[1]
    assert send(client, reverse("bench:weigh", args=[run])).status_code == 403
    for stage in ("check", "simulate", "phase", "publish"):
        assert client.get(reverse(f"bench:{stage}", args=[run])).status_code == 200
    assert client.get(reverse("bench:archive", args=[run])).status_code == 404
    assert client.get(reverse("bench:report", args=[run])).status_code == 200
    assert client.get(reverse("bench:put_away", args=[run])).status_code == 403
    assert send(client, reverse("bench:put_away", args=[run])).status_code == 403


def test_a_run_is_put_away_and_brought_back_by_forms(version: str, designer: Somebody) -> None:
    client = browser(designer)
    run = run_in(load(client, version, content=SimpleUploadedFile("people.csv", FILE)))
    address = reverse("bench:put_away", args=[run])
    assert "Put this run away" in text_of(client.get(reverse("bench:run", args=[run])))
    assert send(client, address).status_code == 303
    listed = text_of(client.get(reverse("bench:runs")))
    assert "Nothing was tried here yet." in listed
    assert "bring it back" in listed
    assert b"<button" not in client.get(reverse("bench:weigh", args=[run])).content.split(b"<main")[1]
    assert send(client, address).status_code == 303
    assert "Nothing was tried here yet." not in text_of(client.get(reverse("bench:runs")))


@pytest.mark.req("L1")
def test_a_panel_s_comparisons_and_wrong_lines_are_told_beside_the_field(version: str, designer: Somebody) -> None:
    client = browser(designer)
    run = run_in(load(client, version, made_up="100"))
    address = reverse("bench:weigh", args=[run])
    wrong = send(client, address, panel="nights > elephants")
    assert wrong.status_code == 422
    assert "does not compare two questions" in text_of(wrong)
    assert send(client, address, panel="nights > meals").status_code == 303
    for job in ProcrastinateJob.objects.filter(task_name="bench.carry_out"):
        tasks.carry_out_bench_work(**job.args)
    page = text_of(client.get(address))
    assert "By the panel" in page
    assert "1 comparisons" in page
