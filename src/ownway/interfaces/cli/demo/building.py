"""Builds the demonstration by the same actions that pages use, so that everything in it could have happened."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from ownway.interfaces.cli.demo.charging import keep_unit_costs
from ownway.interfaces.cli.demo.happening import Happenings
from ownway.interfaces.cli.demo.paying import pay_everyone, prepare_paying
from ownway.interfaces.cli.demo.person import Person
from ownway.interfaces.cli.demo.reading import PASSWORD, Invented, address, organisations, people, staff
from ownway.interfaces.cli.demo.sharing import open_directory, tell_stories
from ownway.interfaces.cli.demo.trying import try_a_rule
from ownway.interfaces.cli.demo.waiting import fill_the_desk
from ownway.interfaces.cli.demo.walking import after_payment, until_payment
from ownway.registers.people import actions as register
from ownway.registers.people.queries import has_account
from ownway.values import Asker, Basis, Cannot, new_identifier

LONG_AGO = timedelta(weeks=60)
"""Before anything else happened, the staff were there."""

LAST = "jonas"
"""Whoever of the staff gets an account last: the auditor, who takes no part in building."""


def build(now: datetime) -> Iterator[dict[str, str]]:
    """Invent an authority, unless one is there; yield who one can sign in as (who, email, password).

    :raises CannotInvent: when building it was broken off before; half an authority is not shown as a whole one.
    :raises Cannot: when a deed is refused; nothing of the demonstration goes round the rules.
    """
    if not _begun():
        keys = _staff(now - LONG_AGO)
        prepare_paying(keys, now - LONG_AGO)
        keep_unit_costs(keys, now - LONG_AGO, now)
        open_directory(keys, now - LONG_AGO)
        everyone = _everyone(keys, now)
        for one in everyone:
            until_payment(one)
        closed = [one.party for one in everyone if "closed" in one.invented.given.get("desk", {})]
        pay_everyone(keys, now, Happenings(everyone).until, closed)
        for one in everyone:
            after_payment(one)
        fill_the_desk(everyone, keys, now)
        tell_stories(everyone, keys, now)
        try_a_rule(keys, now)
        _make_account(LAST, now - LONG_AGO, keys[LAST])
    yield from _listed()


def _everyone(keys: dict[str, UUID], now: datetime) -> list[Person]:
    """Register them all; whoever cares for somebody invented later is the same person in both lives."""
    met: dict[str, UUID] = {}
    everyone = []
    for each in people():
        one = Person(each, keys, now, met)
        met[each.name] = one.party
        everyone.append(one)
    return everyone


class CannotInvent(Cannot):
    """The demonstration cannot be built."""


def _begun() -> bool:
    """Whether the authority is there already; whoever gets an account last tells that it is whole."""
    begun, whole = (has_account(address(_named(key))) for key in (staff()[0]["key"], LAST))
    if begun and not whole:
        raise CannotInvent("demo.half_built", help="demo.start_afresh")
    return begun


def _named(key: str) -> str:
    return next(str(each["name"]) for each in staff() if each["key"] == key)


def _make_account(key: str, now: datetime, party: UUID) -> None:
    register.make_account(set_up(now), now=now, party=party, email=address(_named(key)), password=PASSWORD)


def set_up(now: datetime) -> Asker:
    """The job that makes an installation's first people."""
    return Asker(Basis.JOB, new_identifier(now), named="set-up")


def _staff(now: datetime) -> dict[str, UUID]:
    keys: dict[str, UUID] = {}
    for each in staff():
        party = register.register_person(set_up(now), now=now, name=each["name"])
        if each["key"] != LAST:
            _make_account(each["key"], now, party)
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
