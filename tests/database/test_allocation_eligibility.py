"""Eligibility is a decision of its own: by name, with reasons, an offer, a letter and a challenge."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ownway.registers.decisions import actions as challenges
from ownway.registers.decisions import queries as decisions
from ownway.registers.letters import queries as letters
from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.actions import CannotDecideEligibility, CannotTellBudget
from ownway.values.cannot import NotAllowed
from tests.allocating import NOW, PROGRAMME, answer_all, asks, begun, handed_in, install, later
from tests.factories import Somebody, somebody, works_with

pytestmark = pytest.mark.django_db
NO: dict[str, Any] = {
    "eligible": False,
    "words": "You told us that your sister's family gladly does all of this.",
    "offer": "The carers' group on Thursdays, and a call from us each month.",
}


@pytest.fixture
def rosa(repository: Path) -> Somebody:
    """A person who asks for support, under a programme in force."""
    install(repository)
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


@pytest.mark.req("A11")
def test_who_is_not_eligible_hears_why_what_is_offered_and_how_to_challenge(rosa: Somebody, idris: Somebody) -> None:
    assessment, _estimate = handed_in(rosa)
    decision = actions.decide_eligibility(asks(idris), now=later(), assessment=assessment, **NO)
    seen = queries.eligibility_of(asks(rosa), person=rosa.party, now=later(2))
    assert seen is not None
    assert (seen.eligible, seen.by_name, seen.offer) == (False, "Idris Vaughan", NO["offer"])
    assert decisions.clocks_about(asks(rosa), person=rosa.party, now=later(2)) == ()
    told = letters.letters_to(asks(rosa), person=rosa.party, now=later(2))
    assert "not_eligible_told" in {letter.kind for letter in told}
    challenges.challenge(asks(rosa), now=later(3), decision=decision, words="My sister is moving away.")
    with pytest.raises(CannotTellBudget, match="not_handed_in"):
        actions.tell_budget(asks(idris), now=later(4), assessment=assessment, words="")
    again = actions.start_assessment(asks(rosa), now=later(5), person=rosa.party, programme=PROGRAMME)
    assert again != assessment


@pytest.mark.req("A11")
def test_nobody_is_sent_away_without_an_offer_and_a_reason(rosa: Somebody, idris: Somebody) -> None:
    assessment, _estimate = handed_in(rosa)
    for lacking in ({"offer": " "}, {"words": ""}):
        with pytest.raises(Exception, match=r"nothing_offered|text\.missing"):
            actions.decide_eligibility(asks(idris), now=later(), assessment=assessment, **{**NO, **lacking})
    assert queries.eligibility_of(asks(rosa), person=rosa.party, now=later(2)) is None


@pytest.mark.req("A11")
def test_who_is_eligible_goes_on_to_the_sum(rosa: Somebody, idris: Somebody) -> None:
    assessment, _estimate = handed_in(rosa)
    actions.decide_eligibility(
        asks(idris), now=later(), assessment=assessment, eligible=True, words="Two needs or more."
    )
    actions.agree_rest(asks(idris), now=later(2), assessment=assessment)
    actions.tell_budget(asks(idris), now=later(3), assessment=assessment, words="")
    held = queries.figure_of(asks(rosa), person=rosa.party, now=later(4))
    assert held is not None
    assert held.kind == "indicative"


def test_it_is_not_decided_before_it_is_handed_in_or_by_the_person(rosa: Somebody, idris: Somebody) -> None:
    assessment = begun(rosa)
    answer_all(rosa, assessment)
    with pytest.raises(CannotDecideEligibility, match="not_being_checked"):
        actions.decide_eligibility(asks(idris), now=later(), assessment=assessment, **NO)
    with pytest.raises(NotAllowed):
        actions.decide_eligibility(asks(rosa), now=NOW, assessment=assessment, **NO)


def test_the_page_asks_for_an_offer_and_tells_the_person(rosa: Somebody, idris: Somebody) -> None:
    assessment, _estimate = handed_in(rosa)
    desk, person = Client(), Client()
    for client, who in ((desk, idris), (person, rosa)):
        client.post(reverse("account_login"), {"login": who.email, "password": who.password})
    address = reverse("allocation:eligibility", args=[assessment])
    silent = desk.post(address, {"eligible": "no", "words": "Because.", "offer": ""})
    assert silent.status_code == 422
    assert b"Say what is offered instead" in silent.content
    assert desk.post(address, {"eligible": "no", "words": NO["words"], "offer": NO["offer"]}).status_code == 303
    page = person.get(reverse("allocation:overview", args=[rosa.party]))
    assert b"This programme is not open to you at present" in page.content
    assert person.get(address).status_code == 403
