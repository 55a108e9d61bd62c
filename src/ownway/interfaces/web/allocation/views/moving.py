"""Moving over: what somebody had before, and the talk in person before a lower sum is told."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.allocation import asking
from ownway.interfaces.web.design.fields import Choice, Day, LongWords, OneOf, Sum
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here, language
from ownway.registers.people import queries as people
from ownway.steps.allocation import actions, queries
from ownway.values import Every, Money
from ownway.words import periods

OFTEN = (Every.WEEK, Every.FOUR_WEEKS, Every.MONTH, Every.YEAR)


@page("allocation.note_package")
def package(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Note the support somebody has had until now, as a sum."""
    asker, now = asking.who_and_when(request)
    seen = people.person(asker, person=person, now=now)
    asking.only_who_may(request, "note_package", person)
    currency = asking.currency_of(request, person)
    often = [Choice(every.value, periods.each(every, language()).capitalize()) for every in OFTEN]
    fields = {
        "pence": Sum(_("What the support before comes to"), currency=currency),
        "every": OneOf(_("How often"), choices=often),
        "since": Day(_("Since when"), latest=here(now)),
        "words": LongWords(
            _("What it was"), hint=_("For example: a day centre and ten hours of home care."), required=False
        ),
    }
    form = Form(request, fields=fields)
    if form.carries_out(
        lambda given: actions.note_package(
            asker,
            now=now,
            person=person,
            money=Money(given["pence"], currency),
            every=Every(given["every"]),
            since=given["since"],
            words=given["words"],
        )
    ):
        return go("allocation:overview", person)
    return show(
        "allocation/package.html",
        about=person,
        title=_("The support before"),
        person=seen,
        form=form,
        moving=queries.moving_over(asker, person=person, now=now),
        back=reverse("allocation:overview", args=[person]),
    )


@page("allocation.check")
def told_in_person(request: HttpRequest, assessment: UUID) -> Shown | HttpResponse:
    """Note that the person was told in person of a lower sum, before any letter."""
    asker, now = asking.who_and_when(request)
    seen = queries.assessment(asker, assessment=assessment, now=now)
    asking.only_who_may(request, "check", seen.person)
    fields = {
        "on": Day(_("When did you talk?"), latest=here(now)),
        "words": LongWords(_("What was said, and what the person thought of it")),
    }
    form = Form(request, fields=fields)
    if form.carries_out(
        lambda given: actions.note_told_in_person(
            asker, now=now, assessment=assessment, on=given["on"], words=given["words"]
        )
    ):
        return go("allocation:tell", assessment)
    return show(
        "allocation/told_in_person.html",
        about=seen.person,
        title=_("Told in person"),
        seen=seen,
        form=form,
        back=reverse("allocation:tell", args=[assessment]),
    )
