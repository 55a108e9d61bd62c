"""The person's yes to their agreement: their own, or heard by phone, on paper or face to face; and its print."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from ownway.interfaces.web.design.showing import COOKIE
from ownway.registers.decisions import queries as decisions
from ownway.steps.agreement import actions, queries
from ownway.steps.agreement.actions import CannotAssent
from ownway.steps.agreement.models import Assent
from ownway.values import new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from tests.browsing import browser, send, text_of
from tests.factories import Somebody, somebody, stands_beside, works_with
from tests.steps import NOW, asks, install, later, signed

pytestmark = pytest.mark.django_db
HEARD = "Yes, that is how I want it. Start in March."


@pytest.fixture
def rosa() -> Somebody:
    """A person whose plan is agreed."""
    install()
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


@pytest.fixture
def agreement(rosa: Somebody, idris: Somebody) -> UUID:
    """Their agreement, signed."""
    return signed(rosa, idris)


@pytest.mark.req("H6", "G6")
def test_a_yes_by_phone_says_who_heard_it_when_and_in_whose_words(
    rosa: Somebody, idris: Somebody, agreement: UUID
) -> None:
    now = later(60 * 24 * 3)
    day = (now - timedelta(days=1)).date()
    for _twice in range(2):
        actions.assent(asks(idris, now), now=now, agreement=agreement, channel="phone", words=HEARD, said_on=day)
    (yes,) = queries.agreement(asks(rosa, now), agreement=agreement, now=now).assents
    assert (yes.channel, yes.words, yes.said_on, yes.heard_by_name) == ("phone", HEARD, day, "Idris Vaughan")
    assert yes.decision is not None
    kept = decisions.decision(asks(rosa, now), decision=yes.decision, now=now)
    assert (kept.words, kept.decided_by_name, kept.may_be_challenged) == (HEARD, "Idris Vaughan", True)


@pytest.mark.req("G6")
def test_the_person_says_yes_themselves_and_nobody_says_it_in_their_name(
    rosa: Somebody, idris: Somebody, agreement: UUID
) -> None:
    now = later(60)
    for who, error in (
        (idris, NotAllowed),
        (stands_beside_her(rosa), NotAllowed),
        (somebody("Ffion Rees", "practitioner"), NotFound),
    ):
        with pytest.raises(error):
            actions.assent(asks(who, now), now=now, agreement=agreement)
    with pytest.raises(NotAllowed):
        actions.assent(asks(rosa, now), now=now, agreement=agreement, channel="phone", words=HEARD)
    actions.assent(asks(rosa, now), now=now, agreement=agreement)
    (yes,) = queries.agreement(asks(rosa, now), agreement=agreement, now=now).assents
    assert (yes.channel, yes.heard_by_name, yes.decision) == ("self", "", None)


def stands_beside_her(rosa: Somebody) -> Somebody:
    """Her daughter, who speaks for nobody but herself."""
    daughter = somebody("Lindiwe Mbeki")
    stands_beside(daughter, rosa)
    return daughter


def test_a_yes_of_no_known_way_or_of_an_impossible_day_is_not_kept(
    rosa: Somebody, idris: Somebody, agreement: UUID
) -> None:
    now = later(60)
    for given, why in (
        ({"channel": "rumour"}, "no_such_way"),
        ({"channel": "phone", "said_on": (now + timedelta(days=1)).date()}, "no_such_day_of_assent"),
        ({"channel": "paper", "said_on": (NOW - timedelta(days=1)).date()}, "no_such_day_of_assent"),
    ):
        with pytest.raises(CannotAssent, match=why):
            actions.assent(asks(idris, now), now=now, agreement=agreement, words=HEARD, **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assent.objects.create(
            id=new_identifier(now),
            agreement_id=agreement,
            person_id=rosa.party,
            channel="rumour",
            said_on=now.date(),
            by_id=idris.party,
            at=now,
        )


@pytest.mark.req("H6")
def test_the_pages_take_both_kinds_of_yes_and_show_them(rosa: Somebody, idris: Somebody, agreement: UUID) -> None:
    page, read = reverse("agreement:assent", args=[agreement]), reverse("agreement:agreement", args=[agreement])
    mine, desk = browser(rosa), browser(idris)
    assert "You have not said yes to it yet" in text_of(mine.get(read))
    today = timezone.localdate()
    when = {"said_on-day": today.day, "said_on-month": today.month, "said_on-year": today.year}
    sent = send(desk, page, channel="phone", words=HEARD, **when)
    assert sent.status_code == 303, text_of(sent)
    shown = text_of(mine.get(read))
    assert "They said yes by phone" in shown
    assert "Idris Vaughan heard it." in shown
    assert HEARD in shown
    assert send(mine, page, words="").status_code == 303


@pytest.mark.req("H1", "G6")
@pytest.mark.parametrize("shown", ["plain", "easy", "large"])
def test_the_agreement_is_a_tagged_pdf(rosa: Somebody, agreement: UUID, shown: str) -> None:
    client = browser(rosa)
    looks = {"plain": "en-plain-usual-usual", "easy": "en-easy-usual-usual", "large": "cy-plain-large-usual"}
    client.cookies[COOKIE] = looks[shown]
    made = client.get(reverse("agreement:print", args=[agreement]))
    assert made["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF-")
    assert b"StructTreeRoot" in made.content
    assert (b"(cy)" in made.content) is (shown == "large")
