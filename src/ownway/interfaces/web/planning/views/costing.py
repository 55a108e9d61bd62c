"""The costed lines of a plan: what is bought or given, for what, by whom, at what price and how often."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, Chooser, Number, OneOf, Sum, Words
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here, language
from ownway.interfaces.web.planning import saying
from ownway.interfaces.web.planning.views.wishing import writable
from ownway.registers.money import queries as money
from ownway.registers.money.queries import UnitCostSeen
from ownway.steps.planning import actions
from ownway.steps.planning.queries import LineSeen, PlanSeen
from ownway.values import Every
from ownway.values.cannot import NotFound
from ownway.words import periods

MOST_PENCE = 100_000_000


@page("planning.write")
def add(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Add a line; whoever has said nothing yet of what they want is asked that first."""
    asker, now = saying.who_and_when(request)
    seen = writable(request, person)
    if not seen.aims:
        return go("planning:add_aim", person)
    form = Form(request, fields=_fields(request, seen), initial=_first(request, seen))
    if form.carries_out(lambda given: actions.add_line(asker, now=now, plan=seen.id, given=line_from(given))):
        return go(reverse("planning:plan", args=[person]) + "#support")
    return _shown(request, seen, form, None)


@page("planning.write")
def change(request: HttpRequest, person: UUID, line: UUID) -> Shown | HttpResponse:
    """Word or price a line anew."""
    asker, now = saying.who_and_when(request)
    seen = writable(request, person)
    found = seen.line(line)
    if found is None:
        raise NotFound("planning.no_such_line")
    form = Form(
        request,
        base=",".join(str(name) for name in found.base),
        fields=_fields(request, seen),
        initial=_begun_with(found),
    )
    if form.carries_out(
        lambda given: actions.change_line(
            asker, now=now, plan=seen.id, line=line, given=line_from(given), base=form.base_identifiers
        )
    ):
        return go(reverse("planning:plan", args=[person]) + "#support")
    return _shown(request, seen, form, found)


@page("planning.write")
def drop(request: HttpRequest, person: UUID, line: UUID) -> Shown | HttpResponse:
    """Take a line out of the plan."""
    asker, now = saying.who_and_when(request)
    seen = writable(request, person)
    found = seen.line(line)
    if found is None:
        raise NotFound("planning.no_such_line")
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.drop_line(asker, now=now, plan=seen.id, line=line)):
        return go(reverse("planning:plan", args=[person]) + "#support")
    return show(
        "planning/take_out.html",
        about=person,
        title=_("Take this out of the plan?"),
        form=form,
        what=f"{found.what}: {saying.price(found)}",
        back=reverse("planning:line", args=[person, line]),
    )


def _first(request: HttpRequest, seen: PlanSeen) -> dict[str, Any]:
    """Return what a new line begins with: a price that was worked out on another page comes in the address."""
    begun: dict[str, Any] = {"quantity": "1", "times": "1", "every": "week"}
    pence = request.GET.get("pence", "")
    if pence.isascii() and pence.isdigit() and len(pence) < len(str(MOST_PENCE)):
        begun["pence"] = int(pence)
    if request.GET.get("kind") in seen.pack.planning.kinds_of_support:
        begun["kind"] = request.GET["kind"]
    return begun


def line_from(given: Mapping[str, Any]) -> actions.LineGiven:
    """Return what the fields gave as a line."""
    return actions.LineGiven(
        what=given["what"],
        aim=UUID(given["aim"]),
        kind=given["kind"],
        who=given["who"],
        pence=given["pence"],
        quantity=Decimal(given["quantity"]),
        times=int(given["times"]),
        every=Every(given["every"]),
        stream=given.get("stream", ""),
        degree=given["degree"],
    )


def _fields(request: HttpRequest, seen: PlanSeen) -> dict[str, forms.Field]:
    pack = seen.pack
    kinds = [Choice(kind, saying.words(request, pack, f"kind.{kind}")) for kind in pack.planning.kinds_of_support]
    rhythms = [every for every in Every if every is Every.ONCE or every in pack.planning.times_per_year]
    streams = [stream for stream in pack.spending.streams if stream.active]
    fields: dict[str, forms.Field] = {
        "what": Words(_("What is it?"), hint=_("For example: someone to swim with, a rail card, a shower seat."),
                      longest=500),
        "aim": OneOf(_("What is it for?"), choices=[Choice(str(aim.id), aim.text) for aim in seen.aims]),
        "kind": Chooser(_("What kind of support is it?"), choices=kinds),
        "who": Words(_("Who gives it, or where is it bought?"), hint=_("A name, a shop, a provider, a friend."),
                     required=False, longest=300),
        "pence": Sum(_("What does one cost?"), currency=pack.currency, most=MOST_PENCE,
                     hint=_("One hour, one ticket, one month. Write 0 where it is free: help from family counts too.")),
        "quantity": Number(_("How much each time?"), hint=_("For example 1.5 for an hour and a half.")),
        "times": Number(_("How many times?"), whole=True),
        "every": Chooser(
            _("In what time?"), choices=[Choice(each.value, periods.each(each, language())) for each in rhythms]
        ),
    }  # fmt: skip
    if len(streams) > 1:
        fields["stream"] = Chooser(
            _("From which money?"),
            choices=[Choice(stream.id, saying.words(request, pack, f"stream.{stream.id}")) for stream in streams],
            hint=_("You can leave this open. Then it comes from your budget."),
            required=False,
        )
    fields["degree"] = Chooser(
        _("How would you like this money to be held?"),
        choices=[
            Choice(degree.id, saying.words(request, pack, f"degree.{degree.id}"))
            for degree in sorted(pack.control.degrees, key=lambda degree: degree.order)
        ],
        hint=_("You can leave this open and choose later, in step 4."),
        required=False,
    )
    return fields


def _begun_with(line: LineSeen) -> dict[str, Any]:
    quantity = Decimal(line.quantity.numerator) / Decimal(line.quantity.denominator)
    return {
        "what": line.what,
        "aim": str(line.aim),
        "kind": line.kind,
        "who": line.who,
        "pence": line.price.pence,
        "quantity": f"{quantity.normalize():f}",
        "times": str(line.times),
        "every": line.every.value,
        "stream": line.stream,
        "degree": line.degree,
    }


def _shown(request: HttpRequest, seen: PlanSeen, form: Form, line: LineSeen | None) -> Shown:
    asker, _now = saying.who_and_when(request)
    return show(
        "planning/line.html",
        about=seen.person,
        title=_("Something in your plan") if asker.party == seen.person else _("Something in the plan"),
        form=form,
        seen=seen,
        picture=saying.picture(seen),
        line=line,
        in_house=[] if line else _in_house(request, seen),
        back=reverse("planning:plan", args=[seen.person]),
    )


def _in_house(request: HttpRequest, seen: PlanSeen) -> list[tuple[str, UnitCostSeen, str, str]]:
    """Return what the authority's own services cost in full today, each with the address that takes it into the line.

    They stand beside what others offer at their true price (P6, M7), never cheaper than they are.
    """
    costs, found = seen.pack.spending.unit_costs, []
    for one in costs.services if costs else ():
        cost = money.unit_cost_on(request.asker, programme=seen.pack.id, service=one.id, day=here(request.now))
        if cost is not None and one.kind in seen.pack.planning.kinds_of_support:
            taken = f"{reverse('planning:add_line', args=[seen.person])}?pence={cost.money.pence}&kind={one.kind}"
            unit = saying.words(request, seen.pack, f"unit.{one.unit}")
            found.append((saying.words(request, seen.pack, f"service.{one.id}"), cost, unit, taken))
    return found
