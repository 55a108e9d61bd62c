"""The directory of support: found by kind, place, price, what it is good for, and words; free things too."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ownway.registers.market import policies
from ownway.registers.market.models import Listing
from ownway.registers.market.queries.rows import held, offer_of
from ownway.registers.market.rules.offers import Offer
from ownway.registers.market.rules.open_referral import page_of, service_of
from ownway.registers.people import policies as people
from ownway.values import Asker, Money
from ownway.values.cannot import NotFound


@dataclass(frozen=True, slots=True)
class ProviderSeen:
    """One who offers support, and what they offer. *interest_names* are the providers a broker has a part in."""

    id: UUID
    party: UUID | None
    offer: Offer
    since: date
    interest_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What one can look for: kinds of support, places, languages, ease of access, and for whom it is made."""

    kinds: tuple[str, ...]
    places: tuple[str, ...]
    languages: tuple[str, ...]
    access: tuple[str, ...]
    good_for: tuple[str, ...]


def provider(asker: Asker, *, provider: UUID, now: datetime) -> ProviderSeen:
    """Return one provider.

    :raises NotFound: when there is none, or the offer has left the directory.
    """
    policies.check_may_find(asker, now=now)
    for row in held(now, provider=provider):
        return _seen([row], now)[0]
    raise NotFound("market.unknown")


def find(
    asker: Asker,
    *,
    now: datetime,
    kind: str = "",
    place: str = "",
    most: Money | None = None,
    free: bool = False,
    good_for: str = "",
    words: str = "",
    language: str = "",
    access: str = "",
    brokers: bool | None = None,
) -> tuple[ProviderSeen, ...]:
    """Return what the directory offers, the cheapest first, free things before all, then those that say no price.

    *language* is one that is spoken there, *access* what makes it easy to get to. *most* leaves out what costs more a
    unit, and what is priced in another currency; *free* leaves out all that costs anything; *place* and *words* are
    looked for without regard to capitals; *brokers* asks for brokers alone, or for all but them.
    """
    policies.check_may_find(asker, now=now)
    found = []
    for row in held(now):
        offer = offer_of(row)
        told = f"{offer.name} {offer.words} {' '.join(offer.kinds)}".casefold()
        if (
            (not kind or kind in offer.kinds)
            and (not place or any(place.casefold() in known.casefold() for known in offer.places))
            and (not free or offer.is_free)
            and (most is None or offer.is_free or _costs_at_most(offer, most))
            and (not good_for or good_for.casefold() in {label.casefold() for label in offer.good_for})
            and (not language or language.casefold() in {known.casefold() for known in offer.languages})
            and (not access or access in offer.access)
            and (not words or all(word in told for word in words.casefold().split()))
            and (brokers is None or brokers == offer.is_broker)
        ):
            found.append(row)
    found.sort(key=lambda row: (row.ask_price, row.pence or 0, row.name.casefold(), row.provider_id))
    return _seen(found, now)


def choices(asker: Asker, *, now: datetime) -> Choices:
    """Return what one can look for in the directory as it is today, each in its order of letters."""
    policies.check_may_find(asker, now=now)
    rows = held(now)

    def all_of(name: str) -> tuple[str, ...]:
        return tuple(sorted({label for row in rows for label in getattr(row, name)}, key=str.casefold))

    return Choices(*(all_of(name) for name in ("kinds", "places", "languages", "access", "good_for")))


def kept_by(asker: Asker, *, now: datetime) -> tuple[ProviderSeen, ...]:
    """Return the offers that the asker may change: all for whoever keeps the directory, else those of their bodies."""
    rows = [row for row in held(now) if policies.may_list(asker, party=row.provider.party_id, now=now)]
    return _seen(sorted(rows, key=lambda row: (row.name.casefold(), row.provider_id)), now)


def bodies_of(asker: Asker, *, now: datetime) -> tuple[UUID, ...]:
    """Return the organisations whose offers the asker keeps because they belong to them, and themselves as a seller."""
    if asker.party is None:
        return ()
    known = (*sorted(people.memberships(asker.party, now=now)), asker.party)
    return tuple(party for party in known if policies.may_list(asker, party=party, now=now))


def may_take_over(asker: Asker, *, now: datetime) -> bool:
    """Whether the asker may take over a directory from elsewhere."""
    return policies.may_take_over(asker, now=now)


def may_add(asker: Asker, *, now: datetime) -> bool:
    """Whether the asker may put offers of anybody into the directory."""
    return policies.may_list(asker, party=None, now=now)


def may_change(asker: Asker, *, party: UUID | None, now: datetime) -> bool:
    """Whether the asker may change the offer of that party."""
    return policies.may_list(asker, party=party, now=now)


def services(asker: Asker, *, now: datetime) -> tuple[dict[str, Any], ...]:
    """Return the whole directory as services of Open Referral UK, by name."""
    policies.check_may_find(asker, now=now)
    rows = sorted(held(now), key=lambda row: (row.name.casefold(), row.provider_id))
    return tuple(service_of(row.provider_id, offer_of(row), row.starts) for row in rows)


def services_page(asker: Asker, *, now: datetime, words: str, page: int, per_page: int) -> dict[str, Any]:
    """Return one page of the services in whose name or description all *words* stand; pages count from 1."""
    sought = words.casefold().split()
    found = [
        one
        for one in services(asker, now=now)
        if all(word in f"{one['name']} {one['description']}".casefold() for word in sought)
    ]
    return page_of(found, page=page, per_page=per_page)


def service(asker: Asker, *, provider: UUID, now: datetime) -> dict[str, Any]:
    """Return one provider's offer as a service of Open Referral UK.

    :raises NotFound: when there is none, or the offer has left the directory.
    """
    policies.check_may_find(asker, now=now)
    for row in held(now, provider=provider):
        return service_of(row.provider_id, offer_of(row), row.starts)
    raise NotFound("market.unknown")


def _costs_at_most(offer: Offer, most: Money) -> bool:
    return offer.price is not None and offer.price.currency == most.currency and offer.price <= most


def _seen(rows: list[Listing], now: datetime) -> tuple[ProviderSeen, ...]:
    interests = {interest for row in rows for interest in row.interests}
    names = {row.provider_id: row.name for row in held(now)} if interests else {}
    return tuple(
        ProviderSeen(
            id=row.provider_id,
            party=row.provider.party_id,
            offer=offer_of(row),
            since=row.starts,
            interest_names=tuple(names.get(interest, "") for interest in row.interests),
        )
        for row in rows
    )
