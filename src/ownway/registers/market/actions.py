"""Puts offers into the directory, changes them from a day on, and takes them out."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import get_default_timezone

from ownway.registers.market import policies
from ownway.registers.market.models import Listing, Provider
from ownway.registers.market.queries.rows import current, offer_of
from ownway.registers.market.rules.offers import CannotOffer, Licence, Offer, checked
from ownway.registers.market.rules.open_referral import CannotRead, Row, row_of, rows_of
from ownway.registers.people.models import Party
from ownway.registers.trail.actions import note_change
from ownway.registers.trail.models import take_turn
from ownway.values import Asker, Cannot, Reason, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text

__all__ = [
    "CannotOffer",
    "CannotRead",
    "CannotTakeOut",
    "Licence",
    "Offer",
    "Refused",
    "TakenOver",
    "add_provider",
    "change_offer",
    "take_out",
    "take_over",
]


class CannotTakeOut(Cannot):
    """The offer has left the directory already."""


def add_provider(asker: Asker, *, now: datetime, offer: Offer, party: UUID | None = None) -> UUID:
    """Put someone and what they offer into the directory from today on; return the provider's identifier.

    *party* is who they are in the register of people: an organisation, or a person who lets themselves be found.

    :raises CannotOffer: when the offer does not say what it must.
    :raises NotFound: when the register of people does not know *party*.
    """
    told = checked(offer)
    policies.check_may_list(asker, party=party, now=now)
    if party is not None and not Party.objects.filter(id=party).exists():
        raise NotFound("people.not_found")
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
    last = current(row, _today(now))
    if last is None or not last.listed:
        raise CannotTakeOut("market.ended_already")
    with transaction.atomic():
        offer = Offer(name=last.name, kinds=tuple(last.kinds), places=tuple(last.places))
        _list(asker, now=now, provider=row, starts=_today(now), offer=offer, deed="market.take_out")


@dataclass(frozen=True, slots=True)
class Refused:
    """A row of a file that was not taken over, and why."""

    number: int
    id: str
    name: str
    why: Reason


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What came of a file: how many offers are new, changed, as they were, and out; and the rows that were refused."""

    added: int
    changed: int
    same: int
    ended: int
    refused: tuple[Refused, ...]


def take_over(asker: Asker, *, now: datetime, content: bytes, source: str) -> TakenOver:
    """Take over a directory in the form of Open Referral UK from *source*; the same file again changes nothing.

    A row that cannot stand in the directory is told with its number and reason, and the rest goes in. What *source*
    says is not active any more leaves the directory; what the file leaves out stays.

    :raises CannotRead: when the file as a whole cannot be read; nothing is taken over then.
    """
    policies.check_may_take_over(asker, now=now)
    called = clean_text(source, longest=80, field="source", required=True)
    counts, refused, met = Counter[str](), [], set[str]()
    with transaction.atomic():
        take_turn("market.directory", "all")
        for number, service in rows_of(content):
            told = service if isinstance(service, dict) else {}
            try:
                row = row_of(number, service)
                if row.id in met:
                    raise CannotRead("market.row_twice")
                met.add(row.id)
                counts[_take_over_row(asker, now=now, row=row, source=called)] += 1
            except Cannot as error:
                refused.append(Refused(number, _shown(told.get("id"), 80), _shown(told.get("name"), 200), error.why))
        note_change(
            asker,
            now=now,
            about=None,
            deed="market.take_over",
            thing="directory",
            thing_id=None,
            after={"source": called},
        )
    return TakenOver(counts["added"], counts["changed"], counts["same"], counts["ended"], tuple(refused))


def _shown(given: object, longest: int) -> str:
    """Return what stood in a row so that it can be shown, broken letters and all."""
    text = "" if given is None else str(given)[:longest]
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


@transaction.atomic
def _take_over_row(asker: Asker, *, now: datetime, row: Row, source: str) -> str:
    """Put one row into the directory; return what came of it."""
    known = Provider.objects.filter(source=source, source_id=row.id).first() or _own(row.id)
    last = None if known is None else current(known, _today(now))
    listed = last is not None and last.listed
    if row.offer is None:
        if known is None or last is None or not last.listed:
            return "same"
        _list(asker, now=now, provider=known, starts=_today(now), offer=offer_of(last), deed="market.take_out")
        return "ended"
    told = checked(row.offer)
    if known is None:
        known = Provider.objects.create(
            id=new_identifier(now), added_at=now, added_by=asker.party, source=source, source_id=row.id
        )
        _list(asker, now=now, provider=known, starts=_today(now), offer=told, deed="market.add_provider")
        return "added"
    if listed and last is not None and offer_of(last) == told:
        return "same"
    _list(asker, now=now, provider=known, starts=_today(now), offer=told, deed="market.change_offer")
    return "changed"


def _own(id: str) -> Provider | None:
    """Return the provider that was exported from here under this identifier, if it was."""
    try:
        return Provider.objects.filter(id=UUID(id)).first()
    except ValueError:
        return None


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
        languages=list(offer.languages),
        access=list(offer.access),
        mail=offer.email,
        licence=offer.licence.value,
        licence_words=offer.licence_words,
        ask_price=offer.ask_price,
    )
    note_change(asker, now=now, about=provider.party_id, deed=deed, thing="listing", thing_id=row.id)
