"""Prices the points: sliders that redraw the table and its curve at once, and the whole fit as a job."""

from fractions import Fraction
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from markupsafe import Markup

from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here, language, sentence, sentence_of
from ownway.interfaces.web.desks.bench import limiting
from ownway.interfaces.web.desks.bench.drawing import drawn
from ownway.oversight.bench import actions, queries
from ownway.oversight.bench.actions import CannotCalibrate
from ownway.oversight.bench.queries import RunSeen, Stage
from ownway.registers.programmes import queries as programmes
from ownway.values import Money
from ownway.words import money

DRAW = "draw"
FRAGMENT = "drawn"
"""Asked for with this, the page gives only what is drawn, for a slider that moves."""


@page("bench.see_runs")
def price(request: HttpRequest, run: UUID) -> Shown | HttpResponse:
    """Draw the table for the pot and limits in the address; sent, ask for the whole fit with its error."""
    asker, now = request.asker, request.now
    seen = queries.run(asker, now=now, run=run)
    if not seen.is_read:
        return go("bench:people", run)
    sliders = sliders_of(seen, request)
    settings = settings_of(sliders)
    at_once = drawn_at_once(request, seen, settings)
    if request.method == "GET" and FRAGMENT in request.GET:
        return render(request, "bench/drawn.html", at_once)
    draws = request.method == "POST" and request.POST.get("go") == DRAW
    if draws and not limiting.is_typed(request.POST):
        return go(f"{reverse('bench:price', args=[run])}?{urlencode({one['name']: one['stands'] for one in sliders})}")
    work, pack = seen.works.get(Stage.PRICE), programmes.pack(seen.version)
    initial = limiting.initial_of(seen, work, here(now))
    form = Form(request, fields=limiting.fields_of(seen, pack), initial=initial)
    may_work = queries.may_work(asker, now=now) and not seen.is_away

    def deed(given: dict[str, Any]) -> UUID:
        asked = settings | limiting.settings_from(given, seen)
        return actions.ask_for(asker, now=now, run=run, stage=Stage.PRICE, settings=asked)

    if not draws and form.carries_out(deed):
        return go("bench:price", run)
    held = work is not None and work.holds
    return show(
        "bench/price.html",
        title=_("Price the points"),
        caption=seen.name,
        seen=seen,
        form=form,
        sliders=sliders,
        drawn=at_once,
        work=work,
        refused="" if work is None or work.refused is None else f"{sentence(work.refused)} {work.refused_help}",
        fitted=fitted(work, pack.currency) if work is not None and held else None,
        draw=DRAW,
        skeleton=limiting.skeleton(pack),
        more_is_set=bool(form.errors) or limiting.is_set(initial),
        may_work=may_work,
        back=reverse("bench:run", args=[run]),
    )


def sliders_of(seen: RunSeen, request: HttpRequest) -> list[dict[str, Any]]:
    """Return the sliders with their ends in whole pounds, points or per cent, and where each stands.

    They stand where the address says, else where the last fit did, else at what people cost today.
    """
    given = request.POST if request.method == "POST" else request.GET
    work = seen.works.get(Stage.PRICE)
    last = work.settings if work is not None else {}
    cost = max(seen.read["cost"] // 100, 100)
    mean = max(cost // max(seen.read["people"], 1), 10)
    most = max(seen.read["sums"]["score"], default=100) // seen.read["sums"]["units_a_point"]
    top = mean * 10
    lines = (
        ("pot", _("The pot, pounds a year"), cost // 2, cost * 3 // 2, max(cost // 200, 1), last.get("pot"), cost),
        ("floor", _("The least for anyone, pounds a year"), 0, mean, max(mean // 50, 1), last.get("floor"), 0),
        ("cap", _("The most for anyone, pounds a year"), mean, top, max(top // 100, 1), last.get("cap"), top),
        (
            "threshold",
            _("The least holds from so many points"),
            0,
            max(most // 2, 1),
            1,
            None,
            last.get("threshold", 0),
        ),
        ("kept_back", _("Kept back for what nobody foresees, per cent"), 0, 20, 1, None, _per_cent(last)),
    )
    found = []
    for name, label, lowest, high, step, pence, usual in lines:
        # A slider stands only on whole steps from its low end: its usual place has to be one of them, or it slips.
        low = usual - (usual - lowest) // step * step
        stands = pence // 100 if pence is not None else usual
        asked = given.get(name, "")
        if asked.strip().lstrip("-").isdecimal() and len(asked) <= 12:
            stands = int(asked)
        stands = min(max(stands, low), high)
        found.append({"name": name, "label": label, "low": low, "high": high, "step": step, "stands": stands})
    return found


def _per_cent(last: Any) -> int:
    return int(Fraction(last["contingency"]) * 100) if last else 0


def settings_of(sliders: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the settings that the sliders stand for; a most at its upper end is no limit."""
    at = {one["name"]: one["stands"] for one in sliders}
    ends = {one["name"]: one["high"] for one in sliders}
    return {
        "pot": at["pot"] * 100,
        "floor": at["floor"] * 100,
        "cap": None if at["cap"] >= ends["cap"] else at["cap"] * 100,
        "threshold": at["threshold"],
        "contingency": str(Fraction(at["kept_back"], 100)),
    }


def drawn_at_once(request: HttpRequest, seen: RunSeen, settings: dict[str, Any]) -> dict[str, Any]:
    """Return the table and the curve for these settings, or in words why there is none."""
    currency = programmes.pack(seen.version).currency
    try:
        rows, picture, total = queries.preview(request.asker, now=request.now, run=seen, settings=settings)
    except CannotCalibrate as cannot:
        return {"refused": sentence_of(cannot), "rows": [], "svg": "", "told": ""}
    said = {
        "sum": money.say(Money(total, currency), language()),
        "left": money.say(Money(settings["pot"] - total, currency), language()),
    }
    told = _("Everyone together: %(sum)s a year. Left of the pot: %(left)s.") % said
    return {
        "refused": "",
        "rows": rows,
        "svg": Markup(picture.svg("drawn")),
        "told": told,
        "about": picture.description,
    }


def fitted(work: queries.WorkSeen, currency: str) -> dict[str, Any]:
    """Return what the whole fit found: sentences, the curve with its band, ways compared, limits, groups."""
    found = work.found
    picture = work.curve
    scores = [
        (one["words"], f"{one['r_squared']:.0%}", f"{one['within_20']:.0%}", f"{one['pot_ratio']:.0%}")
        for one in found["scores"]
    ]
    groups = [
        (one["name"], f"{one['people']:,}", _kept_back() if one["mean"] is None else _pounds(one["mean"], currency))
        for one in found["bias_by_group"]
    ]
    return {
        "words": found["in_words"],
        "picture": drawn(picture, "fitted"),
        "local": (found.get("local") or {}).get("words", ""),
        "scores": scores,
        "groups": groups,
        "prices": [one["words"] for one in found["prices_of_limits"]],
        "seed": found["seed"],
        "table_hash": found["table"]["hash"],
        "data_hash": found["data_hash"],
    }


def _kept_back() -> str:
    return _("too few to tell")


def _pounds(pence: float, currency: str) -> str:
    return money.say(Money(round(pence / 100) * 100, currency), language())
