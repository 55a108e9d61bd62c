"""Steps 4 and 5 walked in a browser, script off: two degrees mixed, four eyes and a bank file, an account, a spend."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import Somebody, somebody, stands_beside, works_with
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.paying import finance, paying_account
from tests.steps import install, signed


@pytest.fixture
def rosa(address: str) -> Somebody:
    """A person whose plan was agreed a moment ago, in an authority that can pay."""
    now = timezone.now() - timedelta(hours=2)
    install(now)
    paying_account(now)
    person, worker = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    works_with(worker, person)
    signed(person, worker, now=now)
    return person


@pytest.mark.req("C1", "C2", "U1", "U2", "X1")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_money_is_held_in_two_ways_paid_by_four_eyes_and_spent(walk: Walking, rosa: Somebody, width: int) -> None:
    ann, ben = finance("Ann Beddoes"), finance("Ben Achterberg")

    person = walk("Rosa", width=width)
    person.signs_in(rosa).follows("Choose how the money is held").sees("The money is agreed. Now choose who holds it.")
    person.follows("Choose how it is held").presses("Go on").sees_error("Choose one answer")
    person.chooses("The money is paid to you and you run it yourself.").presses("Go on")
    person.sees("Is any part to be held in another way?")
    person.page.get_by_label("Swimming with Ines").select_option(
        label="Your practitioner keeps the budget and buys what you have chosen."
    )
    person.presses("Put it in place").sees("Now, since", "Your practitioner keeps the budget", "We keep it")
    person.sees("We do not know your bank account yet.").follows("Give a bank account")
    person.writes("Name on the account", "R Mbeki").writes("Sort code", "20 00 0").writes("Account number", "55779911")
    person.presses("Keep this account").sees_error("sort code")
    expect(person.page.get_by_label("Name on the account")).to_have_value("R Mbeki")
    person.writes("Sort code", "20-00-00").presses("Keep this account").sees("waits for a second person to confirm it")

    builder = walk("Ann", width=width)
    builder.signs_in(ann).follows("My desk", within="header").follows("Payment runs and bank details")
    builder.follows("1 bank account waits to be confirmed").follows("Rosa Mbeki …9911").sees("200000", "55779911")
    builder.chooses("They are right: I checked them").presses("Keep this").sees("No bank details wait for you.")
    builder.follows("Back", within="body").presses("Build a run")
    builder.sees("Waits for a second person", "cannot be the one who approves it", "Rosa Mbeki")
    approver = walk("Ben", width=width)
    approver.signs_in(ben).goes_to("/payments/").sees("Ann Beddoes")
    approver.page.locator("main td, main th").get_by_role("link").first.click()
    approver.looks().follows("Look at it and approve it").presses("Approve it").sees("Approved")
    builder.page.reload()
    builder.follows("Make the bank file")
    with builder.page.expect_download() as file:
        builder.page.get_by_role("button", name="Make and download it").click()
    assert file.value.suggested_filename.endswith(".xml")
    builder.follows("Back", within="body").follows("Say that the bank has the file").presses("Yes, the bank has it")
    builder.sees("With the bank")
    approver.page.reload()
    approver.follows("Say what the bank did").presses("Keep this").sees("Done", "paid")

    person.goes_to("/").follows("Use the money").sees(
        "Came in", "Went out", "Promised", "Left", "We ask how life is going"
    )
    person.follows("Write down what was spent").presses("Write it down").sees_error("Enter an amount")
    person.writes("What was it for?", "Swimming, and the bus 🚌").writes("How much was it?", "15.50")
    person.chooses("Swimming with Ines").presses("Write it down").sees("Swimming, and the bus 🚌", "£15.50")
    person.follows("Back", within="body").sees("−£15.50", "Beside the plan")


@pytest.mark.req("C4", "U5")
def test_what_the_law_forbids_is_refused_in_words_and_a_mistake_is_taken_back(walk: Walking, rosa: Somebody) -> None:
    sister = somebody("Nomsa Mbeki")
    stands_beside(sister, rosa)
    helper = walk("Nomsa", width=PHONE)
    helper.signs_in(sister).follows("Rosa Mbeki").follows("Use the money")
    helper.writes("What was it for?", "Lottery ticket").writes("How much was it?", "5")
    helper.page.get_by_text("More, if you like").click()
    helper.page.get_by_label("What kind of thing was it?").select_option("against_the_law")
    helper.presses("Write it down").sees_error("No money may be used for")
    helper.page.get_by_label("What kind of thing was it?").select_option("")
    helper.writes("What was it for?", "Bus fare").presses("Write it down").sees("Bus fare", "£5.00")
    helper.page.get_by_text("This was a mistake").click()
    helper.writes("What was wrong with it?", "It was mine.").presses("Take it back").sees("Taken back", "It was mine.")


@pytest.mark.req("C4", "H3")
def test_the_authority_takes_money_into_its_keeping_with_notice_and_the_person_sees_why(
    walk: Walking, rosa: Somebody
) -> None:
    idris = Somebody(rosa.party, "Idris Vaughan", "idris.vaughan@example.org")
    person = walk("Rosa", width=DESK)
    person.signs_in(rosa).follows("Choose how the money is held").follows("Choose how it is held")
    person.chooses("The money is paid to you and you run it yourself.").presses("Go on").presses("Put it in place")
    worker = walk("Idris", width=DESK)
    worker.signs_in(idris).follows("Rosa Mbeki").follows("Choose how the money is held")
    worker.follows("Take the money into our keeping, with a reason and notice")
    worker.chooses("The authority gives you a service of its own.").presses("Decide this").sees_error("Write an answer")
    worker.writes("Your reason, as the person will read it", "Two payments went astray.").presses("Decide this")
    worker.sees("Two payments went astray.")
    person.goes_to("/").follows("Choose how the money is held").sees("The authority decided this, with a reason.")
    person.follows("See the decision").sees("Two payments went astray.")
