"""Rows of the directory as the app itself reads them: what holds of each provider on a day."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import get_default_timezone

from ownway.registers.market.models import Listing, Provider
from ownway.registers.market.rules.offers import Licence, Offer
from ownway.values import Every, Money


def held(now: datetime, **only: UUID) -> Iterable[Listing]:
    """Return what holds of every provider now, of those only that are listed; for use inside this app."""
    today = now.astimezone(get_default_timezone()).date()
    rows = Listing.objects.filter(starts__lte=today, **only).select_related("provider")
    latest = rows.order_by("provider_id", "-starts", "-ordinal").distinct("provider_id")
    return [row for row in latest if row.listed]


def current(provider: Provider, day: date) -> Listing | None:
    """Return what holds of a provider on a day, listed or not; for use inside this app."""
    return provider.listings.filter(starts__lte=day).order_by("-starts", "-ordinal").first()


def offer_of(row: Listing) -> Offer:
    """Return what a row offers, for use inside this app."""
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
        languages=tuple(row.languages),
        access=tuple(row.access),
        email=row.mail,
        licence=Licence(row.licence),
        licence_words=row.licence_words,
        ask_price=row.ask_price,
    )
