"""Makes and closes accounts, and gives and ends the roles held for the authority or for a living."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from ownway.registers.people.models import Account, Party, RoleHeld
from ownway.registers.people.policies import check_may
from ownway.registers.people.rules.grant import ROLE_OF_RELATION, ROLES
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Cannot, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text


class CannotMakeAccount(Cannot):
    """An account cannot be made with this email address or password."""


class CannotGiveRole(Cannot):
    """This role cannot be given, or is not held."""


def make_account(asker: Asker, *, now: datetime, party: UUID, email: str, password: str) -> UUID:
    """Let a person sign in with an email address and a password; return the account's identifier.

    :raises CannotMakeAccount: when the address is none or taken, the person has an account, or the password is weak.
    """
    check_may(asker, "people.make_account", about=party, now=now)
    return open_account(asker, now=now, party=party, email=email, password=password, deed="people.make_account")


def open_account(
    asker: Asker, *, now: datetime, party: UUID, email: str, deed: str, password: str | None = None
) -> UUID:
    """Write an account once *deed* is granted; without a password nobody signs in until one is chosen by a letter.

    :raises CannotMakeAccount: when the address is none or taken, the person has an account, or the password is weak.
    """
    with transaction.atomic():
        if not Party.objects.filter(id=party, kind=Party.Kind.PERSON).exists():
            raise NotFound("people.not_found")
        address = clean_text(email, longest=254, field="email", required=True).lower()
        account = Account(id=new_identifier(now), party_id=party, email=address, made_at=now)
        try:
            validate_email(address)
        except ValidationError:
            raise CannotMakeAccount("people.email_wrong", field="email") from None
        if Account.objects.filter(email=address).exists():
            raise CannotMakeAccount("people.email_taken", field="email")
        if Account.objects.filter(party=party).exists():
            raise CannotMakeAccount("people.account_there")
        if password is None:
            account.set_unusable_password()
        else:
            _set_password(account, password)
        account.save(force_insert=True)
        note_change(asker, now=now, about=party, deed=deed, thing="account", thing_id=account.id)
        return account.id


def _set_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        told = " ".join(str(message) for message in error.messages)
        raise CannotMakeAccount("people.password_weak", field="password", help=told) from None
    account.set_password(password)


def close_account(asker: Asker, *, now: datetime, party: UUID) -> None:
    """End the sign-in of a party; what they wrote stays.

    :raises NotFound: when there is no open account.
    """
    check_may(asker, "people.close_account", about=party, now=now)
    with transaction.atomic():
        account = Account.objects.select_for_update().filter(party=party, is_active=True).first()
        if account is None:
            raise NotFound("people.not_found")
        account.is_active = False
        account.save(update_fields=["is_active"])
        note_change(asker, now=now, about=party, deed="people.close_account", thing="account", thing_id=account.id)


def give_role(asker: Asker, *, now: datetime, party: UUID, role: str, starts: datetime | None = None) -> None:
    """Give a party a role from now on, or from *starts*: a role of the authority, broker or provider.

    ``person`` needs no giving; ``family``, ``representative`` and ``carer`` come with the relation.

    :raises CannotGiveRole: when it is none of those, or starts at a moment where a row stands already.
    """
    check_may(asker, "people.give_role", about=party, now=now)
    with transaction.atomic():
        if role not in ROLES or role == "person" or role in ROLE_OF_RELATION.values():
            raise CannotGiveRole("people.role_not_given", field="role", role=role)
        _role(asker, now=now, party=party, role=role, starts=starts or now, holds=True)
        note_change(
            asker,
            now=now,
            about=party,
            deed="people.give_role",
            thing="role",
            thing_id=party,
            after={"role": role, "starts": (starts or now).isoformat()},
        )


def end_role(asker: Asker, *, now: datetime, party: UUID, role: str) -> None:
    """End a role that a party holds, from now on.

    :raises CannotGiveRole: when it is not held.
    """
    check_may(asker, "people.end_role", about=party, now=now)
    with transaction.atomic():
        held = RoleHeld.objects.filter(party=party, role=role).holding(now)
        if not held:
            raise CannotGiveRole("people.role_not_held", field="role", role=role)
        _role(asker, now=now, party=party, role=role, starts=now, holds=False)
        note_change(
            asker,
            now=now,
            about=party,
            deed="people.end_role",
            thing="role",
            thing_id=party,
            before={"role": role, "starts": held[0].starts.isoformat()},
        )


def _role(asker: Asker, *, now: datetime, party: UUID, role: str, starts: datetime, holds: bool) -> None:
    if not Party.objects.filter(id=party).exists():
        raise NotFound("people.not_found")
    if RoleHeld.objects.filter(party=party, role=role, starts=starts).exists():
        raise CannotGiveRole("people.same_moment", field="starts")
    RoleHeld.objects.create(
        id=new_identifier(now),
        party_id=party,
        role=role,
        starts=starts,
        by=asker.party,
        holds=holds,
        written_at=now,
    )
