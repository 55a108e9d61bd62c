"""Invitations by email: for one address, once, within seven days, and worth nothing until the person has confirmed."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ownway.registers.people import actions, queries
from ownway.registers.people.actions import CannotInvite
from ownway.registers.people.models import Account, Invitation, Party
from ownway.values.cannot import NotAllowed, NotFound
from tests.browsing import browser, hidden, send, text_of
from tests.factories import Somebody, asks, somebody, stands_beside, works_with

pytestmark = pytest.mark.django_db
PASSWORD = "seven quiet herons"


@pytest.fixture
def rosa() -> Somebody:
    """A person who invites."""
    return somebody("Rosa Mbeki")


def link_in(letter: Any) -> str:
    """The address in a letter."""
    found = re.search(r"https?://[^/]+(/\S+)", letter.body)
    assert found, letter.body
    return found[1]


def invites(rosa: Somebody, email: str, mailoutbox: list[Any]) -> str:
    """Rosa invites on her page; the link of the letter."""
    before = len(mailoutbox)
    answer = send(browser(rosa), reverse("desks:invite", args=[rosa.party]), email=email, relation="family")
    assert answer.status_code == 303
    (letter,) = mailoutbox[before:]
    assert [to.lower() for to in letter.to] == [email.lower()]
    assert "Rosa Mbeki invites you" in letter.body
    return link_in(letter)


def confirms(rosa: Somebody, answer: str) -> int:
    """Rosa says on her page whether it is them; the status of the answer."""
    now = timezone.now()
    (one,) = queries.invitations_of(asks(rosa, now), person=rosa.party, now=now)
    address = reverse("desks:confirm_invited", args=[rosa.party, one.id])
    status: int = send(browser(rosa), address, is_them=answer).status_code
    return status


@pytest.mark.req("P2")
def test_somebody_invited_chooses_a_password_at_their_own_address_and_waits_to_be_confirmed(
    rosa: Somebody, mailoutbox: list[Any]
) -> None:
    link = invites(rosa, "Sefa@Example.org", mailoutbox)
    guest = Client()
    page = guest.get(link)
    assert "Rosa" not in page.content.decode()
    answer = guest.post(link, {**hidden(page), "name": "Sefa Mbeki"})
    assert "Look at your email" in text_of(answer)
    letter = mailoutbox[-1]
    assert (letter.to, letter.subject) == (["sefa@example.org"], "You can sign in now")
    choosing = guest.get(link_in(letter), follow=True).request["PATH_INFO"]
    guest.post(choosing, {"password1": PASSWORD, "password2": PASSWORD})
    guest.post(reverse("account_login"), {"login": "sefa@example.org", "password": PASSWORD})
    assert guest.get(reverse("home:person", args=[rosa.party])).status_code == 404
    beside = browser(rosa).get(reverse("desks:beside", args=[rosa.party]))
    assert "Taken up by Sefa Mbeki: is it them?" in text_of(beside)
    assert confirms(rosa, "yes") == 303
    assert guest.get(reverse("home:person", args=[rosa.party])).status_code == 200
    assert "Sefa Mbeki" in text_of(browser(rosa).get(reverse("desks:beside", args=[rosa.party])))
    assert guest.get(link).status_code == 404


@pytest.mark.req("P2")
def test_an_invitation_that_was_forwarded_opens_nothing_and_tells_no_name(
    rosa: Somebody, mailoutbox: list[Any]
) -> None:
    meant, other = somebody("Sefa Mbeki"), somebody("Rhoda Penhaligon")
    link = invites(rosa, meant.email, mailoutbox)
    nosy = browser(other)
    for answer in (nosy.get(link), nosy.post(link, {})):
        assert answer.status_code == 404
        assert "Rosa Mbeki" not in answer.content.decode()
    nobody = Client()
    page = nobody.get(link)
    assert "Sign in with the email address that the letter came to." in text_of(page)
    assert "Rosa" not in page.content.decode()
    assert nobody.post(link, {"name": "Anybody"}).status_code == 200
    assert len(mailoutbox) == 1
    theirs = browser(meant)
    page = theirs.get(link)
    assert "Rosa Mbeki invites you" in text_of(page)
    assert "Thank you" in text_of(theirs.post(link, hidden(page)))
    assert theirs.get(link).status_code == 404
    assert confirms(rosa, "no") == 303
    assert theirs.get(reverse("home:person", args=[rosa.party])).status_code == 404


def test_a_forwarded_link_to_an_address_without_an_account_sends_its_letter_to_that_address_alone(
    rosa: Somebody, mailoutbox: list[Any]
) -> None:
    link = invites(rosa, "sefa@example.org", mailoutbox)
    nosy = Client()
    nosy.post(link, {**hidden(nosy.get(link)), "name": "Sefa Mbeki"})
    assert [letter.to for letter in mailoutbox] == [["sefa@example.org"], ["sefa@example.org"]]
    assert not Account.objects.get(email="sefa@example.org").has_usable_password()
    assert nosy.post(link, {"name": "Sefa Again"}).status_code == 404
    assert Party.objects.filter(id=Account.objects.get(email="sefa@example.org").party_id).exists()


def test_an_invitation_ends_after_seven_days_and_when_it_is_taken_back(rosa: Somebody, mailoutbox: list[Any]) -> None:
    then = timezone.now() - timedelta(days=7, minutes=1)
    _old, secret = actions.invite(
        asks(rosa, then), now=then, person=rosa.party, email="old@example.org", relation="family"
    )
    assert Client().get(reverse("desks:invited", args=[secret])).status_code == 404
    assert queries.invitations_of(asks(rosa, timezone.now()), person=rosa.party, now=timezone.now()) == ()
    link = invites(rosa, "sefa@example.org", mailoutbox)
    assert Client().get(link).status_code == 200
    assert confirms(rosa, "") == 303
    assert Client().get(link).status_code == 404
    for wrong in ("x", "a" * 300):
        assert Client().get(f"/invited/{wrong}/").status_code == 404


def test_only_the_persons_own_side_invites_and_confirms_and_nonsense_is_refused(
    rosa: Somebody, mailoutbox: list[Any]
) -> None:
    now = timezone.now()
    sister, worker = somebody("Nia Mbeki"), somebody("Idris Vaughan", "practitioner")
    stands_beside(sister, rosa, "family")
    works_with(worker, rosa)
    for asker in (sister, worker):
        with pytest.raises(NotAllowed):
            actions.invite(asks(asker, now), now=now, person=rosa.party, email="x@example.org", relation="family")
    with pytest.raises(NotFound):
        actions.invite(asks(somebody("A Stranger"), now), now=now, person=rosa.party, email="x@example.org",
                       relation="family")  # fmt: skip
    for email, relation in (("no address", "family"), ("x@example.org", "represents"), ("x@example.org", "king")):
        with pytest.raises(CannotInvite):
            actions.invite(asks(rosa, now), now=now, person=rosa.party, email=email, relation=relation)
    made, _secret = actions.invite(
        asks(rosa, now), now=now, person=rosa.party, email="x@example.org", relation="cares_for"
    )
    with pytest.raises(CannotInvite, match=r"people\.not_taken_up"):
        actions.confirm_invited(asks(rosa, now), now=now, invitation=made, is_them=True)
    with pytest.raises(NotAllowed):
        actions.confirm_invited(asks(sister, now), now=now, invitation=made, is_them=False)
    actions.confirm_invited(asks(rosa, now), now=now, invitation=made, is_them=False)
    with pytest.raises(NotFound):
        actions.confirm_invited(asks(rosa, now), now=now, invitation=made, is_them=False)
    assert Invitation.objects.count() == 1
    assert mailoutbox == []


def test_whoever_invites_their_own_address_gains_nothing(rosa: Somebody, mailoutbox: list[Any]) -> None:
    link = invites(rosa, rosa.email, mailoutbox)
    own = browser(rosa)
    assert own.post(link, hidden(own.get(link))).status_code == 404
