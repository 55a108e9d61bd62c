"""The policy table is granted and refused as its words say: truth tables of roles, relations and grounds."""

import itertools

import pytest

from ownway.registers.people.rules import names, payment
from ownway.registers.people.rules.access import ACCESS
from ownway.registers.people.rules.grant import (
    CLOSE,
    OF_OFFICE,
    RELATIONS,
    RELATIONS_KEPT,
    ROLES,
    STAFF_ROLES,
    Grant,
    Ties,
    as_markdown,
    grant,
    is_granted,
    ties,
)
from ownway.registers.people.rules.payment import CannotKeepPaymentDetails


@pytest.mark.req("H5")
@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_cell_is_met_by_its_role_in_its_relation_and_by_no_other(role: str) -> None:
    for relation in RELATIONS - {"anyone"}:
        given = grant(f"{role}:{relation}")
        for other_role, other_relation in itertools.product(ROLES, RELATIONS):
            met = is_granted(given, roles=frozenset({other_role}), held=Ties(frozenset({other_relation})))
            assert met == ((other_role, other_relation) == (role, relation))


@pytest.mark.req("H5")
def test_what_no_cell_grants_is_refused() -> None:
    assert not is_granted(Grant(frozenset()), roles=ROLES, held=Ties(RELATIONS))


def test_anyone_asks_for_the_role_alone() -> None:
    given = grant("researcher:anyone")
    assert is_granted(given, roles=frozenset({"researcher"}), held=Ties())
    assert not is_granted(given, roles=frozenset({"finance"}), held=Ties(RELATIONS))


def test_public_is_met_by_everybody() -> None:
    assert is_granted(grant("public:anyone"), roles=frozenset(), held=Ties())


@pytest.mark.req("G4")
@pytest.mark.parametrize(
    ("scope", "reach", "met"),
    [
        ("money", {"money"}, True),
        ("money", {"care"}, False),
        ("money", {"care", "money"}, True),
        ("money", set(), False),
        ("", {"care"}, True),
    ],
)
def test_representation_reaches_what_it_reaches(scope: str, reach: set[str], met: bool) -> None:
    held = Ties(frozenset({"represents"}), frozenset(reach))
    given = grant("representative:represents", scope=scope)
    assert is_granted(given, roles=frozenset({"representative"}), held=held) is met


@pytest.mark.req("H5")
@pytest.mark.parametrize("close", sorted(CLOSE))
@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_nobody_acts_for_the_authority_in_a_relatives_case(close: str, role: str) -> None:
    held = ties(frozenset({close, "works_with"}), is_self=False, roles=frozenset({role}))
    assert held.relations == {close}


@pytest.mark.req("H5")
@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_nobody_acts_for_the_authority_in_their_own_case(role: str) -> None:
    assert ties(frozenset(), is_self=True, roles=frozenset({role, "person"})).relations == {"self"}


@pytest.mark.parametrize(
    ("kept", "roles", "held"),
    [
        (set(), {"person"}, set()),
        (set(), {"finance"}, {"authority"}),
        ({"works_with"}, {"practitioner"}, {"works_with", "authority"}),
        ({"brokers_for"}, {"broker"}, {"brokers_for"}),
        ({"family"}, {"family", "person"}, {"family"}),
        ({"provides_for"}, {"provider"}, {"provides_for"}),
    ],
)
def test_ties_follow_from_relations_and_roles(kept: set[str], roles: set[str], held: set[str]) -> None:
    assert ties(frozenset(kept), is_self=False, roles=frozenset(roles)).relations == held


def test_a_scope_without_representation_is_worth_nothing() -> None:
    given = ties(frozenset({"family"}), is_self=False, roles=frozenset(), scopes=frozenset({"money"}))
    assert given.scopes == frozenset()


@pytest.mark.parametrize("cell", ["person", "king:self", "person:rules", "job:anything", "public:self", "", ":"])
def test_a_cell_of_unknown_words_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="known role and relation"):
        grant(cell)


