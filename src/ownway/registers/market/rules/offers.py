"""An offer in the directory: what is offered, where, at what price, by whom with what interests; checked as a whole."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from ownway.values import Cannot, Every, Money
from ownway.values.text import clean_text

LONGEST_NAME = 200
LONGEST_WORDS = 4_000
LONGEST_LABEL = 60


class Licence(StrEnum):
    """Whether a broker is licensed; nobody else is asked."""

    NOT_SAID = ""
    LICENSED = "licensed"
    APPLIED = "applied"
    NOT_NEEDED = "not_needed"
    NONE = "none"


class CannotOffer(Cannot):
    """The offer cannot stand in the directory as it is."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a provider, a broker or a group offers.

    *kinds* are kinds of support as programmes name them (``kind.<id>``); *places* are where it can be had. *price* is
    for one *per* (``hour``, ``day``, ``visit`` …); a free thing has none. *good_for* are the languages, faiths and
    cultures it is made for, *languages* those that are spoken, *access* what makes it easy to get to and to use. A
    broker shows the *fee*, how it is reckoned, and *interests*: the providers they have a
    part in, or the plain statement that there are none.
    """

    name: str
    kinds: tuple[str, ...]
    places: tuple[str, ...]
    words: str = ""
    price: Money | None = None
    per: str = ""
    good_for: tuple[str, ...] = ()
    web: str = ""
    phone: str = ""
    user_led: bool = False
    is_broker: bool = False
    fee: Money | None = None
    fee_every: Every = Every.ONCE
    interests: tuple[UUID, ...] = ()
    interests_words: str = ""
    languages: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    email: str = ""
    licence: Licence = Licence.NOT_SAID
    licence_words: str = ""
    ask_price: bool = False
    """Nobody has said what it costs; that is not the same as free."""

    @property
    def is_free(self) -> bool:
        """Whether it costs nothing."""
        return not self.ask_price and not self.price


def checked(offer: Offer) -> Offer:
    """Return the offer with its text cleaned.

    :raises CannotOffer: when nothing is offered, a price is below nothing or for nothing in particular, a web address
        is none, or a broker shows no fee or says nothing of their interests.
    """
    if not offer.kinds:
        raise CannotOffer("market.nothing_offered", field="kinds")
    if offer.price is not None and offer.price.pence < 0:
        raise CannotOffer("market.price_below_nothing", field="price")
    if offer.price and not offer.per:
        raise CannotOffer("market.price_without_unit", field="per")
    if offer.web and not offer.web.startswith(("https://", "http://")):
        raise CannotOffer("market.not_web_address", field="web")
    if offer.is_broker and (offer.fee is None or offer.fee.pence < 0):
        raise CannotOffer("market.broker_needs_fee", field="fee")
    if offer.is_broker and not offer.interests and not offer.interests_words.strip():
        raise CannotOffer("market.broker_needs_interests", field="interests")
    return Offer(
        name=clean_text(offer.name, longest=LONGEST_NAME, field="name", required=True),
        kinds=_labels(offer.kinds, "kinds"),
        places=_labels(offer.places, "places"),
        words=clean_text(offer.words, longest=LONGEST_WORDS, field="words"),
        price=offer.price,
        per=clean_text(offer.per, longest=LONGEST_LABEL, field="per"),
        good_for=_labels(offer.good_for, "good_for"),
        web=clean_text(offer.web, longest=LONGEST_NAME, field="web"),
        phone=clean_text(offer.phone, longest=LONGEST_LABEL, field="phone"),
        user_led=offer.user_led,
        is_broker=offer.is_broker,
        fee=offer.fee,
        fee_every=offer.fee_every,
        interests=offer.interests,
        interests_words=clean_text(offer.interests_words, longest=LONGEST_WORDS, field="interests"),
        languages=_labels(offer.languages, "languages"),
        access=_labels(offer.access, "access"),
        email=clean_text(offer.email, longest=LONGEST_NAME, field="email"),
        licence=offer.licence,
        licence_words=clean_text(offer.licence_words, longest=LONGEST_NAME, field="licence_words"),
        ask_price=offer.ask_price and offer.price is None,
    )


def _labels(given: tuple[str, ...], field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean_text(label, longest=LONGEST_LABEL, field=field, required=True) for label in given))
