"""Anyone reads a rule whole, looks at its examples and tries it, on a phone and at a desk, script off."""

from pathlib import Path

import pytest
from django.utils import timezone

from ownway.registers.programmes import actions
from tests.factories import set_up
from tests.journeys.conftest import DESK, PHONE, Walking

PACKS = Path(__file__).parents[2] / "packs"


def install(*names: str) -> None:
    """Put programmes in force."""
    for name in names:
        actions.install(set_up(), now=timezone.now(), folder=PACKS / name)


@pytest.mark.req("H2", "A4")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_anyone_finds_a_rule_reads_it_and_tries_it(walk: Walking, width: int) -> None:
    install("in-control", "connexions", "gb-pip")
    anyone = walk("anyone", width=width)
    anyone.goes_to("/rules/").sees("3 programmes").writes("Look for a programme", "independence").presses("Find")
    anyone.sees("1 programme").goes_to("/rules/").follows("In Control").sees("From answers to money", "2,420.00")
    anyone.follows("Worked examples").sees("Every step").follows("Back to the whole rule")
    anyone.page.get_by_role("button", name="Try the rule").click()
    anyone.looks().sees("nothing is kept").chooses("No", under="Do you look after")
    anyone.presses("Go on").sees("With the answers so far")
    anyone.page.get_by_label("I need help to eat and drink.").first.check()
    anyone.presses("Go on").presses("See what the rule gives").sees("What the rule gives", "What is still missing")
    anyone.goes_to("/schema/").sees("yaml-language-server")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_anyone_fills_lines_of_a_table_and_is_told_what_is_missing(walk: Walking, width: int) -> None:
    install("gb-pip", "connexions")
    anyone = walk("anyone", width=width)
    anyone.goes_to("/rules/gb-pip/").sees("Personal Independence Payment")
    anyone.goes_to("/rules/gb-pip/try/")
    anyone.page.locator("select").first.select_option(index=2)
    anyone.presses("Go on").sees_error("Fill this in too")
    anyone.page.locator("input[id$='-row-0-days']").first.fill("80")
    anyone.presses("More lines").sees("With the answers so far")
    anyone.presses("Go on").presses("See what the rule gives").sees("How we got here")
    anyone.goes_to("/rules/connexions/").sees("Your worker holds a sum for your plan and does not tell you how much.")


@pytest.mark.req("H1")
def test_the_whole_of_a_rule_has_its_easy_read_twin(walk: Walking) -> None:
    install("in-control")
    anyone = walk("anyone", width=PHONE)
    anyone.goes_to("/rules/in-control/").presses("Easy Read", within="header")
    anyone.sees("Your own words never get points.").goes_to("/rules/in-control/try/").sees("We keep nothing.")
