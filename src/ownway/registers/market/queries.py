"""The directory of support: found by kind, place, price, what it is good for, and words; free things too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import get_default_timezone

from ownway.registers.market import policies
from ownway.registers.market.models import Listing
from ownway.registers.market.rules.offers import Offer
from ownway.values import Asker, Every, Money
from ownway.values.cannot import NotFound


@dataclass(frozen=True, slots=True)
class ProviderSeen:
    """One who offers support, and what they offer. *interest_names* are the providers a broker has a part in."""

    id: UUID
    party: UUID | None
    offer: Offer
    since: date
    interest_names: tuple[str, ...]


def provider(asker: Asker, *, provider: UUID, now: datetime) -> ProviderSeen:
    """Return one provider.

    :raises NotFound: when there is none, or the offer has left the directory.
    """
    policies.check_may_find(asker, now=now)
    for row in _held(now, provider=provider):
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
    brokers: bool | None = None,
) -> tuple[ProviderSeen, ...]:
    """Return what the directory offers, the cheapest first, free things before all.

    *most* leaves out what costs more a unit, and what is priced in another currency; *free* leaves out all that
    costs anything; *place* and *words* are looked for without regard to capitals; *brokers* asks for brokers alone,
    or for all but them.
    """
    policies.check_may_find(asker, now=now)
    found = []
    for row in _held(now):
        offer = _offer(row)
        told = f"{offer.name} {offer.words} {' '.join(offer.kinds)}".casefold()
        if (
            (not kind or kind in offer.kinds)
            and (not place or any(place.casefold() in known.casefold() for known in offer.places))
            and (not free or offer.is_free)
            and (most is None or offer.is_free or _costs_at_most(offer, most))
            and (not good_for or good_for.casefold() in {label.casefold() for label in offer.good_for})
            and (not words or all(word in told for word in words.casefold().split()))
            and (brokers is None or brokers == offer.is_broker)
        ):
            found.append(row)
    return _seen(sorted(found, key=lambda row: (row.pence or 0, row.name.casefold(), row.provider_id)), now)


def _costs_at_most(offer: Offer, most: Money) -> bool:
    return offer.price is not None and offer.price.currency == most.currency and offer.price <= most


def _held(now: datetime, **only: UUID) -> Iterable[Listing]:
    today = now.astimezone(get_default_timezone()).date()
    rows = Listing.objects.filter(starts__lte=today, **only).select_related("provider")
    latest = rows.order_by("provider_id", "-starts", "-ordinal").distinct("provider_id")
    return [row for row in latest if row.listed]


def _seen(rows: list[Listing], now: datetime) -> tuple[ProviderSeen, ...]:
    interests = {interest for row in rows for interest in row.interests}
    names = {row.provider_id: row.name for row in _held(now)} if interests else {}
    return tuple(
        ProviderSeen(
            id=row.provider_id,
            party=row.provider.party_id,
            offer=_offer(row),
            since=row.starts,
            interest_names=tuple(names.get(interest, "") for interest in row.interests),
        )
        for row in rows
    )


def _offer(row: Listing) -> Offer:
    return Offer(
        name=row.name,
        kinds=tuple(row.kinds),
        places=tuple(row.places),
        words=row.words,
        price=None if row.pence is None else Money(row.pence, row.currency),
        per=row.per,
        good_for=tuple(row.good_for),
        web=row.web,
        phone=row.phone,
        user_led=row.user_led,
        is_broker=row.is_broker,
        fee=None if row.fee_pence is None else Money(row.fee_pence, row.fee_currency),
        fee_every=Every(row.fee_every),
        interests=tuple(row.interests),
        interests_words=row.interests_words,
    )
