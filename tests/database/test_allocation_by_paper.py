"""Paper and phone: a form with a number on it, keyed in later; all questions on one page for whoever types."""

from pathlib import Path
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.actions import CannotKeyIn
from ownway.steps.allocation.models import GivenAnswer
from ownway.steps.allocation.rules import paper
from ownway.values.cannot import NotAllowed
from tests.allocating import NOW, PROGRAMME, asks, install, later
from tests.browsing import browser, send, text_of
from tests.factories import Somebody, somebody, works_with

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def programme(repository: Path) -> None:
    """The programme of these tests, in force."""
    install(repository)


@pytest.fixture
def rosa() -> Somebody:
    """A person who likes paper."""
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


def begun_by(idris: Somebody, rosa: Somebody, channel: str) -> UUID:
    """A self-assessment that is written down for her."""
    return actions.start_assessment(asks(idris), now=NOW, person=rosa.party, programme=PROGRAMME, channel=channel)


VALUES = {"good_life": {"text": "A garden."}, "meals": {"level": "little"}, "nights": {"level": "lot"}}


def test_a_number_shows_a_slip_of_the_pen() -> None:
    for _ in range(50):
        number = paper.new_number()
        assert paper.read_number(f" {number[:4].lower()}-{number[4:]}") == number
        for place in range(7):
            other = "3" if number[place] != "3" else "4"
            assert paper.read_number(number[:place] + other + number[place + 1 :]) == ""
        for place in range(6):
            if number[place] != number[place + 1]:
                swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
                assert paper.read_number(swapped) == ""
    assert paper.read_number("") == paper.read_number("ABC") == ""


@pytest.mark.req("A1", "H6")
def test_what_was_written_on_paper_is_keyed_in_under_its_number(rosa: Somebody, idris: Somebody) -> None:
    actions.print_form(asks(rosa), now=NOW, person=rosa.party, programme=PROGRAMME)
    (printed,) = queries.paper_forms(asks(idris), person=rosa.party, now=NOW)
    assessment = begun_by(idris, rosa, "paper")
    with pytest.raises(CannotKeyIn, match="no_such_form"):
        actions.key_in(
            asks(idris), now=later(), assessment=assessment, values=VALUES, channel="paper", number=paper.new_number()
        )
    kept = actions.key_in(
        asks(idris), now=later(), assessment=assessment, values=VALUES, channel="paper", number=printed.number
    )
    assert kept == 3
    again = {**VALUES, "meals": {"level": "some"}}
    assert (
        actions.key_in(
            asks(idris), now=later(2), assessment=assessment, values=again, channel="paper", number=printed.number
        )
        == 1
    )
    rows = GivenAnswer.objects.filter(assessment=assessment)
    assert {(row.voice, row.channel, row.by_id) for row in rows} == {("person", "paper", idris.party)}
    (keyed,) = queries.keyed_from_paper(asks(rosa), assessment=assessment, now=later(3))
    assert (keyed.number, keyed.by_name) == (printed.number, "Idris Vaughan")
    story = queries.answers_over_time(asks(rosa), assessment=assessment, question="meals", now=later(3))
    assert [one.value["level"] for one in story] == ["little", "some"]


@pytest.mark.req("A1", "H6")
def test_by_phone_all_is_typed_on_one_page_and_answers_open_more_questions(rosa: Somebody, idris: Somebody) -> None:
    assessment = begun_by(idris, rosa, "phone")
    desk = browser(idris)
    page = reverse("allocation:all_at_once", args=[assessment])
    assert "Tab goes on, the arrow keys choose." in text_of(desk.get(page))
    typed = {"channel": "phone", "number": "", "good_life-answer": "A garden.", "meals-answer": "level:some"}
    sent = send(desk, page, **typed)
    assert sent.status_code == 303, text_of(sent)
    assert sent.url.endswith("?by=phone&more=1")
    assert "help with meals" in text_of(desk.get(sent.url))
    seen = queries.assessment(asks(rosa, timezone.now()), assessment=assessment, now=timezone.now())
    asked = seen.question("meals")
    assert asked is not None
    assert [(one.voice, one.channel) for one in asked.answers] == [("person", "phone")]
    assert send(desk, page, **typed).status_code == 303
    wrong = send(desk, page, **{**typed, "channel": "paper", "number": "AAAA AAAA"})
    assert wrong.status_code == 422
    assert "Read the number on the paper again" in text_of(wrong)
    assert "A garden." in wrong.content.decode()


@pytest.mark.req("H6")
@pytest.mark.parametrize("way", ["plain", "large", "easy"])
def test_the_form_is_a_tagged_pdf_with_its_number(rosa: Somebody, way: str) -> None:
    client = browser(rosa)
    address = reverse("allocation:print_form", args=[rosa.party])
    assert send(client, address).status_code == 303
    now = timezone.now()
    (printed,) = queries.paper_forms(asks(rosa, now), person=rosa.party, now=now)
    assert printed.number in text_of(client.get(address))
    made = client.get(address, {"form": str(printed.id), "as": way})
    assert made["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF-")
    assert b"StructTreeRoot" in made.content


def test_the_person_does_not_key_in_and_a_stranger_has_no_number(rosa: Somebody, idris: Somebody) -> None:
    assessment = begun_by(idris, rosa, "phone")
    with pytest.raises(NotAllowed):
        actions.key_in(asks(rosa), now=later(), assessment=assessment, values=VALUES, channel="phone")
    with pytest.raises(CannotKeyIn, match="no_such_channel"):
        actions.key_in(asks(idris), now=later(), assessment=assessment, values=VALUES, channel="self")
