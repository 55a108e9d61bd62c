"""Beside the stages of the bench: another programme, who comes, what panels move; large files read by a job."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from ownway.interfaces.jobs import tasks
from ownway.oversight.bench import actions, queries
from ownway.oversight.bench.actions import CannotWorkOnBench
from ownway.oversight.bench.models import Reached
from ownway.oversight.bench.queries import Stage
from ownway.registers.programmes import actions as programmes
from ownway.rulebook.load import pack_from_files
from tests.browsing import browser, send, text_of
from tests.factories import Somebody, set_up, somebody
from tests.steps import PACKS, PROGRAMME, asks

pytestmark = pytest.mark.django_db

OTHER = "de-sgb-xi"


@pytest.fixture
def designer() -> Somebody:
    """Somebody who makes programmes."""
    return somebody("Edith Vaughan", "pack_designer")


@pytest.fixture
def run(designer: Somebody) -> UUID:
    """A run on people who are made up."""
    now = timezone.now() - timedelta(days=3)
    version = programmes.install(set_up(now), now=now, folder=PACKS / PROGRAMME)
    asker = asks(designer, timezone.now())
    return actions.load_people(asker, now=timezone.now(), version=version, name="Made up", content=None, made_up=400)


def other() -> str:
    """Another country's programme, in force."""
    now = timezone.now() - timedelta(days=3)
    return programmes.install(set_up(now), now=now, folder=PACKS / OTHER)


def work_off() -> None:
    """Do what the worker does with the work of the bench that waits."""
    for job in ProcrastinateJob.objects.filter(task_name="bench.carry_out"):
        tasks.carry_out_bench_work(**job.args)


def asked(client: Client, page: str, run: UUID, **typed: Any) -> str:
    """Ask for the page's work, carry it out, and give what the page then says."""
    address = reverse(f"bench:{page}", args=[run])
    answer = send(client, address, **typed)
    assert answer.status_code == 303, text_of(answer)
    assert "This is being worked out" in text_of(client.get(address))
    work_off()
    return text_of(client.get(address))


@pytest.mark.req("L2")
def test_another_country_s_programme_is_held_against_one_on_the_same_people(designer: Somebody, run: UUID) -> None:
    client, version = browser(designer), other()
    assert "Hold it against another programme" in text_of(client.get(reverse("bench:run", args=[run])))
    told = asked(client, "compare", run, against=version)
    assert "As if both had the same money in all" in told
    assert "By user group" in told
    assert "By the size of today’s sum" in told
    archive = client.get(reverse("bench:compared", args=[run]))
    assert archive.status_code == 200
    assert archive.content.startswith(b"PK")
    at_a_rate = asked(client, "compare", run, against=version, rate="0.86")
    assert "1 EUR counts 0.86 GBP, as was given" in at_a_rate


def test_what_cannot_be_compared_is_told_beside_its_field(designer: Somebody, run: UUID) -> None:
    client = browser(designer)
    address = reverse("bench:compare", args=[run])
    assert "No other programme is in force here" in text_of(client.get(address))
    version = other()
    assert send(client, address, against="nothing@9").status_code == 422
    refused = send(client, address, against=version, mapping="meals: [")
    assert refused.status_code == 422
    assert "does not say which answer means what" in text_of(refused)
    assert "could not be worked out" in asked(client, "compare", run, against=version, rate="much")
    # What was typed stands there still.
    assert "much" in client.get(address).content.decode()


def test_a_mapping_that_was_typed_is_kept_as_it_means(designer: Somebody, run: UUID) -> None:
    client, version = browser(designer), other()
    asked(
        client, "compare", run, against=version, mapping="lives_alone: {from: band, levels: {low: no, critical: yes}}"
    )
    work = queries.run(asks(designer, timezone.now()), now=timezone.now(), run=run).works[Stage.COMPARE]
    assert work.settings["mapping"] == {"lives_alone": {"from": "band", "levels": {"low": "no", "critical": "yes"}}}
    assert work.holds


@pytest.mark.req("L4")
def test_take_up_and_what_a_panel_moved_are_shown(designer: Somebody, run: UUID) -> None:
    client = browser(designer)
    told = asked(client, "who_comes", run)
    assert "Of 400 people the panel moved" in told
    assert "Write below how many people live there" in told
    told = asked(client, "who_comes", run, population="sex; woman; 100\nsex; man; 9000")
    assert "woman (sex):" in told
    assert "hardly chance" in told
    refused = send(client, reverse("bench:who_comes", args=[run]), population="sex; woman; -3")
    assert refused.status_code == 422
    assert "Line 1 of the population" in text_of(refused)


