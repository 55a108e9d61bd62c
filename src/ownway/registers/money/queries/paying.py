"""How the authority pays in a currency: from which account, by which kind of file, and by which bank days."""

from dataclasses import dataclass
from datetime import date, datetime

from ownway.registers.money.models import PayingAccount
from ownway.registers.money.rules import bank
from ownway.registers.money.rules.dates import Calendar, WhenShut, calendar_of, usual_calendar


@dataclass(frozen=True, slots=True)
class HowPaid:
    """The account that pays (none where nobody has written one down), and the authority's ways with it."""

    account: bank.BankAccount | None
    calendar: Calendar
    when_shut: WhenShut = WhenShut.BEFORE
    file_kind: str = "pain.001.001.09"
    service_user: str = ""

    @property
    def lead(self) -> int:
        """How many bank days the usual kind of file takes on its way."""
        return bank.LEADS.get(self.file_kind, 0)


def how_paid(currency: str, *, on: date, known_at: datetime) -> HowPaid:
    """Return how payments in a currency are made on a day, as it was written down by *known_at*."""
    rows = PayingAccount.objects.filter(currency=currency, starts__lte=on, at__lte=known_at)
    row = rows.order_by("-starts", "-at").first()
    if row is None:
        return HowPaid(None, usual_calendar(currency))
    kept = row.details
    return HowPaid(
        account=bank.bank_account(kept, name=str(kept.get("name", ""))),
        calendar=calendar_of(str(kept.get("calendar", "")), currency),
        when_shut=WhenShut(kept.get("when_shut", WhenShut.BEFORE)),
        file_kind=str(kept.get("file_kind", "") or "pain.001.001.09"),
        service_user=str(kept.get("service_user", "")),
    )
