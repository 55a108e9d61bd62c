"""Looks through the directory: the search, one offer whole, and the brokers with their fees; open to anyone."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import reading
from ownway.interfaces.web.design.fields import Words
from ownway.interfaces.web.design.pages import Shown, page, show
from ownway.interfaces.web.directory import saying
from ownway.interfaces.web.ideas.saying import packs
from ownway.interfaces.web.planning import saying as plans
from ownway.registers.market import queries
from ownway.values import Money

ASKED = ("words", "kind", "place", "language", "access", "good_for", "most", "free")


@page("market.find")
def found(request: HttpRequest) -> Shown:
    """Show who offers what, found by words, need, place, price, language and access; free things first."""
    return show(
        "directory/all.html",
        title=_("Find support"),
        may_keep=bool(request.asker.roles & {"provider", "broker", "commissioner", "practitioner"}),  # type: ignore[attr-defined]
        **search(request, reverse("directory:all")),
    )


@page("market.find")
def offer(request: HttpRequest, provider: UUID) -> Shown:
    """Show one offer whole.

    :raises NotFound: when it has left the directory.
    """
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    seen = queries.provider(asker, provider=provider, now=now)
    return show(
        "directory/offer.html",
        title=seen.offer.name,
        told=saying.told(request, seen, packs(now)),
        person=None if seen.offer.is_broker else plans.own_plan_to_write(request),
        may_change=asker.party is not None and queries.may_change(asker, party=seen.party, now=now),
        back=reverse("directory:brokers" if seen.offer.is_broker else "directory:all"),
    )


@page("market.find")
def brokers(request: HttpRequest) -> Shown:
    """Show the brokers, each with the fee before all else, and what they have a part in."""
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    known = packs(now)
    return show(
        "directory/brokers.html",
        title=_("Brokers"),
        found=[saying.told(request, one, known) for one in queries.find(asker, now=now, brokers=True)],
        person=asker.party if plans.own_plan(request) else None,
        back=reverse("directory:all"),
    )


def search(request: HttpRequest, address: str, *, kind: str = "") -> dict[str, Any]:
    """Return what the search found, a page at a time, and what its form holds; *kind* is sought where none was."""
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    given = {name: request.GET.get(name, "")[:200].replace("\x00", "") for name in ASKED}
    if kind and "kind" not in request.GET:
        given["kind"] = kind
    known = packs(now)
    most = reading.pence(given["most"][:20]) if given["most"] else None
    currency = known[0].currency if known else ""
    rows = queries.find(
        asker,
        now=now,
        words=reading.found_in(given["words"], Words(longest=200, required=False)),
        kind=given["kind"],
        place=given["place"],
        language=given["language"],
        access=given["access"],
        good_for=given["good_for"],
        most=Money(most, currency) if most is not None and most >= 0 and currency else None,
        free=given["free"] == "yes",
        brokers=False,
    )
    number = request.GET.get("page", "1")
    pages = max(1, -(-len(rows) // saying.MOST_ON_A_PAGE))
    here = min(max(1, int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1), pages)
    shown = rows[(here - 1) * saying.MOST_ON_A_PAGE : here * saying.MOST_ON_A_PAGE]
    asked = request.GET.copy()
    asked.pop("page", None)
    choices = queries.choices(asker, now=now)
    return {
        "address": address,
        "given": given,
        "narrowed": any(given.values()),
        "count": len(rows),
        "found": [saying.told(request, one, known) for one in shown],
        "kinds": saying.kind_choices(request, choices.kinds, now),
        "choices": choices,
        "here": here,
        "pages": pages,
        "asked": asked.urlencode(),
    }
