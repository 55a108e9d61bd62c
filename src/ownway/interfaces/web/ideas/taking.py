"""Ideas beside a plan that is being written: found by what the person wants, taken in as a draft line."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, OneOf
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.ideas import saying
from ownway.interfaces.web.ideas.reading import search, sought
from ownway.interfaces.web.planning import saying as plans
from ownway.interfaces.web.planning.views.wishing import writable
from ownway.registers.stories import queries
from ownway.steps.planning.actions import ideas as actions


@page("planning.see")
def beside_plan(request: HttpRequest, person: UUID) -> Shown:
    """Show what others did with a similar sum; what was sought, or what shares a word with the aims of this plan."""
    asker, now = plans.who_and_when(request)
    seen = plans.plan_of(request, person)
    looked_for = sought(request)
    form = search(request, reverse("ideas:beside_plan", args=[person]))
    wishes = " ".join(aim.text for aim in seen.aims)
    near_wishes: tuple[queries.StorySeen, ...] = ()
    if not form["narrowed"] and wishes:
        near_wishes = queries.find(asker, now=now, words=wishes, any_word=True)[:6]
    others = queries.find(asker, now=now, **looked_for)
    met = {one.id for one in near_wishes}
    budget = seen.standing.budget if seen.standing else None
    others = tuple(sorted((one for one in others if one.id not in met), key=lambda one: not _is_near(one, budget)))
    return show(
        "ideas/beside_plan.html",
        about=person,
        title=_("Ideas for your plan") if asker.party == person else _("Ideas for the plan"),
        person=person,
        pack=seen.pack,
        near_wishes=[saying.told(request, one) for one in near_wishes],
        stories=[saying.told(request, one) for one in others],
        back=reverse("planning:plan", args=[person]),
        **form,
    )


@page("planning.write")
def take_up(request: HttpRequest, person: UUID, story: UUID) -> Shown | HttpResponse:
    """Show one story beside the plan, and take its aim and one of its lines into it."""
    asker, now = plans.who_and_when(request)
    seen = writable(request, person)
    idea = queries.story(asker, story=story, now=now)
    told = saying.told(request, idea)
    lines = [
        Choice(str(number), line.what, saying.price(line, idea.words.currency))
        for number, line in enumerate(idea.words.lines)
    ]
    fields = {"line": OneOf(_("Which part would you like?"), choices=lines)} if len(lines) > 1 else {}
    form = Form(request, fields=fields, initial={"line": "0"})
    if form.carries_out(
        lambda given: actions.take_up(asker, now=now, plan=seen.id, story=story, line=int(given.get("line", "0")))
    ):
        return go("planning:line", person, form.result)
    return show(
        "ideas/take_up.html",
        about=person,
        title=idea.title,
        person=person,
        told=told,
        form=form,
        pack=seen.pack,
        back=reverse("ideas:beside_plan", args=[person]),
    )


def _is_near(one: queries.StorySeen, budget: object) -> bool:
    """Whether a story's sum is told and the budget lies in it."""
    if one.least is None or budget is None or getattr(budget, "currency", "") != one.least.currency:
        return False
    return one.least <= budget and (one.most is None or budget < one.most)  # type: ignore[operator]
