"""Says what the directory holds: prices and fees as people say them, kinds in the words of the programmes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.saying import language
from ownway.interfaces.web.ideas.saying import label, packs
from ownway.registers.market.actions import Licence, Offer
from ownway.registers.market.queries import ProviderSeen
from ownway.rulebook.model import Pack
from ownway.values import Every
from ownway.words import money

MOST_ON_A_PAGE = 20


def price(offer: Offer) -> str:
    """Return what one costs: ``£18.50 an hour``, free, or that it is to be asked for."""
    if offer.is_broker:
        return fee(offer)
    if offer.is_free:
        return _("free")
    if offer.price is None:
        return _("ask for the price")
    return _("%(sum)s for one: %(per)s") % {"sum": money.say(offer.price, language()), "per": offer.per}


def fee(offer: Offer) -> str:
    """Return a broker's fee as people say it."""
    if offer.fee is None:
        return _("Fee not said")
    if not offer.fee:
        return _("No fee")
    if offer.fee_every is Every.ONCE:
        return _("%(sum)s, once") % {"sum": money.say(offer.fee, language())}
    return money.say_per(offer.fee, offer.fee_every, language())


def licences() -> dict[Licence, str]:
    """Return how a broker stands to a licence, in the words of the page."""
    return {
        Licence.NOT_SAID: _("They have not said whether they are licensed."),
        Licence.LICENSED: _("Licensed."),
        Licence.APPLIED: _("They have applied for a licence."),
        Licence.NOT_NEEDED: _("They need no licence."),
        Licence.NONE: _("Not licensed."),
    }


def told(request: HttpRequest, seen: ProviderSeen, known: Iterable[Pack]) -> dict[str, Any]:
    """Return all that a page shows of an offer."""
    offer = seen.offer
    return {
        "seen": seen,
        "offer": offer,
        "kinds": [label(request, known, f"kind.{kind}") for kind in offer.kinds],
        "price": price(offer),
        "licence": licences()[offer.licence],
        "interests": [name for name in seen.interest_names if name],
    }


def kind_choices(request: HttpRequest, kinds: Iterable[str], now: datetime) -> list[tuple[str, str]]:
    """Return kinds of support with their words, by the words."""
    known = packs(now)
    return sorted(((kind, label(request, known, f"kind.{kind}")) for kind in kinds), key=lambda one: one[1].casefold())
