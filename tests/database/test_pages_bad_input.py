"""What goes wrong between a person and a page: letters no page can hold, a lost session, two clicks, an old page."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ownway.registers.decisions import queries
from ownway.registers.people import queries as people
from tests.factories import PASSWORD, Somebody, asks, decided, somebody, works_with

pytestmark = pytest.mark.django_db
OTHER_WRITING = "אני לא מסכים 🙅🏽‍♀️ ما حد كلمني"


@pytest.fixture
def ada() -> Somebody:
    """A person about whom something was decided."""
    return somebody("Ada Okonkwo")


@pytest.fixture
def decision(ada: Somebody) -> Any:
    """A decision about Ada that can be challenged."""
    tomos = somebody("Tomos Pryce", "practitioner")
    works_with(tomos, ada)
    return decided(tomos, ada, now=timezone.now())


def signed_in(who: Somebody, *, checks: bool = False) -> Client:
    """A browser in which *who* has signed in; with *checks* it must send the token of a form."""
    client = Client(enforce_csrf_checks=checks)
    token = client.get(reverse("account_login")).cookies["csrftoken"].value
    sent = {"login": who.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post(reverse("account_login"), sent).status_code == 302
    return client


def form_on(client: Client, path: str) -> dict[str, str]:
    """The hidden fields of the form of a page, as a browser would send them back."""
    page = client.get(path).content.decode()
    form = page[page.index('class="ow-form"') :]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form))


def challenges(who: Somebody, decision: Any) -> list[str]:
    """What was said in challenges to a decision."""
    seen = queries.decision(asks(who, timezone.now()), decision=decision, now=timezone.now())
    return [challenge.words for challenge in seen.challenges]


@pytest.mark.parametrize(
    ("typed", "told", "kept"),
    [
        ("I do not\x00 agree", "cannot be kept", "I do not agree"),
        ("x" * 5001, "too long", "x" * 5001),
    ],
    ids=["nul", "too long"],
)
def test_words_that_cannot_be_kept_come_back_with_the_reason(
    ada: Somebody, decision: Any, typed: str, told: str, kept: str
) -> None:
    client = signed_in(ada)
    path = reverse("file:challenge", kwargs={"decision": decision})
    answer = client.post(path, {**form_on(client, path), "words": typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_words"' in page
    assert 'id="id_words-error"' in page
    assert kept in page
    assert "\x00" not in page
    assert challenges(ada, decision) == []


def test_any_writing_people_use_is_kept_as_it_is(ada: Somebody, decision: Any) -> None:
    client = signed_in(ada)
    path = reverse("file:challenge", kwargs={"decision": decision})
    assert client.post(path, {**form_on(client, path), "words": OTHER_WRITING}).status_code == 303
    assert challenges(ada, decision) == [OTHER_WRITING]
    shown = client.get(reverse("file:decision", kwargs={"decision": decision})).content.decode()
    assert OTHER_WRITING in shown


def test_two_clicks_do_it_once_and_both_lead_to_the_same_page(ada: Somebody, decision: Any) -> None:
    client = signed_in(ada)
    path = reverse("file:challenge", kwargs={"decision": decision})
    sent = {**form_on(client, path), "words": "I was not asked about nights."}
    first, second = client.post(path, sent), client.post(path, sent)
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert challenges(ada, decision) == ["I was not asked about nights."]


def test_a_deed_that_cannot_be_done_twice_is_told_in_words(ada: Somebody, decision: Any) -> None:
    client = signed_in(ada)
    path = reverse("file:challenge", kwargs={"decision": decision})
    client.post(path, {**form_on(client, path), "words": "Once."})
    answer = client.post(path, {**form_on(client, path), "words": "And again."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert "And again." in page
    assert challenges(ada, decision) == ["Once."]


def test_what_was_typed_when_the_session_had_ended_is_sent_after_signing_in(ada: Somebody, decision: Any) -> None:
    client = signed_in(ada)
    path = reverse("file:challenge", kwargs={"decision": decision})
    sent = {**form_on(client, path), "words": "Nobody came at night."}
    del client.cookies["sessionid"]
    answer = client.post(path, sent)
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next={reverse('file:kept')}"
    assert "What you typed is kept" in client.get(answer["Location"]).content.decode()
    assert challenges(ada, decision) == []
    client.post(reverse("account_login"), {"login": ada.email, "password": PASSWORD})
    kept = client.get(reverse("file:kept")).content.decode()
    assert "Nobody came at night." in kept
    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', kept[kept.index(path) :]))
    assert client.post(path, again).status_code == 303
    assert challenges(ada, decision) == ["Nobody came at night."]
    assert "Nobody came at night." not in client.get(reverse("file:kept")).content.decode()


def test_nobody_sees_what_another_typed_on_the_same_machine(ada: Somebody, decision: Any) -> None:
    client = signed_in(ada)
    path = reverse("file:challenge", kwargs={"decision": decision})
    sent = {**form_on(client, path), "words": "Nobody came at night."}
    del client.cookies["sessionid"]
    client.post(path, sent)
    other = somebody("Idris Vaughan")
    client.post(reverse("account_login"), {"login": other.email, "password": PASSWORD})
    assert "Nobody came at night." not in client.get(reverse("file:kept")).content.decode()


@pytest.mark.parametrize("mark", ["", "forged"])
def test_a_form_that_we_did_not_show_is_never_kept(ada: Somebody, decision: Any, mark: str) -> None:
    path = reverse("file:challenge", kwargs={"decision": decision})
    Client().post(path, {"words": "Sent by another site.", "_shown_to": mark})
    assert people.typed(asks(ada, timezone.now()), now=timezone.now()) == ()


def test_a_form_whose_token_is_old_is_kept_too(ada: Somebody, decision: Any) -> None:
    client = signed_in(ada, checks=True)
    path = reverse("file:challenge", kwargs={"decision": decision})
    sent = {**form_on(client, path), "words": "Kept although the token is old.", "csrfmiddlewaretoken": "x" * 64}
    answer = client.post(path, sent)
    assert (answer.status_code, answer["Location"]) == (302, reverse("file:kept"))
    assert "Kept although the token is old." in client.get(reverse("file:kept")).content.decode()
    assert challenges(ada, decision) == []


def test_a_form_of_another_site_is_refused_in_plain_words(ada: Somebody, decision: Any) -> None:
    client = signed_in(ada, checks=True)
    answer = client.post(reverse("file:challenge", kwargs={"decision": decision}), {"words": "Forged."})
    assert answer.status_code == 403
    assert "This page was open for too long" in answer.content.decode()
    assert challenges(ada, decision) == []


@pytest.mark.parametrize("path", ["/?next=%00", "/rules/?%00=1", "/desk/?name=%00"])
def test_an_address_with_nul_is_refused_in_plain_words(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 400
    assert "We could not read that" in answer.content.decode()


def test_too_many_wrong_passwords_are_told_to_wait(ada: Somebody) -> None:
    client = Client()
    for _ in range(5):
        answer = client.post(reverse("account_login"), {"login": ada.email, "password": "not the herons"})
    assert answer.status_code == 429
    assert "Too many tries" in answer.content.decode()
    right = client.post(reverse("account_login"), {"login": ada.email, "password": PASSWORD})
    assert right.status_code == 429
