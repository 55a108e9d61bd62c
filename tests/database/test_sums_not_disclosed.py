"""Where a programme keeps the sum from the person, no page and no letter of theirs tells it; their own copy does."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ownway.registers.letters import queries as letters
from ownway.registers.programmes import actions
from ownway.rulebook.load import files_of
from ownway.steps.allocation import queries as figures
from ownway.values import Reason
from ownway.words.disclosure import holds_a_sum, without_sums
from ownway.words.letters import writing
from tests import authority, matrix
from tests.authority import Authority
from tests.browsing import browser, text_of
from tests.databases import Databases
from tests.factories import set_up
from tests.steps import asks

pytestmark = pytest.mark.django_db
PACK = Path(__file__).parents[2] / "packs" / "in-control"
SUM = re.compile(r"[£€$]\s?\d")
SAID = "We do not tell you how much the sum is. Your own copy of the file has it."
WORDS = f'\npack.not_disclosed: {{text: "{SAID}", easy: "{SAID}"}}\n'


@pytest.fixture(scope="module")
def quiet(django_db_setup: None, databases: Databases, django_db_blocker: Any) -> Iterator[Authority]:
    """An authority that tells nobody the sum, in a database of its own; each test takes back whatever it did there."""
    built = databases.built("quiet", without_the_sum, django_db_blocker)
    with built as (name, made), django_db_blocker.unblock(), databases.connected_to(name):
        yield made


def without_the_sum() -> Authority:
    """Make an authority whose programme is as ever, but that it does not tell people the sum."""
    files = files_of(PACK)
    files["allocation.yaml"] += "\ndisclosed: no\n"
    files["words.en.yaml"] += WORDS
    now = timezone.now() - timedelta(days=3)
    version = actions.keep_pack(set_up(), now=now, files=files)
    actions.put_in_force(set_up(), now=now, version=version, starts=now.date())
    return authority.build()


def pages_of(seat: str) -> list[matrix.Line]:
    """Every page about a person that opens to who sits there."""
    return [
        line
        for line in matrix.lines().values()
        if line.method == "GET"
        and line.expected(seat) == "opens"
        and not line.is_api
        and not line.is_public
        # What others ask for their help, and what a story told to everybody took, is no sum of the person's.
        and not line.name.removeprefix("GET ").startswith(("ideas:", "directory:"))
    ]


@pytest.mark.req("W7")
@pytest.mark.parametrize("seat", ["person:self", "family:family", "representative:represents"])
def test_no_page_of_theirs_tells_the_sum(quiet: Authority, seat: str) -> None:
    """Figure, plan, agreement, control, account, letters, reviews, file: at every stage, for them and who is close."""
    leaking, opened = [], 0
    clients: dict[Any, Client] = {}
    for line in pages_of(seat):
        who = quiet.at_seat(seat, line.at)
        client = clients.setdefault(who.party, browser(who))
        answer = client.get(line.address(quiet.things["own"][line.at]))
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        opened += 1
        if SUM.search(text_of(answer)):
            leaking.append(f"{line.name}: {SUM.search(text_of(answer))} {text_of(answer)[-600:]}")
    assert leaking == []
    assert opened >= 15


def test_those_who_hold_the_sum_see_it(quiet: Authority) -> None:
    """A worker, on the same page."""
    person, things = quiet.persons["own"]["agreed"], quiet.things["own"]["agreed"]
    page = reverse("allocation:figure", args=[things["figure"]])
    worker = text_of(browser(quiet.seats["practitioner:works_with"]).get(page))
    own = text_of(browser(person).get(page))
    assert SUM.search(worker)
    assert SAID in own
    assert SAID not in worker
    assert "The sum is not told." in own


@pytest.mark.req("H4")
def test_their_own_copy_of_the_file_has_the_sum(quiet: Authority) -> None:
    """The whole truth is theirs to take along."""
    person = quiet.persons["own"]["agreed"]
    now = timezone.now()
    figure = figures.figure_of(asks(person, now), person=person.party, now=now)
    assert figure is not None
    assert figure.money is not None
    copy = browser(person).get(reverse("file:copy", args=[person.party]))
    assert copy.status_code == 200
    assert f'"pence": {figure.money.pence}' in json.dumps(json.loads(copy.content))


@pytest.mark.req("W7", "H4")
@pytest.mark.parametrize("seat", ["person:self", "family:family"])
def test_the_api_keeps_the_sum_back_as_the_pages_do_but_not_from_their_own_copy(quiet: Authority, seat: str) -> None:
    """Every operation about them that reads; a program of theirs learns no more than they do."""
    leaking, opened = [], 0
    clients: dict[Any, Client] = {}
    for line in matrix.lines().values():
        if not line.is_api or line.is_public or line.method != "GET" or line.expected(seat) != "opens":
            continue
        who = quiet.at_seat(seat, line.at)
        client = clients.setdefault(who.party, browser(who))
        answer = client.get(line.address(quiet.things["own"][line.at]))
        if answer.status_code != 200:
            continue
        opened += 1
        found = re.search(r'pence[a-z_]*": ?-?\d', answer.content.decode()) or SUM.search(answer.content.decode())
        if bool(found) is not (line.route == "api:whole_file"):
            leaking.append(f"{line.name}: {found}")
    assert leaking == []
    assert opened >= 5


def test_who_holds_the_sum_is_told_it_by_the_api(quiet: Authority) -> None:
    """A worker, of the same person."""
    person = quiet.persons["own"]["agreed"]
    path = f"/api/v1/people/{person.party}/allocation"
    worker = browser(quiet.seats["practitioner:works_with"]).get(path).json()
    own = browser(person).get(path).json()
    assert worker["figure"]["money"]["pence"] > 0
    assert own["figure"]["money"] is None
    assert own["figure"]["steps"] == []
    assert own["figure"]["reason"]["code"] == "pack:word:pack.not_disclosed"


def test_no_letter_of_theirs_tells_the_sum(quiet: Authority) -> None:
    """Estimate, budget, agreement: each says in the sum's place that it is not told."""
    person = quiet.persons["own"]["agreed"]
    now = timezone.now()
    told = letters.letters_to(asks(person, now), person=person.party, now=now)
    kinds = set()
    for one in told:
        text = " ".join(text for block in one.letter.blocks for text in (block.text, *lines(block)))
        # What is paid to somebody they see on their bank statement; no budget stands in a letter about a payment.
        assert one.letter.kind.startswith("payment_") or not SUM.search(text), one.letter.kind
        kinds |= {one.letter.kind} if SAID in text else set()
    assert {"estimate_told", "budget_told", "plan_agreed"} <= kinds


def lines(block: writing.Block) -> list[str]:
    """Every sentence of a block's reasons."""
    return [sentence for told in block.reasons for sentence in told.lines()]


def test_reasons_that_lead_to_a_sum_are_left_out_whole() -> None:
    """A step below a sum would give it away through the public table."""
    figure = Reason("pack:figure", {"pence": 100}, (Reason("pack:step:points", {"value": "3"}),))
    kind = Reason("agreement.all_tests_passed")
    assert without_sums([figure, kind]) == (kind,)
    assert holds_a_sum(Reason("x", {"least_pence": 1}))
    assert not holds_a_sum(Reason("x", {"expenses": 1}))
