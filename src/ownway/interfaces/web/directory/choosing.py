"""Finds somebody for a plan: an offer for a new line or for one that stands, and a broker to write with."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.forms import nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import language
from ownway.interfaces.web.directory import saying
from ownway.interfaces.web.directory.looking import search
from ownway.interfaces.web.ideas.saying import packs
from ownway.interfaces.web.planning import saying as plans
from ownway.interfaces.web.planning.views.wishing import writable
from ownway.registers.market import queries
from ownway.registers.people import queries as people
from ownway.steps.planning.actions import finding as actions
from ownway.steps.planning.queries import LineSeen, PlanSeen, brokering
from ownway.values.cannot import NotFound


@page("planning.write")
def for_plan(request: HttpRequest, person: UUID) -> Shown:
    """Look through the directory for something new in the plan."""
    seen = writable(request, person)
    here = reverse("directory:for_plan", args=[person])
    return _list(request, seen, here, None)


@page("planning.write")
def for_line(request: HttpRequest, person: UUID, line: UUID) -> Shown:
    """Look through the directory for whoever could do what a line says; its kind of support is sought first."""
    seen = writable(request, person)
    found = _line(seen, line)
    return _list(request, seen, reverse("directory:for_line", args=[person, line]), found)


@page("planning.write")
def put_in(request: HttpRequest, person: UUID, provider: UUID) -> Shown | HttpResponse:
    """Show one offer, and put it into the plan as a new line."""
    asker, now = plans.who_and_when(request)
    seen = writable(request, person)
    if not seen.aims:
        return go("planning:add_aim", person)
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.take_from_directory(asker, now=now, plan=seen.id, provider=provider)):
        return go("planning:line", person, form.result)
    told = saying.told(request, queries.provider(asker, provider=provider, now=now), packs(now))
    return show(
        "directory/use.html",
        about=person,
        title=told["offer"].name,
        told=told,
        form=form,
        line=None,
        back=reverse("directory:for_plan", args=[person]),
    )


@page("planning.write")
def fill(request: HttpRequest, person: UUID, line: UUID, provider: UUID) -> Shown | HttpResponse:
    """Show one offer, and fill a line's provider and price from it."""
    asker, now = plans.who_and_when(request)
    seen = writable(request, person)
    found = _line(seen, line)
    form = nothing_to_fill(request, base=",".join(str(name) for name in found.base))
    if form.carries_out(
        lambda _given: actions.take_from_directory(
            asker, now=now, plan=seen.id, provider=provider, line=line, base=form.base_identifiers
        )
    ):
        return go("planning:line", person, line)
    told = saying.told(request, queries.provider(asker, provider=provider, now=now), packs(now))
    return show(
        "directory/use.html",
        about=person,
        title=told["offer"].name,
        told=told,
        form=form,
        line=found,
        back=reverse("directory:for_line", args=[person, line]),
    )


@page("planning.see")
def brokers(request: HttpRequest, person: UUID) -> Shown:
    """Show the brokers one can choose from, the fee for a year before all else, and those chosen."""
    asker, now = plans.who_and_when(request)
    seen = _own(request, person)
    found = brokering.brokers_for(asker, person=person, now=now)
    listed = {one.party for one in found}
    circle = people.circle_of(asker, person=person, now=now)
    return show(
        "directory/brokers_for.html",
        about=person,
        title=_("Brokers who can help with the plan"),
        person=person,
        pack=seen.pack,
        found=[_told(one) for one in found],
        others=[one for one in circle if one.relation == "brokers_for" and one.id not in listed],
        back=reverse("planning:plan", args=[person]),
    )


@page("planning.let_in")
def choose(request: HttpRequest, person: UUID, provider: UUID) -> Shown | HttpResponse:
    """Choose a broker: they are let into the plan."""
    asker, now = plans.who_and_when(request)
    seen = _own(request, person)
    found = brokering.offered_to(asker, person=person, provider=provider, now=now)
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.choose_broker(asker, now=now, plan=seen.id, provider=provider)):
        return go("directory:brokers_for", person)
    return show(
        "directory/choose_broker.html",
        about=person,
        title=_("Let %(name)s help with your plan?") % {"name": found.offer.name},
        told=_told(found),
        pack=seen.pack,
        form=form,
        back=reverse("directory:brokers_for", args=[person]),
    )


@page("planning.let_in")
def end(request: HttpRequest, person: UUID, broker: UUID) -> Shown | HttpResponse:
    """End what a broker does for the person."""
    asker, now = plans.who_and_when(request)
    seen = _own(request, person)
    mine = [one for one in people.circle_of(asker, person=person, now=now) if one.relation == "brokers_for"]
    found = next((one for one in mine if one.id == broker), None)
    if found is None:
        raise NotFound("people.not_found")
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.end_broker(asker, now=now, plan=seen.id, broker=broker)):
        return go("directory:brokers_for", person)
    return show(
        "directory/end_broker.html",
        about=person,
        title=_("End the help of %(name)s?") % {"name": found.name},
        form=form,
        back=reverse("directory:brokers_for", args=[person]),
    )


def _list(request: HttpRequest, seen: PlanSeen, address: str, line: LineSeen | None) -> Shown:
    return show(
        "directory/for_plan.html",
        about=seen.person,
        title=_("Find somebody for: %(what)s") % {"what": line.what} if line else _("Find something for the plan"),
        person=seen.person,
        line=line,
        pack=seen.pack,
        back=reverse("planning:line", args=[seen.person, line.id])
        if line
        else reverse("planning:plan", args=[seen.person]),
        **search(request, address, kind=line.kind if line else ""),
    )


def _line(seen: PlanSeen, line: UUID) -> LineSeen:
    found = seen.line(line)
    if found is None:
        raise NotFound("planning.no_such_line")
    return found


def _own(request: HttpRequest, person: UUID) -> PlanSeen:
    seen = plans.plan_of(request, person)
    if not seen.is_own:
        raise NotFound("planning.no_such_plan")
    return seen


def _told(one: brokering.BrokerSeen) -> dict[str, object]:
    year = disclosure.say(one.fee_year, language()) if one.fee_year is not None else ""
    most = disclosure.say(one.most_year, language()) if one.most_year is not None else ""
    return {
        "broker": one,
        "offer": one.offer,
        "fee": saying.fee(one.offer),
        "year": year,
        "most": most,
        "licence": saying.licences()[one.offer.licence],
        "interests": [name for name in one.interest_names if name],
    }
