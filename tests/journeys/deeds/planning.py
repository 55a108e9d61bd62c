"""Steps 2 and 3 on pages: a costed plan with its total beside the budget, returned, put right and agreed."""

from tests.journeys.walking import Walker

WISH = "Swim every week, with company."


def writes_a_costed_plan(person: Walker) -> None:
    """Answer every question of the plan, say a wish, and cost two kinds of support; see too much before it fits."""
    person.goes_to("/").follows("Make your plan").sees("To plan with", "Nobody else sees it before you hand it in.")
    person.presses("Begin my plan").sees("The parts of the plan", "Still to plan")
    person.page.locator("main .govuk-task-list a").first.click()
    answers_every_part(person.looks())
    person.follows("Add what you want").writes("In your own words", WISH).presses("Save")
    adds(person, "Swimming with Ines", cost="14.50")
    adds(person, "The allotment", cost="90000", every="once")
    person.sees("Too much by", "It is your choice what gives").follows("The allotment")
    person.writes("What does one cost?", "300").presses("Save").sees_not("Too much by")
    hands_in(person)


def hands_in(person: Walker) -> None:
    """Hand the plan in, and see by when it is answered."""
    person.follows("Check and hand in").presses("Hand in my plan").sees("The answer is due by", "Not looked at yet")


def answers_every_part(walker: Walker) -> None:
    """Write under each of the plan's questions."""
    while "/section/" in walker.page.url:
        walker.page.locator("main textarea").first.fill("My garden in the morning, and my friends on Sundays.")
        walker.presses("Save and go on")


def adds(walker: Walker, what: str, *, cost: str, times: str = "1", every: str = "a week") -> None:
    """Add a line of support for the wish."""
    walker.follows("Add something").writes("What is it?", what).chooses(WISH)
    walker.page.get_by_label("What kind of support is it?").select_option(index=1)
    walker.writes("What does one cost?", cost).writes("How many times?", times)
    walker.page.get_by_label("In what time?").select_option(label=every)
    walker.presses("Save")


def returns_the_plan(worker: Walker) -> None:
    """Hold the plan against the tests, say what is missing in one, and return it."""
    worker.goes_to("/desk/").sees("The decision on the plan").follows("The decision on the plan")
    worker.sees("Decide by", "The person sees the same clock.").follows("Look at this test")
    tries_tests(worker, failing="healthy, safe and well")
    worker.follows("Go on to return it").writes("What do you say to the person?", "A good plan by day.")
    worker.presses("Return the plan").sees("This plan was returned, with what would pass.")


def tries_tests(worker: Walker, *, failing: str = "") -> None:
    """Hold the plan against each test; *failing* is the one that is not passed yet."""
    while "/test/" in worker.page.url:
        if failing and worker.page.get_by_role("heading", level=1, name=failing).count():
            worker.page.locator("main input[type=radio][value=no]").check()
            worker.presses("Keep this").sees_error("Say what is missing")
            worker.writes("In your words", "Nobody is there at night yet.")
        else:
            worker.page.locator("main input[type=radio][value=yes]").check()
        worker.presses("Keep this")


def puts_it_right(person: Walker) -> None:
    """Read what would pass, change the plan, and hand it in again."""
    person.goes_to("/").follows("Have it agreed").sees("Nobody is there at night yet.", "What would pass:")
    person.sees("It can be challenged until").follows("Change the plan")
    person.writes("Why does the plan change?", "My sister sleeps in now.").presses("Go on with my plan")
    person.sees("Version 2", "My sister sleeps in now.")
    hands_in(person)


def agrees_the_plan(worker: Walker) -> None:
    """Pass every test, and agree the plan by name."""
    worker.goes_to("/desk/").follows("The decision on the plan").follows("Look at this test")
    tries_tests(worker)
    worker.follows("Go on to agree it").writes("A note to the person", "A plan to be proud of.")
    worker.presses("Agree the plan").sees("The agreement", "Signed by", "Why it was agreed")


def sees_the_agreement(person: Walker) -> None:
    """See what was agreed, by whom, and what comes next."""
    person.goes_to("/").follows("Have it agreed").sees("Agreed", "Signed by")
    person.follows("Read the agreement").sees("A plan to be proud of.", "Next you choose how it is held.")
