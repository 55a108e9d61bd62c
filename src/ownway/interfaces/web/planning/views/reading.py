"""One version of a plan as a document to keep: on screen, and printed."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.pages import Shown, note, page, show
from ownway.interfaces.web.design.saying import here, language
from ownway.interfaces.web.planning import saying
from ownway.steps.planning import queries
from ownway.steps.planning.queries import PlanSeen
from ownway.steps.review import queries as review
from ownway.values import Cannot, Every
from ownway.words import plans
from ownway.words.letters import Letter
from ownway.words.letters.pdf import CannotPrint, pdf


class CannotPrintPlan(Cannot):
    """The plan cannot be printed."""


@page("planning.see")
def version(request: HttpRequest, version: UUID) -> Shown:
    """Show one version whole."""
    asker, now = saying.who_and_when(request)
    seen = queries.plan_version(asker, version=version, now=now)
    disclosure.heed(asker, seen.pack, person=seen.person)
    return show(
        "planning/version.html",
        about=seen.person,
        title=_("The support plan of %(name)s") % {"name": seen.person_name},
        seen=seen,
        pack=seen.pack,
        said_state=saying.states_in_words()[seen.state],
        picture=saying.picture(seen),
        lines=[(line, saying.price(line)) for line in seen.lines],
        orders=saying.orders_in_words(),
        contingency_kinds=saying.contingencies_in_words(),
        cause=review.cause_of(asker, thing_id=version, now=now),
        back=f"/people/{seen.person}/",
    )


@page("planning.see")
def printed(request: HttpRequest, version: UUID) -> HttpResponse:
    """Give one version as a PDF, in large print where that is how pages are shown."""
    asker, now = saying.who_and_when(request)
    seen = queries.plan_version(asker, version=version, now=now)
    disclosure.heed(asker, seen.pack, person=seen.person)
    try:
        made = pdf(_document(request, seen), large=request.showing.large_print)
    except CannotPrint as error:
        raise CannotPrintPlan("letters.cannot_print") from error
    note(request, "planning.see", about=(seen.person,))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="plan-{seen.number}.pdf"'
    return response


def _document(request: HttpRequest, seen: PlanSeen) -> Letter:
    total = None
    if seen.standing is not None:
        total = plans.Sum(seen.standing.cost, seen.standing.budget)
    return plans.document(
        language(),
        person=seen.person_name,
        authority=settings.OWNWAY_AUTHORITY,
        written_on=here(seen.state_since),
        sections=[
            (saying.words(request, seen.pack, f"plan.{one.question}"), "\n\n".join(text.text for text in one.texts))
            for one in seen.sections
        ],
        lines=[
            plans.Line(
                aim=line.aim_text,
                what=line.what,
                who=line.who,
                price=line.price,
                times=line.quantity * line.times,
                every=Every(line.every),
                per_year=line.per_year,
            )
            for line in seen.lines
        ],
        total=total or plans.Sum(seen.costs),
        cases=cases(seen),
        easy=saying.easy(request),
    )


def cases(seen: PlanSeen) -> list[plans.Case]:
    """Return what is to happen when something goes wrong, as a document tells it."""
    return [
        plans.Case(
            bad_spell=one.kind == "bad_spell",
            happens=one.happens,
            then=one.then,
            never=one.never,
            who=one.who,
            kept_back=one.kept_back,
        )
        for one in seen.contingencies
    ]
