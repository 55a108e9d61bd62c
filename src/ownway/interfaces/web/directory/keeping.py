"""Keeps offers in the directory: a provider their own, the authority all; added, changed and taken out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import AnyOf, Choice, Chooser, LongWords, OneOf, Sum, Ticked, Words
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.directory import saying
from ownway.interfaces.web.ideas.saying import packs, rhythms
from ownway.registers.market import actions, queries
from ownway.registers.market.actions import Licence, Offer
from ownway.registers.people import queries as people
from ownway.values import Every, Money
from ownway.values.cannot import NotFound

MOST_PENCE = 100_000_000
UNITS = ("hour", "visit", "session", "trip", "day", "night", "week", "month", "term", "year", "item", "once")


@page("market.list_offer")
def kept(request: HttpRequest) -> Shown:
    """Show the offers that the asker keeps.

    :raises NotFound: for those who keep none and may add none.
    """
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    _check_keeps(request)
    return show(
        "directory/keep.html",
        title=_("Offers I keep"),
        found=[(one, saying.price(one.offer)) for one in queries.kept_by(asker, now=now)],
        may_take_over=asker.has("commissioner"),
        back=reverse("directory:all"),
    )


@page("market.list_offer")
def add(request: HttpRequest) -> Shown | HttpResponse:
    """Put an offer into the directory: of one's own body, or of anybody for whoever keeps it all."""
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    bodies = _check_keeps(request)
    form = Form(request, fields=_fields(request, bodies), initial={"per": "hour"})

    def keep(given: Mapping[str, Any]) -> UUID:
        party = UUID(given["party"]) if given.get("party") else next(iter(bodies), None)
        if queries.may_add(asker, now=now) and not given.get("party"):
            party = None
        return actions.add_provider(
            asker, now=now, offer=_offer(given, _currency(request), Offer("", (), ())), party=party
        )

    if form.carries_out(keep):
        return go("directory:offer", form.result)
    return _shown(request, form, _("Put an offer into the directory"), None)


@page("market.list_offer")
def change(request: HttpRequest, provider: UUID) -> Shown | HttpResponse:
    """Change an offer from today on."""
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    seen = _kept(request, provider)
    form = Form(request, fields=_fields(request, {}), initial=_begun(seen.offer))
    if form.carries_out(
        lambda given: actions.change_offer(
            asker, now=now, provider=provider, offer=_offer(given, _currency(request), seen.offer)
        )
    ):
        return go("directory:offer", provider)
    return _shown(request, form, seen.offer.name, seen)


@page("market.list_offer")
def take_out(request: HttpRequest, provider: UUID) -> Shown | HttpResponse:
    """Take an offer out of the directory."""
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    seen = _kept(request, provider)
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.take_out(asker, now=now, provider=provider)):
        return go("directory:keep")
    return show(
        "directory/take_out.html",
        title=_("Take this out of the directory?"),
        seen=seen,
        form=form,
        back=reverse("directory:change", args=[provider]),
    )


def _check_keeps(request: HttpRequest) -> dict[UUID, str]:
    """Return the bodies whose offers the asker may put in, by their names.

    :raises NotFound: when there is none, and they do not keep the directory either.
    """
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    bodies = queries.bodies_of(asker, now=now)
    if not bodies and not queries.may_add(asker, now=now):
        raise NotFound("people.not_found")
    return people.names_of(bodies)


def _kept(request: HttpRequest, provider: UUID) -> queries.ProviderSeen:
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    seen = queries.provider(asker, provider=provider, now=now)
    if not queries.may_change(asker, party=seen.party, now=now):
        raise NotFound("market.unknown")
    return seen


def _shown(request: HttpRequest, form: Form, title: str, seen: queries.ProviderSeen | None) -> Shown:
    return show("directory/change.html", title=title, form=form, seen=seen, back=reverse("directory:keep"))


def _currency(request: HttpRequest) -> str:
    known = packs(request.now)  # type: ignore[attr-defined]
    return known[0].currency if known else "GBP"


