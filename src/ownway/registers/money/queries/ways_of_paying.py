"""How the authority pays, for those who look after it: its accounts with their ways, and who may approve how much."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from ownway.registers.money.models import ApprovalLimit, PayingAccount
from ownway.registers.money.rules.dates.calendars import CALENDARS
from ownway.registers.people.policies import check_may
from ownway.registers.people.queries import finance_officers, names_of
from ownway.values import Asker, Money


@dataclass(frozen=True, slots=True)
class PayingAccountSeen:
    """An account the authority pays from, since a day; of its number only the last four signs."""

    currency: str
    starts: date
    name: str
    ends_with: str
    file_kind: str
    calendar: str
    when_shut: str
    by_name: str


@dataclass(frozen=True, slots=True)
class Approver:
    """Somebody in finance, and up to what sum they approve now; no *limit* where they approve nothing."""

    party: UUID
    name: str
    limit: Money | None
    starts: date | None


@dataclass(frozen=True, slots=True)
class HowWePay:
    """All of it: the accounts (the newest first) and everyone in finance by name."""

    accounts: tuple[PayingAccountSeen, ...]
    approvers: tuple[Approver, ...]
    calendars: Mapping[str, str]
    """The lists of bank holidays there are, by their identifiers."""


def how_we_pay(asker: Asker, *, currency: str, now: datetime) -> HowWePay:
    """Return how payments in a currency are made, and who may approve them."""
    check_may(asker, "money.see_how_we_pay", about=None, now=now)
    rows = list(PayingAccount.objects.filter(currency=currency).order_by("-starts", "-at"))
    names = names_of(row.by for row in rows if row.by)
    accounts = tuple(
        PayingAccountSeen(
            currency,
            row.starts,
            str(row.details.get("name", "")),
            str(row.details.get("account_number") or row.details.get("iban") or "")[-4:],
            str(row.details.get("file_kind") or "pain.001.001.09"),
            str(row.details.get("calendar") or ""),
            str(row.details.get("when_shut") or "before"),
            names.get(row.by, "") if row.by else "",
        )
        for row in rows
    )
    limits = {row.party_id: row for row in _limits(currency, localdate(now))}
    officers = finance_officers(asker, now=now)
    approvers = tuple(_approver(party, name, limits.get(party)) for party, name in officers)
    return HowWePay(accounts, approvers, {id: one.name for id, one in CALENDARS.items()})


def _limits(currency: str, on: date) -> list[ApprovalLimit]:
    rows = ApprovalLimit.objects.filter(currency=currency, starts__lte=on)
    return list(rows.order_by("party", "-starts").distinct("party"))


def _approver(party: UUID, name: str, row: ApprovalLimit | None) -> Approver:
    if row is None or row.pence is None:
        return Approver(party, name, None, row.starts if row else None)
    return Approver(party, name, Money(row.pence, row.currency), row.starts)
