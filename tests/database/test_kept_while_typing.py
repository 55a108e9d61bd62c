"""What is being typed is kept for its writer alone, one draft of each page, and never what was sent already."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ownway.registers.people import actions, queries
from ownway.registers.people.actions import CannotKeepTyped
from ownway.values import Asker, Basis, new_identifier
from tests.browsing import browser, hidden, send, text_of
from tests.factories import Somebody, asks, somebody
from tests.steps import estimated, install

pytestmark = pytest.mark.django_db
KEEP = reverse("file:while_typing")


@pytest.fixture
def rosa() -> Somebody:
    """A person who may plan."""
    now = timezone.now() - timedelta(minutes=15)
    install(now)
    person = somebody("Rosa Mbeki")
    estimated(person, now=now)
    return person


def begun(rosa: Somebody) -> tuple[Client, str]:
    """Her browser, and the page of the first question of a plan she has begun."""
    page = browser(rosa)
    send(page, reverse("planning:plan", args=[rosa.party]))
    return page, reverse("planning:section", args=[rosa.party, "important"])


def types(page: Client, address: str, text: str) -> Any:
    """Let the script of the page send what stands in its form."""
    return page.post(KEEP, {**hidden(page.get(address)), "text": text})


def test_one_draft_of_a_page_is_kept_and_comes_back_when_asked_for(rosa: Somebody) -> None:
    page, address = begun(rosa)
    fields = hidden(page.get(address))
    for text in ("My g", "My garden", "My garden and"):
        assert page.post(KEEP, {**fields, "text": text}).status_code == 204
    waiting = page.get(address)
    assert "You typed something here" in text_of(waiting) and "My garden" not in text_of(waiting)
    (draft,) = queries.drafts(asks(rosa, timezone.now()), now=timezone.now())
    back = page.get(f"{address}?bring-back={draft.id}")
    assert "My garden and" in back.content.decode() and "Error" not in text_of(back)
    assert "Go on where you stopped" in text_of(page.get(reverse("file:kept")))


def test_two_devices_keep_a_draft_each_and_what_comes_back_follows_what_its_writer_saw(rosa: Somebody) -> None:
    page, address = begun(rosa)
    types(page, address, "From the tablet.")
    telephone = browser(rosa)
    types(telephone, address, "From the tele")
    send(telephone, address, text="From the telephone.")
    tablet = next(
        one
        for one in queries.drafts(asks(rosa, timezone.now()), now=timezone.now())
        if one.typed["text"] == ["From the tablet."]
    )
    back = page.get(f"{address}?bring-back={tablet.id}")
    assert page.post(address, {**hidden(back), "text": "From the tablet."}).status_code == 303
    both = text_of(page.get(address))
    assert "From the telephone." in both and "From the tablet." in both


def test_once_sent_nothing_waits_and_a_late_letter_keeps_nothing(rosa: Somebody) -> None:
    page, address = begun(rosa)
    fields = hidden(page.get(address))
    assert page.post(KEEP, {**fields, "text": "My garden"}).status_code == 204
    assert page.post(address, {**fields, "text": "My garden."}).status_code == 303
    assert page.post(KEEP, {**fields, "text": "My garden"}).status_code == 303
    assert "You typed something here" not in text_of(page.get(address))


def test_a_form_that_came_back_with_an_error_keeps_its_draft_until_it_is_sent_well(rosa: Somebody) -> None:
    page, _ = begun(rosa)
    aim = reverse("planning:add_aim", args=[rosa.party])
    fields = hidden(page.get(aim))
    page.post(KEEP, {**fields, "text": "x" * 501})
    wrong = page.post(aim, {**fields, "text": "x" * 501})
    assert wrong.status_code == 422
    assert "You typed something here" in text_of(page.get(aim))
    assert page.post(aim, {**hidden(wrong), "text": "Swim."}).status_code == 303
    assert "You typed something here" not in text_of(page.get(aim))


@pytest.mark.parametrize("forged", ["", "rubbish", "other"])
def test_only_a_form_that_was_shown_to_this_person_is_kept(rosa: Somebody, forged: str) -> None:
    page, address = begun(rosa)
    fields = hidden(page.get(address))
    other = browser(somebody("Idris Vaughan"))
    answer = (
        other.post(KEEP, {**fields, "text": "x"})
        if forged == "other"
        else page.post(KEEP, {**fields, "_shown_to": forged, "text": "x"})
    )
    assert answer.status_code == 403
    assert Client().post(KEEP, {**fields, "text": "x"}).status_code == 302
    assert "You typed something here" not in text_of(page.get(address))


def test_it_is_sealed_never_holds_a_password_and_is_not_shown_to_another(rosa: Somebody) -> None:
    page, address = begun(rosa)
    page.post(KEEP, {**hidden(page.get(address)), "text": "My garden", "password": "seven quiet herons"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT typed::text FROM people_typedtext")
        assert all("garden" not in row[0] for row in cursor.fetchall())
    (draft,) = queries.drafts(asks(rosa, timezone.now()), now=timezone.now())
    assert set(draft.typed) >= {"text"} and "password" not in draft.typed
    other = somebody("Idris Vaughan")
    assert queries.drafts(asks(other, timezone.now()), now=timezone.now()) == ()


def test_too_much_is_refused_and_old_drafts_go_after_a_week(rosa: Somebody) -> None:
    now = timezone.now()
    with pytest.raises(CannotKeepTyped):
        actions.keep_while_typing(asks(rosa, now), now=now, path="/x/", form="1", typed={"text": ["x" * 200_001]})
    with pytest.raises(CannotKeepTyped):
        actions.keep_while_typing(Asker(Basis.PUBLIC, new_identifier(now)), now=now, path="/x/", form="1", typed={})
    actions.keep_while_typing(asks(rosa, now), now=now, path="/x/", form="1", typed={"text": ["x"]})
    job = Asker(Basis.JOB, new_identifier(now), named="nightly")
    assert actions.forget_old_typed(job, now=now + timedelta(days=6)) == 0
    assert actions.forget_old_typed(job, now=now + timedelta(days=8)) == 1


def test_the_page_of_what_waits_shows_words_once_and_no_choices(rosa: Somebody) -> None:
    page, address = begun(rosa)
    chosen = {"kind": "against_the_law", "line": str(rosa.party), "again": "My garden"}
    page.post(KEEP, {**hidden(page.get(address)), "text": "My garden", **chosen})
    shown = text_of(page.get(reverse("file:kept")))
    assert shown.count("My garden") == 1
    assert "against_the_law" not in shown
    assert str(rosa.party) not in shown.split("Begun, and not sent")[1]
