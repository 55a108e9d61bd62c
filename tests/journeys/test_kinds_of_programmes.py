"""Programmes of another kind, in a browser: one budget for a household, tools without money, a sum that is not told."""

import pytest

from tests.every_programme import Walk
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.programmes import PACKS

SUMS_STAND_IN = ("allocation", "planning", "agreement", "control", "spending")
"""The steps on whose pages a sum would stand; of what happens in a life it is told by word."""


@pytest.mark.req("W7", "W14", "W16")
@pytest.mark.parametrize(
    ("programme", "width", "told"),
    [
        ("families-at-risk", PHONE, "This is one budget for all who live together in the household."),
        ("self-funders", DESK, "This programme helps with planning and gives no public money."),
        ("connexions", PHONE, "not told"),
    ],
)
def test_each_step_says_what_kind_of_sum_it_is(
    walk: Walking, address: str, programme: str, width: int, told: str
) -> None:
    made = Walk(PACKS[programme])
    made.answer_everything()
    made.hold(made.plan_and_sign())
    person = walk("Rosa", width=width)
    person.signs_in(made.person)
    pages = person.page.locator("main a").evaluate_all("all => all.map(a => a.pathname)")
    if programme == "self-funders":
        person.goes_to(f"/spending/of/{made.person.party}/").sees_not("You may save up", "Comes later in the year")
    for path in dict.fromkeys(pages):
        person.goes_to(path)
        if path.split("/")[1] in SUMS_STAND_IN and not path.endswith("/happened/"):
            person.sees(told).sees_not("not told left", "not told once")
