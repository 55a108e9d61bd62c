"""Puts offers into the directory, changes them from a day on, and takes them out."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import get_default_timezone

from ownway.registers.market import policies
from ownway.registers.market.models import Listing, Provider
from ownway.registers.market.rules.offers import CannotOffer, Offer, checked
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Cannot, new_identifier
from ownway.values.cannot import NotFound

__all__ = ["CannotOffer", "CannotTakeOut", "Offer", "add_provider", "change_offer", "take_out"]


class CannotTakeOut(Cannot):
    """The offer has left the directory already."""


def add_provider(asker: Asker, *, now: datetime, offer: Offer, party: UUID | None = None) -> UUID:
    """Put someone and what they offer into the directory from today on; return the provider's identifier.

    *party* is who they are in the register of people: an organisation, or a person who lets themselves be found.

    :raises CannotOffer: when the offer does not say what it must.
    """
    told = checked(offer)
    policies.check_may_list(asker, party=party, now=now)
    with transaction.atomic():
        provider = Provider.objects.create(id=new_identifier(now), party_id=party, added_at=now, added_by=asker.party)
        _list(asker, now=now, provider=provider, starts=_today(now), offer=told, deed="market.add_provider")
        return provider.id


def change_offer(asker: Asker, *, now: datetime, provider: UUID, offer: Offer, starts: date | None = None) -> None:
    """Change what a provider offers, from today or the day *starts* on; what was offered before stays on record.

    :raises NotFound: when there is no such provider.
    :raises CannotOffer: when the offer does not say what it must.
    """
    told = checked(offer)
    row = _found(provider)
    policies.check_may_list(asker, party=row.party_id, now=now)
    with transaction.atomic():
        day = starts or _today(now)
        _list(asker, now=now, provider=row, starts=day, offer=told, deed="market.change_offer")


def take_out(asker: Asker, *, now: datetime, provider: UUID) -> None:
    """Take a provider out of the directory today; what plans say of them stays.

    :raises NotFound: when there is no such provider.
    :raises CannotTakeOut: when they have left it already.
    """
    row = _found(provider)
    policies.check_may_list(asker, party=row.party_id, now=now)
    last = row.listings.filter(starts__lte=_today(now)).order_by("-starts", "-ordinal").first()
    if last is None or not last.listed:
        raise CannotTakeOut("market.ended_already")
    with transaction.atomic():
        offer = Offer(name=last.name, kinds=tuple(last.kinds), places=tuple(last.places))
        _list(asker, now=now, provider=row, starts=_today(now), offer=offer, deed="market.take_out")


def _found(provider: UUID) -> Provider:
    row = Provider.objects.filter(id=provider).first()
    if row is None:
        raise NotFound("market.unknown")
    return row


def _today(now: datetime) -> date:
    return now.astimezone(get_default_timezone()).date()


def _list(asker: Asker, *, now: datetime, provider: Provider, starts: date, offer: Offer, deed: str) -> None:
    row = Listing.objects.create(
        id=new_identifier(now),
        provider=provider,
        starts=starts,
        ordinal=provider.listings.filter(starts=starts).count() + 1,
        listed=deed != "market.take_out",
        name=offer.name,
        kinds=list(offer.kinds),
        places=list(offer.places),
        words=offer.words,
        pence=offer.price.pence if offer.price is not None else None,
        currency=offer.price.currency if offer.price is not None else "",
        per=offer.per,
        good_for=list(offer.good_for),
        web=offer.web,
        phone=offer.phone,
        user_led=offer.user_led,
        is_broker=offer.is_broker,
        fee_pence=offer.fee.pence if offer.fee is not None else None,
        fee_currency=offer.fee.currency if offer.fee is not None else "",
        fee_every=offer.fee_every.value,
        interests=list(offer.interests),
        interests_words=offer.interests_words,
    )
    note_change(asker, now=now, about=provider.party_id, deed=deed, thing="listing", thing_id=row.id)
