"""Pays everyone in the demonstration by weekly runs of four eyes; the last run waits to be approved."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from ownway.interfaces.cli.demo.person import asks
from ownway.registers.money import actions as money
from ownway.registers.money import queries as accounts
from ownway.registers.people import actions as register
from ownway.steps.control import actions as control
from ownway.steps.control import queries as choices
from ownway.values import Asker, Basis, Money, new_identifier

WEEKS = 31
DETAILS = ("00-11-22", "10203040")
"""Sort code and number of the authority's account."""
RECENTLY = timedelta(weeks=6)
"""How long ago a payment came back to somebody whose account was closed."""


def prepare_paying(keys: Mapping[str, UUID], now: datetime) -> None:
    """Give the authority an invented bank account to pay from, and finance its limits."""
    job = Asker(Basis.JOB, new_identifier(now), named="set-up")
    details = dict(zip(("sort_code", "account_number"), DETAILS, strict=True))
    money.keep_paying_account(
        job, now=now, name="Fernleigh Council", details=details, currency="GBP", starts=now.date()
    )
    for who in ("ravi", "helen"):
        money.set_approval_limit(
            job, now=now, party=keys[who], limit=Money(25_000_000, "GBP"), currency="GBP", starts=now.date()
        )


def keep_bank_details(keys: Mapping[str, UUID], party: UUID, name: str, number: int, now: datetime) -> None:
    """Write down invented bank details, and let a second person confirm them."""
    details = {"account_name": name, "sort_code": "00-11-33", "account_number": f"{20_000_000 + number:08}"}
    kept = register.keep_payment_details(asks(keys["ravi"], now), now=now, party=party, details=details)
    later = now + timedelta(minutes=20)
    register.confirm_payment_details(asks(keys["helen"], later), now=later, details=kept)


def pay_everyone(
    keys: Mapping[str, UUID],
    now: datetime,
    meanwhile: Callable[[datetime], None],
    closed: Collection[UUID] = (),
) -> None:
    """Build, approve, export, send and confirm a run each Monday until now.

    What pays no cash is promised as the weeks go by.
    The newest waits for approval, and of the one before the bank has still to tell. Before each run *meanwhile* lets
    happen what happened until then; whose accounts are *closed* gets one payment back.
    """
    monday = (now - timedelta(weeks=WEEKS, days=now.weekday())).replace(hour=9, minute=0, second=0, microsecond=0)
    open_still = set(closed)
    while monday < now:
        meanwhile(monday)
        _keep_promises(monday)
        try:
            run = money.build_run(
                asks(keys["ravi"], monday),
                now=monday,
                pay_on=monday.date() + timedelta(days=4),
                key=f"demo:run:{monday.date()}",
            )
        except money.CannotBuildRun:
            monday += timedelta(weeks=1)
            continue
        weeks_ago = (now - monday) // timedelta(weeks=1)
        if weeks_ago:
            _send(keys, run, monday)
        if weeks_ago > 1:
            open_still -= _confirm(keys, run, monday, open_still if now - monday < RECENTLY else ())
        monday += timedelta(weeks=1)
    meanwhile(now)
    _keep_promises(now)


def _keep_promises(now: datetime) -> None:
    """Hold what is agreed for support that others buy or provide, as the job does every night."""
    job = Asker(Basis.JOB, new_identifier(now), named="payments")
    for person in choices.people_with_choices(job, now=now):
        control.keep_promises(job, now=now, person=person)


def _send(keys: Mapping[str, UUID], run: UUID, built: datetime) -> None:
    approved = built + timedelta(hours=3)
    money.approve_run(asks(keys["helen"], approved), now=approved, run=run)
    exported = built + timedelta(hours=4)
    money.export_run(asks(keys["ravi"], exported), now=exported, run=run)
    sent = built + timedelta(hours=5)
    money.mark_sent(asks(keys["ravi"], sent), now=sent, run=run)


def _confirm(keys: Mapping[str, UUID], run: UUID, built: datetime, closed: Collection[UUID]) -> set[UUID]:
    """Note what the bank did with each payment, and return to whom it came back."""
    now = built + timedelta(days=5)
    helen = asks(keys["helen"], now)
    back = {line.id: line.payee for line in accounts.run(helen, run=run, now=now).lines if line.payee in closed}
    rejected = dict.fromkeys(back, "account_closed")
    money.confirm_run(helen, now=now, run=run, paid_on=now.date(), rejected=rejected)
    return set(back.values())
