"""Representation, capacity, consent and bank details are kept with two pairs of eyes, and the file says who looked."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from ownway.registers.people import actions, policies, queries
from ownway.registers.people.models import (
    Account,
    Contact,
    NoticeDue,
    PaymentDetailsAnswer,
)
from ownway.registers.trail.actions import note_look
from ownway.registers.trail.models import is_erased
from ownway.values import Asker, Basis, new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from ownway.values.text import CannotKeepText
from tests.register import (
    LATER,
    NOW,
    asks,
    person,
    practitioner_of,
    relate,
    setup,
    staff,
)

BANK = {"account_name": "Amina Yusuf", "sort_code": "12-34-56", "account_number": "12345678"}
pytestmark = pytest.mark.django_db


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
    from ownway.interfaces.cli.grants import append_only_tables

    assert table in append_only_tables()
