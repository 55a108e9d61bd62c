"""Reads ideas: a search through what others did, and one story whole; open to anyone."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import reading
from ownway.interfaces.web.design.fields import Words
from ownway.interfaces.web.design.pages import Shown, page, show
from ownway.interfaces.web.design.reading import found_in
from ownway.interfaces.web.ideas import saying
from ownway.interfaces.web.planning import saying as plans
from ownway.registers.stories import queries
from ownway.values import Money
from ownway.values.cannot import NotFound


@page("stories.find")
def found(request: HttpRequest) -> Shown:
    """Show what others did, found by aim, kind of support, sum, place and words."""
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    looked_for = sought(request)
    stories = queries.find(asker, now=now, **looked_for)
    return show(
        "ideas/all.html",
        title=_("What others did"),
        stories=[saying.told(request, one) for one in stories],
        **search(request, reverse("ideas:all")),
        signed_in=asker.party,
    )


@page("stories.find")
def story(request: HttpRequest, story: UUID) -> Shown:
    """Show one story whole.

    :raises NotFound: when there is none, or it was taken back.
    """
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    seen = queries.story(asker, story=story, now=now)
    return show(
        "ideas/story.html",
        title=seen.title,
        told=saying.told(request, seen),
        person=plans.own_plan_to_write(request),
        back=reverse("ideas:all"),
    )


def sought(request: HttpRequest) -> dict[str, Any]:
    """Return what the address asks for, as the search takes it; what cannot be read is left out."""
    given = request.GET
    near = reading.pence(given.get("sum", "")[:20])
    currency = next((pack.currency for pack in saying.packs(request.now)), "")  # type: ignore[attr-defined]
    return {
        "words": found_in(given.get("words", ""), Words(longest=200, required=False)),
        "aim": _one(given.get("aim", "")),
        "kind": _one(given.get("kind", "")),
        "place": _one(given.get("place", "")),
        "near": Money(near, currency) if near is not None and near >= 0 and currency else None,
    }


def search(request: HttpRequest, address: str) -> dict[str, Any]:
    """Return what the form of the search holds: the choices there are, and what was sought."""
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    shown = queries.find(asker, now=now)
    packs = saying.packs(now)
    aims = {aim: saying.label(request, packs, f"aspect.{aim}") for one in shown for aim in one.aims}
    kinds = {kind: saying.label(request, packs, f"kind.{kind}") for one in shown for kind in one.kinds}
    given = {name: request.GET.get(name, "")[:200] for name in ("words", "aim", "kind", "sum", "place")}
    return {
        "address": address,
        "aims": sorted(aims.items(), key=lambda one: one[1].casefold()),
        "kinds": sorted(kinds.items(), key=lambda one: one[1].casefold()),
        "places": [(place, place) for place in sorted({one.place for one in shown if one.place})],
        "given": given,
        "narrowed": any(given.values()),
    }


def _one(given: str) -> str:
    return given[:80].replace("\x00", "")


def one_of(stories: tuple[queries.OwnStory, ...], story: UUID) -> queries.OwnStory:
    """Return the story of that name among one's own.

    :raises NotFound: when it is none of them.
    """
    for own in stories:
        if own.seen.id == story:
            return own
    raise NotFound("stories.unknown")
