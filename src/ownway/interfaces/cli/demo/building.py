"""Builds the demonstration by the same actions that pages use, so that everything in it could have happened."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from ownway.interfaces.cli.demo.paying import pay_everyone, prepare_paying
from ownway.interfaces.cli.demo.person import Person
from ownway.interfaces.cli.demo.reading import PASSWORD, Invented, address, organisations, people, staff
from ownway.interfaces.cli.demo.walking import after_payment, until_payment
from ownway.registers.people import actions as register
from ownway.values import Asker, Basis, new_identifier

LONG_AGO = timedelta(weeks=60)
"""Before anything else happened, the staff were there."""


def build(now: datetime) -> Iterator[dict[str, str]]:
    """Invent an authority, unless one is there; yield who one can sign in as (who, email, password).

    :raises Cannot: when a deed is refused; nothing of the demonstration goes round the rules.
    """
    with suppress(register.CannotMakeAccount), transaction.atomic():
        # The first account is refused where the authority was invented before; half of it is never kept.
        keys = _staff(now - LONG_AGO)
        prepare_paying(keys, now - LONG_AGO)
        walks = [Person(each, keys, now) for each in people()]
        for one in walks:
            until_payment(one)
        pay_everyone(keys, now)
        for one in walks:
            after_payment(one)
    yield from _listed()


def set_up(now: datetime) -> Asker:
    """The job that makes an installation's first people."""
    return Asker(Basis.JOB, new_identifier(now), named="set-up")


def _staff(now: datetime) -> dict[str, UUID]:
    keys: dict[str, UUID] = {}
    for each in staff():
        party = register.register_person(set_up(now), now=now, name=each["name"])
        register.make_account(set_up(now), now=now, party=party, email=address(each["name"]), password=PASSWORD)
        for role in each["roles"]:
            register.give_role(set_up(now), now=now, party=party, role=role)
        keys[each["key"]] = party
    for each in organisations():
        body = register.register_organisation(set_up(now), now=now, name=each["name"])
        keys[each["key"]] = body
        for member in each["members"]:
            register.relate(set_up(now), now=now, who=keys[member], relation="member_of", to=body)
    return keys


def _listed() -> Iterator[dict[str, str]]:
    everyone: list[tuple[str, str]] = []
    for one in people():
        everyone += _people_of(one)
    everyone += [(each["name"], each["who"]) for each in staff() if "who" in each]
    for name, who in everyone:
        yield {"who": who, "email": address(name), "password": PASSWORD}


def _people_of(one: Invented) -> list[tuple[str, str]]:
    listed = [(one.name, one.given["who"])] if "who" in one.given else []
    return listed + [(each["name"], each["who"]) for each in one.given.get("family", ()) if "who" in each]
