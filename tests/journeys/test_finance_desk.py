"""The finance desk walked in a browser, script off: a payment held and let go, one sent back and paid into another."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ownway.registers.money import actions as money
from ownway.registers.people import actions as people
from ownway.values import Every, Money
from tests.factories import Somebody, set_up, somebody, works_with
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.paying import finance, paying_account
from tests.steps import asks, install

BANK = {"account_name": "R Mbeki", "sort_code": "200000", "account_number": "55779911"}


@pytest.fixture
def people_paid(address: str) -> tuple[Somebody, Somebody]:
    """Two people who are paid every week, in an authority that can pay."""
    now = timezone.now() - timedelta(hours=2)
    install(now)
    paying_account(now)
    worker, first, second = somebody("Idris Vaughan", "practitioner"), somebody("Rosa Mbeki"), somebody("Lev Marchetti")
    for number, person in enumerate((first, second)):
        works_with(worker, person)
        kept = people.keep_payment_details(asks(person, now), now=now, party=person.party, details=BANK)
        people.confirm_payment_details(asks(finance(f"Clerk {number}"), now), now=now, details=kept)
        budget = money.open_budget(
            asks(worker, now),
            now=now,
            key=f"open {number}",
            person=person.party,
            programme="in-control",
            stream="adult-social-care",
            rate=Money(14_000, "GBP"),
            every=Every.WEEK,
            starts=timezone.localdate(now),
            rule_version="abc",
        )
        money.set_schedule(
            set_up(now),
            now=now,
            key=f"pay {number}",
            budget=budget,
            holder=person.party,
            pence=14_000,
            every=Every.WEEK,
            starts=timezone.localdate(now),
        )
    return first, second


@pytest.mark.req("U1")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_payment_is_held_let_go_sent_back_and_told(
    walk: Walking, people_paid: tuple[Somebody, Somebody], width: int
) -> None:
    rosa, _ = people_paid
    ann, ben = finance("Ann Beddoes"), finance("Ben Achterberg")
    builder = walk("Ann", width=width)
    builder.signs_in(ann).goes_to("/payments/").sees("0 payments wait by decision").presses("Build a run")
    builder.sees("£280.00", "Rosa Mbeki", "Lev Marchetti")
    builder.page.get_by_role("link", name="hold it – Rosa Mbeki").click()
    builder.looks().sees("Hold this payment?", "Late papers alone are no reason").presses("Hold it")
    builder.sees_error("Write an answer").writes("Why?", "Rosa says that this account is not hers.").presses("Hold it")
    builder.sees("£140.00", "taken out: This payment is held.")

    approver = walk("Ben", width=width)
    approver.signs_in(ben).goes_to("/payments/").page.locator("main th").get_by_role("link").first.click()
    approver.looks().follows("Look at it and approve it").presses("Approve it").sees("Approved")
    builder.page.reload()
    builder.follows("Make the bank file").sees("Bacs file (Standard 18)")
    with builder.page.expect_download():
        builder.page.get_by_role("button", name="Make and download it").click()
    builder.follows("Back", within="body").follows("Say that the bank has the file").presses("Yes, the bank has it")
    builder.sees("With the bank").sees_not("hold it")

    approver.page.reload()
    approver.follows("Say what the bank did").chooses("Lev Marchetti, £140.00, …9911")
    approver.chooses("The account is closed").writes("Did the bank say more?", "AC04").presses("Keep this")
    approver.sees("Done", "came back from the bank: The account is closed. (AC04)")

    approver.goes_to("/payments/").follows("1 payment waits by decision").sees("Rosa Mbeki", "Ann Beddoes")
    approver.follows("Rosa Mbeki").sees("Let this payment go?").writes("Why does it wait no longer?", "It is hers.")
    approver.presses("Let it go").sees("No payment waits.")
    approver.goes_to("/payments/").presses("Build a run").sees("Rosa Mbeki", "£140.00", "Left out, and why")
    approver.sees("The bank sent a payment to this account back")

    person = walk("Rosa", width=width)
    person.signs_in(rosa).follows("My file").sees("A payment of yours is held")
