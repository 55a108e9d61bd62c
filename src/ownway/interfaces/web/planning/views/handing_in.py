"""Check the plan and hand it in, take it back, or go on with the next version."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import LongWords
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.planning import saying
from ownway.steps.planning import actions
from ownway.steps.planning.queries import PlanSeen, PlanState
from ownway.values.cannot import NotFound


@page("planning.hand_in")
def hand_in(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Show what is still to do, or what happens next; hand the plan in."""
    asker, now = saying.who_and_when(request)
    seen = _own(request, person)
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.hand_in_plan(asker, now=now, plan=seen.id)):
        return go("agreement:overview", person)
    return show(
        "planning/hand_in.html",
        about=person,
        title=_("Hand in your plan") if seen.needs_plan else _("Ask for the money"),
        form=form,
        seen=seen,
        todo=[_to_do(request, seen, code) for code in seen.still_to_do],
        picture=saying.picture(seen),
        days=seen.pack.agreement.decide_within_days,
        tests=[saying.words(request, seen.pack, f"test.{test.id}") for test in seen.tests],
        back=reverse("planning:plan", args=[person]),
    )


@page("planning.hand_in")
def take_back(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Take a plan back that was not answered yet."""
    asker, now = saying.who_and_when(request)
    seen = _own(request, person)
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.take_back(asker, now=now, plan=seen.id)):
        return go("planning:next_version", person)
    return show(
        "planning/take_back.html",
        about=person,
        title=_("Take your plan back?"),
        form=form,
        seen=seen,
        back=reverse("planning:plan", args=[person]),
    )


@page("planning.start")
def next_version(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Begin the next version with all that stands, and say why."""
    asker, now = saying.who_and_when(request)
    seen = _own(request, person)
    if seen.state in (PlanState.DRAFT, PlanState.HANDED_IN):
        return go("planning:plan", person)
    fields = {"why": LongWords(_("Why does the plan change?"), hint=_("In a sentence or two."), longest=2000, rows=3)}
    form = Form(request, fields=fields)
    if form.carries_out(lambda given: actions.begin_next_version(asker, now=now, plan=seen.id, why=given["why"])):
        return go("planning:plan", person)
    return show(
        "pages/question.html",
        about=person,
        title=_("Change your plan"),
        lead=_("Everything you have written stays. What was agreed holds until a new version is agreed."),
        form=form,
        send_words=_("Go on with my plan"),
        back=reverse("planning:plan", args=[person]),
    )


def _own(request: HttpRequest, person: UUID) -> PlanSeen:
    seen = saying.plan_of(request, person)
    if not seen.is_own:
        raise NotFound("planning.no_such_plan")
    return seen


def _to_do(request: HttpRequest, seen: PlanSeen, code: str) -> tuple[str, str]:
    plan = reverse("planning:plan", args=[seen.person])
    if code.startswith("question:"):
        question = code.partition(":")[2]
        address = reverse("planning:section", args=[seen.person, question])
        return saying.words(request, seen.pack, f"plan.{question}"), address
    return {
        "aims": (_("Say what you want to change or keep"), reverse("planning:add_aim", args=[seen.person])),
        "lines": (_("Say what it takes and what it costs"), reverse("planning:add_line", args=[seen.person])),
        "double": (_("Two texts stand side by side; make one of them"), plan),
        "figure": (_("There is no single sum yet to plan with"), reverse("allocation:overview", args=[seen.person])),
        "too_much": (_("The plan costs more than the budget"), plan + "#support"),
    }[code]
