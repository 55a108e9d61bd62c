"""Pages as a browser without script gets them: who may see what, what is kept, what an error says."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from ownway.interfaces.web.design.progress import STEPS, Standing, seven_steps
from ownway.interfaces.web.design.public_routes import PUBLIC_ROUTES
from ownway.interfaces.web.desks.where import WHERE
from ownway.interfaces.web.file.looked import what_of
from ownway.registers.people.rules.access import ACCESS
from tests.factories import Somebody, asks, somebody, stands_beside, works_with

pytestmark = pytest.mark.django_db
OF_ONE = "public:rules_of_programme"
"""The one public page that needs to be told of what; the tests of the rules open it."""
OPEN = sorted(route for route in PUBLIC_ROUTES - {OF_ONE} if route.startswith(("home:", "public:")))


@pytest.fixture
def ada() -> Somebody:
    """A person with an account."""
    return somebody("Ada Okonkwo")


@pytest.fixture
def tomos() -> Somebody:
    """A practitioner."""
    return somebody("Tomos Pryce", "practitioner")


def signed_in(who: Somebody) -> Client:
    """A browser in which *who* has signed in through the page."""
    client = Client()
    answer = client.post(reverse("account_login"), {"login": who.email, "password": who.password})
    assert answer.status_code == 302, answer.content.decode()
    return client


def text_of(answer: Any) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize(
    "route", sorted(r for r in PUBLIC_ROUTES if r.startswith(("home:", "public:")) and r != OF_ONE)
)
def test_anyone_may_open_a_public_page(route: str) -> None:
    answer = Client().get(reverse(route))
    assert answer.status_code == 200
    assert "Cache-Control" not in answer or "no-store" not in answer["Cache-Control"]


@pytest.mark.parametrize("route", ["file:mine", "file:looks", "desks:desk", "file:kept", "mfa_index"])
def test_a_personal_page_asks_who_is_there_and_leads_back(route: str) -> None:
    answer = Client().get(reverse(route))
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next={reverse(route)}"


def test_one_who_signs_in_finds_their_seven_steps(ada: Somebody) -> None:
    answer = signed_in(ada).get("/")
    assert answer.status_code == 200
    assert "Hello, Ada Okonkwo" in text_of(answer)
    assert "Know your budget" in text_of(answer)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.req("H5")
def test_a_person_does_not_exist_for_one_who_may_not_know_them(ada: Somebody, tomos: Somebody) -> None:
    stranger = signed_in(tomos)
    for route in ("home:person", "file:of_person", "file:looks_at"):
        answer = stranger.get(reverse(route, kwargs={"person": ada.party}))
        assert answer.status_code == 404
        assert "Ada" not in answer.content.decode()


def test_the_practitioner_and_the_family_see_the_seven_steps_of_their_person(ada: Somebody, tomos: Somebody) -> None:
    works_with(tomos, ada)
    sister = somebody("Ngozi Okonkwo")
    stands_beside(sister, ada)
    for who in (tomos, sister):
        client = signed_in(who)
        assert "Ada Okonkwo" in text_of(client.get("/"))
        assert client.get(reverse("home:person", kwargs={"person": ada.party})).status_code == 200


@pytest.mark.req("X5")
def test_a_person_sees_who_looked_and_who_was_refused(ada: Somebody, tomos: Somebody) -> None:
    signed_in(tomos).get(reverse("home:person", kwargs={"person": ada.party}))
    works_with(tomos, ada)
    signed_in(tomos).get(reverse("home:person", kwargs={"person": ada.party}))
    told = text_of(signed_in(ada).get(reverse("file:looks"), follow=True))
    assert told.count("Tomos Pryce") == 2
    assert told.count("Refused") == 1
    assert "Tomos Pryce looked: Name, language and how to tell things" in told
    assert "Who stands beside, and who works with them" in told


@pytest.mark.req("X5")
def test_who_looked_is_told_in_the_readers_language(ada: Somebody) -> None:
    client = signed_in(ada)
    client.get(reverse("file:of_person", kwargs={"person": ada.party}))
    client.post(reverse("public:show_as"), {"language": "cy", "next": "/"})
    told = text_of(client.get(reverse("file:looks"), follow=True))
    assert "Chi edrychodd: Penderfyniadau" in told
    assert " to read " not in told


@pytest.mark.req("X5")
def test_whatever_was_done_to_a_file_has_words_of_the_file() -> None:
    for_nobody = {"bench", "market"}
    assert [deed for deed in ACCESS if not what_of(deed) and deed.partition(".")[0] not in for_nobody] == []


@pytest.mark.parametrize("known", [True, False])
def test_a_page_that_does_not_exist_says_what_to_do(ada: Somebody, known: bool) -> None:
    answer = (signed_in(ada) if known else Client()).get("/no-such-page/")
    assert answer.status_code == 404
    assert "We cannot find this page" in text_of(answer)


@pytest.mark.req("H1")
@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ({"language": "cy"}, 'lang="cy"'),
        ({"easy_read": "yes"}, "ow-easy-read"),
    ],
)
def test_a_choice_at_the_head_of_a_page_changes_all_pages(sent: dict[str, str], found: str) -> None:
    client = Client()
    answer = client.post(reverse("public:show_as"), {**sent, "next": "/rules/"})
    assert answer.status_code == 303
    assert answer["Location"] == "/rules/"
    assert found in client.get("/").content.decode()


@pytest.mark.req("H1")
def test_how_pages_are_shown_follows_the_person_to_another_machine(ada: Somebody) -> None:
    given = {"language": "de", "easy_read": "yes", "large_print": "yes", "contrast": "strong"}
    assert signed_in(ada).post(reverse("public:show_as"), given).status_code == 303
    shown = signed_in(ada).get("/").content.decode()
    assert 'lang="de"' in shown
    assert "ow-easy-read" in shown
    assert "ow-large-print" in shown


def test_nobody_is_led_off_this_site() -> None:
    answer = Client().post(reverse("public:show_as"), {"language": "cy", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_a_form_with_an_error_says_it_beside_the_field_and_in_the_summary() -> None:
    answer = Client().post(reverse("public:show_as"), {"contrast": "pink", "language": "cy", "easy_read": "no"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: " in page
    assert '<a href="#id_contrast">' in page
    assert 'id="id_contrast-error"' in page
    assert 'id="id_large_print-error"' in page
    assert re.search(r'value="cy"\s+checked', page), "what was chosen is kept"


def test_pages_allow_no_script_or_style_of_others_and_are_in_no_frame() -> None:
    answer = Client().get("/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    page = answer.content.decode()
    assert not re.search(r"<script(?![^>]*src=)", page)
    assert " style=" not in page
    assert "<style" not in page


def test_every_line_of_a_desk_leads_to_a_page_there_is() -> None:
    some = uuid4()
    assert [name for name, route in WHERE.items() if not resolve(reverse(route, args=[some]))] == []


def test_the_seven_steps_are_each_told_by_their_own_folder(ada: Somebody) -> None:
    now = timezone.now()
    steps = seven_steps(asks(ada, now), person=ada.party, now=now)
    assert [step.step for step in steps] == list(STEPS)
    for step in steps:
        assert step.progress.standing in Standing
        assert not step.progress.address or resolve(step.progress.address)
