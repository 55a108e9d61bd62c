"""People are registered, related, represented and paid as the rules say, and the table of access is kept to the letter."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from ownway.registers.people import actions, policies, queries
from ownway.registers.people.models import (
    Account,
    Contact,
    NoticeDue,
    Party,
    PartyName,
    PaymentDetailsAnswer,
    Relation,
    RoleHeld,
)
from ownway.registers.trail.actions import note_look
from ownway.registers.trail.models import Line, SubjectKey, is_erased
from ownway.values import Asker, Basis, Cannot, new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from ownway.values.text import CannotKeepText

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
BANK = {"account_name": "Amina Yusuf", "sort_code": "12-34-56", "account_number": "12345678"}
pytestmark = pytest.mark.django_db


def setup() -> Asker:
    """Return the set-up."""
    return Asker(Basis.JOB, new_identifier(NOW), named="set-up")


def person(name: str = "Amina Yusuf", **told: Any) -> UUID:
    """Register a person."""
    return actions.register_person(setup(), now=NOW, name=name, **told)


def staff(role: str, name: str = "Tom O’Neill") -> UUID:
    """Register somebody with a role."""
    party = person(name)
    actions.give_role(setup(), now=NOW, party=party, role=role)
    return party


def relate(who: UUID, relation: str, to: UUID) -> None:
    """Relate two parties from NOW on."""
    actions.relate(setup(), now=NOW, who=who, relation=relation, to=to)


def asks(party: UUID, now: datetime = NOW) -> Asker:
    """Return a party as one who asks."""
    return queries.asker_for_party(party, request=new_identifier(now), now=now)


def practitioner_of(who: UUID) -> UUID:
    """Register a practitioner who works with a person."""
    party = staff("practitioner")
    relate(party, "works_with", who)
    return party


# Persons


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


# Accounts and roles


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


# Relations and access


@pytest.mark.req("H5")
@pytest.mark.parametrize(
    ("relation", "role"),
    [("family", "family"), ("cares_for", "carer"), ("works_with", "practitioner"), ("brokers_for", "broker")],
)
def test_a_relation_lets_in_from_its_start_until_its_end(relation: str, role: str) -> None:
    party, other = person(), person("Kofi Mensah")
    if role in ("practitioner", "broker"):
        actions.give_role(setup(), now=NOW, party=other, role=role)
    with pytest.raises(NotFound):
        queries.person(asks(other), person=party, now=NOW)
    relate(other, relation, party)
    assert queries.person(asks(other), person=party, now=NOW).name == "Amina Yusuf"
    assert relation in queries.relations_of(other, to=party, now=NOW)
    actions.end_relation(asks(party), now=LATER, who=other, relation=relation, to=party)
    assert queries.relations_of(other, to=party, now=LATER) <= {"authority"}
    with pytest.raises(NotFound):
        queries.person(asks(other, LATER), person=party, now=LATER)


@pytest.mark.req("H5")
def test_who_may_know_and_not_do_is_told_so_and_a_stranger_finds_nothing() -> None:
    party, sister, stranger = person(), person("Leila Yusuf"), person("Bo Lund")
    relate(sister, "family", party)
    with pytest.raises(NotAllowed):
        policies.check_may(asks(sister), "people.see_contact", about=party, now=NOW)
    with pytest.raises(NotFound):
        policies.check_may(asks(stranger), "people.see_contact", about=party, now=NOW)
    with pytest.raises(NotFound):
        policies.check_may(asks(stranger), "people.no_such_deed", about=party, now=NOW)
    with pytest.raises(NotAllowed):
        policies.check_may(asks(party), "people.no_such_deed", about=party, now=NOW)
    assert policies.may(asks(party), "people.see_contact", about=party, now=NOW)
    assert not policies.may(asks(stranger), "people.see_contact", about=party, now=NOW)


@pytest.mark.req("H5")
@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("panel", True),
        ("finance", True),
        ("auditor", True),
        ("practitioner", False),
        ("commissioner", False),
        ("researcher", False),
        ("pack_designer", False),
        ("broker", False),
        ("provider", False),
    ],
)
def test_a_role_alone_sees_a_person_only_where_its_work_needs_it(role: str, sees: bool) -> None:
    party, worker = person(), staff(role)
    assert policies.may(asks(worker), "people.see", about=party, now=NOW) is sees


@pytest.mark.req("H5")
def test_the_public_a_job_and_a_code_see_nobody() -> None:
    party = person()
    for asker in (
        Asker(Basis.PUBLIC, new_identifier(NOW)),
        Asker(Basis.JOB, new_identifier(NOW), named="seal"),
        Asker(Basis.CODE, new_identifier(NOW)),
    ):
        with pytest.raises(NotFound):
            queries.person(asker, person=party, now=NOW)


@pytest.mark.parametrize(
    ("scopes", "passes"), [({"people"}, True), ({"people.see"}, True), ({"money"}, False), (set(), False)]
)
def test_a_token_reaches_no_further_than_its_scopes_and_its_giver(scopes: set[str], passes: bool) -> None:
    party = person()
    token = Asker(Basis.TOKEN, new_identifier(NOW), party, frozenset({"person"}), frozenset(scopes), "app")
    assert policies.may(token, "people.see", about=party, now=NOW) is passes
    assert not policies.may(token, "people.see", about=person("Bo Lund"), now=NOW)


@pytest.mark.req("H5")
def test_a_team_lends_its_relations_to_its_members() -> None:
    party, worker = person(), staff("practitioner")
    team = actions.register_organisation(setup(), now=NOW, name="East team", kind="team")
    relate(team, "works_with", party)
    assert not policies.may(asks(worker), "people.see", about=party, now=NOW)
    relate(worker, "member_of", team)
    assert policies.may(asks(worker), "people.see", about=party, now=NOW)
    assert [one.name for one in queries.people_i_work_with(asks(worker), now=NOW)] == ["Amina Yusuf"]


@pytest.mark.req("H5")
def test_nobody_acts_for_the_authority_for_themselves_or_their_own() -> None:
    party, officer = person(), staff("finance")
    assert policies.may(asks(officer), "people.confirm_payment_details", about=party, now=NOW)
    assert not policies.may(asks(officer), "people.confirm_payment_details", about=officer, now=NOW)
    relate(officer, "family", party)
    assert not policies.may(asks(officer), "people.confirm_payment_details", about=party, now=NOW)


@pytest.mark.req("H4")
def test_what_concerns_someone_does_not_exist_for_them_nor_for_their_organisation() -> None:
    party, sister, carer = person(), person("Leila Yusuf"), person("Sam Reed")
    body = actions.register_organisation(setup(), now=NOW, name="Bright Days Ltd")
    actions.represent(setup(), now=NOW, representative=sister, person=party, basis="nominated", scope=["care"])
    relate(carer, "cares_for", party)
    relate(carer, "member_of", body)
    for accused, asker, seen in ((sister, sister, False), (body, carer, False), (carer, sister, True)):
        assert policies.may(asks(asker), "people.see", about=party, now=NOW, concerns=[accused]) is seen
    with pytest.raises(NotFound):
        policies.check_may(asks(sister), "people.see", about=party, now=NOW, concerns=[sister])


def test_relations_that_do_not_fit_are_refused() -> None:
    party, other = person(), person("Bo Lund")
    body = actions.register_organisation(setup(), now=NOW, name="Bright Days Ltd")
    for who, relation, to, code in (
        (party, "family", party, "people.related_to_self"),
        (other, "member_of", party, "people.relation_does_not_fit"),
        (body, "family", party, "people.relation_does_not_fit"),
        (other, "family", body, "people.relation_does_not_fit"),
        (other, "works_with", party, "people.not_a_practitioner"),
        (other, "represents", party, "people.represents_needs_ground"),
        (other, "haunts", party, "people.relation_unknown"),
        (new_identifier(NOW), "family", party, "people.not_found"),
    ):
        with pytest.raises(Cannot) as refused:
            relate(who, relation, to)
        assert refused.value.why.code == code, relation
    relate(other, "family", party)
    with pytest.raises(actions.CannotRelate):
        relate(other, "family", party)
    assert Relation.objects.count() == 1


def test_who_holds_a_relation_may_always_end_it_and_nobody_ends_what_is_not() -> None:
    party, friend = person(), person("Bo Lund")
    relate(friend, "family", party)
    actions.end_relation(asks(friend), now=LATER, who=friend, relation="family", to=party)
    with pytest.raises(actions.CannotRelate):
        actions.end_relation(asks(party), now=LATER + timedelta(days=1), who=friend, relation="family", to=party)


def test_a_person_lets_in_and_others_do_not() -> None:
    party, friend, stranger = person(), person("Bo Lund"), person("Kofi Mensah")
    actions.relate(asks(party), now=NOW, who=friend, relation="family", to=party, words="My oldest friend")
    member = queries.circle_of(asks(party), person=party, now=NOW)[0]
    assert (member.name, member.relation, member.words) == ("Bo Lund", "family", "My oldest friend")
    with pytest.raises(NotFound):
        actions.relate(asks(stranger), now=NOW, who=stranger, relation="family", to=party)
    with pytest.raises(NotAllowed):
        actions.relate(asks(friend), now=NOW, who=stranger, relation="family", to=party)
    assert [one.name for one in queries.people_close_to_me(asks(friend), now=NOW)] == ["Amina Yusuf"]


def test_names_find_only_those_one_may_know() -> None:
    mine, _ = person("Amina Yusuf"), person("Aminata Traoré")
    worker, officer = practitioner_of(mine), staff("finance", "Zed Finance")
    assert [one.name for one in queries.find(asks(worker), words="amina", now=NOW)] == ["Amina Yusuf"]
    assert [one.name for one in queries.find(asks(officer), words="amina", now=NOW)] == [
        "Amina Yusuf",
        "Aminata Traoré",
    ]
    assert [one.name for one in queries.find(asks(officer), words="traore", now=NOW)] == ["Aminata Traoré"]
    assert queries.find(asks(officer), words=" ,", now=NOW) == ()
    with pytest.raises(NotAllowed):
        queries.find(asks(mine), words="amina", now=NOW)


# Representation, capacity, consent


@pytest.mark.req("G4")
def test_representation_has_a_ground_a_reach_evidence_and_an_end() -> None:
    party, son = person(), person("Idris Yusuf")
    end = date(2026, 9, 1)
    actions.represent(
        asks(practitioner_of(party)),
        now=NOW,
        representative=son,
        person=party,
        basis="power_of_attorney",
        scope=["care"],
        evidence="LPA seen 3 May 2026, registered 2024",
        until=end,
    )
    member = next(one for one in queries.circle_of(asks(party), person=party, now=NOW) if one.relation == "represents")
    assert (member.basis, member.scope) == ("power_of_attorney", ("care",))
    assert "representative" in queries.roles_of(son, now=NOW)
    assert policies.may(asks(son), "people.see", about=party, now=NOW)
    # It reaches care and not money.
    assert not policies.may(asks(son), "people.see_payment_details", about=party, now=NOW)
    after = datetime(2026, 9, 1, tzinfo=UTC)
    assert queries.relations_of(son, to=party, now=after) == frozenset()
    assert "representative" not in queries.roles_of(son, now=after)


@pytest.mark.req("G4")
@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"basis": "because"}, "people.basis_unknown"),
        ({"scope": []}, "people.scope_unknown"),
        ({"scope": ["everything"]}, "people.scope_unknown"),
        ({"basis": "deputy"}, "people.evidence_missing"),
        ({"until": date(2026, 5, 1)}, "people.ends_before_start"),
    ],
)
def test_representation_without_a_whole_ground_is_refused(told: dict[str, Any], code: str) -> None:
    party, son = person(), person("Idris Yusuf")
    given = {"basis": "nominated", "scope": ["care"]} | told
    with pytest.raises(actions.CannotRepresent) as refused:
        actions.represent(setup(), now=NOW, representative=son, person=party, **given)
    assert refused.value.why.code == code
    assert queries.relations_of(son, to=party, now=NOW) == frozenset()


@pytest.mark.req("G4")
def test_capacity_is_recorded_for_one_decision_with_the_help_tried_first() -> None:
    party = person()
    worker = practitioner_of(party)
    told = {"day": date(2026, 5, 4), "decision": "Who holds the money", "help_tried": "Pictures, and her sister"}
    with pytest.raises(actions.CannotRepresent, match="best_interest_missing"):
        actions.record_capacity(asks(worker), now=NOW, person=party, has_capacity=False, **told)
    with pytest.raises(CannotKeepText):
        actions.record_capacity(asks(worker), now=NOW, person=party, has_capacity=True, **(told | {"help_tried": ""}))
    with pytest.raises(NotAllowed):
        actions.record_capacity(asks(party), now=NOW, person=party, has_capacity=True, **told)
    actions.record_capacity(
        asks(worker),
        now=NOW,
        person=party,
        has_capacity=False,
        best_interest="Her sister holds it",
        wishes="To see each payment",
        **told,
    )
    (seen,) = queries.capacity_records(asks(party), person=party, now=NOW)
    assert (seen.decision, seen.has_capacity, seen.wishes, seen.by_name) == (
        "Who holds the money",
        False,
        "To see each payment",
        "Tom O’Neill",
    )


def test_consent_holds_for_one_purpose_until_it_is_withdrawn() -> None:
    party = person()
    body = actions.register_organisation(setup(), now=NOW, name="Bright Days Ltd")
    actions.give_consent(asks(party), now=NOW, person=party, to=body, purpose="share the plan", words="Gladly")
    assert queries.consented(person=party, to=body, purpose="share the plan", now=NOW)
    assert not queries.consented(person=party, to=body, purpose="research", now=NOW)
    assert [one.to_name for one in queries.consents_of(asks(party), person=party, now=NOW)] == ["Bright Days Ltd"]
    actions.withdraw_consent(asks(party), now=LATER, person=party, to=body, purpose="share the plan")
    assert not queries.consented(person=party, to=body, purpose="share the plan", now=LATER)
    with pytest.raises(actions.CannotConsent):
        actions.withdraw_consent(asks(party), now=LATER, person=party, to=body, purpose="research")
    with pytest.raises(NotFound):
        actions.give_consent(asks(body), now=LATER, person=party, to=body, purpose="research")


# Bank details


def test_bank_details_count_once_a_second_person_has_confirmed_them() -> None:
    party = person()
    first, second = staff("finance", "Ana Finance"), staff("finance", "Ben Finance")
    kept = actions.keep_payment_details(asks(first), now=NOW, party=party, details=BANK)
    assert queries.payment_details(asks(party), party=party, now=NOW) is None
    assert [one.id for one in queries.payment_details_waiting(asks(second), now=NOW)] == [kept]
    assert queries.payment_details_waiting(asks(first), now=NOW) == ()
    with pytest.raises(actions.CannotConfirmPaymentDetails, match="two_people"):
        actions.confirm_payment_details(asks(first), now=NOW, details=kept)
    assert actions.confirm_payment_details(asks(second), now=NOW, details=kept) == NOW
    seen = queries.payment_details(asks(party), party=party, now=NOW)
    assert seen is not None
    assert (seen.details["account_number"], seen.shown, seen.kept_by_name) == ("12345678", "…5678", "Ana Finance")
    with pytest.raises(actions.CannotConfirmPaymentDetails, match="answered_already"):
        actions.confirm_payment_details(asks(second), now=NOW, details=kept)


def test_the_database_itself_refuses_one_pair_of_eyes() -> None:
    party, officer = person(), staff("finance")
    kept = actions.keep_payment_details(asks(party), now=NOW, party=party, details=BANK)
    told = {"id": new_identifier(NOW), "details_id": kept, "at": NOW, "confirmed": True, "counts_from": NOW}
    for kept_by, by in ((party, party), (officer, party)):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaymentDetailsAnswer.objects.create(kept_by=kept_by, by=by, **told)


def test_changed_bank_details_count_after_cooling_off_and_refused_ones_never() -> None:
    party, officer = person(), staff("finance")
    new = BANK | {"account_number": "87654321"}
    actions.confirm_payment_details(
        asks(officer), now=NOW, details=actions.keep_payment_details(asks(party), now=NOW, party=party, details=BANK)
    )
    changed = actions.keep_payment_details(asks(party), now=LATER, party=party, details=new)
    from_when = actions.confirm_payment_details(asks(officer), now=LATER, details=changed)
    assert from_when == LATER + timedelta(hours=48)
    for now, number in ((LATER, "12345678"), (from_when, "87654321")):
        seen = queries.payment_details(asks(party), party=party, now=now)
        assert seen is not None
        assert seen.details["account_number"] == number
    third = actions.keep_payment_details(asks(party), now=from_when, party=party, details=BANK)
    assert actions.confirm_payment_details(asks(officer), now=from_when, details=third, confirmed=False) is None
    seen = queries.payment_details(asks(party), party=party, now=from_when + timedelta(days=9))
    assert seen is not None
    assert seen.details["account_number"] == "87654321"


def test_a_change_is_told_by_the_old_way_of_reaching_the_person_too() -> None:
    party, officer = person(contact={"email": "old@example.org"}), staff("finance")
    actions.set_contact(asks(party), now=LATER, party=party, contact={"email": "thief@example.org"})
    actions.keep_payment_details(asks(party), now=LATER, party=party, details=BANK)
    due = queries.notices_due(asks(officer), now=LATER)
    assert {one.contact.email for one in due} == {"old@example.org", "thief@example.org"}
    assert due[0].facts["shown"] == "…5678"
    for notice in due:
        actions.give_notice(asks(officer), now=LATER, notice=notice.id)
    assert queries.notices_due(asks(officer), now=LATER) == ()
    with pytest.raises(NotFound):
        actions.give_notice(asks(officer), now=LATER, notice=due[0].id)
    assert (NoticeDue.objects.count(), Contact.objects.filter(party=party).count()) == (2, 2)


@pytest.mark.req("H5")
def test_bank_details_are_seen_by_those_who_pay_and_are_paid() -> None:
    party, sister = person(), person("Leila Yusuf")
    relate(sister, "family", party)
    worker = practitioner_of(party)
    for asker in (sister, worker):
        with pytest.raises(NotAllowed):
            queries.payment_details(asks(asker), party=party, now=NOW)
    with pytest.raises(NotFound):
        queries.payment_details(asks(staff("researcher")), party=party, now=NOW)
    assert queries.payment_details(asks(staff("auditor")), party=party, now=NOW) is None


# The file


@pytest.mark.req("X5")
def test_a_person_sees_who_looked_who_was_refused_and_who_changed_what() -> None:
    party, stranger = person(), person("Bo Lund")
    worker = practitioner_of(party)
    note_look(asks(worker), now=LATER, deed="people.see", about=[party, stranger], page="/people/")
    evening = LATER + timedelta(hours=9)
    note_look(asks(stranger), now=evening, deed="people.see", about=[party], page="/people/1/", refused=True)
    looks = queries.looks_at(asks(party), person=party, now=evening)
    assert [(one.who_name, one.looked, one.refused) for one in looks[:2]] == [
        ("Bo Lund", True, True),
        ("Tom O’Neill", True, False),
    ]
    assert looks[1].roles == ("person", "practitioner")
    assert looks[1].why == "to read a name, and how someone wants to be told things"
    assert {one.deed for one in looks[2:]} == {"people.register_person", "trail.make_key", "people.work_with"}
    earlier = queries.looks_at(asks(party), person=party, now=LATER, before=LATER)
    assert earlier == looks[2:]
    with pytest.raises(NotAllowed):
        queries.looks_at(asks(worker), person=party, now=LATER)
    with pytest.raises(NotFound):
        queries.looks_at(asks(stranger), person=party, now=LATER)


def test_what_was_typed_in_vain_is_kept_a_day_for_its_writer_alone() -> None:
    party, other = person(), person("Bo Lund")
    public = Asker(Basis.PUBLIC, new_identifier(NOW))
    kept = actions.keep_typed(public, now=NOW, belongs_to=party, path="/plan/", typed={"text": ["Swimming"]})
    assert [(one.path, one.typed) for one in queries.typed(asks(party), now=LATER)] == [
        ("/plan/", {"text": ["Swimming"]})
    ]
    assert queries.typed(asks(party), now=LATER + timedelta(seconds=1)) == ()
    assert queries.typed(asks(other), now=NOW) == queries.typed(public, now=NOW) == ()
    with pytest.raises(NotFound):
        actions.forget_typed(asks(other), now=NOW, kept=kept)
    with pytest.raises(actions.CannotKeepTyped):
        actions.keep_typed(asks(other), now=NOW, belongs_to=party, path="/", typed={})
    with pytest.raises(actions.CannotKeepTyped, match="too_long"):
        actions.keep_typed(public, now=NOW, belongs_to=party, path="/", typed={"a": ["x" * 200_001]})
    nightly = Asker(Basis.JOB, new_identifier(NOW), named="nightly")
    assert actions.forget_old_typed(nightly, now=LATER) == 0
    assert actions.forget_old_typed(nightly, now=LATER + timedelta(seconds=1)) == 1


@pytest.mark.req("H4")
def test_an_erased_person_is_found_no_more_and_their_words_are_gone() -> None:
    party = person("Amina Yusuf", contact={"phone": "01632 960123"})
    actions.make_account(setup(), now=NOW, party=party, email="amina@example.org", password="seven green buses")
    panel = staff("panel", "Pia Panel")
    with pytest.raises(NotAllowed):
        actions.erase(asks(practitioner_of(party)), now=NOW, person=party, words="Because")
    actions.erase(asks(panel), now=LATER, person=party, words="Eight years after the end of support")
    seen = queries.person(asks(panel), person=party, now=NOW)
    assert (seen.erased, seen.name, seen.born) == (True, "erased", None)
    assert is_erased(Contact.objects.get(party=party).ways)
    assert queries.find(asks(panel), words="amina", now=NOW) == ()
    account = Account.objects.get(party=party)
    assert (account.is_active, account.has_usable_password(), "amina" in account.email) == (False, False, False)
    told = {one.deed for one in queries.looks_at(asks(staff("auditor")), person=party, now=LATER) if one.at == LATER}
    assert told == {"people.erase", "trail.destroy_key"}


@pytest.mark.parametrize(
    "table", ["people_relation", "people_roleheld", "people_contact", "people_paymentdetails", "people_consent"]
)
def test_ties_are_append_only(table: str) -> None:
    from ownway.config.grants import append_only_tables

    assert table in append_only_tables()
