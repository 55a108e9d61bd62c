"""Step 1 on pages: a life first, leaving and coming back, an estimate, a difference settled, a budget told."""

from tests.factories import Somebody
from tests.journeys.walking import Walker


def begins_with_life_and_leaves(person: Walker) -> None:
    """Start the self-assessment, answer its first question, and sign out in the middle."""
    person.follows("Know your budget").sees("It begins with your life").presses("Start now")
    person.sees("About your life and your support").follows("Begin")
    person.writes(person.page.locator("main h1").inner_text(), "Near my sister, with my own front door.")
    person.presses("Save and go on").follows("See all parts").sees("Leave for now. Everything is kept.")
    person.presses("Sign out", within="header")


def comes_back_and_is_told_an_estimate(person: Walker, who: Somebody) -> None:
    """Go on where it was left, hand in, and see the sum at once, why it is so, and the rule that anyone can read."""
    person.signs_in(who).sees("Go on where you left off.").follows("Know your budget").follows("Go on")
    answers_every_question(person)
    person.sees("Check your answers", "Near my sister, with my own front door.")
    person.presses("Hand in and see my estimate")
    person.sees("Your estimate", "a week", "Nobody has checked it yet", "We check this with you by", "How we got here")
    person.follows("The whole rule that was used, open to anyone").sees("From answers to money", "Sources and versions")


def answers_every_question(person: Walker, level: int = 1) -> None:
    """Answer page after page, a text in one's own words, otherwise one of the answers; look once at each kind."""
    looked: set[str] = set()
    while "/question/" in person.page.url:
        boxes = person.page.locator("main textarea")
        kind = f"{boxes.count()} {person.page.locator('main input[type=radio]').count()}"
        if kind not in looked:
            looked.add(kind)
            person.looks()
        if boxes.count():
            boxes.first.fill("Mornings in the garden, and Sundays with my grandchildren.")
        else:
            choices = person.page.locator("main input[type=radio]")
            yes_or_no = person.page.get_by_label("No", exact=True)
            (yes_or_no if yes_or_no.count() else choices.nth(level)).first.check()
        person.page.get_by_role("button", name="Save and go on").click()
    person.looks()


def sees_it_otherwise(daughter: Walker, name: str) -> None:
    """Put an own view beside the person's answer about the nights."""
    daughter.follows(name).follows("Know your budget").follows("See the answers")
    daughter.page.get_by_role("link", name="At night").click()
    daughter.looks().sees("Give your own view").page.locator("main input[type=radio]").nth(3).check()
    daughter.presses("Save and go on")


def checks_settles_and_tells(worker: Walker, name: str) -> None:
    """From the desk to the answers: agree with what nobody disputes, settle the rest with a reason, tell the budget."""
    worker.follows("My desk", within="header").sees("The check of the answers").follows(name)
    if "/checking/" not in worker.page.url:
        worker.follows("Know your budget").follows("Check the answers")
    worker.sees("Answers that differ (1)", "Family:")
    worker.page.get_by_role("button", name="Agree with all").click()
    worker.looks().sees("1 answer still has to be agreed").page.get_by_role("link", name="At night").click()
    worker.looks().chooses("Settle on an answer").presses("Keep this").sees_error("Say why, in a sentence or two")
    worker.page.locator("main input[type=radio][name=answer]").nth(2).check()
    worker.writes("Your reason, as everyone concerned will read it", "We kept a diary of her nights for a week.")
    worker.presses("Keep this").sees("Settled by", "Some answers were settled otherwise than the person said")
    worker.follows("What was written", within=".govuk-inset-text").follows("Show it to the person")
    worker.presses("Show it and start the clock").sees("The person has time until").chooses("By phone")
    worker.presses("The person says that all of it is so").follows("Check the answers")
    worker.follows("Go on to tell the budget")
    worker.sees("This will be told").writes("A note to the person", "Thank you for the tea.").presses("Tell the budget")


def sees_the_budget_with_its_reasons(person: Walker) -> None:
    """See that the sum is indicative now, what changed it and by whom."""
    person.goes_to("/").follows("Know your budget").sees("Indicative budget, checked")
    person.follows("See how this sum was worked out")
    person.sees("What changed since your estimate", "We kept a diary", "decided this", "Thank you for the tea.")