def _fields(request: HttpRequest, bodies: Mapping[UUID, str]) -> dict[str, forms.Field]:
    known = packs(request.now)  # type: ignore[attr-defined]
    kinds = {kind for pack in known for kind in pack.planning.kinds_of_support}
    said = saying.kind_choices(request, kinds, request.now)  # type: ignore[attr-defined]
    commas = _("Put a comma between them.")
    currency = _currency(request)
    fields: dict[str, forms.Field] = {}
    if len(bodies) > 1:
        fields["party"] = Chooser(
            _("Whose offer is it?"), choices=[Choice(str(id), name) for id, name in bodies.items()]
        )
    fields |= {
        "name": Words(_("What is it called?"), longest=200),
        "words": LongWords(_("What is offered, and to whom?"), required=False, longest=4000),
        "kinds": AnyOf(_("What kind of support is it?"), choices=[Choice(*one) for one in said]),
        "places": Words(_("Where can it be had?"), hint=commas, longest=1000, required=False),
        "cost": OneOf(
            _("What does it cost?"),
            choices=[
                Choice("free", _("Nothing: it is free")),
                Choice("price", _("A price, which I give below")),
                Choice("ask", _("It depends: people ask for the price")),
            ],
        ),
        "pence": Sum(_("The price of one"), currency=currency, most=MOST_PENCE, required=False),
        "per": Chooser(_("One what?"), choices=[Choice(unit, said) for unit, said in units().items()], required=False),
        "languages": Words(_("Which languages are spoken?"), hint=commas, longest=600, required=False),
        "access": Words(
            _("What makes it easy to get to and use?"),
            hint=_("For example: step-free, hearing loop, home visits. Put a comma between them."),
            longest=600,
            required=False,
        ),
        "good_for": Words(_("Is it made for a culture or a faith?"), hint=commas, longest=600, required=False),
        "web": Words(_("Web address"), longest=200, required=False),
        "email": Words(_("Email"), longest=200, required=False),
        "phone": Words(_("Phone"), longest=60, required=False),
        "user_led": Ticked(_("It is run by people who use support themselves"), required=False),
        "is_broker": Ticked(_("It is a broker, who helps to plan and to buy"), required=False),
        "fee": Sum(_("The broker’s fee"), currency=currency, most=MOST_PENCE, required=False),
        "fee_every": Chooser(
            _("How often is it asked?"),
            choices=[Choice(each.value, said) for each, said in rhythms().items()],
            required=False,
        ),
        "interests_words": LongWords(
            _("The broker’s interests"),
            hint=_("Any part in somebody who sells support; or write that there is none."),
            required=False,
            longest=4000,
            rows=2,
        ),
        "licence": Chooser(
            _("Is the broker licensed?"),
            choices=[Choice(state.value, said) for state, said in saying.licences().items() if state],
            required=False,
        ),
    }
    return fields


def units() -> dict[str, str]:
    """Return the units of a price, in the words of the page."""
    told = (
        _("an hour"), _("a visit"), _("a session"), _("a trip"), _("a day"), _("a night"), _("a week"), _("a month"),
        _("a term"), _("a year"), _("one thing to buy"), _("once for all"),
    )  # fmt: skip
    return dict(zip(UNITS, told, strict=True))


def _offer(given: Mapping[str, Any], currency: str, before: Offer) -> Offer:
    """Return what the fields gave as an offer; what the page does not ask stays as it was."""
    priced = given["cost"] == "price"
    broker = given["is_broker"]
    return replace(
        before,
        name=given["name"],
        words=given["words"],
        kinds=given["kinds"],
        places=_labels(given["places"]),
        price=Money(given["pence"] or 0, currency) if priced else None,
        per=given["per"] if priced else "",
        ask_price=given["cost"] == "ask",
        languages=_labels(given["languages"]),
        access=_labels(given["access"]),
        good_for=_labels(given["good_for"]),
        web=given["web"],
        email=given["email"],
        phone=given["phone"],
        user_led=given["user_led"],
        is_broker=broker,
        fee=Money(given["fee"], currency) if broker and given["fee"] is not None else None,
        fee_every=Every(given["fee_every"] or Every.ONCE.value),
        interests_words=given["interests_words"] if broker else "",
        licence=Licence(given["licence"]) if broker else Licence.NOT_SAID,
    )


def _labels(given: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in given.split(",") if part.strip())


def _begun(offer: Offer) -> dict[str, Any]:
    return {
        "name": offer.name,
        "words": offer.words,
        "kinds": offer.kinds,
        "places": ", ".join(offer.places),
        "cost": "free" if offer.is_free else "price" if offer.price is not None else "ask",
        "pence": offer.price.pence if offer.price is not None else None,
        "per": offer.per,
        "languages": ", ".join(offer.languages),
        "access": ", ".join(offer.access),
        "good_for": ", ".join(offer.good_for),
        "web": offer.web,
        "email": offer.email,
        "phone": offer.phone,
        "user_led": offer.user_led,
        "is_broker": offer.is_broker,
        "fee": offer.fee.pence if offer.fee is not None else None,
        "fee_every": offer.fee_every.value,
        "interests_words": offer.interests_words,
        "licence": offer.licence.value,
    }
