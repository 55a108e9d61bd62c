"""Whom the person lets into their plan, and what an order fixes."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import AnyOf, Choice, Chooser, Day, LongWords, OneOf, Words
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here
from ownway.interfaces.web.planning import saying
from ownway.registers.people import queries as people
from ownway.steps.planning import actions, queries
from ownway.steps.planning.queries import PlanSeen
from ownway.values.cannot import NotAllowed, NotFound


@page("planning.let_in")
def let_in(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Let somebody who stands beside the person read or write in the plan; show who may."""
    asker, now = saying.who_and_when(request)
    seen = saying.plan_of(request, person)
    if not seen.is_own:
        raise NotFound("planning.no_such_plan")
    circle = _beside(request, seen)
    form = Form(request, fields=_fields(request, seen, circle))
    if circle and form.carries_out(
        lambda given: actions.let_in(
            asker,
            now=now,
            plan=seen.id,
            helper=UUID(given["helper"]),
            access=given["access"],
            sections=given["sections"],
        )
    ):
        return go("planning:helpers", person)
    return show(
        "planning/helpers.html",
        about=person,
        title=_("Who helps with your plan"),
        form=form,
        seen=seen,
        circle=circle,
        access=saying.access_in_words(),
        sections={one.question: saying.words(request, seen.pack, f"plan.{one.question}") for one in seen.sections},
        back=reverse("planning:plan", args=[person]),
    )


@page("planning.let_in")
def end(request: HttpRequest, person: UUID, helper: UUID) -> Shown | HttpResponse:
    """End a helper's way into the plan."""
    asker, now = saying.who_and_when(request)
    seen = saying.plan_of(request, person)
    found = next((one for one in seen.helpers if one.helper == helper), None)
    if not seen.is_own or found is None:
        raise NotFound("planning.no_such_plan")
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.end_help(asker, now=now, plan=seen.id, helper=helper)):
        return go("planning:helpers", person)
    return show(
        "planning/end_help.html",
        about=person,
        title=_("End their way into your plan?"),
        form=form,
        helper=found,
        back=reverse("planning:helpers", args=[person]),
    )


@page("planning.note_order")
def note_order(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Note what an order fixes, where it comes from and when it ends; show those in force."""
    asker, now = saying.who_and_when(request)
    seen = people.person(asker, person=person, now=now)
    if not asker.has("practitioner") or asker.party == person:
        raise NotAllowed("people.not_granted", deed="planning.note_order")
    fields = {
        "kind": OneOf(
            _("What kind of order is it?"),
            choices=[Choice(kind, said) for kind, said in saying.orders_in_words().items()],
        ),
        "fixes": LongWords(_("What does it fix?"), hint=_("Only what it says. All else is the person's to plan."),
                           longest=4000),
        "source": Words(_("Where does it come from?"), hint=_("The court or body, and the day."), longest=1000),
        "starts": Day(_("From")),
        "ends": Day(_("It ends on"), hint=_("Leave this empty where it has no end."), required=False),
    }  # fmt: skip
    form = Form(request, fields=fields)
    if form.carries_out(lambda given: actions.note_order(asker, now=now, person=person, **given)):
        return go("planning:orders", person)
    return show(
        "planning/orders.html",
        about=person,
        title=_("An order in force"),
        person=seen,
        form=form,
        orders=queries.orders_on(asker, person=person, now=now),
        kinds=saying.orders_in_words(),
        back=reverse("home:person", args=[person]),
    )


@page("planning.note_order")
def end_order(request: HttpRequest, person: UUID, order: UUID) -> Shown | HttpResponse:
    """Note that an order ends."""
    asker, now = saying.who_and_when(request)
    found = next((one for one in queries.orders_on(asker, person=person, now=now) if one.id == order), None)
    if found is None or not asker.has("practitioner"):
        raise NotFound("planning.no_such_order")
    form = Form(request, fields={"ends": Day(_("It ends on"))}, initial={"ends": here(now)})
    if form.carries_out(lambda given: actions.end_order(asker, now=now, order=order, ends=given["ends"])):
        return go("planning:orders", person)
    return show(
        "pages/question.html",
        about=person,
        title=_("The order ends"),
        lead=found.fixes,
        form=form,
        back=reverse("planning:orders", args=[person]),
    )


def _beside(request: HttpRequest, seen: PlanSeen) -> list[tuple[UUID, str]]:
    asker, now = saying.who_and_when(request)
    circle = people.circle_of(asker, person=seen.person, now=now)
    return sorted({(one.id, one.name) for one in circle if one.id != seen.person}, key=lambda one: one[1])


def _fields(request: HttpRequest, seen: PlanSeen, circle: list[tuple[UUID, str]]) -> dict[str, Any]:
    access = saying.access_in_words()
    return {
        "helper": Chooser(_("Who?"), choices=[Choice(str(id), name) for id, name in circle]),
        "access": OneOf(
            _("What may they do?"),
            choices=[Choice(way, access[way].capitalize()) for way in ("view", "comment", "write")],
        ),
        "sections": AnyOf(
            _("Only in these parts"),
            hint=_("Leave all open to let them into the whole plan, with what it costs."),
            choices=[
                Choice(one.question, saying.words(request, seen.pack, f"plan.{one.question}")) for one in seen.sections
            ],
            required=False,
        ),
    }