def test_an_unknown_scope_is_refused() -> None:
    with pytest.raises(ValueError, match="care, health, money"):
        grant("representative:represents", scope="everything")


def test_the_words_of_the_table_hang_together() -> None:
    assert STAFF_ROLES < ROLES
    assert CLOSE < RELATIONS_KEPT < RELATIONS
    assert OF_OFFICE < RELATIONS


@pytest.mark.req("H5")
def test_every_deed_of_the_table_stands_in_the_documentation() -> None:
    page = as_markdown(ACCESS)
    for deed in ACCESS:
        assert f"| `{deed}` |" in page


@pytest.mark.req("H5")
def test_a_job_never_confirms_signs_or_approves() -> None:
    for deed, given in ACCESS.items():
        if any(word in deed for word in (".approve", ".confirm", ".sign", ".refuse", ".decide", ".erase")):
            assert not given.jobs, deed


@pytest.mark.req("H5")
def test_researchers_and_commissioners_see_no_person() -> None:
    for deed in ("people.know", "people.see", "people.see_contact", "people.looks_at", "people.see_payment_details"):
        assert not {role for role, _ in ACCESS[deed].cells} & {"researcher", "commissioner", "pack_designer"}


def test_names_are_found_by_the_beginning_of_each_word_whatever_its_accents() -> None:
    kept = names.kept_for(("Zoë-Marie O’Neill", "Zo"), str.upper)
    for typed in ("zoe", "ZOË", "mar o", "neill z", "O'Ne"):
        assert set(names.asked_for(typed, str.upper)) <= set(kept), typed
    for typed in ("oe", "zoem", "neils"):
        assert not set(names.asked_for(typed, str.upper)) <= set(kept), typed


def test_a_name_of_one_letter_and_one_in_another_script_are_found() -> None:
    kept = names.kept_for(("J", "李 明"), str)
    assert set(names.asked_for("j", str)) <= set(kept)
    assert set(names.asked_for("李", str)) <= set(kept)


def test_bank_details_are_kept_without_spaces_and_dashes() -> None:
    given = {"account_name": " Amina Yusuf ", "sort_code": "12-34 56", "account_number": "1234 5678"}
    assert payment.checked(given) == {
        "account_name": "Amina Yusuf",
        "sort_code": "123456",
        "account_number": "12345678",
    }
    assert payment.shown(payment.checked(given)) == "…5678"


def test_an_iban_that_adds_up_is_kept() -> None:
    given = {"account_name": "Jörg Weiß", "iban": "de89 3704 0044 0532 0130 00", "bic": "cobadeffxxx"}
    assert payment.checked(given) == {
        "account_name": "Jörg Weiß",
        "iban": "DE89370400440532013000",
        "bic": "COBADEFFXXX",
    }


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"account_name": "A", "sort_code": "12345", "account_number": "12345678"}, "sort_code_wrong", "sort_code"),
        (
            {"account_name": "A", "sort_code": "123456", "account_number": "123"},
            "account_number_wrong",
            "account_number",
        ),
        ({"account_name": "A", "sort_code": "१२३४५६", "account_number": "12345678"}, "sort_code_wrong", "sort_code"),
        ({"account_name": "A", "iban": "DE88370400440532013000"}, "iban_wrong", "iban"),
        ({"account_name": "A", "iban": "DE"}, "iban_wrong", "iban"),
        ({"account_name": "A", "iban": "DE89370400440532013000", "bic": "12"}, "bic_wrong", "bic"),
        ({"account_name": "A"}, "sort_code_wrong", "sort_code"),
    ],
)
def test_mistyped_bank_details_are_refused_beside_their_field(given: dict[str, str], code: str, field: str) -> None:
    with pytest.raises(CannotKeepPaymentDetails) as refused:
        payment.checked(given)
    assert (refused.value.why.code, refused.value.field) == (f"people.{code}", field)
