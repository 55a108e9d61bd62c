"""How much the plan is to say, and letting the authority arrange the support."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, LongWords, OneOf
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.planning import saying
from ownway.interfaces.web.planning.views.wishing import writable
from ownway.steps.planning import actions, queries
from ownway.values.cannot import NotFound


@page("planning.write")
def depth(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Choose how much the plan is to say: what the sum asks for, or more."""
    asker, now = saying.who_and_when(request)
    seen = writable(request, person)
    if not seen.depth:
        raise NotFound("planning.no_such_depth")
    choices = [
        Choice(
            one.id,
            saying.words(request, seen.pack, f"depth.{one.id}"),
            hint="; ".join(saying.words(request, seen.pack, f"plan.{question}") for question in one.questions),
        )
        for one in seen.depths_to_choose
    ]
    form = Form(
        request,
        fields={"depth": OneOf(_("How much should the plan say?"), choices=choices)},
        initial={"depth": seen.depth},
    )
    if form.carries_out(lambda given: actions.choose_depth(asker, now=now, plan=seen.id, depth=given["depth"])):
        return go("planning:plan", person)
    return show(
        "pages/question.html",
        about=person,
        title=_("How much should the plan say?"),
        lead=_("A small sum needs a short plan only. You can always say more, and leave open what nobody asks for."),
        form=form,
        send_words=_("Save"),
        back=reverse("planning:plan", args=[person]),
    )


@page("planning.lessen_depth")
def lessen(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Agree that a plan may say less than its sum asks for, and say why."""
    asker, now = saying.who_and_when(request)
    draft = queries.depth_of_draft(asker, person=person, now=now)
    choices = [
        Choice(one.id, saying.words(request, draft.pack, f"depth.{one.id}")) for one in draft.pack.planning.depths
    ]
    form = Form(
        request,
        fields={
            "depth": OneOf(_("How much does this plan have to say?"), choices=choices),
            "why": LongWords(_("Why is that enough?"), longest=1000, rows=3),
        },
        initial={"depth": draft.depth},
    )
    if form.carries_out(
        lambda given: actions.choose_depth(asker, now=now, plan=draft.plan, depth=given["depth"], why=given["why"])
    ):
        return go("home:person", person)
    return show(
        "pages/question.html",
        about=person,
        title=_("How much the plan has to say"),
        lead=_("The person sees what you agree to, and why. They can always say more."),
        form=form,
        send_words=_("Save"),
        back=reverse("home:person", args=[person]),
    )


@page("planning.write")
def standard_service(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Let what is left of the budget be a service that is arranged for the person."""
    asker, now = saying.who_and_when(request)
    seen = writable(request, person)
    if "standard_service" not in seen.pack.planning.kinds_of_support:
        raise NotFound("planning.no_standard_service")
    form = nothing_to_fill(request)
    aim, what = _("To have my support arranged for me"), saying.words(request, seen.pack, "kind.standard_service")
    if form.carries_out(
        lambda _given: actions.choose_standard_service(asker, now=now, plan=seen.id, aim=aim, what=what)
    ):
        return go(reverse("planning:plan", args=[person]) + "#support")
    return show(
        "planning/standard_service.html",
        about=person,
        title=_("Let us arrange it"),
        form=form,
        seen=seen,
        back=reverse("planning:plan", args=[person]),
    )
