"""The directory of support is found by kind, place and price, and shows a broker's fee and interests beforehand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from ownway.interfaces.cli.demo.services import services
from ownway.registers.market import actions, queries
from ownway.registers.market.actions import CannotOffer, CannotRead, CannotTakeOut, Offer
from ownway.registers.market.models import Listing
from ownway.registers.people import actions as people
from ownway.registers.people.queries import asker_for_party
from ownway.rulebook import exact_json
from ownway.values import Asker, Basis, Every, Money, new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from ownway.values.text import CannotKeepText
from tests.factories import Somebody, set_up, somebody

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
PUBLIC = Asker(Basis.PUBLIC, new_identifier(NOW))
HELP = Offer("Harbour Help", ("personal_care",), ("Aberteifi", "Fishguard"), price=Money(2450, "GBP"), per="hour")
CHOIR = Offer("Tuesday choir", ("being_with_others",), ("Fishguard",), "Sing, then soup.", good_for=("Cymraeg",))
CHEAP = replace(HELP, name="Neighbours", price=Money(1800, "GBP"), places=("Newport",))
BROKER = Offer(
    "Plan It", ("brokerage",), ("Fishguard",), is_broker=True, fee=Money(15000, "GBP"), interests_words="None."
)


@pytest.fixture
def keeper() -> Somebody:
    return somebody("Samir Haddad", "commissioner")


def by(who: Somebody, now: datetime = NOW) -> Asker:
    return asker_for_party(who.party, request=new_identifier(now), now=now)


def listed(keeper: Somebody, *offers: Offer) -> list[UUID]:
    return [actions.add_provider(by(keeper), now=NOW, offer=offer) for offer in offers]


def names(**wanted: object) -> list[str]:
    return [seen.offer.name for seen in queries.find(PUBLIC, now=NOW, **wanted)]  # type: ignore[arg-type]


@pytest.mark.req("M1")
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["Plan It", "Tuesday choir", "Neighbours", "Harbour Help"]),
        ({"kind": "personal_care"}, ["Neighbours", "Harbour Help"]),
        ({"place": "fishguard"}, ["Plan It", "Tuesday choir", "Harbour Help"]),
        ({"free": True}, ["Plan It", "Tuesday choir"]),
        ({"most": Money(2000, "GBP")}, ["Plan It", "Tuesday choir", "Neighbours"]),
        ({"most": Money(9000, "EUR")}, ["Plan It", "Tuesday choir"]),
        ({"good_for": "cymraeg"}, ["Tuesday choir"]),
        ({"words": "SOUP sing"}, ["Tuesday choir"]),
        ({"words": "soup boat"}, []),
        ({"brokers": True}, ["Plan It"]),
        ({"brokers": False, "place": "Fishguard"}, ["Tuesday choir", "Harbour Help"]),
    ],
)
def test_anyone_finds_support_by_what_they_need(keeper: Somebody, wanted: dict[str, object], found: list[str]) -> None:
    listed(keeper, HELP, CHOIR, CHEAP, BROKER)
    assert names(**wanted) == found


def test_an_offer_is_read_as_it_was_given(keeper: Somebody) -> None:
    (provider,) = listed(keeper, HELP)
    seen = queries.provider(PUBLIC, provider=provider, now=NOW)
    assert seen.offer == HELP
    assert seen.since == date(2026, 3, 2)


def test_a_change_holds_from_its_day_and_the_last_of_a_day_counts(keeper: Somebody) -> None:
    (provider,) = listed(keeper, HELP)
    dearer = replace(HELP, price=Money(2600, "GBP"))
    actions.change_offer(by(keeper), now=NOW, provider=provider, offer=dearer, starts=date(2026, 4, 1))
    actions.change_offer(by(keeper), now=NOW, provider=provider, offer=replace(HELP, per="visit"))
    april = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
    assert queries.provider(PUBLIC, provider=provider, now=NOW).offer == replace(HELP, per="visit")
    assert queries.provider(PUBLIC, provider=provider, now=april).offer == dearer


def test_what_was_taken_out_is_found_no_more(keeper: Somebody) -> None:
    (provider,) = listed(keeper, HELP)
    actions.take_out(by(keeper), now=NOW, provider=provider)
    assert names() == []
    with pytest.raises(NotFound):
        queries.provider(PUBLIC, provider=provider, now=NOW)
    with pytest.raises(CannotTakeOut):
        actions.take_out(by(keeper), now=NOW, provider=provider)


@pytest.mark.req("M2")
def test_a_broker_shows_fee_and_interests_before_anyone_chooses(keeper: Somebody) -> None:
    (help_given,) = listed(keeper, HELP)
    broker = replace(BROKER, fee_every=Every.YEAR, interests=(help_given,), interests_words="My sister owns it.")
    listed(keeper, broker)
    (seen,) = queries.find(PUBLIC, now=NOW, brokers=True)
    assert (seen.offer.fee, seen.offer.fee_every) == (Money(15000, "GBP"), Every.YEAR)
    assert seen.interest_names == ("Harbour Help",)
    assert seen.offer.interests_words == "My sister owns it."


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (replace(HELP, kinds=()), "market.nothing_offered"),
        (replace(HELP, price=Money(-1, "GBP")), "market.price_below_nothing"),
        (replace(HELP, per=""), "market.price_without_unit"),
        (replace(HELP, web="javascript:alert(1)"), "market.not_web_address"),
        (replace(BROKER, fee=None), "market.broker_needs_fee"),
        (replace(BROKER, fee=Money(-1, "GBP")), "market.broker_needs_fee"),
        (replace(BROKER, interests_words=" "), "market.broker_needs_interests"),
        (replace(HELP, name=" "), "text.missing"),
        (replace(HELP, name="n" * 201), "text.too_long"),
        (replace(HELP, words="a\x00b"), "text.nul"),
        (replace(HELP, kinds=("k" * 61,)), "text.too_long"),
    ],
)
def test_an_offer_that_does_not_say_what_it_must_is_refused(keeper: Somebody, wrong: Offer, code: str) -> None:
    with pytest.raises((CannotOffer, CannotKeepText), match=code):
        listed(keeper, wrong)
    assert names() == []


def test_emoji_and_right_to_left_text_are_kept(keeper: Somebody) -> None:
    (provider,) = listed(keeper, replace(HELP, name="مساعدة 🌷", words="עזרה"))
    assert queries.provider(PUBLIC, provider=provider, now=NOW).offer.name == "مساعدة 🌷"


def test_providers_keep_their_own_offers_and_no_others(keeper: Somebody) -> None:
    company = people.register_organisation(set_up(NOW), now=NOW, name="Harbour Help")
    owner = somebody("Delyth Rees", "provider")
    day = NOW - timedelta(days=1)
    people.relate(set_up(day), now=day, who=owner.party, relation="member_of", to=company, starts=day)
    own = actions.add_provider(by(owner), now=NOW, offer=HELP, party=company)
    actions.change_offer(by(owner), now=NOW, provider=own, offer=CHEAP)
    (other,) = listed(keeper, CHOIR)
    with pytest.raises(NotAllowed):
        actions.change_offer(by(owner), now=NOW, provider=other, offer=CHEAP)
    with pytest.raises(NotAllowed):
        actions.add_provider(PUBLIC, now=NOW, offer=CHEAP)
    with pytest.raises(NotFound):
        actions.add_provider(by(keeper), now=NOW, offer=CHEAP, party=new_identifier(NOW))


def test_offers_are_never_changed_in_place(keeper: Somebody) -> None:
    listed(keeper, HELP)
    for table in ("provider", "listing"):
        for order in (f"UPDATE market_{table} SET id = id", f"DELETE FROM market_{table}"):
            with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(order)


def taken_over(
    keeper: Somebody, *services: object, now: datetime = NOW, source: str = "elsewhere"
) -> actions.TakenOver:
    content = exact_json.write(list(services)).encode()
    return actions.take_over(by(keeper, now), now=now, content=content, source=source)


def counts(done: actions.TakenOver) -> tuple[int, int, int, int, int]:
    return done.added, done.changed, done.same, done.ended, len(done.refused)


@pytest.mark.req("M1")
def test_two_hundred_services_are_taken_over_and_the_same_file_again_changes_nothing(keeper: Somebody) -> None:
    assert counts(taken_over(keeper, *services())) == (200, 0, 0, 0, 0)
    assert counts(taken_over(keeper, *services(), now=NOW + timedelta(days=1))) == (0, 0, 200, 0, 0)
    assert Listing.objects.count() == 200
    out = queries.services(PUBLIC, now=NOW)
    assert len(out) == 200
    assert counts(taken_over(keeper, *out, source="our own")) == (0, 0, 200, 0, 0), "what was given out is known again"


@pytest.mark.req("M1")
def test_a_bad_row_is_told_with_its_number_and_reason_and_the_rest_goes_in(keeper: Somebody) -> None:
    good = {"id": "a", "name": "Choir", "cost_options": [{"amount": 0}]}
    bad = [
        {"id": "b"},
        7,
        {"id": "a", "name": "Choir again"},
        {"id": "c", "name": "Bus", "url": "javascript:alert(1)"},
        {"id": "d", "name": "Dance", "cost_options": [{"amount": "lots"}]},
        {"id": "e", "name": "n" * 300},
        {"id": "f", "name": "Nul\x00"},
    ]
    done = taken_over(keeper, good, *bad, {"id": "z", "name": "Zither"})
    assert counts(done) == (2, 0, 0, 0, 7)
    assert [(row.number, row.why.code) for row in done.refused] == [
        (2, "market.row_no_name"),
        (3, "market.row_no_service"),
        (4, "market.row_twice"),
        (5, "market.not_web_address"),
        (6, "market.row_price"),
        (7, "text.too_long"),
        (8, "text.nul"),
    ]
    assert names() == ["Choir", "Zither"]


def test_a_service_that_changed_changes_and_one_that_ended_leaves_the_directory(keeper: Somebody) -> None:
    choir, chess = {"id": "a", "name": "Choir"}, {"id": "b", "name": "Chess"}
    taken_over(keeper, choir, chess)
    sings, over = choir | {"description": "Sing."}, chess | {"status": "defunct"}
    assert counts(taken_over(keeper, sings, over)) == (0, 1, 0, 1, 0)
    assert names() == ["Choir"]
    assert counts(taken_over(keeper, over)) == (0, 0, 1, 0, 0)
    assert counts(taken_over(keeper, chess)) == (0, 1, 0, 0, 0), "it came back"
    assert counts(taken_over(keeper, chess, source="another town")) == (1, 0, 0, 0, 0), "another's names are others"


def test_only_the_keeper_takes_over_a_directory_and_a_broken_file_changes_nothing(keeper: Somebody) -> None:
    owner = somebody("Delyth Rees", "provider")
    for asker in (by(owner), PUBLIC):
        with pytest.raises(NotAllowed):
            actions.take_over(asker, now=NOW, content=b"[]", source="x")
    with pytest.raises(CannotRead):
        actions.take_over(by(keeper), now=NOW, content=b'[{"id": "a"', source="x")
    assert counts(taken_over(keeper)) == (0, 0, 0, 0, 0)
    assert names() == []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [({"language": "urdu"}, ["Tuesday choir"]), ({"access": "step-free"}, ["Tuesday choir"]), ({"access": "lift"}, [])],
)
def test_support_is_found_by_language_and_by_how_easy_it_is_to_get_to(
    keeper: Somebody, wanted: dict[str, object], found: list[str]
) -> None:
    listed(keeper, HELP, replace(CHOIR, languages=("English", "Urdu"), access=("step-free",)))
    assert names(**wanted) == found


def test_what_must_be_asked_for_is_not_free_and_comes_last(keeper: Somebody) -> None:
    listed(keeper, replace(CHOIR, name="Ask us", ask_price=True), HELP, CHOIR)
    assert names() == ["Tuesday choir", "Harbour Help", "Ask us"]
    assert names(free=True) == ["Tuesday choir"]
