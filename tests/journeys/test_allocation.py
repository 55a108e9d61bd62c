"""Step 1 in a browser, script off: a life first, an estimate at once, a check, a difference settled, a budget told."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.allocating import install
from tests.factories import Somebody, somebody, stands_beside, works_with
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.journeys.deeds.knowing import answers_every_question

PROGRAMME = "in-control"


@pytest.fixture
def rosa(address: str, repository: Path) -> Somebody:
    """A person who asks for support, under a programme in force."""
    install(repository, datetime.now(UTC))
    return somebody("Rosa Mbeki")


@pytest.mark.req("A1", "A3", "A4", "A5", "H2", "H3")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_person_is_told_a_sum_and_it_is_checked_with_them(walk: Walking, rosa: Somebody, width: int) -> None:
    idris, lindiwe = somebody("Idris Vaughan", "practitioner"), somebody("Lindiwe Mbeki")
    works_with(idris, rosa)
    stands_beside(lindiwe, rosa)

    person = walk("Rosa", width=width)
    person.signs_in(rosa).follows("Know your budget").sees("It begins with your life")
    person.presses("Start now").sees("About your life and your support").follows("Begin")
    person.writes(person.page.locator("main h1").inner_text(), "Near my sister, with my own front door.")
    person.presses("Save and go on")
    person.follows("See all parts").sees("Leave for now. Everything is kept.")
    person.presses("Sign out", within="header")
    person.signs_in(rosa).sees("Go on where you left off.").follows("Know your budget").follows("Go on")
    answers_every_question(person)
    person.sees("Check your answers", "Near my sister, with my own front door.")
    person.presses("Hand in and see my estimate")
    person.sees("Your estimate", "a week", "Nobody has checked it yet", "We check this with you by", "How we got here")
    person.follows("The whole rule that was used, open to anyone").sees("From answers to money", "Sources and versions")
    person.follows("Worked examples").sees("Every step")

    daughter = walk("Lindiwe", width=width)
    daughter.signs_in(lindiwe).follows("Rosa Mbeki").follows("Know your budget").follows("See the answers")
    daughter.page.get_by_role("link", name="At night").click()
    daughter.looks().sees("Give your own view").page.locator("main input[type=radio]").nth(3).check()
    daughter.presses("Save and go on")

    worker = walk("Idris", width=width)
    worker.signs_in(idris).follows("My desk", within="header").sees("The check of the answers").follows("Rosa Mbeki")
    if "/checking/" not in worker.page.url:
        worker.follows("Know your budget").follows("Check the answers")
    worker.sees("Answers that differ (1)", "Family: Lindiwe Mbeki")
    worker.page.get_by_role("button", name="Agree with all").click()
    worker.looks().sees("1 answer still has to be agreed")
    worker.page.get_by_role("link", name="At night").click()
    worker.looks().chooses("Settle on an answer").presses("Keep this").sees_error("Say why, in a sentence or two")
    worker.page.locator("main input[type=radio][name=answer]").nth(2).check()
    worker.writes("Your reason, as everyone concerned will read it", "We kept a diary of her nights for a week.")
    worker.presses("Keep this").sees("Settled by Idris Vaughan").follows("What was written", within=".govuk-inset-text")
    worker.follows("Show it to the person").presses("Show it and start the clock").sees("The person has time until")
    person.goes_to("/").follows("Know your budget").follows("Look at what was written: is it so?")
    person.sees("You said", "We kept a diary").presses("All of it is so")
    worker.goes_to(worker.page.url.replace("/is-this-so/", "/checking/")).follows("Go on to tell the budget")
    worker.sees("This will be told").writes("A note to the person", "Thank you for the tea.").presses("Tell the budget")

    person.goes_to("/").follows("Know your budget").sees("Indicative budget, checked")
    person.follows("See how this sum was worked out")
    person.sees(
        "What changed since your estimate", "We kept a diary", "Idris Vaughan decided this", "Thank you for the tea."
    )
    person.follows("Ask us to look again").writes("What do you think is not right?", "My nights are harder than that.")
    person.presses("Send it").sees("The answer is due by", "My nights are harder than that.")
