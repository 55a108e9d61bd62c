"""How the authority pays in a currency, from which account, by which bank days; and how somebody pays it."""

from base64 import b32encode
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from ownway.registers.money.models import PayingAccount
from ownway.registers.money.rules import bank
from ownway.registers.money.rules.dates import Calendar, WhenShut, calendar_of, usual_calendar
from ownway.registers.people.policies import check_may
from ownway.values import Asker


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


@dataclass(frozen=True, slots=True)
class PayIn:
    """How a person pays the authority: into the account whose statements it takes in, with a reference of their own.

    A sort code and a number, or an IBAN; there is nothing in those that do not apply.
    """

    name: str
    sort_code: str
    number: str
    iban: str
    bic: str
    reference: str


def how_to_pay(asker: Asker, *, person: UUID, currency: str, now: datetime) -> PayIn | None:
    """Return how *person* pays a bill or gives back what was paid too much; nothing while no account is written down.

    :raises NotFound: when the asker may not know the person.
    """
    check_may(asker, "money.see_account", about=person, now=now)
    account = how_paid(currency, on=localdate(now), known_at=now).account
    if account is None:
        return None
    return PayIn(account.name, account.sort_code, account.number, account.iban, account.bic, reference_of(person))


def reference_of(person: UUID) -> str:
    """Return the eight signs by which a payment of *person* is known on a statement; none is easily misread.

    They are the last forty bits of the person's identifier, which were drawn by chance, and say nothing about them.
    """
    return b32encode(person.bytes[-5:]).decode()
