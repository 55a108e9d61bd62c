"""Steps 6 and 7 in a browser, script off: how life goes, a look back together, what it changed, the file."""

from datetime import UTC, datetime, timedelta

import pytest

from ownway.steps.outcomes import actions as outcomes
from ownway.steps.outcomes import queries as lives
from tests.factories import Somebody, somebody, works_with
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.steps import asks, install, signed


@pytest.fixture
def rosa(address: str) -> Somebody:
    """A person under a programme in force."""
    install(datetime.now(UTC) - timedelta(days=1))
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    now = datetime.now(UTC)
    signed(rosa, worker, now=now - timedelta(hours=3))
    return worker


@pytest.mark.req("O1", "O2", "O3", "R1", "R2", "H3", "H4", "X5")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_life_is_told_and_looked_back_on_together(walk: Walking, rosa: Somebody, idris: Somebody, width: int) -> None:
    before = datetime.now(UTC) - timedelta(hours=1)
    seen = lives.outcomes_of(asks(rosa, before), person=rosa.party, now=before)
    assert seen is not None
    outcomes.tell_how_life_goes(
        asks(rosa, before),
        now=before,
        person=rosa.party,
        aims={seen.aims[0].aim: 3},
        words={seen.aims[0].aim: "Slowly."},
    )

    person = walk("Rosa", width=width)
    person.signs_in(rosa).follows("Live your life").sees("Swim every week, and see my friends.", "3 out of 10")
    person.follows("Say how close you are").presses("Save").sees_error("Answer at least one question.")
    person.chooses("7").writes("In your own words", "Twice a week now 🏊")
    person.chooses("Somebody helps me").writes("Who helps you?", "My niece Ines")
    person.presses("Save").sees("7 out of 10", "Twice a week now 🏊")
    person.follows("Say how life is since the start").chooses("Better", under="Health and well-being")
    person.chooses("Worse", under="Feeling safe at home").presses("Save").sees("▲ Better", "▼ Worse", "47% better")
    person.follows("Say what changed").chooses("I wanted it, and it came", under="Where I live").presses("Save")
    person.sees("It came for 76% of those who wanted it")

    person.goes_to(f"/people/{rosa.party}/").follows("See what we learnt").sees("The next review is due by")
    person.follows("Ask for a review now").presses("Ask for a review").sees_error("Write an answer")
    person.writes("What has happened", "I do not feel safe at night.").presses("Ask for a review")
    person.sees("Look back at your plan", "I do not feel safe at night.").follows("What is working well?")
    person.writes("What do you say?", "Swimming, and Ines.").presses("Save and go on").sees("What is not working?")
    person.follows("See all questions").sees("Said by: Rosa Mbeki")

    worker = walk("Idris", width=width)
    worker.signs_in(idris).follows("My desk", within="header").sees("The review", "Rosa Mbeki").follows("The review")
    worker.follows("Are you healthy, safe and well?")
    worker.writes("What do you say, or what did they tell you?", "The lamp on the stairs is broken.")
    worker.presses("Save and go on").follows("See all questions").follows("Conclude the review")
    worker.presses("Conclude and tell the person").sees_error("Say what changes, or that nothing does")
    worker.chooses("The plan").writes("Why the plan changes", "A lamp, and somebody to call at night.")
    worker.writes("What the person says of it", "Then I can sleep.")
    worker.writes("Your words to the person", "You told us about the nights. The plan changes for them.")
    worker.presses("Conclude and tell the person").sees(
        "What came of the review", "A next version of the plan was begun."
    )

    person.goes_to(f"/people/{rosa.party}/").follows("See what we learnt").follows("What came of it")
    person.sees("Then I can sleep.", "You told us about the nights.", "Version 2 of the plan was begun")
    person.follows("Version 2 of the plan").sees("A lamp, and somebody to call at night.")
    person.follows("This came of the review of").sees("What came of the review").follows("The decision").sees(
        "Idris Vaughan"
    )
    person.follows("My file", within="header").sees("What came of your review").follows("What is kept about me")
    person.sees("Take a copy", "Self-assessments, with every answer")
    person.follows("Who looked at my file", within="footer").sees("Idris Vaughan")
