"""What the person wants to change or keep: each in their own words, so that it can be looked back on later."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Words
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.planning import saying
from ownway.steps.planning import actions
from ownway.steps.planning.queries import PlanSeen
from ownway.values.cannot import NotFound


@page("planning.write")
def add(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Add something the person wants."""
    asker, now = saying.who_and_when(request)
    seen = writable(request, person)
    form = Form(request, fields=_fields())
    if form.carries_out(lambda given: actions.add_aim(asker, now=now, plan=seen.id, text=given["text"])):
        return go(reverse("planning:plan", args=[person]) + "#wishes")
    return show(
        "planning/aim.html",
        about=person,
        title=_("What do you want to change or keep?"),
        form=form,
        seen=seen,
        aim=None,
        own=asker.party == person,
        back=reverse("planning:plan", args=[person]),
    )


@page("planning.write")
def change(request: HttpRequest, person: UUID, aim: UUID) -> Shown | HttpResponse:
    """Word it anew."""
    asker, now = saying.who_and_when(request)
    seen = writable(request, person)
    found = seen.aim(aim)
    if found is None:
        raise NotFound("planning.no_such_aim")
    form = Form(
        request,
        base=",".join(str(text.id) for text in found.texts),
        fields=_fields(),
        initial={"text": found.text},
    )
    if form.carries_out(
        lambda given: actions.change_aim(
            asker, now=now, plan=seen.id, aim=aim, text=given["text"], base=form.base_identifiers
        )
    ):
        return go(reverse("planning:plan", args=[person]) + "#wishes")
    return show(
        "planning/aim.html",
        about=person,
        title=_("What do you want to change or keep?"),
        form=form,
        seen=seen,
        aim=found,
        own=asker.party == person,
        back=reverse("planning:plan", args=[person]),
    )


@page("planning.write")
def drop(request: HttpRequest, person: UUID, aim: UUID) -> Shown | HttpResponse:
    """Take it out of the plan."""
    asker, now = saying.who_and_when(request)
    seen = writable(request, person)
    found = seen.aim(aim)
    if found is None:
        raise NotFound("planning.no_such_aim")
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.drop_aim(asker, now=now, plan=seen.id, aim=aim)):
        return go(reverse("planning:plan", args=[person]) + "#wishes")
    return show(
        "planning/take_out.html",
        about=person,
        title=_("Take this out of the plan?"),
        form=form,
        what=found.text,
        back=reverse("planning:aim", args=[person, aim]),
    )


def writable(request: HttpRequest, person: UUID) -> PlanSeen:
    """Return the person's plan where the asker may write its aims and lines.

    :raises NotFound: where they may not; a page to write on does not exist for them.
    """
    seen = saying.plan_of(request, person)
    if not seen.may_write:
        raise NotFound("planning.no_such_plan")
    return seen


def _fields() -> dict[str, Words]:
    hint = _("One thing, in your own words. For example: go swimming every week, or keep living with my cat.")
    return {"text": Words(_("In your own words"), hint=hint, longest=500)}
