"""What somebody without an account types is kept under their code alone, and moves into their file with them."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ownway.registers.people import queries as people
from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.actions import CannotKeepTyping
from ownway.steps.allocation.models import TypedByCode
from ownway.values import Asker, Basis, new_identifier
from ownway.values.cannot import NotFound
from tests.browsing import browser, hidden, text_of
from tests.factories import asks, somebody, works_with
from tests.steps import install

pytestmark = pytest.mark.django_db
WORDS = "My garden, and my sister on Sundays."
KEEP = reverse("allocation:begin_typing")
PAGE = reverse("allocation:begin_question", args=["good_life"])
COOKIE = "ownway_begun"


@pytest.fixture(autouse=True)
def programme() -> None:
    """The programme of these tests, in force."""
    install(timezone.now() - timedelta(minutes=15))


def anyone() -> Asker:
    """Somebody who has not said who they are."""
    return Asker(Basis.PUBLIC, new_identifier(timezone.now()))


def begun(*, strict: bool = False) -> tuple[Client, str]:
    """A browser that has begun, and the code it was given."""
    client = Client(enforce_csrf_checks=strict)
    fields = hidden(client.get(reverse("allocation:begin")))
    client.post(reverse("allocation:begin"), fields)
    page = client.get(reverse("allocation:begin_code"))
    return client, text_code(page)


def text_code(page: Any) -> str:
    """The code as it stands on its page."""
    found = re.search(r"\b[A-Z0-9]{4} [A-Z0-9]{4} [A-Z0-9]{4}\b", text_of(page))
    assert found
    return found.group()


def opened(code: str) -> Client:
    """Another browser that came back with the code."""
    client = Client()
    address = reverse("allocation:come_back")
    assert client.post(address, {**hidden(client.get(address)), "code": code}).status_code == 303
    return client


def drafts(code: str) -> list[str]:
    """What waits under the code."""
    return [
        value
        for one in queries.typed_by_code(anyone(), code=code, now=timezone.now())
        for value in one.typed.get("answer", [])
    ]


@pytest.mark.req("A1")
def test_what_is_typed_under_a_code_waits_on_another_device_until_it_is_sent() -> None:
    client, code = begun()
    fields = hidden(client.get(PAGE))
    for text in ("My g", "My garden,", WORDS):
        assert client.post(KEEP, {**fields, "answer": text}).status_code == 204
    assert drafts(code) == [WORDS]
    other = opened(code)
    assert "Go on where you stopped" in text_of(other.get(reverse("allocation:begin_parts")))
    waiting = other.get(PAGE)
    assert "You typed something here" in text_of(waiting)
    (draft,) = queries.typed_by_code(anyone(), code=code, now=timezone.now())
    back = other.get(f"{PAGE}?bring-back={draft.id}")
    assert WORDS in back.content.decode()
    assert other.post(PAGE, {**hidden(back), "answer": WORDS}).status_code == 303
    assert drafts(code) == []
    asked = queries.begun_by_code(anyone(), code=code, now=timezone.now()).question("good_life")
    assert asked is not None and asked.value == {"text": WORDS}


@pytest.mark.req("A1")
@pytest.mark.parametrize("lost", ["code", "token", "both"])
def test_a_form_sent_under_a_code_is_kept_when_the_browser_has_lost_code_or_token(lost: str) -> None:
    client, code = begun(strict=lost != "code")
    fields = hidden(client.get(PAGE))
    if lost != "token":
        del client.cookies[COOKIE]
    if lost != "code":
        fields["csrfmiddlewaretoken"] = "x" * 64
    answer = client.post(PAGE, {**fields, "answer": WORDS}, follow=True)
    assert drafts(code) == [WORDS]
    expected = "You typed something here" if lost == "token" else "Come back with your code"
    assert expected in text_of(answer)
    assert WORDS not in answer.content.decode()
    waiting = opened(code).get(PAGE)
    assert "You typed something here" in text_of(waiting)


def test_a_draft_can_be_thrown_away_and_by_nobody_without_the_code() -> None:
    client, code = begun()
    client.post(KEEP, {**hidden(client.get(PAGE)), "answer": WORDS})
    (draft,) = queries.typed_by_code(anyone(), code=code, now=timezone.now())
    away = reverse("allocation:begin_typed_away")
    other, _ = begun()
    assert other.post(away, {**hidden(other.get(PAGE)), "kept": str(draft.id)}).status_code == 404
    assert Client().post(away, {"kept": str(draft.id)}).status_code == 422
    assert drafts(code) == [WORDS]
    sent = {**hidden(client.get(PAGE)), "kept": str(draft.id), "next": PAGE}
    assert client.post(away, sent)["Location"] == PAGE
    assert drafts(code) == []


@pytest.mark.parametrize("mark", ["", "rubbish"])
def test_only_a_form_that_was_shown_under_a_code_is_kept(mark: str) -> None:
    client, code = begun()
    fields = hidden(client.get(PAGE))
    assert client.post(KEEP, {**fields, "_shown_to": mark, "answer": WORDS}).status_code == 422
    assert client.post(KEEP, {**hidden(client.get(reverse("allocation:begin"))), "answer": WORDS}).status_code == 422
    assert drafts(code) == []


def test_the_database_holds_no_word_of_it_and_the_page_does_not_hold_the_code() -> None:
    client, code = begun()
    page = client.get(PAGE)
    assert code not in page.content.decode() and code.replace(" ", "") not in page.content.decode()
    client.post(KEEP, {**hidden(page), "answer": WORDS})
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM allocation_typed_by_code")
        kept = [bytes(row[0]) for row in cursor.fetchall()]
    assert len(kept) == 1 and b"garden" not in kept[0] and b"good_life" not in kept[0]


def test_too_much_is_refused_and_under_one_code_fifty_drafts_wait_at_most() -> None:
    _, code = begun()
    now = timezone.now()

    def keep(form: str, text: str) -> UUID:
        return actions.keep_typed_by_code(anyone(), now=now, code=code, path=PAGE, form=form, typed={"answer": [text]})

    with pytest.raises(CannotKeepTyping):
        keep("1", "x" * 200_001)
    for number in range(53):
        keep(str(number), "x")
    assert TypedByCode.objects.count() == 50
    with pytest.raises(NotFound):
        actions.keep_typed_by_code(anyone(), now=now, code="0" * 12, path=PAGE, form="1", typed={})


@pytest.mark.req("A1")
@pytest.mark.parametrize("who", ["themselves", "with a practitioner"])
def test_with_an_account_what_was_typed_waits_in_the_persons_own_file_and_the_code_is_gone(who: str) -> None:
    client, code = begun()
    client.post(KEEP, {**hidden(client.get(PAGE)), "answer": WORDS})
    rosa, idris = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    works_with(idris, rosa)
    page = browser(rosa if who == "themselves" else idris)
    address = reverse("allocation:bring_over", args=[rosa.party])
    sent = {**hidden(page.get(address)), "code": code, "words": "She read me the code."}
    brought = page.post(address, sent)
    assert brought.status_code == 303
    assert not TypedByCode.objects.exists()
    now = timezone.now()
    assert people.drafts(asks(idris, now), now=now) == ()
    (draft,) = people.drafts(asks(rosa, now), now=now)
    back = browser(rosa).get(f"{draft.path}?bring-back={draft.id}")
    assert WORDS in back.content.decode()


def test_it_goes_when_the_code_ends() -> None:
    client, _code = begun()
    client.post(KEEP, {**hidden(client.get(PAGE)), "answer": WORDS})
    night = timezone.now() + timedelta(days=91)
    assert actions.forget_old_codes(Asker(Basis.JOB, new_identifier(night), named="nightly"), now=night) == 1
    assert not TypedByCode.objects.exists()
