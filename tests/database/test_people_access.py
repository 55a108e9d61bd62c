"""The table of access is kept to the letter, by relations that hold at this moment."""

from datetime import timedelta

import pytest

from ownway.registers.people import actions, policies, queries
from ownway.registers.people.models import (
    Relation,
)
from ownway.values import Asker, Basis, Cannot, new_identifier
from ownway.values.cannot import NotAllowed, NotFound
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

pytestmark = pytest.mark.django_db


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
