"""Anyone sees what employing an assistant truly costs before they decide, on a phone and at a desk, script off."""

import pytest

from tests.journeys.conftest import DESK, PHONE, Walking
from tests.journeys.test_rules import install


@pytest.mark.req("C3")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_anyone_works_out_the_true_cost_of_an_assistant_and_mends_unlawful_pay(walk: Walking, width: int) -> None:
    install("in-control")
    anyone = walk("anyone", width=width)
    anyone.goes_to("/control/employing/in-control/").sees("Nothing is kept and nobody is told.")
    anyone.presses("See what it costs").sees_error("Enter a number")
    anyone.writes("How many hours of help a week?", "20").writes("What do you want to pay an hour?", "12")
    anyone.writes("How old will the assistant be?", "35").enters_day("From which day?", "1 5 2026")
    anyone.presses("See what it costs").sees("This pay is against the law.", "£0.71 more", "Each part, and why")
    anyone.writes("What do you want to pay an hour?", "13.50").presses("See what it costs")
    anyone.sees("takes £1,356.00 off", "Put by for notice", "An hour less each week.")
    anyone.sees_not("against the law")
    anyone.presses("Easy Read", within="header")
