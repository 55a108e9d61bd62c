"""Charges support of the authority's own to a budget: a number of units at the full unit cost of the day."""

from fractions import Fraction
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.fields import Choice, Chooser, Day, Number, OneOf
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here, language
from ownway.registers.money import queries as money
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack
from ownway.steps.spending import actions, queries
from ownway.steps.spending.queries import RecordingSeen
from ownway.values.cannot import NotAllowed, NotFound

NO_LINE = "none"


@page("spending.charge_in_house")
def charge(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Charge a service of the authority's own: which, how many, when, and for which part of the plan."""
    asker, now = request.asker, request.now
    seen = queries.recording(asker, person=person, now=now)
    if not queries.may_charge_in_house(asker, person=person, now=now):
        raise NotAllowed("people.not_granted", deed="spending.charge_in_house")
    pack = programmes.pack(programmes.in_force(seen.pack.id, on=here(now)))
    if pack.spending.unit_costs is None:
        raise NotFound("in_house.no_such_service")
    form = Form(request, fields=_fields(request, seen, pack), initial={"on": here(now)})

    def deed(given: dict[str, Any]) -> UUID:
        line = given.get("line") or NO_LINE
        return actions.charge_in_house(
            asker,
            now=now,
            key=form.key,
            person=person,
            on=given["on"],
            service=given["service"],
            units=Fraction(given["units"]),
            line=None if line == NO_LINE else UUID(line),
        )

    if form.carries_out(deed):
        return go("spending:spend", form.result)
    return show(
        "spending/in_house.html",
        about=person,
        title=_("Charge our own support"),
        form=form,
        seen=seen,
        back=reverse("spending:account", args=[person]),
    )


def _fields(request: HttpRequest, seen: RecordingSeen, pack: Pack) -> dict[str, Any]:
    today, easy = here(request.now), request.showing.easy_read
    costs = pack.spending.unit_costs
    assert costs is not None  # charge() refuses without
    services = []
    for one in costs.services:
        cost = money.unit_cost_on(request.asker, programme=pack.id, service=one.id, day=today)
        unit = pack.say(f"unit.{one.unit}", language(), easy)
        told = f"{disclosure.say(cost.money, language())} {unit}" if cost else _("No cost was written down yet")
        services.append(Choice(one.id, pack.say(f"service.{one.id}", language(), easy), hint=told))
    return {
        "service": OneOf(_("Which service?"), choices=services),
        "units": Number(_("How many?"), hint=_("Days, hours or nights, as the service counts. Like 2.5")),
        "on": Day(_("When was it?"), latest=today),
        "line": Chooser(
            _("Which part of the plan was it for?"),
            choices=[*(Choice(str(line.id), line.what) for line in seen.lines), Choice(NO_LINE, _("None of them"))],
            required=False,
        ),
    }
