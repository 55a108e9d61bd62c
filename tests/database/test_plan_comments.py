"""Helpers say something beside a plan where they were let in; the person answers, settles, and ends it at any time."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from ownway.steps.planning import actions, queries
from ownway.steps.planning.actions import CannotComment
from ownway.values.cannot import NotAllowed, NotFound
from tests.browsing import browser, hidden, send, text_of
from tests.factories import Somebody, asks, somebody, stands_beside, works_with
from tests.steps import estimated, install, planned

pytestmark = pytest.mark.django_db
NOW = timezone.now() - timedelta(minutes=30)


def at(minutes: int) -> Any:
    """A moment some minutes after the plan was written."""
    return NOW + timedelta(minutes=minutes)


@pytest.fixture
def rosa() -> Somebody:
    """A person who is writing her plan."""
    install(NOW)
    person = somebody("Rosa Mbeki")
    estimated(person, now=NOW)
    return person


@pytest.fixture
def plan(rosa: Somebody) -> UUID:
    """Her plan, being written."""
    return planned(rosa, now=at(1))


@pytest.fixture
def thandi(rosa: Somebody) -> Somebody:
    """Her sister."""
    sister = somebody("Thandi Mbeki")
    stands_beside(sister, rosa)
    return sister


def lets_in(rosa: Somebody, friend: Somebody, plan: UUID, access: str, *sections: str, minutes: int = 2) -> None:
    """Let somebody into the plan."""
    now = at(minutes)
    actions.let_in(asks(rosa, now), now=now, plan=plan, helper=friend.party, access=access, sections=sections)


def says(who: Somebody, plan: UUID, question: str, words: str = "You loved the choir.", minutes: int = 3) -> UUID:
    """Say something beside a question."""
    return actions.comment(asks(who, at(minutes)), now=at(minutes), plan=plan, question=question, words=words)


def beside(who: Somebody, plan: UUID, minutes: int = 10) -> queries.CommentsSeen:
    """What somebody sees beside two of the questions."""
    questions = ("important", "support")
    return queries.comments_of(asks(who, at(minutes)), plan=plan, questions=questions, now=at(minutes))


@pytest.mark.req("P2")
def test_a_helper_comments_where_they_are_let_in_and_nowhere_else(rosa: Somebody, thandi: Somebody, plan: UUID) -> None:
    with pytest.raises(NotFound):
        says(thandi, plan, "important")
    lets_in(rosa, thandi, plan, "comment", "important")
    first = says(thandi, plan, "important")
    with pytest.raises(CannotComment, match="not_let_in_to_comment"):
        says(thandi, plan, "support")
    seen = beside(thandi, plan)
    assert [(one.id, one.by_name) for one in seen.comments] == [(first, "Thandi Mbeki")]
    assert seen.open_to == {"important"} and not seen.may_answer
    assert (
        actions.comment(asks(thandi, at(4)), now=at(4), plan=plan, question="important", words="Again.", comment=first)
        == first
    )
    lets_in(rosa, thandi, plan, "view", minutes=5)
    with pytest.raises(CannotComment):
        says(thandi, plan, "important", minutes=6)
    with pytest.raises(Exception, match="not_let_in"):
        actions.write_section(asks(thandi, at(6)), now=at(6), plan=plan, question="important", text="Mine.")


@pytest.mark.req("P2")
def test_the_person_answers_and_settles_and_nobody_does_it_for_them(
    rosa: Somebody, thandi: Somebody, plan: UUID
) -> None:
    lets_in(rosa, thandi, plan, "comment")
    said = says(thandi, plan, "important")
    with pytest.raises(CannotComment, match="say_or_settle"):
        actions.answer_comment(asks(rosa, at(4)), now=at(4), comment=said)
    with pytest.raises(NotAllowed):
        actions.answer_comment(asks(thandi, at(4)), now=at(4), comment=said, settles=True)
    actions.answer_comment(asks(rosa, at(5)), now=at(5), comment=said, words="I did. I will ask.")
    [open_still] = beside(rosa, plan).comments
    assert not open_still.is_settled and open_still.answers[0].words == "I did. I will ask."
    actions.answer_comment(asks(rosa, at(6)), now=at(6), comment=said, settles=True)
    assert beside(thandi, plan).comments[0].is_settled


@pytest.mark.req("P2", "H4")
def test_what_is_said_beside_the_plan_is_never_the_authoritys_to_read(
    rosa: Somebody, thandi: Somebody, plan: UUID
) -> None:
    idris = somebody("Idris Vaughan", "practitioner")
    works_with(idris, rosa)
    lets_in(rosa, thandi, plan, "comment")
    says(thandi, plan, "important", "Do not tell them about the car.")
    version = actions.hand_in_plan(asks(rosa, at(8)), now=at(8), plan=plan)
    assert beside(idris, plan).comments == ()
    page = browser(idris).get(reverse("planning:version", args=[version]))
    assert page.status_code == 200 and "the car" not in text_of(page)
    with pytest.raises(NotFound):
        says(idris, plan, "important", minutes=9)


@pytest.mark.req("P2")
def test_on_the_pages_a_helper_comments_the_person_settles_and_both_see_it(
    rosa: Somebody, thandi: Somebody, plan: UUID
) -> None:
    hers = browser(rosa)
    answer = send(
        hers, reverse("planning:helpers", args=[rosa.party]), helper=str(thandi.party), access="comment", sections=[]
    )
    assert answer.status_code == 303
    theirs = browser(thandi)
    address = reverse("planning:comments", args=[rosa.party, "important"])
    assert address in theirs.get(reverse("planning:plan", args=[rosa.party])).content.decode()
    page = theirs.get(address)
    typed = {**hidden(page), "words": "You loved the choir."}
    assert theirs.post(address, typed).status_code == 303
    assert theirs.post(address, typed).status_code == 303
    assert theirs.get(reverse("planning:section", args=[rosa.party, "important"])).status_code == 404
    whole = hers.get(reverse("planning:plan", args=[rosa.party]))
    assert text_of(whole).count("You loved the choir.") == 2  # the comment, and the link's name for it
    section = text_of(hers.get(reverse("planning:section", args=[rosa.party, "important"])))
    assert "Thandi Mbeki" in section and "You loved the choir." in section
    [said] = beside(rosa, plan, minutes=60).comments
    answering = reverse("planning:answer_comment", args=[rosa.party, said.id])
    assert theirs.get(answering).status_code == 404
    assert send(hers, answering, words="Yes.", settles="on").status_code == 303
    assert "Settled" in text_of(theirs.get(address))


@pytest.mark.req("P2", "H4")
@pytest.mark.parametrize("route", ["planning:section", "planning:comments"])
def test_a_helper_who_was_dismissed_with_a_page_open_hears_it_and_keeps_their_words(
    rosa: Somebody, thandi: Somebody, plan: UUID, route: str
) -> None:
    lets_in(rosa, thandi, plan, "write")
    theirs = browser(thandi)
    address = reverse(route, args=[rosa.party, "important"])
    fields = hidden(theirs.get(address))
    actions.end_help(asks(rosa, at(5)), now=at(5), plan=plan, helper=thandi.party)
    late = theirs.post(address, {**fields, "text": "The choir on Mondays.", "words": "The choir on Mondays."})
    assert late.status_code == 403
    assert "no longer open to you" in text_of(late) and "The choir on Mondays." in text_of(late)
    assert "function" not in text_of(late)
    assert theirs.get(address).status_code == 404
    assert "The choir on Mondays." not in text_of(browser(rosa).get(reverse("planning:plan", args=[rosa.party])))
    assert beside(rosa, plan, minutes=60).comments == ()


def test_who_never_saw_a_page_learns_nothing_by_sending_to_it(rosa: Somebody, thandi: Somebody, plan: UUID) -> None:
    stranger, address = browser(somebody("Kwame Boateng")), reverse("planning:section", args=[rosa.party, "important"])
    lets_in(rosa, thandi, plan, "write")
    lent = hidden(browser(thandi).get(address))
    answer = stranger.post(address, {**lent, "text": "Hello."})
    assert answer.status_code == 404 and "Hello." not in text_of(answer)
