"""Before a sum is fixed: what each need would cost, and the person's own look at what was written about them."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.allocation import answers, asking
from ownway.interfaces.web.allocation.views.caring import show_not_so
from ownway.interfaces.web.design.fields import LongWords, OneOf, Sum
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.registers.people import queries as people
from ownway.rulebook.model import Pack
from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.queries import AssessmentSeen, FactsSeen, QuestionSeen
from ownway.values import Money
from ownway.values.cannot import NotFound


@page("allocation.cost_needs")
def costs(request: HttpRequest, assessment: UUID) -> Shown | HttpResponse:
    """Take down need by need what support would cost, beside what the rule gives."""
    asker, now = asking.who_and_when(request)
    seen = queries.assessment(asker, assessment=assessment, now=now)
    asking.only_who_may(request, "cost_needs", seen.person)
    costing = queries.costing_of(asker, assessment=assessment, now=now)
    pack = asking.pack_of(seen.version)
    known = {cost.question: cost.money for cost in costing.costs}
    said = {id: answers.said(pack, pack.question(id), _value(seen, id)) for id in known}
    fields: dict[str, forms.Field] = {
        id: Sum(
            answers.words(pack, pack.question(id), "label"),
            hint=_("The answer: %(said)s") % {"said": said[id]},
            currency=costing.currency,
            required=False,
        )
        for id in known
    }
    form = Form(request, fields=fields, initial={id: money.pence for id, money in known.items() if money is not None})

    def keep(given: dict[str, Any]) -> None:
        for id, pence in given.items():
            money = None if pence in (None, "") else Money(pence, costing.currency)
            if money is not None and money != known[id]:
                actions.cost_need(asker, now=now, assessment=assessment, question=id, money=money)

    if form.carries_out(keep):
        return go("allocation:costs", assessment)
    return show(
        "allocation/costs.html",
        about=seen.person,
        title=_("What each need would cost"),
        seen=seen,
        costing=costing,
        form=form,
        back=reverse("allocation:checking", args=[assessment]),
    )


@page("allocation.see")
def facts(request: HttpRequest, assessment: UUID) -> Shown | HttpResponse:
    """Show the person what was written about them; they say that it is so, or go to what is not."""
    asker, now = asking.who_and_when(request)
    seen = queries.assessment(asker, assessment=assessment, now=now)
    looked = queries.facts_of(asker, assessment=assessment, now=now)
    pack = asking.pack_of(seen.version)
    own = asking.is_own(request, seen.person)
    form = Form(request, fields={} if own else _how_they_said_it())
    if form.carries_out(
        lambda given: actions.say_to_facts(
            asker, now=now, assessment=assessment, channel=given.get("channel") or "self"
        )
    ):
        return go("allocation:overview", seen.person)
    return show(
        "allocation/facts.html",
        about=seen.person,
        title=_("What was written about you")
        if own
        else _("What was written about %(name)s") % {"name": seen.person_name},
        seen=seen,
        own=own,
        looked=looked,
        rows=[_written(request, pack, seen, looked, one) for one in seen.questions if one.is_checked],
        form=form,
        may_show=queries.may_do(asker, deed="show_facts", person=seen.person, now=now),
        person=people.person(asker, person=seen.person, now=now),
        back=reverse("allocation:overview", args=[seen.person]),
    )


@page("allocation.show_facts")
def show_facts(request: HttpRequest, assessment: UUID) -> Shown | HttpResponse:
    """Let the practitioner show it to the person, with a letter and a clock."""
    asker, now = asking.who_and_when(request)
    seen = queries.assessment(asker, assessment=assessment, now=now)
    asking.only_who_may(request, "show_facts", seen.person)
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.show_facts(asker, now=now, assessment=assessment)):
        return go("allocation:facts", assessment)
    return show(
        "allocation/show_facts.html",
        about=seen.person,
        title=_("Show %(name)s what was written") % {"name": seen.person_name},
        seen=seen,
        form=form,
        back=reverse("allocation:checking", args=[assessment]),
    )


@page("allocation.not_so")
def facts_not_so(request: HttpRequest, assessment: UUID, question: str) -> Shown | HttpResponse:
    """Take down that what was written at one question is not so, and what it is like."""
    asker, now = asking.who_and_when(request)
    seen = queries.assessment(asker, assessment=assessment, now=now)
    asking.only_who_may(request, "not_so", seen.person)
    asked = seen.question(question)
    if asked is None or not asked.is_checked:
        raise NotFound("allocation.no_such_question")
    own = asking.is_own(request, seen.person)
    fields: dict[str, forms.Field] = {"words": LongWords(_("What is it like really?"), longest=4000, rows=4)}
    if not own and queries.may_do(asker, deed="show_facts", person=seen.person, now=now):
        fields = _how_they_said_it() | fields
    form = Form(request, fields=fields)
    if form.carries_out(
        lambda given: actions.say_to_facts(
            asker,
            now=now,
            assessment=assessment,
            question=question,
            words=given["words"],
            channel=given.get("channel") or "self",
        )
    ):
        return go("allocation:facts", assessment)
    return show_not_so(request, seen, asked, form, back=reverse("allocation:facts", args=[assessment]))


def _how_they_said_it() -> dict[str, forms.Field]:
    return {"channel": OneOf(_("How did the person say it?"), choices=asking.spoken_choices())}


def _value(seen: AssessmentSeen, id: str) -> Any:
    asked = seen.question(id)
    return asked.value if asked else None


def _written(
    request: HttpRequest, pack: Pack, seen: AssessmentSeen, looked: FactsSeen, one: QuestionSeen
) -> dict[str, Any]:
    easy = asking.easy(request)
    own = one.said_by("person")
    objection = next((said for said in looked.objections if said.question == one.id), None)
    open_now = seen.state == "handed_in" and looked.shown_at is not None
    return {
        "asked": answers.words(pack, one.question, "label", easy=easy),
        "counts": answers.said(pack, one.question, one.value, easy=easy),
        "you_said": answers.said(pack, one.question, own[-1].value, easy=easy) if own else "",
        "otherwise": one.id in looked.otherwise,
        "words": one.settled.words if one.settled else "",
        "by": one.settled.by_name if one.settled else "",
        "objection": objection,
        "not_so": reverse("allocation:facts_not_so", args=[seen.id, one.id]) if open_now else "",
    }
