"""Plans of more than a hundred lines, of nothing and of six figures; people with one name and without an address."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from ownway.registers.people import actions as people
from ownway.registers.people import queries as registered
from ownway.steps.agreement import actions as agreement
from ownway.steps.agreement import queries as agreements
from ownway.steps.planning import actions as planning
from ownway.steps.planning import queries as plans
from ownway.values import Every, Money
from tests.browsing import browser, send, text_of
from tests.factories import LAST_WEEK, Somebody, asks, set_up, somebody, works_with
from tests.steps import all_tests_passed, estimated, install, line, planned, planned_and_handed_in, told

pytestmark = pytest.mark.django_db
NOW = timezone.now() - timedelta(minutes=50)


def at(minutes: int) -> Any:
    """A moment some minutes later."""
    return NOW + timedelta(minutes=minutes)


@pytest.fixture
def rosa() -> Somebody:
    """A person to whom a figure was told."""
    install(NOW)
    person = somebody("Rosa Mbeki")
    estimated(person, now=NOW)
    return person


def seen_of(person: Somebody) -> plans.PlanSeen:
    """The plan as the person sees it now."""
    seen = plans.plan_of(asks(person, at(40)), person=person.party, now=at(40))
    assert seen is not None
    return seen


@pytest.mark.req("P3")
def test_a_plan_of_more_than_a_hundred_lines_is_shown_whole_summed_and_handed_in(rosa: Somebody) -> None:
    plan = planned(rosa, now=at(1))
    aim = seen_of(rosa).aims[0].id
    for number in range(120):
        given = line(aim, pence=1 if number % 2 else 0, what=f"Line {number:03d}")
        planning.add_line(asks(rosa, at(2)), now=at(2), plan=plan, given=given)
    seen = seen_of(rosa)
    assert len(seen.lines) == 122
    assert seen.costs == sum((one.per_year for one in seen.lines), Money.nothing("GBP"))
    client = browser(rosa)
    page = text_of(client.get(reverse("planning:plan", args=[rosa.party])))
    assert all(f"Line {number:03d}" in page for number in range(120))
    version = planning.hand_in_plan(asks(rosa, at(3)), now=at(3), plan=plan)
    assert client.get(reverse("planning:print", args=[version])).content.startswith(b"%PDF")


@pytest.mark.req("P3", "P5")
def test_a_plan_that_costs_nothing_is_a_plan(rosa: Somebody) -> None:
    plan = planned(rosa, now=at(1), pence=0)
    seen = seen_of(rosa)
    assert (seen.costs.pence, seen.still_to_do) == (0, ())
    page = text_of(browser(rosa).get(reverse("planning:plan", args=[rosa.party])))
    assert "free" in page and "£0" in page
    assert planning.hand_in_plan(asks(rosa, at(3)), now=at(3), plan=plan)


@pytest.mark.req("P3")
def test_a_line_of_six_figures_is_told_exactly_and_says_by_how_much_it_is_too_much(rosa: Somebody) -> None:
    plan = planned(rosa, now=at(1))
    given = line(seen_of(rosa).aims[0].id, pence=98_765_432, what="A house", every=Every.ONCE)
    planning.add_line(asks(rosa, at(2)), now=at(2), plan=plan, given=given)
    seen = seen_of(rosa)
    assert seen.standing is not None and not seen.standing.fits and "too_much" in seen.still_to_do
    page = text_of(browser(rosa).get(reverse("planning:plan", args=[rosa.party])))
    assert "£987,654.32" in page
    refused = send(browser(rosa), reverse("planning:hand_in", args=[rosa.party]))
    assert refused.status_code == 422


def test_days_that_are_over_are_refused_where_they_would_count_and_taken_where_they_tell(rosa: Somebody) -> None:
    idris = somebody("Idris Vaughan", "practitioner")
    works_with(idris, rosa)
    now = timezone.now()
    told_day = date(1987, 3, 9)
    order = planning.note_order(
        asks(idris, now), now=now, person=rosa.party, kind="court", fixes="Lives at home.", source="The court",
        starts=told_day,
    )  # fmt: skip
    page = browser(idris)
    assert "9 March 1987" in text_of(page.get(reverse("planning:orders", args=[rosa.party])))
    ends = {"ends-day": "8", "ends-month": "3", "ends-year": "1987"}
    assert send(page, reverse("planning:end_order", args=[rosa.party, order]), **ends).status_code == 422
    for year in ("1887", "9999", "-4", "MMXX"):
        wrong = {"day-day": "1", "day-month": "1", "day-year": year, "words": "We walked."}
        assert send(page, reverse("desks:visits", args=[rosa.party]), **wrong).status_code in (303, 422)


def signed_for(name: str) -> tuple[Somebody, UUID]:
    """Somebody of this name, from the first answer to the plan that waits to be signed."""
    install(NOW)
    person, worker = somebody(name, email="one@example.org"), somebody("Idris Vaughan", "practitioner")
    works_with(worker, person)
    told(person, worker, now=NOW)
    version = planned_and_handed_in(person, now=at(5))
    all_tests_passed(worker, version, now=at(6))
    return person, agreement.sign(asks(worker, at(7)), now=at(7), version=version)


@pytest.mark.parametrize("name", ["Suharto", "Ó", "李", "X Æ"])
def test_one_name_is_a_whole_name_on_every_page_to_the_agreement(name: str) -> None:
    person, kept = signed_for(name)
    client = browser(person)
    for route, given in (
        ("planning:plan", person.party), ("agreement:overview", person.party), ("agreement:agreement", kept),
        ("agreement:risks", agreements.agreement(asks(person, at(8)), agreement=kept, now=at(8)).version),
    ):  # fmt: skip
        page = client.get(reverse(route, args=[given]))
        assert page.status_code == 200, route
    assert name in page.content.decode()


def test_somebody_without_a_fixed_address_or_any_way_to_be_reached_has_a_plan_and_an_agreement() -> None:
    person, kept = signed_for("Amal Warsame")
    contact = registered.contact_of(asks(person, at(9)), party=person.party, now=at(9))
    assert not contact.address
    page = text_of(browser(person).get(reverse("agreement:agreement", args=[kept])))
    assert "Amal Warsame" in page


@pytest.mark.req("G4", "H4")
def test_for_somebody_who_cannot_consent_their_representative_hands_in_and_is_named_for_it(rosa: Somebody) -> None:
    idris, thandi = somebody("Idris Vaughan", "practitioner"), somebody("Thandi Mbeki")
    works_with(idris, rosa)
    people.represent(
        set_up(LAST_WEEK), now=LAST_WEEK, representative=thandi.party, person=rosa.party, basis="deputy",
        scope=["care"], evidence="The order of the court of 4 May.", wishes="She wants her sister.",
    )  # fmt: skip
    plan = planned(rosa, now=at(1))
    people.record_capacity(
        asks(idris, at(2)), now=at(2), person=rosa.party, day=at(2).date(), decision="Handing in the plan",
        help_tried="Pictures, twice.", has_capacity=False, best_interest="As she wishes.", wishes="To swim.",
    )  # fmt: skip
    client = browser(thandi)
    assert send(client, reverse("planning:hand_in", args=[rosa.party])).status_code == 303
    version = seen_of(rosa).version
    assert seen_of(rosa).id == plan
    judged = agreements.judging(asks(idris, at(45)), version=version, now=at(45))
    assert judged.plan.state == "handed_in"
    risk = send(
        client, reverse("agreement:add_risk", args=[version]), happens="She may tire.", likely="perhaps",
        gained="She swims.",
    )  # fmt: skip
    assert risk.status_code == 303
    assert "Thandi Mbeki" in text_of(client.get(reverse("agreement:risks", args=[version])))
