"""What waits on the desk of finance in the demonstration: a payment held, a new account, a statement to be matched."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from ownway.interfaces.cli.demo.paying import DETAILS
from ownway.interfaces.cli.demo.person import Person, asks
from ownway.registers.money import actions as money
from ownway.registers.money import queries as accounts
from ownway.registers.people import actions as register
from ownway.registers.programmes import queries as programmes

HEAD = (
    "Transaction Date",
    "Transaction Type",
    "Sort Code",
    "Account Number",
    "Transaction Description",
    "Debit Amount",
    "Credit Amount",
    "Balance",
)
OPENING = 48_215_077
UNKNOWN = ("FERNLEIGH ROTARY RAFFLE", 4_250)
"""Something that came in and belongs to nobody who is known here, in pence."""


def fill_the_desk(everyone: Sequence[Person], keys: Mapping[str, UUID], now: datetime) -> None:
    """Leave to finance what a real week leaves: each thing done by the actions that pages use."""
    for one in everyone:
        given = one.invented.given.get("desk", {})
        if "held" in given:
            _hold(one, given["held"], now - timedelta(hours=20))
        if "new_account" in given:
            _tell_new_account(one, given["new_account"], now - timedelta(hours=26))
    _take_in_a_statement(keys["ravi"], now - timedelta(hours=3))


def _hold(one: Person, words: str, now: datetime) -> None:
    """Let somebody in finance decide, with a reason, that one payment waits."""
    ravi = asks(one.keys["ravi"], now)
    clocks = programmes.pack(programmes.in_force("in-control", on=now.date())).agreement
    (schedule, *_) = accounts.schedules_of(ravi, person=one.party, now=now)
    money.hold_payment(
        ravi,
        now=now,
        schedule=schedule.id,
        words=words,
        look_again_on=now.date() + timedelta(days=7),
        challenge_within_days=clocks.challenge_within_days,
        answer_within_days=clocks.answer_within_days,
    )


def _tell_new_account(one: Person, number: str, now: datetime) -> None:
    """Write a new bank account down; a second person has still to confirm it."""
    details = {"account_name": one.invented.name, "sort_code": "00-11-44", "account_number": number}
    register.keep_payment_details(asks(one.keys["ravi"], now), now=now, party=one.party, details=details)


def _take_in_a_statement(ravi: UUID, now: datetime) -> None:
    """Take in what the bank says of the last run that was sent, and of a sum that nobody expected."""
    asker = asks(ravi, now)
    sent = next(one for one in accounts.runs(asker, now=now) if one.state.value == "sent")
    paid = [(line.payee_name.upper(), -line.money.pence) for line in accounts.run(asker, run=sent.id, now=now).lines]
    balance, rows = OPENING, []
    for words, pence in (*paid, UNKNOWN):
        balance += pence
        sums = (_pounds(-pence), "") if pence < 0 else ("", _pounds(pence))
        rows.append(
            (f"{sent.pay_on:%d/%m/%Y}", "FPO" if pence < 0 else "FPI", *DETAILS, words, *sums, _pounds(balance))
        )
    told = io.StringIO()
    csv.writer(told).writerows([HEAD, *reversed(rows)])
    money.import_statement(asker, now=now, content=told.getvalue().encode())


def _pounds(pence: int) -> str:
    return f"{pence // 100}.{pence % 100:02}"
