"""A panel's page: the formula's figure, the limits, a reason; and what the person then reads."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ownway.steps.allocation import queries
from tests.allocating import asks, install, told
from tests.factories import Somebody, somebody, works_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa(repository: Path) -> Somebody:
    """A person who was told an indicative budget."""
    install(repository)
    person, worker = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    works_with(worker, person)
    told(person, worker)
    return person


def browser(who: Somebody) -> Client:
    """A browser in which somebody has signed in."""
    client = Client()
    assert client.post(reverse("account_login"), {"login": who.email, "password": who.password}).status_code == 302
    return client


def text_of(answer: Any) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.req("A8")
def test_a_panel_moves_a_figure_on_its_page_and_the_person_reads_both_sums_and_why(rosa: Somebody) -> None:
    held = queries.figure_of(asks(rosa), person=rosa.party, now=timezone.now())
    assert held is not None
    assert held.money is not None
    panel = browser(somebody("Grace Oyelaran", "panel"))
    address = reverse("allocation:move", args=[held.id])
    assert "The rule gives" in text_of(panel.get(address))
    far = panel.post(address, {"pence": "9,999.00", "words": "Much more."})
    assert far.status_code == 422
    assert "does not allow a panel to move the figure that far" in text_of(far)
    assert "9,999.00" in far.content.decode()
    nearby = f"{(held.money.pence + 500) / 100:.2f}"
    moved = panel.post(address, {"pence": nearby, "words": "Travel to dialysis three times a week."})
    assert moved.status_code == 303
    figure = queries.figure_of(asks(rosa), person=rosa.party, now=timezone.now())
    assert figure is not None
    words = text_of(browser(rosa).get(reverse("allocation:figure", args=[figure.id])))
    for expected in ("What the rule gives", "What the panel decided", "Travel to dialysis", "Grace Oyelaran decided"):
        assert expected in words


def test_nobody_but_a_panel_opens_that_page(rosa: Somebody) -> None:
    held = queries.figure_of(asks(rosa), person=rosa.party, now=timezone.now())
    assert held is not None
    assert browser(rosa).get(reverse("allocation:move", args=[held.id])).status_code == 403
    assert browser(somebody("Kwame Boateng")).get(reverse("allocation:move", args=[held.id])).status_code == 404