def test_a_commissioner_reads_what_was_found_and_asks_for_nothing(designer: Somebody, run: UUID) -> None:
    asked(browser(designer), "who_comes", run)
    client = browser(somebody("Peter Okafor", "commissioner"))
    address = reverse("bench:who_comes", args=[run])
    assert "What a panel moved" in text_of(client.get(address))
    assert send(client, address).status_code in (403, 404)


def large(rows: int, bad: str = "") -> SimpleUploadedFile:
    """A file of over a megabyte."""
    lines = "".join(
        f"{at};{at % 90};{at % 90 * 300 + 500};{'older' if at % 2 else 'younger'}\n" for at in range(1, rows)
    )
    return SimpleUploadedFile("people.csv", f"person;need;cost;group\n{lines}{bad}".encode())


@pytest.mark.req("L1")
def test_a_large_file_is_read_in_the_background_with_progress(designer: Somebody, run: UUID) -> None:
    client = browser(designer)
    version = queries.run(asks(designer, timezone.now()), now=timezone.now(), run=run).version
    load = reverse("bench:load", args=[PROGRAMME, version])
    answer = send(client, load, name="Everybody, April", content=large(60_000, "x;-4;900;older\n"))
    assert answer.status_code == 303, text_of(answer)
    address = answer["Location"]
    held = UUID(address.split("/")[2])
    assert "read in the background" in text_of(client.get(address))
    asker, now = asks(designer, timezone.now()), timezone.now()
    assert queries.run(asker, now=now, run=held).open == {Stage.LOAD}
    # Nothing can be asked for before they are read, and the price page leads back.
    with pytest.raises(CannotWorkOnBench):
        actions.ask_for(asker, now=now, run=held, stage=Stage.WEIGH)
    with pytest.raises(CannotWorkOnBench):
        actions.ask_for(asker, now=now, run=held, stage=Stage.LOAD)
    assert client.get(reverse("bench:price", args=[held])).status_code == 303
    assert "not read yet" in text_of(client.get(reverse("bench:run", args=[held])))
    work_off()
    told = text_of(client.get(address))
    assert "59,999 people" in told
    assert "the number is below zero" in told
    assert Reached.objects.filter(work__run=held).exists()
    assert "Everyone together" in text_of(client.get(reverse("bench:price", args=[held])))
    assert Stage.PRICE in queries.run(asker, now=now, run=held).open


def test_a_large_file_that_cannot_be_read_says_so_and_lets_load_another(designer: Somebody, run: UUID) -> None:
    client = browser(designer)
    version = queries.run(asks(designer, timezone.now()), now=timezone.now(), run=run).version
    content = SimpleUploadedFile("people.csv", b"shoes;hats\n" + b"1;2\n" * 300_000)
    address = send(client, reverse("bench:load", args=[PROGRAMME, version]), name="Shoes", content=content)["Location"]
    work_off()
    told = text_of(client.get(address))
    assert "The people could not be read" in told
    assert "Load another file" in told
    assert client.get(reverse("bench:runs")).status_code == 200


@pytest.mark.req("L1")
def test_weights_that_are_chosen_are_the_points_of_the_rule_from_there_on(designer: Somebody, run: UUID) -> None:
    client, asker = browser(designer), asks(designer, timezone.now())
    before = queries.run(asker, now=timezone.now(), run=run).read["sums"]
    priced = {"pot": 400_000_000, "floor": 0, "cap": None, "threshold": 0, "contingency": "1/20"}
    actions.ask_for(asker, now=timezone.now(), run=run, stage=Stage.PRICE, settings=priced)
    work_off()
    told = asked(client, "weigh", run, panel="nights > meals\nnights > home", write="panel")
    assert "The points of your panel stand in the rule from here on" in told
    seen = queries.run(asker, now=timezone.now(), run=run)
    assert seen.read["sums"] != before
    assert sum(seen.read["sums"]["people"]) == 400
    # The table was fitted to other points, so it counts no more.
    assert Stage.PRICE not in seen.works
    actions.ask_for(asker, now=timezone.now(), run=run, stage=Stage.PRICE, settings=priced)
    work_off()
    actions.ask_for(asker, now=timezone.now(), run=run, stage=Stage.CHECK)
    work_off()
    new = pack_from_files(dict(queries.run(asker, now=timezone.now(), run=run).works[Stage.CHECK].found["files"]))
    points = {name: new.question(name).levels[-1].points or 0 for name in ("nights", "meals", "home")}
    assert points["nights"] > points["meals"] == points["home"]
    # Weighed once more without writing, the rule has its own points again.
    asked(client, "weigh", run, panel="", write="designed")
    seen = queries.run(asker, now=timezone.now(), run=run)
    assert seen.read["sums"] == before
    assert Stage.PRICE not in seen.works
