"""A programme's own facts reach the people: whom it is open to, how far a panel may go, and what is offered instead."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.urls import reverse

from ownway.registers.decisions import queries as decisions
from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.actions import CannotMoveFigure, CannotTellBudget
from tests.browsing import browser, text_of
from tests.every_programme import hand_in_example
from tests.factories import Somebody, somebody, works_with
from tests.steps import asks, install, later, told

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
WHY = "You told us that you look after him for two hours a week."
INSTEAD = "A group for carers on Thursdays."


def handed_in(programme: str, example: str) -> tuple[Somebody, Somebody, UUID]:
    """A person who answered as a worked example, the practitioner who works with them, and the assessment."""
    person, worker = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    works_with(worker, person)
    return person, worker, hand_in_example(person, programme, example, now=NOW)


def decide(worker: Somebody, assessment: UUID, *, eligible: bool) -> UUID:
    """The decision of the worker, with a reason and an offer of their own."""
    return actions.decide_eligibility(
        asks(worker, later(5)), now=later(5), assessment=assessment, eligible=eligible, words=WHY, offer=INSTEAD
    )


@pytest.mark.req("A11")
@pytest.mark.parametrize(
    ("example", "label", "eligible"), [("01-just-below", "advice", False), ("02-just-reached", "budget", True)]
)
def test_the_rule_proposes_on_both_sides_of_its_border_and_says_why(example: str, label: str, eligible: bool) -> None:
    person, worker, assessment = handed_in("carers", example)
    for asker in (asks(worker, later()), asks(person, later())):
        proposal = queries.proposed_eligibility(asker, assessment=assessment, now=later())
        assert proposal is not None
        assert (proposal.label, proposal.eligible) == (label, eligible)
        assert proposal.reason.code == f"pack:word:eligibility.{label}"
        assert proposal.reason.because[0].facts["label"] == label


def test_a_programme_without_such_a_rule_proposes_nothing() -> None:
    install()
    person = somebody("Rosa Mbeki")
    begun = actions.start_assessment(asks(person), now=NOW, person=person.party, programme="in-control")
    assert queries.proposed_eligibility(asks(person), assessment=begun, now=NOW) is None


@pytest.mark.req("A11")
def test_no_sum_is_told_against_the_rule_until_a_named_person_has_decided() -> None:
    _person, worker, assessment = handed_in("carers", "01-just-below")
    actions.agree_rest(asks(worker, later()), now=later(), assessment=assessment)
    with pytest.raises(CannotTellBudget, match="decide_eligibility_first"):
        actions.tell_budget(asks(worker, later(2)), now=later(2), assessment=assessment, words="")
    decide(worker, assessment, eligible=True)
    actions.tell_budget(asks(worker, later(6)), now=later(6), assessment=assessment, words="")


@pytest.mark.req("A11")
@pytest.mark.parametrize(("eligible", "code"), [(False, "as_the_rule_says"), (True, "otherwise_than_the_rule")])
def test_the_decision_says_whether_the_rule_was_followed(eligible: bool, code: str) -> None:
    person, worker, assessment = handed_in("carers", "01-just-below")
    decision = decide(worker, assessment, eligible=eligible)
    kept = decisions.decision(asks(person, later(6)), decision=decision, now=later(6))
    assert [one.code for one in kept.reasons][1] == f"allocation.{code}"
    assert kept.words == WHY
    read = text_of(browser(person).get(reverse("file:decision", args=[decision])))
    assert "For now there is no sum of money. You are offered advice" in read


@pytest.mark.req("A11")
def test_the_page_shows_what_the_rule_says_and_fills_in_its_offer_but_never_the_decision() -> None:
    person, worker, assessment = handed_in("carers", "01-just-below")
    page = browser(worker).get(reverse("allocation:eligibility", args=[assessment]))
    read = text_of(page)
    assert "By the rule, this programme is not open to them." in read
    assert "You may have a budget of your own" not in read
    assert "For now there is no sum of money." in page.content.decode().partition("<textarea")[2]
    assert "checked" not in page.content.decode().partition("<form method")[2]
    told_by_api = browser(person).get(f"/api/v1/assessments/{assessment}/eligibility").json()
    assert (told_by_api["proposed_label"], told_by_api["eligible"]) == ("advice", None)
    decide(worker, assessment, eligible=False)
    told_by_api = browser(person).get(f"/api/v1/assessments/{assessment}/eligibility").json()
    assert (told_by_api["eligible"], told_by_api["offer"], told_by_api["decided_by"]) == (
        False,
        INSTEAD,
        "Idris Vaughan",
    )


@pytest.mark.req("A11", "W16")
def test_who_is_not_eligible_is_offered_the_tools_without_the_money_and_can_begin_at_once() -> None:
    person, worker, assessment = handed_in("carers", "01-just-below")
    install(NOW, "self-funders")
    rosa = browser(person)
    address = reverse("allocation:overview", args=[person.party])
    assert "Planning tools for people who pay" not in text_of(rosa.get(address))
    decide(worker, assessment, eligible=False)
    page = rosa.get(address)
    read = text_of(page)
    assert INSTEAD in read
    assert "Planning tools for people who pay for their own support" in read
    start = reverse("allocation:start", args=[person.party]) + "?programme=self-funders"
    assert start in page.content.decode()
    assert rosa.post(start, {}).status_code == 303
    begun = queries.my_assessments(asks(person, later(20)), person=person.party, now=later(20))[0]
    assert begun.programme == "self-funders"


def test_a_programme_that_was_not_offered_is_not_begun_by_its_address() -> None:
    install()
    install(NOW, "self-funders")
    person = somebody("Rosa Mbeki")
    start = reverse("allocation:start", args=[person.party]) + "?programme=self-funders"
    assert browser(person).post(start, {}).status_code == 303
    begun = queries.my_assessments(asks(person, later(20)), person=person.party, now=later(20))[0]
    assert begun.programme == "in-control"


@pytest.mark.req("A8")
def test_a_panel_goes_as_far_down_and_up_as_the_programme_says_and_hears_the_limits() -> None:
    person, worker, assessment = handed_in("learning-budget", "01-a-week-a-term")
    actions.agree_rest(asks(worker, later()), now=later(), assessment=assessment)
    actions.tell_budget(asks(worker, later(2)), now=later(2), assessment=assessment, words="")
    held = queries.figure_of(asks(person, later(3)), person=person.party, now=later(3))
    assert held is not None
    assert held.formula is not None
    assert held.panel_ends is not None
    assert [end.pence for end in held.panel_ends] == [held.formula.pence, held.formula.pence * 5 // 4]
    panel = somebody("Grace Oyelaran", "panel")
    for pence in (held.panel_ends[0].pence - 1, held.panel_ends[1].pence + 1):
        with pytest.raises(CannotMoveFigure, match="outside_limits") as refused:
            actions.move_figure(asks(panel, later(4)), now=later(4), figure=held.id, pence=pence, words="More.")
        assert refused.value.why.facts["most"] == held.panel_ends[1].pence
    seat = browser(panel)
    address = reverse("allocation:move", args=[held.id])
    assert "between £120.00 and £150.00" in text_of(seat.get(address))
    assert "no lower than £120.00, no higher than £150.00" in text_of(
        seat.post(address, {"pence": "151", "words": "More."})
    )
    actions.move_figure(
        asks(panel, later(5)), now=later(5), figure=held.id, pence=held.panel_ends[1].pence, words="Travel."
    )
    moved = queries.figure_of(asks(person, later(6)), person=person.party, now=later(6))
    assert moved is not None
    page = text_of(browser(person).get(reverse("allocation:figure", args=[moved.id])))
    assert "The programme lets a panel move it to anything between £120.00 and £150.00" in page


def test_a_programme_without_limits_of_its_own_keeps_to_how_far_costs_differ() -> None:
    person, worker = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    works_with(worker, person)
    install()
    told(person, worker)
    held = queries.figure_of(asks(person, later(30)), person=person.party, now=later(30))
    assert held is not None
    assert held.formula is not None
    assert held.panel_ends is not None
    least, most = held.panel_ends
    assert held.formula.pence - least.pence == most.pence - held.formula.pence > 0
