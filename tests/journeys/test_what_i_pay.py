"""A person tells of their means and learns what they pay; finance decides, bills, waives and charges our own help."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import Somebody, somebody, works_with
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.paying import paying_account
from tests.steps import install, signed

ANSWERS = (
    ("How much do you have in savings", "15000", ""),
    ("How much money comes in for you", "300", "a week"),
    ("", "On my own, 25 or older, and not old enough for a state pension", ""),
    ("", "Yes, at the standard or lower rate", ""),
    ("", "No", ""),
    ("How many children live with you", "0", ""),
    ("How much do you pay for your home", "40", "a week"),
    ("What do you pay because of your disability", "20", "a week"),
)


@pytest.fixture
def nerys(address: str) -> tuple[Somebody, Somebody]:
    """A person whose plan was agreed some weeks ago, and a finance officer."""
    now = timezone.now() - timedelta(days=60)
    install(now)
    paying_account(now)
    person, worker = somebody("Nerys Bowen"), somebody("Idris Vaughan", "practitioner")
    works_with(worker, person)
    signed(person, worker, now=now, level=2)
    return person, somebody("Felix Arnaud", "finance")


@pytest.mark.req("U6")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_person_tells_of_their_means_and_finance_decides_bills_and_waives(
    walk: Walking, nerys: tuple[Somebody, Somebody], width: int
) -> None:
    person, clerk = nerys
    one = walk("Nerys", width=width)
    one.signs_in(person).goes_to(f"/spending/of/{person.party}/").follows("What you pay yourself")
    one.sees("What you pay", "You have not told us about your money yet.").follows("Tell us about your money")
    one.presses("Save and go on").sees_error("Choose one answer")
    one.chooses("I will tell you.").presses("Save and go on")
    for label, answer, every in ANSWERS:
        if label:
            one.writes(label, answer)
            if every:
                one.page.get_by_label("How often").select_option(label=every)
        else:
            one.chooses(answer)
        one.presses("Save and go on")
    one.sees("Check your answers", "By these answers you would pay").presses("Hand in")
    one.sees("You have handed in your answers.", "To live on you keep", "How it was worked out")

    office = walk("Felix", width=width)
    day = timezone.localdate() - timedelta(days=30)
    today = timezone.localdate()
    office.signs_in(clerk).goes_to("/payments/charges/").sees("told us about their money").follows("Nerys Bowen")
    office.sees("By what they told, and the rule of today")
    office.enters_day("From which day?", f"{day.day} {day.month} {day.year}").chooses("By bill")
    office.presses("Decide and write to them").sees("Pays now").follows("Back", within="body")
    office.enters_day("Bill the days before", f"{today.day} {today.month} {today.year}").presses("Bill everyone")
    office.sees("Nerys Bowen", "by bill")

    one.goes_to(f"/spending/of/{person.party}/pay/").sees("We send you bills for your share.", "Still to pay")
    one.sees("How to pay", "Fernleigh Council", "40-00-01", "11223344", "Reference")
    one.follows("I cannot pay: ask not to have to").presses("Send").sees_error("Write an answer")
    one.writes("Why can you not pay?", "The boiler broke in the frost.").presses("Send").sees("You asked on")

    office.goes_to("/payments/charges/").sees("asks not to have to pay").follows("Nerys Bowen")
    office.sees("The boiler broke in the frost.").writes("How much need not be paid?", "10")
    office.writes("Why?", "The boiler had to be mended first.").presses("Decide it").sees("£10.00 of the bills")
    one.goes_to(f"/spending/of/{person.party}/pay/").sees("£10.00 of the bills need not be paid any more.")
    one.follows("See the decision, and say no to it").sees("What you pay towards your support")


@pytest.mark.req("M7", "C2")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_finance_writes_down_a_full_cost_and_charges_our_own_support_by_it(
    walk: Walking, nerys: tuple[Somebody, Somebody], width: int
) -> None:
    person, clerk = nerys
    day = timezone.localdate() - timedelta(days=20)
    office = walk("Felix", width=width)
    office.signs_in(clerk).goes_to("/payments/unit-costs/").follows("Write down a new cost – Day centre")
    office.presses("Keep this cost").sees_error("Enter an amount")
    office.enters_day("From which day?", f"{day.day} {day.month} {day.year}")
    for label, sum_of in (
        ("The people who do the work", "41"),
        ("Building, heating, management and office", "12.50"),
        ("Getting there and back", "6.40"),
        ("Places that are paid for and stay empty", "3.80"),
        ("At least", "58"),
        ("At most", "71"),
    ):
        office.writes(label, sum_of)
    office.writes("How was it worked out?", "The whole cost of last year, shared over the days people came.")
    office.writes("Where do the numbers come from?", "Ledger of the day centre").presses("Keep this cost")
    office.sees("£63.70", "Places that are paid for and stay empty: £3.80")

    office.goes_to(f"/spending/of/{person.party}/our-own-support/").sees("£63.70")
    office.chooses("Day centre").writes("How many?", "2.5").presses("Charge it").sees("Written down", "£159.25")
    one = walk("Nerys", width=width)
    one.signs_in(person).goes_to(f"/spending/of/{person.party}/").sees("Day centre", "£159.25")
