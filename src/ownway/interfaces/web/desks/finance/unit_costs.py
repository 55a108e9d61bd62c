"""The full cost of a unit of each service of the authority's own: dated, with its parts, method, range and source."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Day, LongWords, Sum, Words
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here, language
from ownway.registers.money import actions, queries
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack
from ownway.values.cannot import NotAllowed, NotFound


@page("money.keep_unit_cost")
def unit_costs(request: HttpRequest) -> Shown:
    """Show what a unit of each service costs in full, and what it cost before."""
    _only_finance(request)
    pack = _pack(request)
    costs = pack.spending.unit_costs
    known = queries.unit_costs(request.asker, programme=pack.id)
    services = [(one, [row for row in known if row.service == one.id]) for one in (costs.services if costs else ())]
    return show(
        "finance/unit_costs.html",
        title=_("What our own services cost"),
        rules=pack,
        services=services,
        today=here(request.now),
        back=reverse("finance:payments"),
    )


@page("money.keep_unit_cost")
def keep(request: HttpRequest, service: str) -> Shown | HttpResponse:
    """Write down what a unit of one service costs from a day on."""
    _only_finance(request)
    asker, now, pack = request.asker, request.now, _pack(request)
    costs = pack.spending.unit_costs
    known = costs.service(service) if costs else None
    if costs is None or known is None:
        raise NotFound("unit_costs.no_such_service")
    form = Form(request, fields=_fields(pack, easy=request.showing.easy_read), initial={"starts": here(now)})

    def deed(given: dict[str, Any]) -> object:
        return actions.keep_unit_cost(
            asker,
            now=now,
            pack=pack,
            service=service,
            starts=given["starts"],
            parts={part: given[part] for part in costs.parts},
            least_pence=given["least_pence"],
            most_pence=given["most_pence"],
            method=given["method"],
            source=given["source"],
        )

    if form.carries_out(deed):
        return go("finance:unit_costs")
    name = pack.say(f"service.{service}", language(), request.showing.easy_read)
    return show(
        "finance/keep_unit_cost.html",
        title=_("The full cost of: %(name)s") % {"name": name},
        form=form,
        unit=pack.say(f"unit.{known.unit}", language(), request.showing.easy_read),
        back=reverse("finance:unit_costs"),
    )


def _fields(pack: Pack, *, easy: bool) -> dict[str, forms.Field]:
    costs = pack.spending.unit_costs
    assert costs is not None  # keep() refuses without
    fields: dict[str, forms.Field] = {"starts": Day(_("From which day?"))}
    for part in costs.parts:
        fields[part] = Sum(pack.say(f"cost_part.{part}", language(), easy), currency=pack.currency)
    hint = _("How sure is it? The true cost lies between these two.")
    fields["least_pence"] = Sum(_("At least"), hint=hint, currency=pack.currency)
    fields["most_pence"] = Sum(_("At most"), currency=pack.currency)
    fields["method"] = LongWords(_("How was it worked out?"), longest=2000, rows=4)
    fields["source"] = Words(_("Where do the numbers come from?"), longest=500)
    return fields


def _pack(request: HttpRequest) -> Pack:
    return programmes.pack(programmes.in_force(settings.OWNWAY_PROGRAMME, on=here(request.now)))


def _only_finance(request: HttpRequest) -> None:
    if not request.asker.has("finance"):
        raise NotAllowed("people.not_granted", deed="money.keep_unit_cost")
