"""The directory of support is found by kind, place and price, and shows a broker's fee and interests beforehand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from ownway.registers.market import actions, queries
from ownway.registers.market.actions import CannotOffer, CannotTakeOut, Offer
from ownway.registers.people import actions as people
from ownway.registers.people.queries import asker_for_party
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


def test_offers_are_never_changed_in_place(keeper: Somebody) -> None:
    listed(keeper, HELP)
    for table in ("provider", "listing"):
        for order in (f"UPDATE market_{table} SET id = id", f"DELETE FROM market_{table}"):
            with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(order)
