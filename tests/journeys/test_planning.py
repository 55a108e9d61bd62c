"""Steps 2 and 3 walked in a browser, script off: a costed plan, handed in, returned, put right, agreed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import Somebody, somebody, stands_beside, works_with
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.journeys.deeds.planning import adds, answers_every_part, tries_tests
from tests.steps import install, told


@pytest.fixture
def idris(address: str) -> Somebody:
    """A practitioner, with the programme in force."""
    install(timezone.now())
    return somebody("Idris Vaughan", "practitioner")


@pytest.fixture
def rosa(idris: Somebody) -> Somebody:
    """A person who was told her indicative budget a quarter of an hour ago."""
    person = somebody("Rosa Mbeki")
    works_with(idris, person)
    told(person, idris, now=timezone.now() - timedelta(minutes=15))
    return person


@pytest.mark.req("P1", "P2", "P3", "P7", "G1", "G5", "G6", "H3")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_plan_is_written_returned_put_right_and_agreed(
    walk: Walking, rosa: Somebody, idris: Somebody, width: int
) -> None:
    daughter = somebody("Lindiwe Mbeki")
    stands_beside(daughter, rosa)
    person = walk("Rosa", width=width)
    person.signs_in(rosa).follows("Make your plan").sees("To plan with", "Nobody else sees it before you hand it in.")
    person.presses("Begin my plan").sees("The parts of the plan", "Still to plan")
    person.follows("Let somebody in, or end it")
    person.page.get_by_label("Who?").select_option(label="Lindiwe Mbeki")
    person.chooses("May read and write").presses("Let them in").sees("Lindiwe Mbeki may read and write")
    person.follows("Back", within="body").page.locator("main .govuk-task-list a").first.click()
    answers_every_part(person.looks())
    person.follows("Add what you want").writes("In your own words", "Swim every week, with company.").presses("Save")
    adds(person, "Swimming with Ines", cost="lots")
    person.sees_error("Enter an amount in numbers").writes("What does one cost?", "14.50").presses("Save")
    adds(person, "A lift home from my sister", cost="0")
    adds(person, "A season ticket", cost="90000", every="once")
    person.sees("Too much by", "It is your choice what gives").follows("A season ticket")
    person.writes("What does one cost?", "300").presses("Save").sees_not("Too much by")

    helper = walk("Lindiwe", width=width)
    helper.signs_in(daughter).follows("Rosa Mbeki").follows("Make your plan").sees("Swimming with Ines", "free")

    person.follows("Check and hand in").sees("We decide within 10 days.").presses("Hand in my plan")
    person.sees("The answer is due by", "Not looked at yet")

    worker = walk("Idris", width=width)
    worker.signs_in(idris).follows("My desk", within="header").sees("The decision on the plan")
    worker.follows("The decision on the plan").sees("Decide by", "The person sees the same clock.")
    worker.follows("Look at this test")
    tries_tests(worker, failing="healthy, safe and well")
    worker.follows("Go on to return it").writes("What do you say to the person?", "A good plan by day.")
    worker.presses("Return the plan").sees("This plan was returned, with what would pass.")

    person.goes_to("/").follows("Have it agreed").sees("Nobody is there at night yet.")
    person.sees("What would pass:", "It can be challenged until").follows("Change the plan")
    person.writes("Why does the plan change?", "My sister sleeps in now.").presses("Go on with my plan")
    person.sees("Version 2", "My sister sleeps in now.").follows("Check and hand in").presses("Hand in my plan")

    worker.goes_to("/desk/").follows("The decision on the plan").follows("Look at this test")
    tries_tests(worker)
    worker.follows("Go on to agree it").writes("A note to the person", "A plan to be proud of.")
    worker.presses("Agree the plan").sees("The agreement", "Signed by", "Why it was agreed")

    person.goes_to("/").follows("Have it agreed").sees("Agreed", "Signed by Idris Vaughan")
    person.follows("Read the agreement").sees("A plan to be proud of.", "Next you choose how it is held.")
    person.goes_to("/my-file/").sees("Your plan is agreed", "Your plan is not agreed yet")
