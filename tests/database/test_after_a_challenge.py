"""What the pages say of a challenge that was taken back, and once the time to challenge has passed."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.steps.allocation import queries as allocation
from tests.browsing import browser, send, text_of
from tests.factories import Somebody, asks, somebody, works_with
from tests.steps import install, told

pytestmark = pytest.mark.django_db


def told_on(moment: datetime) -> tuple[Somebody, str, UUID]:
    """Somebody told their budget then; the address of the figure, and the decision."""
    install(moment)
    rosa, worker = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    decision = told(rosa, worker, now=moment)
    figure = allocation.figure_of(asks(rosa, timezone.now()), person=rosa.party, now=timezone.now())
    assert figure is not None
    return rosa, reverse("allocation:figure", args=[figure.id]), decision


@pytest.mark.req("A8")
def test_when_the_time_to_challenge_has_passed_the_page_says_so_and_what_can_be_done() -> None:
    rosa, figure, decision = told_on(timezone.now() - timedelta(days=60))
    page = browser(rosa).get(figure)
    assert "It could be challenged until" in text_of(page)
    assert reverse("allocation:start", args=[rosa.party]) in page.content.decode()
    words = text_of(browser(rosa).get(reverse("file:decision", args=[decision])))
    assert "It could be challenged until" in words
    assert "Tell the person you work with." in words


@pytest.mark.req("A8")
def test_a_challenge_taken_back_is_not_told_as_one_that_was_lost() -> None:
    moment = timezone.now() - timedelta(minutes=15)
    rosa, figure, decision = told_on(moment)
    now = timezone.now() - timedelta(minutes=5)
    challenged = decisions.challenge(asks(rosa, now), now=now, decision=decision, words="Too little.")
    client = browser(rosa)
    assert "It could be challenged until" not in text_of(client.get(figure))
    address = reverse("file:take_back", args=[decision, challenged])
    assert send(client, address, words="We talked.").status_code == 303
    words = text_of(client.get(figure))
    assert "It was taken back." in words
    assert "The decision stays." not in words


@pytest.mark.req("A8")
def test_whoever_answers_a_challenge_finds_what_it_is_about() -> None:
    rosa, _figure, decision = told_on(timezone.now() - timedelta(minutes=15))
    now = timezone.now() - timedelta(minutes=5)
    challenged = decisions.challenge(asks(rosa, now), now=now, decision=decision, words="Too little.")
    panel = browser(somebody("Margaret Osei", "panel"))
    page = panel.get(reverse("file:answer", args=[challenged]))
    assert "See the answers, the plan and the file" in text_of(page)
    assert panel.get(reverse("home:person", args=[rosa.party])).status_code == 200
