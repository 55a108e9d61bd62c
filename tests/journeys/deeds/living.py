"""Steps 6 and 7 on pages: the eight aspects and own wishes scored, a review that changes plan and needs, the file."""

from tests.journeys.deeds.planning import WISH
from tests.journeys.walking import Walker


def scores_life_and_wishes(person: Walker) -> None:
    """Say how close the wish is, and of each of the eight aspects whether it is better."""
    person.goes_to("/").follows("Live your life").sees("Nothing here changes your money.")
    person.follows("Say how close you are").page.get_by_role("group", name=WISH).get_by_label("7", exact=True).check()
    person.presses("Save").sees("7 out of 10")
    person.follows("Say how life is since the start")
    better = person.page.locator("main input[type=radio][value=better]")
    assert better.count() == 8
    for number in range(8):
        better.nth(number).check()
    person.presses("Save").sees("Better", "Others said")


def asks_for_a_review(person: Walker) -> None:
    """Ask for a review, and say something to its first question."""
    person.goes_to("/").follows("See what we learnt").follows("Ask for a review now")
    person.writes("What has happened, or what should change?", "My sister moves away in spring.")
    person.presses("Ask for a review").sees("The review is held by", "My sister moves away in spring.")
    person.page.locator("main .govuk-task-list a").first.click()
    person.looks().writes("What do you say?", "Swimming works. The nights will not.").presses("Save and go on")


def concludes_the_review(worker: Walker) -> None:
    """Conclude it from the desk: the plan changes, and the needs are looked at again."""
    worker.goes_to("/desk/").follows("The review").sees("My sister moves away in spring.")
    worker.follows("Conclude the review").presses("Conclude and tell the person")
    worker.sees_error("Say what changes, or that nothing does")
    worker.page.locator("main input[type=checkbox][value=plan]").check()
    worker.page.locator("main input[type=checkbox][value=needs]").check()
    worker.writes("Why the plan changes", "Somebody else has to be there at night.")
    worker.writes("What has changed in the support that is needed", "The nights.")
    worker.writes("Your words to the person", "We plan the nights anew, and look at the sum again.")
    worker.presses("Conclude and tell the person").sees("What it changed", "The next review is due by")


def sees_what_the_review_changed(person: Walker) -> None:
    """See both sides' words, and follow each link there and back."""
    person.goes_to("/").follows("See what we learnt").follows("What came of it")
    person.sees("We plan the nights anew", "Somebody else has to be there at night.", "The next review is due by")
    person.follows("of the plan").follows("This came of the review").sees("What it changed")
    person.follows("The new self-assessment")
    assert "/allocation/" in person.page.url


def sees_every_decision_and_who_looked(person: Walker, *names: str) -> None:
    """Open every decision of the file: each has its reason and by when it can be challenged; see who looked."""
    person.goes_to("/my-file/").sees("Your plan is agreed", "Your plan is not agreed yet", "It can be challenged until")
    decisions = person.page.locator("main a[href*='/decisions/']").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    assert len(decisions) >= 5
    for address in decisions:
        person.goes_to(address).sees("Why")
    person.goes_to("/my-file/").follows("Who looked at my file")
    told = person.page.locator("main").inner_text()
    while person.page.get_by_role("link", name="See what was before").count():
        told += person.follows("See what was before").page.locator("main").inner_text()
    assert [name for name in names if name not in told] == []
