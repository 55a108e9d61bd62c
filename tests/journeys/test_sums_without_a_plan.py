"""An untied sum is asked for in a browser with nothing written; and a rule that is not whole says what is missing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ownway.registers.programmes import actions
from tests.every_programme import Walk
from tests.factories import set_up
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.programmes import FOLDER, PACKS


@pytest.mark.req("W6")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_who_is_told_an_untied_sum_asks_for_it_and_writes_nothing(walk: Walking, address: str, width: int) -> None:
    made = Walk(PACKS["au-wa-local-area-coordination"], "01-border-three-thousand")
    made.now = timezone.now() - timedelta(hours=3)
    made.answer_everything()
    person = walk("Rosa", width=width)
    person.signs_in(made.person)
    person.goes_to(f"/planning/of/{made.person.party}/").sees("For this sum you need no plan.")
    person.presses("Go on without a plan").sees("Ask for the money", "This sum needs no plan.", "We decide within")
    person.presses("Ask for the money").sees("You asked for the money.", "The answer is due by")
    person.sees_not("What it is held against")


@pytest.mark.req("H2")
@pytest.mark.parametrize(
    ("id", "width"),
    [
        ("us-mn-cdcs", PHONE),
        ("jp-ltci", DESK),
        ("be-vlg-pvb", PHONE),
    ],
)
def test_a_rule_that_is_not_whole_says_what_is_missing(walk: Walking, id: str, width: int) -> None:
    actions.install(set_up(), now=timezone.now(), folder=FOLDER / id)
    anyone = walk("anyone", width=width)
    anyone.goes_to("/rules/").sees("not complete")
    anyone.goes_to(f"/rules/{id}/").sees(PACKS[id].say("pack.incomplete", "en"))
