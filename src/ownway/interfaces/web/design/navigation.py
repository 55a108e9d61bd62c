"""What the head and the foot of each page lead to, for the one who looks at it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.showing import Showing
from ownway.registers.people import queries as people
from ownway.values import Asker

STAFF = frozenset(
    {
        "practitioner",
        "broker",
        "provider",
        "panel",
        "finance",
        "auditor",
        "commissioner",
        "researcher",
        "pack_designer",
    }
)
"""Roles for which something may wait on a desk."""


def named(request: HttpRequest) -> str:
    """Return the name of the one signed in; nothing on the page that tells of a fault, which asks no database."""
    asker = getattr(request, "asker", None)
    if asker is None or asker.party is None or getattr(request, "at_fault", False):
        return ""
    return people.name_of(asker.party)


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go: its name, its address, and whether one is there."""

    name: str
    address: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Navigation:
    """All that the layout shows around a page."""

    links: tuple[Link, ...]
    signed_in: bool
    named: str
    showing: Showing
    path: str


def for_page(request: HttpRequest) -> Navigation:
    """Return what stands around the page of this *request*."""
    asker: Asker | None = getattr(request, "asker", None)
    signed_in = asker is not None and asker.party is not None
    match = request.resolver_match
    view_name = match.view_name if match else ""

    def link(name: str, route: str) -> Link:
        address = reverse(route)
        return Link(name, address, here=view_name == route and request.path == address)

    links: list[Link] = []
    if asker is not None and signed_in:
        links.append(link(_("Home"), "home:front"))
        if asker.roles & STAFF:
            links.append(link(_("My desk"), "desks:desk"))
        links.append(link(_("My file"), "file:mine"))
    else:
        links.append(link(_("Start"), "home:front"))
        links.append(link(_("The seven steps"), "public:seven_steps"))
    links.append(link(_("The rules"), "public:rules"))
    shown: Showing = getattr(request, "showing", Showing())
    return Navigation(tuple(links), signed_in, named(request), shown, request.get_full_path())
