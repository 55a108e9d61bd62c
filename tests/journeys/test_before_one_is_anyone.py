"""Start before one is anyone: a code, another device, two answers, an estimate, and the file it is brought into."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.allocating import install
from tests.factories import Somebody, somebody
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.journeys.walking import Walker


@pytest.fixture
def rosa(address: str, repository: Path) -> Somebody:
    """A person with an account, and a programme in force."""
    install(repository, datetime.now(UTC))
    return somebody("Rosa Mbeki")


def answers(person: Walker, *, place: int = 0) -> None:
    """Answer the question that is asked: a few words, no to yes or no, otherwise the answer at *place*."""
    boxes = person.page.locator("main textarea")
    if boxes.count():
        boxes.first.fill("Mornings in the garden.")
    else:
        choices = person.page.locator("main input[type=radio]")
        yes_or_no = person.page.get_by_label("No", exact=True)
        (yes_or_no if yes_or_no.count() else choices.nth(place)).first.check()
    person.page.get_by_role("button", name="Save and go on").click()
    person.page.wait_for_load_state()


@pytest.mark.req("A1")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_somebody_begins_without_an_account_and_comes_back_on_another_device(
    walk: Walking, rosa: Somebody, width: int
) -> None:
    """Counts the shortest honest path as well: every question asked is answered, and nothing is left out."""
    person = walk("Nobody yet", width=width)
    person.goes_to("/").follows("Find out how much there may be, without an account")
    person.sees("You need not say who you are").presses("Start now").sees("Write this down")
    code = re.sub(r"\s", "", person.page.locator(".ow-figure__sum [aria-hidden]").inner_text())
    person.follows("I have written it down: go on").follows("Begin")
    questions = 0
    while "/question/" in person.page.url:
        answers(person, place=0)
        questions += 1
    person.looks().sees("Check your answers").follows("See my estimate")
    person.sees("Your estimate", "a week", "Nobody has checked it yet", "How to go on", "How we got here")
    # From the first page to the sum: begin, the code, the parts, a page a question, the check, the estimate.
    assert (questions, 1 + 3 + questions + 2) == (15, 21)

    other = walk("Nobody yet, in the library", width=width)
    other.goes_to("/allocation/begin/come-back/").writes("Your code", "AAAA AAAA AAAA").presses("Open my answers")
    other.sees_error("This code opens nothing. Look at it again, letter by letter.")
    other.writes("Your code", f"{code[:4].lower()}-{code[4:]}").presses("Open my answers")
    other.follows("Check your answers and see your estimate").sees("Mornings in the garden.")
    person.goes_to("/allocation/begin/question/meals/")
    other.goes_to("/allocation/begin/question/meals/")
    answers(person, place=1)
    answers(other, place=2)
    other.looks().sees("Two answers were given to this question")
    answers(other, place=1)
    other.goes_to("/allocation/begin/leave/").chooses("No").presses("Leave")
    other.goes_to("/allocation/begin/parts/").is_at("/allocation/begin/come-back/")

    person.signs_in(rosa).follows("Know your budget").follows("I began without an account and have a code")
    person.writes("The code", code).presses("Bring the answers over")
    person.follows("Check your answers and see your estimate").sees("Mornings in the garden.")
    person.presses("Hand in and see my estimate").sees("Your estimate", "a week")
