"""Coming back to answers: where each way leads, what is still to do, and how what was left empty is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ownway.steps.allocation import actions as allocation
from ownway.steps.allocation import queries as assessments
from tests.browsing import browser, hidden, send, text_of
from tests.factories import Somebody, somebody, works_with
from tests.steps import asks, estimated, install, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa() -> Somebody:
    """A person under the programme."""
    install(timezone.now() - timedelta(minutes=15))
    return somebody("Rosa Mbeki")


def begun_by_code() -> Client:
    """A browser of somebody without an account, who has begun."""
    client = Client()
    send(client, reverse("allocation:begin"))
    return client


def at(page: Any) -> str:
    """What stands on the page, as it was sent."""
    return str(page.content.decode())


@pytest.mark.req("A1")
def test_who_changes_one_answer_goes_back_to_all_answers(rosa: Somebody) -> None:
    moment = timezone.now() - timedelta(minutes=10)
    assessment = estimated(rosa, now=moment)
    answers = reverse("allocation:check_answers", args=[assessment])
    page = browser(rosa).get(reverse("allocation:question", args=[assessment, "meals"]) + "?then=check")
    assert f'href="{answers}"' in at(page)
    code = begun_by_code()
    page = code.get(reverse("allocation:begin_question", args=["what_matters"]) + "?then=check")
    assert f'href="{reverse("allocation:begin_answers")}"' in at(page)
    page = code.get(reverse("allocation:begin_question", args=["what_matters"]))
    assert f'href="{reverse("allocation:begin_question", args=["good_life"])}"' in at(page)


@pytest.mark.req("A1")
def test_what_was_handed_in_is_done_and_leads_to_the_estimate(rosa: Somebody) -> None:
    moment = timezone.now() - timedelta(minutes=10)
    opened = allocation.start_assessment(asks(rosa, moment), now=moment, person=rosa.party, programme="in-control")
    early = text_of(browser(rosa).get(reverse("allocation:tasks", args=[opened])))
    assert "You can do this now, also if some answers are missing." in early
    assert "Later" not in early
    other = somebody("Ann Beddoes")
    assessment = estimated(other, now=moment)
    seen = text_of(browser(other).get(reverse("allocation:tasks", args=[assessment])))
    assert "See the estimate" in seen
    assert "some answers are missing" not in seen
    assert "Not started" not in seen


def test_answers_that_a_told_budget_rests_on_offer_no_change(rosa: Somebody) -> None:
    moment = timezone.now() - timedelta(minutes=10)
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    told(rosa, worker, now=moment)
    (seen,) = assessments.my_assessments(asks(rosa, moment), person=rosa.party, now=moment)
    page = browser(rosa).get(reverse("allocation:check_answers", args=[seen.id]))
    assert "so they stay as they are" in text_of(page)
    assert "then=check" not in at(page)


def test_a_box_left_empty_is_not_told_as_a_promise_to_answer_later() -> None:
    install(timezone.now() - timedelta(minutes=15))
    client = begun_by_code()
    address = reverse("allocation:begin_question", args=["good_life"])
    assert client.post(address, {**hidden(client.get(address)), "answer": ""}).status_code == 303
    page = text_of(client.get(reverse("allocation:begin_answers")))
    assert "Left empty" in page
    assert "I will answer later" not in page


def test_the_estimate_by_code_leads_to_the_code_that_it_asks_for() -> None:
    install(timezone.now() - timedelta(minutes=15))
    page = begun_by_code().get(reverse("allocation:begin_estimate"))
    assert f'href="{reverse("allocation:begin_code")}"' in at(page)


def test_a_worker_finds_the_programme_of_the_house_first_and_chosen(rosa: Somebody) -> None:
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    install(timezone.now() - timedelta(minutes=15), "carers")
    page = at(browser(worker).get(reverse("allocation:start", args=[rosa.party])))
    first = page.index('name="programme"')
    assert 'value="in-control" checked' in page[first : first + 200]
    assert page.index('value="in-control"') < page.index('value="carers"')


@pytest.mark.req("H1")
def test_a_page_in_another_language_says_in_which_the_questions_are(rosa: Somebody) -> None:
    client = Client()
    address = reverse("allocation:begin")
    assert "of this programme are in" not in text_of(client.get(address))
    client.post(reverse("public:show_as"), {"language": "cy", "next": address})
    assert "Yn Saesneg yn unig y mae cwestiynau a rhesymau’r rhaglen hon." in text_of(client.get(address))
    moment = timezone.now() - timedelta(minutes=10)
    assessment = estimated(rosa, now=moment)
    own = browser(rosa)
    own.post(reverse("public:show_as"), {"language": "cy", "next": address})
    assert "Yn Saesneg yn unig" in text_of(own.get(reverse("allocation:tasks", args=[assessment])))
    send(own, reverse("planning:plan", args=[rosa.party]))
    assert "Yn Saesneg yn unig" in text_of(own.get(reverse("planning:plan", args=[rosa.party])))
