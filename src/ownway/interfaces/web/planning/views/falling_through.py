"""Bad spells and things that fall through: what is to happen then, what is kept back for it, and one page to print."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.fields import Choice, Field, LongWords, OneOf, Sum
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, note, page, show
from ownway.interfaces.web.design.saying import here, language
from ownway.interfaces.web.planning import saying
from ownway.interfaces.web.planning.views.reading import CannotPrintPlan, cases
from ownway.interfaces.web.planning.views.wishing import writable
from ownway.steps.planning import actions, queries
from ownway.steps.planning.queries import ContingencySeen, PlanSeen
from ownway.values.cannot import NotFound
from ownway.words import plans
from ownway.words.letters.pdf import CannotPrint, pdf

MOST_PENCE = 10_000_000


@page("planning.write")
def add(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Say what is to happen in a bad spell, or when something falls through."""
    asker, now = saying.who_and_when(request)
    seen = writable(request, person)
    begun = {"pence": 0, "kind": request.GET.get("kind", "")}
    form = Form(request, fields=_fields(seen), initial=begun)
    if form.carries_out(lambda given: actions.add_contingency(asker, now=now, plan=seen.id, given=_given(given))):
        return go(reverse("planning:plan", args=[person]) + "#then")
    return _shown(request, seen, form, None)


@page("planning.write")
def change(request: HttpRequest, person: UUID, contingency: UUID) -> Shown | HttpResponse:
    """Word it anew."""
    asker, now = saying.who_and_when(request)
    seen = writable(request, person)
    found = _found(seen, contingency)
    form = Form(
        request,
        base=",".join(str(name) for name in found.base),
        fields=_fields(seen),
        initial={
            "kind": found.kind,
            "happens": found.happens,
            "then": found.then,
            "never": found.never,
            "who": found.who,
            "pence": found.kept_back.pence,
        },
    )
    if form.carries_out(
        lambda given: actions.change_contingency(
            asker,
            now=now,
            plan=seen.id,
            contingency=contingency,
            given=_given(given),
            base=form.base_identifiers,
        )
    ):
        return go(reverse("planning:plan", args=[person]) + "#then")
    return _shown(request, seen, form, found)


@page("planning.write")
def drop(request: HttpRequest, person: UUID, contingency: UUID) -> Shown | HttpResponse:
    """Take it out of the plan."""
    asker, now = saying.who_and_when(request)
    seen = writable(request, person)
    found = _found(seen, contingency)
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.drop_contingency(asker, now=now, plan=seen.id, contingency=contingency)):
        return go(reverse("planning:plan", args=[person]) + "#then")
    return show(
        "planning/take_out.html",
        about=person,
        title=_("Take this out of the plan?"),
        form=form,
        what=found.happens,
        back=reverse("planning:contingency", args=[person, contingency]),
    )


@page("planning.see")
def one_page(request: HttpRequest, version: UUID) -> Shown:
    """Show on one page what is to happen, who steps in and what money there is for it."""
    asker, now = saying.who_and_when(request)
    seen = queries.plan_version(asker, version=version, now=now)
    disclosure.heed(asker, seen.pack, person=seen.person)
    return show(
        "planning/falling_through.html",
        about=seen.person,
        title=_("When things fall through"),
        seen=seen,
        own=asker.party == seen.person,
        kinds=saying.contingencies_in_words(),
        back=reverse("planning:version", args=[version]),
    )


@page("planning.see")
def printed(request: HttpRequest, version: UUID) -> HttpResponse:
    """Give that page as a PDF, to hang by the door."""
    asker, now = saying.who_and_when(request)
    seen = queries.plan_version(asker, version=version, now=now)
    disclosure.heed(asker, seen.pack, person=seen.person)
    document = plans.when_things_fall_through(
        language(),
        person=seen.person_name,
        authority=settings.OWNWAY_AUTHORITY,
        written_on=here(seen.state_since),
        cases=cases(seen),
        easy=saying.easy(request),
    )
    try:
        made = pdf(document, large=request.showing.large_print)
    except CannotPrint as error:
        raise CannotPrintPlan("letters.cannot_print") from error
    note(request, "planning.see", about=(seen.person,))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="when-things-fall-through.pdf"'
    return response


def _found(seen: PlanSeen, contingency: UUID) -> ContingencySeen:
    found = seen.contingency(contingency)
    if found is None:
        raise NotFound("planning.no_such_contingency")
    return found


def _given(given: Mapping[str, Any]) -> actions.ContingencyGiven:
    return actions.ContingencyGiven(
        kind=given["kind"],
        happens=given["happens"],
        then=given["then"],
        never=given["never"],
        who=given["who"],
        pence=given["pence"] or 0,
    )


def _fields(seen: PlanSeen) -> dict[str, Field]:
    kinds = saying.contingencies_in_words()
    return {
        "kind": OneOf(_("What is it for?"), choices=[Choice(kind, said) for kind, said in kinds.items()]),
        "happens": LongWords(
            _("What may happen, or how does it show?"),
            hint=_("For example: my assistant is ill. Or: I stop sleeping and stop answering the phone."),
            longest=2000,
            rows=3,
        ),
        "then": LongWords(
            _("What do you want to happen then?"),
            hint=_("In your own words. In a bad spell this speaks for you."),
            longest=4000,
            rows=5,
        ),
        "never": LongWords(_("What do you not want?"), longest=2000, rows=3, required=False),
        "who": LongWords(
            _("Who steps in, and how are they reached?"),
            hint=_("Names and telephone numbers, the first to call at the top."),
            longest=1000,
            rows=3,
            required=False,
        ),
        "pence": Sum(
            _("How much is kept back for it in a year?"),
            currency=seen.pack.currency,
            most=MOST_PENCE,
            hint=_("It stays in your budget until you need it. Write 0 where it needs no money."),
        ),
    }


def _shown(request: HttpRequest, seen: PlanSeen, form: Form, found: ContingencySeen | None) -> Shown:
    return show(
        "planning/contingency.html",
        about=seen.person,
        title=_("When things go wrong"),
        form=form,
        seen=seen,
        found=found,
        picture=saying.picture(seen),
        back=reverse("planning:plan", args=[seen.person]),
    )
