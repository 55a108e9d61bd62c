"""Steps 4 and 5 on pages: two degrees mixed, bank details confirmed, a run of four eyes, an account and a spend."""

from pathlib import Path

from lxml import etree
from playwright.sync_api import expect

from tests.journeys.walking import Walker


def chooses_two_degrees(person: Walker) -> None:
    """Take most of the money, leave one part to the practitioner, and give a bank account."""
    person.goes_to("/").follows("Choose how the money is held").follows("Choose how it is held")
    person.chooses("The money is paid to you and you run it yourself.").presses("Go on")
    person.page.get_by_label("Swimming with Ines").select_option(
        label="Your practitioner keeps the budget and buys what you have chosen."
    )
    person.presses("Put it in place").sees("Now, since", "Your practitioner keeps the budget", "We keep it")
    person.follows("Give a bank account").writes("Name on the account", "R Mbeki")
    person.writes("Sort code", "20 00 0").writes("Account number", "55779911").presses("Keep this account")
    person.sees_error("sort code")
    expect(person.page.get_by_label("Name on the account")).to_have_value("R Mbeki")
    person.writes("Sort code", "20-00-00").presses("Keep this account").sees("waits for a second person to confirm it")


def confirms_details_and_builds_a_run(builder: Walker, name: str) -> None:
    """Check the bank account, and build a run of all that is due."""
    builder.follows("My desk", within="header").follows("Payment runs and bank details")
    builder.follows("1 bank account waits to be confirmed").follows(f"{name} …9911").sees("200000", "55779911")
    builder.chooses("They are right: I checked them").presses("Keep this").sees("No bank details wait for you.")
    builder.follows("Back", within="body").presses("Build a run")
    builder.sees("Waits for a second person", "cannot be the one who approves it", name)


def approves(approver: Walker) -> None:
    """Approve the run that somebody else built."""
    approver.goes_to("/payments/").page.locator("main td, main th").get_by_role("link").first.click()
    approver.looks().follows("Look at it and approve it").presses("Approve it").sees("Approved")


def takes_the_bank_file(builder: Walker, folder: Path) -> None:
    """Make the bank file, read it as the bank would, and say that the bank has it."""
    builder.page.reload()
    builder.follows("Make the bank file")
    with builder.page.expect_download() as file:
        builder.page.get_by_role("button", name="Make and download it").click()
    place = folder / file.value.suggested_filename
    file.value.save_as(place)
    paid = etree.parse(place).getroot()
    assert etree.QName(paid).namespace == "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
    assert [one.text for one in paid.iterfind(".//{*}Cdtr/{*}Nm")] == ["R Mbeki"]
    builder.follows("Back", within="body").follows("Say that the bank has the file").presses("Yes, the bank has it")
    builder.sees("With the bank")


def confirms_the_run(approver: Walker) -> None:
    """Say what the bank did."""
    approver.page.reload()
    approver.follows("Say what the bank did").presses("Keep this").sees("Done", "paid")


def sees_the_account_and_spends(person: Walker) -> None:
    """See in, out, promised and left; write a spend down, and find it in the account."""
    person.goes_to("/").follows("Use the money").sees("Came in", "Went out", "Promised", "Left")
    person.follows("Write down what was spent").presses("Write it down").sees_error("Enter an amount")
    person.writes("What was it for?", "Swimming, and the bus 🚌").writes("How much was it?", "15.50")
    person.chooses("Swimming with Ines").presses("Write it down").sees("Swimming, and the bus 🚌", "£15.50")
    person.follows("Back", within="body").sees("−£15.50", "Beside the plan")
