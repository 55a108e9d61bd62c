"""Offers go out as services of Open Referral UK and come in again the same; what cannot be read is told row by row."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownway.interfaces.cli.demo.services import COUNT, services
from ownway.registers.market.rules.offers import Licence, Offer, checked
from ownway.registers.market.rules.open_referral import CannotRead, page_of, row_of, rows_of, service_of
from ownway.rulebook import exact_json
from ownway.values import Every, Money

ID = UUID("0199a6c0-0000-7000-8000-000000000001")
DAY = date(2026, 3, 2)
WORD = st.text("abcdefghijklmnopqrstuvwxyzéمñ -", min_size=1, max_size=20).map(str.strip).filter(bool)
LABELS = st.lists(WORD, max_size=3, unique=True).map(tuple)


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    """Any offer that may stand in the directory."""
    broker = draw(st.booleans())
    price = draw(st.none() | st.integers(1, 10**8))
    return checked(
        Offer(
            name=draw(WORD),
            kinds=draw(LABELS.filter(bool)),
            places=draw(LABELS),
            words=draw(st.just("") | WORD),
            price=None if price is None else Money(price, "GBP"),
            per="hour" if price is not None else "",
            good_for=draw(LABELS),
            web=draw(st.sampled_from(("", "https://example.org/a"))),
            phone=draw(st.sampled_from(("", "020 7946 0018"))),
            user_led=draw(st.booleans()),
            is_broker=broker,
            fee=Money(draw(st.integers(0, 10**7)), "GBP") if broker else None,
            fee_every=draw(st.sampled_from(Every)) if broker else Every.ONCE,
            interests=tuple(draw(st.lists(st.uuids(), max_size=2, unique=True))) if broker else (),
            interests_words="None." if broker else "",
            languages=draw(LABELS),
            access=draw(LABELS),
            email=draw(st.sampled_from(("", "hello@example.org"))),
            licence=draw(st.sampled_from(Licence)),
            licence_words=draw(st.just("") | WORD),
            ask_price=price is None and not broker and draw(st.booleans()),
        )
    )


def read(*services: Any) -> list[Any]:
    """The offers that a file of these services holds."""
    return [row_of(number, one).offer for number, one in rows_of(exact_json.write(list(services)).encode())]


@pytest.mark.req("M1")
@given(offer=offers())
def test_an_offer_comes_back_as_it_went_out(offer: Offer) -> None:
    assert read(service_of(ID, offer, DAY)) == [offer]


def test_the_directory_of_the_demonstration_is_always_the_same_and_can_be_read() -> None:
    invented = services()
    assert invented == services()
    assert len(invented) == COUNT == 200
    found = [checked(offer) for offer in read(*invented)]
    assert len({offer.name for offer in found}) == 200
    assert sum(offer.is_free for offer in found) >= 40
    assert len({kind for offer in found for kind in offer.kinds}) >= 12
    assert len({place for offer in found for place in offer.places}) == 6


def test_prices_keep_every_penny() -> None:
    offer = Offer("Lifts", ("transport",), (), price=Money(1_999, "GBP"), per="trip")
    written = exact_json.write(service_of(ID, offer, DAY))
    assert '"amount": 19.99' in written
    assert json.loads(written)["cost_options"][0]["currency"] == "GBP"


@pytest.mark.parametrize(
    "content",
    [
        b'[{"id": "a", "name": "Choir"}]',
        b'{"contents": [{"id": "a", "name": "Choir"}]}',
        b'{"services": [{"id": "a", "name": "Choir"}]}',
        b'{"id": "a", "name": "Choir"}',
        b'\xef\xbb\xbf{"id": "a", "name": "Choir"}',
        b'{"id": "a", "name": "Choir"}\n{"id": "b", "name": "Chess"}\n',
    ],
)
def test_a_page_a_list_one_service_and_lines_can_be_read(content: bytes) -> None:
    number, service = next(iter(rows_of(content)))
    assert (number, row_of(number, service).name) == (1, "Choir")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"no json", b"7", b'"text"', b"[" * 100_000])
def test_what_is_no_file_of_services_is_refused_whole(content: bytes) -> None:
    with pytest.raises(CannotRead, match=r"market\.file_unreadable"):
        list(rows_of(content))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (7, "row_no_service"),
        ({"name": "Choir"}, "row_no_id"),
        ({"id": "a" * 81, "name": "Choir"}, "row_no_id"),
        ({"id": "a"}, "row_no_name"),
        ({"id": "a", "name": 7}, "row_no_name"),
        ({"id": "a", "name": "Choir", "cost_options": [{"amount": "lots"}]}, "row_price"),
        ({"id": "a", "name": "Choir", "cost_options": [{"amount": -1}]}, "row_price"),
        ({"id": "a", "name": "Choir", "cost_options": [{"amount": Decimal("0.001")}]}, "row_price"),
        ({"id": "a", "name": "Choir", "cost_options": [{"amount": 1, "currency": "pounds"}]}, "row_price"),
        ({"id": "a", "name": "Choir", "cost_options": [{"amount": 10**20}]}, "row_price"),
    ],
)
def test_a_row_that_cannot_be_read_says_why(wrong: Any, code: str) -> None:
    with pytest.raises(CannotRead, match=rf"market\.{code}"):
        row_of(1, wrong)


KEYS = ("id", "name", "cost_options", "attributes", "taxonomy_term", "languages", "amount", "status")
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS), inner),
)


@given(service=ANYTHING)
def test_whatever_stands_in_a_row_is_read_or_refused_in_words(service: Any) -> None:
    try:
        row_of(1, service)
    except CannotRead as refused:
        assert refused.why.code.startswith("market.row_")


def test_a_service_of_another_directory_is_read_by_its_terms_and_addresses() -> None:
    foreign = {
        "id": "abc",
        "name": "Tuesday bus",
        "attributes": [{"taxonomy_term": {"name": "Community transport"}}],
        "service_at_locations": [{"location": {"addresses": [{"city": "Oldbridge"}]}}],
        "cost_options": [{"amount": 3, "option": "return"}, {"amount": 2, "option": "single"}],
    }
    (offer,) = read(foreign)
    assert (offer.kinds, offer.places, offer.price, offer.per) == (
        ("transport",),
        ("Oldbridge",),
        Money(200, "GBP"),
        "single",
    )
    (unpriced,) = read({"id": "abc", "name": "Something"})
    assert (unpriced.kinds, unpriced.ask_price, unpriced.is_free) == (("other",), True, False)


def test_a_service_that_is_not_active_holds_no_offer() -> None:
    assert read({"id": "a", "name": "Choir", "status": "defunct"}) == [None]


def test_pages_are_counted_as_the_standard_counts_them() -> None:
    found = [{"id": str(number)} for number in range(5)]
    told = page_of(found, page=3, per_page=2)
    assert {key: told[key] for key in ("total_items", "total_pages", "page_number", "size", "last_page")} == {
        "total_items": 5,
        "total_pages": 3,
        "page_number": 3,
        "size": 1,
        "last_page": True,
    }
    assert page_of([], page=1, per_page=2)["empty"]


def test_a_changed_offer_is_another_one() -> None:
    offer = Offer("Lifts", ("transport",), ())
    assert read(service_of(ID, replace(offer, phone="1"), DAY)) != [offer]
