"""A plan beside its sum: told for the week and the year, and what could give where it costs too much."""

from datetime import datetime
from uuid import UUID

import pytest
from django.urls import reverse

from ownway.steps.planning import actions as planning
from ownway.steps.planning import queries as plans
from tests.browsing import browser, send, text_of
from tests.factories import Somebody, somebody
from tests.steps import asks, estimated, install, line, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa(now: datetime) -> Somebody:
    """A person who has seen her estimate."""
    install(now)
    someone = somebody("Rosa Mbeki")
    estimated(someone, now=now)
    return someone


def plan_page(rosa: Somebody) -> str:
    """What stands on the page of her plan."""
    return text_of(browser(rosa).get(reverse("planning:plan", args=[rosa.party])))


def begun(rosa: Somebody, now: datetime, *prices: int) -> tuple[UUID, plans.PlanSeen]:
    """Her plan, with a line once a week at each price."""
    plan = planned(rosa, now=now, pence=0)
    seen = plans.plan_of(asks(rosa, now), person=rosa.party, now=now)
    assert seen is not None
    for number, pence in enumerate(prices):
        given = line(seen.aims[0].id, pence=pence, what=f"Dear thing {number}")
        planning.add_line(asks(rosa, now), now=now, plan=plan, given=given)
    return plan, seen


@pytest.mark.req("P3")
def test_the_sum_stands_beside_the_plan_as_it_was_told_and_for_the_year(rosa: Somebody, now: datetime) -> None:
    _plan, seen = begun(rosa, now)
    assert seen.told is not None
    told = text_of(browser(rosa).get("/")).split("Estimate: ")[1].split(" a week")[0]
    page = plan_page(rosa)
    assert f"That is {told} a week." in page
    assert page.index("a year") < page.index(f"That is {told} a week.")


@pytest.mark.req("P3")
def test_where_no_single_thing_is_enough_all_that_could_give_is_said_together(rosa: Somebody, now: datetime) -> None:
    begun(rosa, now, 90_000, 80_000)
    page = plan_page(rosa)
    assert "Leaving out all of these would make it fit" in page
    assert "Leaving out one of these" not in page
    assert page.index("Dear thing 0") < page.index("Dear thing 1")


@pytest.mark.req("P3")
def test_where_too_much_is_kept_back_leaving_out_every_line_is_said_not_to_be_enough(
    rosa: Somebody, now: datetime
) -> None:
    plan, _seen = begun(rosa, now, 1_000)
    much = planning.ContingencyGiven("bad_spell", "A bad spell.", "Somebody comes.", pence=90_000_00)
    planning.add_contingency(asks(rosa, now), now=now, plan=plan, given=much)
    page = plan_page(rosa)
    assert "Leaving out all of these is not enough" in page
    assert "would make it fit" not in page


def test_how_much_each_time_has_an_upper_bound_that_is_said(rosa: Somebody, now: datetime) -> None:
    _plan, seen = begun(rosa, now)
    answer = send(
        browser(rosa),
        reverse("planning:add_line", args=[rosa.party]),
        what="Swimming",
        aim=str(seen.aims[0].id),
        kind="leisure",
        pence="5",
        quantity="99999999",
        times="1",
        every="week",
    )
    assert answer.status_code == 422
    assert "above nothing and up to 100,000" in text_of(answer)
