"""Who works for the authority, or for a living beside it: names, roles, and the address each signs in with."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ownway.registers.people.models import Account, RoleHeld
from ownway.registers.people.policies import check_may
from ownway.registers.people.queries.names import names_of
from ownway.values import Asker


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who holds a role now; no *email* where they have no open account."""

    party: UUID
    name: str
    email: str
    roles: tuple[str, ...]


def staff(asker: Asker, *, now: datetime) -> tuple[StaffMember, ...]:
    """Return everyone who holds a role that was given, by name."""
    check_may(asker, "people.see_staff", about=None, now=now)
    roles: dict[UUID, list[str]] = {}
    for row in RoleHeld.objects.all().holding(now):
        roles.setdefault(row.party_id, []).append(row.role)
    names = names_of(roles)
    emails = dict(Account.objects.filter(party__in=roles, is_active=True).values_list("party", "email"))
    found = (
        StaffMember(party, names.get(party, ""), emails.get(party, ""), tuple(sorted(held)))
        for party, held in roles.items()
    )
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.party)))


def finance_officers(asker: Asker, *, now: datetime) -> tuple[tuple[UUID, str], ...]:
    """Return those who hold the role of finance now, by name, for whoever sees how the authority pays."""
    check_may(asker, "money.see_how_we_pay", about=None, now=now)
    names = names_of(row.party_id for row in RoleHeld.objects.filter(role="finance").holding(now))
    return tuple(sorted(names.items(), key=lambda one: (one[1].casefold(), str(one[0]))))


def party_of_account(asker: Asker, *, email: str, now: datetime) -> UUID | None:
    """Return whoever signs in with this address; nobody where no account is open under it."""
    check_may(asker, "people.see_staff", about=None, now=now)
    return Account.objects.filter(email=email.strip().lower(), is_active=True).values_list("party", flat=True).first()
