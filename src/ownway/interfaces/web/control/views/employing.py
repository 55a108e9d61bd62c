"""The page that tells what employing an assistant truly costs; nothing that is typed here is kept."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from markupsafe import Markup

from ownway.interfaces.web.design.fields import AnyOf, Choice, Day, Number, Sum, YesNo
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, page, show
from ownway.interfaces.web.design.pictures import Bar, bars
from ownway.interfaces.web.design.saying import here, language, sentence
from ownway.interfaces.web.open_rules import facts
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack
from ownway.steps.control import queries
from ownway.steps.control.queries import EmployingSeen, Wish
from ownway.values import Money
from ownway.values.cannot import NotFound
from ownway.words import money

PENCE_HOUR_MOST = 100_000
PENCE_YEAR_MOST = 100_000_000
PRICE = "price-"


# Nothing is kept and nothing is done, so there is nothing that a foreign page could have done in somebody's name.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@page("programmes.see_rules")
def estimate(request: HttpRequest, programme: str) -> Shown:
    """Ask for hours, pay, age and day; tell every part of a year's cost, what is unlawful, and what would be cheaper.

    :raises NotFound: when no version of the programme is in force, or it does not say what employing costs.
    """
    asker = request.asker  # type: ignore[attr-defined]
    today = here(request.now)  # type: ignore[attr-defined]
    easy = bool(request.showing.easy_read)  # type: ignore[attr-defined]
    pack = programmes.pack(programmes.in_force(programme, on=today))
    if pack.control.employing is None:
        raise NotFound("employing.not_told")
    form = Form(request, fields=_fields(pack, easy), initial=_begun_with(pack, today))
    form.carries_out(lambda given: queries.employer_cost(asker, programme=programme, on=today, wish=_wish(pack, given)))
    seen: EmployingSeen | None = form.result
    return show(
        "control/employing.html",
        title=_("What employing an assistant costs"),
        pack=pack,
        form=form,
        prices=[f"{PRICE}{cost.id}" for cost in pack.control.employing.costs],
        seen=seen,
        rows=[] if seen is None else _rows(seen, easy),
        picture="" if seen is None else _picture(seen),
        instead=[] if seen is None else _instead(seen, easy),
        warnings=[] if seen is None else [sentence(one, easy=easy) for one in seen.objections],
        rises=[] if seen is None else [sentence(one, easy=easy) for one in seen.rises],
        marks=facts.marks(),
        to_the_plan="" if seen is None else _to_the_plan(request, seen),
    )


def _fields(pack: Pack, easy: bool) -> dict[str, forms.Field]:
    employing = pack.control.employing
    assert employing is not None
    # From that age on the lowest pay is the same, whoever comes.
    grown = employing.minimum_pay[-1].floors[-1].from_age
    wanted = [Choice(cost.id, _word(pack, cost.id, easy)) for cost in employing.costs if cost.optional]
    fields: dict[str, forms.Field] = {
        "hours_week": Number(_("How many hours of help a week?"), hint=_("For example 20, or 12.5.")),
        "pence_hour": Sum(_("What do you want to pay an hour?"), currency=pack.currency, most=PENCE_HOUR_MOST,
                          hint=_("Before tax and anything else is taken off.")),
        "age": Number(_("How old will the assistant be?"), whole=True,
                      hint=_("If you do not know yet, write %(age)s.") % {"age": grown}),
        "starts": Day(_("From which day?")),
        "weeks": Number(_("In how many weeks of the year do you need help?"),
                        hint=_("All year round is 52. Help in school terms only is 39.")),
        "employs_others": YesNo(_("Do you employ other assistants already?"), required=False),
    }  # fmt: skip
    if wanted:
        fields["chosen"] = AnyOf(_("What else would you pay for?"), choices=wanted, required=False)
    for cost in employing.costs:
        fields[f"{PRICE}{cost.id}"] = Sum(
            _word(pack, cost.id, easy), currency=pack.currency, most=PENCE_YEAR_MOST, required=False
        )
    return fields


def _begun_with(pack: Pack, today: date) -> dict[str, Any]:
    employing = pack.control.employing
    assert employing is not None
    starts = max(employing.first_day, min(today, employing.until - timedelta(days=1)))
    return {"starts": starts, "weeks": "52", "employs_others": "no"}


def _wish(pack: Pack, given: Mapping[str, Any]) -> Wish:
    employing = pack.control.employing
    assert employing is not None
    told = [(cost.id, given[f"{PRICE}{cost.id}"]) for cost in employing.costs]
    return Wish(
        hours_week=Fraction(given["hours_week"]),
        pence_hour=given["pence_hour"],
        age=int(given["age"]),
        starts=given["starts"],
        weeks=Fraction(given["weeks"]),
        employs_others=bool(given["employs_others"]),
        chosen=frozenset(given.get("chosen", ())),
        prices=tuple((id, pence) for id, pence in told if pence is not None),
    )


def _word(pack: Pack, part: str, easy: bool) -> str:
    own = {"wage": _("Pay for work"), "holiday": _("Pay for holidays"), "cover": _("Help while they are on holiday")}
    return own[part] if part in own else pack.say(f"employing.{part}", language(), easy)


def _rows(seen: EmployingSeen, easy: bool) -> list[tuple[str, str, str]]:
    rows = [
        (_word(seen.pack, part.id, easy), sentence(part.reason, easy=easy), money.say(part.money, language()))
        for part in seen.cost.parts
    ]
    return [*rows, (_("Together, for a year"), _("All parts added."), money.say(seen.cost.year, language()))]


def _picture(seen: EmployingSeen) -> Markup:
    """Return four bars: what is worked, the holidays, what else there is to pay, and what is only put by."""
    employing = seen.pack.control.employing
    assert employing is not None
    put_by = {one.id for one in employing.rates_on(seen.wish.starts).set_aside}
    sums = dict.fromkeys((_("Pay for work"), _("Holidays and help then"), _("All else you pay"), _("Put by")), 0)
    names = list(sums)
    for part in seen.cost.parts:
        places = {"wage": 0, "holiday": 1, "cover": 1} | dict.fromkeys(put_by, 3)
        sums[names[places.get(part.id, 2)]] += part.money.pence
    rows = [
        Bar(name, pence, money.say(Money(pence, seen.pack.currency), language()), tone)
        for tone, (name, pence) in enumerate(sums.items(), start=1)
    ]
    return bars(_("A year's cost in four parts"), rows)


def _instead(seen: EmployingSeen, easy: bool) -> list[tuple[str, str, str]]:
    told = []
    for one in seen.instead:
        change = one.year - seen.cost.year
        by = money.say(-change if change.pence < 0 else change, language())
        words = (_("%(sum)s less") if change.pence < 0 else _("%(sum)s more")) % {"sum": by}
        told.append((sentence(one.reason, easy=easy), words, money.say(one.year, language())))
    return told


def _to_the_plan(request: HttpRequest, seen: EmployingSeen) -> str:
    """Return where the price is written into the plan that the person came from, or "" where they came from none.

    What is against the law is not carried over; the plan's own page asks who may write there.
    """
    try:
        person = UUID(request.GET.get("plan", ""))
    except ValueError:
        return ""
    kinds = seen.pack.control.employing.kinds if seen.pack.control.employing else ()
    query = f"?pence={seen.cost.week.pence}" + (f"&kind={kinds[0]}" if kinds else "")
    return reverse("planning:add_line", args=[person]) + query
