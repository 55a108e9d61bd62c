"""What an authority needs before it can pay: an account to pay from, and people in finance."""

from datetime import datetime, timedelta

from django.utils import timezone

from ownway.registers.money import actions as money
from ownway.values import Money
from tests.factories import Somebody, set_up, somebody


def paying_account(now: datetime) -> None:
    """Keep the account that the authority pays from."""
    money.keep_paying_account(
        set_up(),
        now=now,
        name="Fernleigh Council",
        details={"sort_code": "400001", "account_number": "11223344"},
        currency="GBP",
        starts=timezone.localdate(now) - timedelta(days=30),
    )


def finance(name: str) -> Somebody:
    """Somebody in finance who may approve large runs."""
    officer = somebody(name, "finance")
    money.set_approval_limit(
        set_up(),
        now=timezone.now(),
        party=officer.party,
        limit=Money(10_000_000, "GBP"),
        currency="GBP",
        starts=timezone.localdate() - timedelta(days=30),
    )
    return officer
