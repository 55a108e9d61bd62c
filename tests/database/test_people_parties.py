"""Persons and organisations are registered, named, reached, signed in and given roles."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from ownway.registers.people import actions, queries
from ownway.registers.people.models import (
    Account,
    Party,
    PartyName,
    RoleHeld,
)
from ownway.registers.trail.models import Line, SubjectKey
from ownway.values import Cannot, new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from tests.register import LATER, NOW, asks, person, practitioner_of, setup, staff

pytestmark = pytest.mark.django_db


def test_one_name_alone_is_enough_and_no_fixed_address_is_an_address() -> None:
    party = person("Wojciech", contact={"no_fixed_address": True, "leave_word_with": "St Anne’s day centre"})
    seen = queries.person(asks(party), person=party, now=NOW)
    assert (seen.name, seen.known_as, seen.called, seen.born, seen.erased) == ("Wojciech", "", "Wojciech", None, False)
    contact = queries.contact_of(asks(party), party=party, now=NOW)
    assert (contact.no_fixed_address, contact.leave_word_with) == (True, "St Anne’s day centre")


def test_how_someone_wants_to_be_told_things_is_kept_and_changed() -> None:
    party = person(language="cy", easy_read=True, large_print=True, told_by="paper", born=date(1958, 2, 28))
    seen = queries.person(asks(party), person=party, now=NOW)
    assert (seen.language, seen.easy_read, seen.large_print, seen.told_by) == ("cy", True, True, "paper")
    assert seen.born == "1958-02-28"
    actions.set_communication(asks(party), now=LATER, person=party, language="en", told_by="phone", needs="Mornings")
    assert queries.person(asks(party), person=party, now=NOW).language == "cy"
    seen = queries.person(asks(party), person=party, now=LATER)
    assert (seen.language, seen.easy_read, seen.told_by, seen.needs) == ("en", False, "phone", "Mornings")


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"name": ""}, "text.missing"),
        ({"name": "   "}, "text.missing"),
        ({"name": "A\x00"}, "text.nul"),
        ({"name": "x" * 201}, "text.too_long"),
        ({"name": 7}, "text.not_text"),
        ({"born": date(2027, 1, 1)}, "people.born_later"),
        ({"told_by": "pigeon"}, "people.told_by_unknown"),
        ({"language": "<b>"}, "people.language_unknown"),
        ({"contact": {"fax": "1"}}, "people.contact_unknown"),
        ({"contact": {"email": "a\x00"}}, "text.nul"),
    ],
)
def test_what_cannot_be_registered_is_refused_and_leaves_nothing(told: dict[str, Any], code: str) -> None:
    with pytest.raises(Cannot) as refused:
        actions.register_person(setup(), now=NOW, **({"name": "Amina"} | told))
    assert refused.value.why.code == code
    assert (Party.objects.count(), SubjectKey.objects.count(), Line.objects.count()) == (0, 0, 0)


def test_a_new_name_starts_now_and_finds_the_person() -> None:
    party = person("Amina Yusuf")
    helper = practitioner_of(party)
    actions.rename(asks(party), now=LATER, party=party, name="Amina Holt", known_as="Mina")
    assert queries.name_of(party) == "Amina Holt"
    assert PartyName.objects.filter(party=party).count() == 2
    assert [found.name for found in queries.find(asks(helper), words="min hol", now=LATER)] == ["Amina Holt"]


def test_two_names_do_not_start_at_one_moment() -> None:
    party = person()
    with pytest.raises(IntegrityError), transaction.atomic():
        PartyName.objects.create(id=new_identifier(NOW), party_id=party, starts=NOW, name="B", known_as="", found_by=[])


def test_an_account_signs_in_with_its_address_however_written() -> None:
    party = person()
    actions.make_account(setup(), now=NOW, party=party, email=" Amina@Example.org ", password="seven green buses")
    account = Account.objects.get_by_natural_key("AMINA@example.org")
    assert account.party_id == party
    assert account.check_password("seven green buses")
    asker = queries.asker_for(account, request=new_identifier(NOW), now=NOW)
    assert (asker.party, asker.roles, asker.is_human) == (party, {"person"}, True)


@pytest.mark.parametrize(
    ("email", "password", "code"),
    [
        ("amina", "seven green buses", "people.email_wrong"),
        ("taken@example.org", "seven green buses", "people.email_taken"),
        ("new@example.org", "short", "people.password_weak"),
        ("new@example.org", "password123", "people.password_weak"),
    ],
)
def test_an_account_that_cannot_be_made_is_refused(email: str, password: str, code: str) -> None:
    actions.make_account(setup(), now=NOW, party=person(), email="taken@example.org", password="seven green buses")
    with pytest.raises(actions.CannotMakeAccount) as refused:
        actions.make_account(setup(), now=NOW, party=person(), email=email, password=password)
    assert refused.value.why.code == code


def test_a_closed_account_signs_in_no_more(rf: Any) -> None:
    party = person()
    actions.make_account(setup(), now=NOW, party=party, email="amina@example.org", password="seven green buses")
    given = {"request": rf.post("/"), "username": "amina@example.org", "password": "seven green buses"}
    assert authenticate(**given) is not None
    actions.close_account(asks(party), now=NOW, party=party)
    assert authenticate(**given) is None
    with pytest.raises(NotFound):
        actions.close_account(asks(party), now=NOW, party=party)


def test_a_role_holds_from_its_start_until_its_end() -> None:
    party = person()
    actions.give_role(setup(), now=NOW, party=party, role="finance", starts=LATER)
    assert queries.roles_of(party, now=NOW) == {"person"}
    assert queries.roles_of(party, now=LATER) == {"person", "finance"}
    actions.end_role(setup(), now=LATER + timedelta(days=1), party=party, role="finance")
    assert queries.roles_of(party, now=LATER + timedelta(days=1)) == {"person"}
    assert queries.roles_of(party, now=LATER) == {"person", "finance"}
    assert RoleHeld.objects.count() == 2


@pytest.mark.parametrize("role", ["person", "family", "representative", "carer", "king", ""])
def test_roles_of_private_life_are_not_given(role: str) -> None:
    with pytest.raises(actions.CannotGiveRole):
        actions.give_role(setup(), now=NOW, party=person(), role=role)


@pytest.mark.req("H5")
@pytest.mark.parametrize("role", ["practitioner", "panel", "finance", "auditor", "commissioner"])
def test_nobody_on_the_staff_gives_roles(role: str) -> None:
    with pytest.raises((NotAllowed, NotFound)):
        actions.give_role(asks(staff(role)), now=NOW, party=person(), role="finance")


def test_an_organisation_and_a_team_have_no_role_of_a_person() -> None:
    body = actions.register_organisation(setup(), now=NOW, name="Bright Days Ltd")
    assert queries.roles_of(body, now=NOW) == frozenset()
    with pytest.raises(actions.CannotRegister):
        actions.register_organisation(setup(), now=NOW, name="X", kind="person")
    with pytest.raises(NotFound):
        actions.make_account(setup(), now=NOW, party=body, email="b@example.org", password="seven green buses")
