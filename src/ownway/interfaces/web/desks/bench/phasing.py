"""Phases a rule in: ways of protecting people with their price by year; the one chosen is written into the pack."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, Day, Number, OneOf, Ticked
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here, language, sentence
from ownway.interfaces.web.desks.bench.drawing import drawn
from ownway.oversight.bench import actions, queries
from ownway.oversight.bench.queries import BESIDE, RunSeen, Stage, WorkSeen
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack
from ownway.values import Money
from ownway.words import days, money

OWN = "own"
TYPED = ("years", "loss_most", "gain_most")


@page("bench.see_runs")
def phase(request: HttpRequest, run: UUID) -> Shown | HttpResponse:
    """Show ways to protect those who would get less and what each costs by year; sent, write one into the pack."""
    asker, now = request.asker, request.now
    seen = queries.run(asker, now=now, run=run)
    tried, work = seen.works.get(Stage.SIMULATE), seen.works.get(Stage.PHASE)
    pack = programmes.pack(seen.version)
    rows = tried.found["tables"]["protection"] if tried is not None and tried.holds else []
    form = Form(request, fields=_fields(rows, pack, here(now)), initial=_initial(work, here(now)))
    if form.carries_out(
        lambda given: actions.ask_for(asker, now=now, run=run, stage=Stage.PHASE, settings=_settings(given))
    ):
        return go("bench:phase", run)
    picture = tried.price_of_protection if tried is not None and rows else None
    return show(
        "bench/phase.html",
        title=_("Phase it in"),
        caption=seen.name,
        seen=seen,
        form=form,
        work=work,
        ways=_ways(rows, pack),
        picture=None if picture is None else drawn(picture, "protection"),
        chosen=_chosen(work, pack) if work is not None and work.holds else None,
        refused="" if work is None or work.refused is None else f"{sentence(work.refused)} {work.refused_help}",
        may_work=Stage.PHASE in seen.open and queries.may_work(asker, now=now) and not seen.is_away,
        own=OWN,
        back=reverse("bench:run", args=[run]),
    )


def _fields(rows: list[dict[str, Any]], pack: Pack, today: date) -> dict[str, Any]:
    first = {one["protection"]: one for one in rows if one["year"] == 1}
    choices = [
        Choice(
            name,
            f"{name[:1].upper()}{name[1:]}",
            _("%(means)s. In its first year it costs %(sum)s a period.")
            % {"means": one["means"][:1].upper() + one["means"][1:], "sum": _pence(one["costs_pence"], pack)},
        )
        for name, one in first.items()
    ]
    choices.append(Choice(OWN, _("Another way"), _("Write its years and caps below.")))
    optional: dict[str, Any] = {"required": False}
    return {
        "way": OneOf(_("Which way is taken?"), choices=choices),
        "starts": Day(
            _("From which day?"), earliest=today, hint=_("The first year begins on this day, for everybody.")
        ),
        "years": Number(_("For how many years?"), whole=True, **optional),
        "loss_most": Number(_("At most so much less for each year gone, per cent of the old sum"), **optional),
        "gain_most": Number(_("At most so much more for each year gone, per cent"), **optional),
        "taper": Ticked(_("Go over from the old sum to the new one in equal steps"), **optional),
        "floor": Ticked(
            _("Nobody falls below what meeting their needs was costed at, where it was costed"), **optional
        ),
    }


def _initial(work: WorkSeen | None, today: date) -> dict[str, Any]:
    if work is None:
        month = date(today.year + (today.month == 12), today.month % 12 + 1, 1)
        return {"starts": (month.day, month.month, month.year), "floor": True}
    held = dict(work.settings)
    starts = date.fromisoformat(held["starts"])
    return {**held, "starts": (starts.day, starts.month, starts.year)}


def _settings(given: dict[str, Any]) -> dict[str, Any]:
    typed = {name: given[name] or "" for name in TYPED}
    return {
        **typed,
        "way": given["way"],
        "starts": given["starts"].isoformat(),
        "taper": bool(given["taper"]),
        "floor": bool(given["floor"]),
    }


def _ways(rows: list[dict[str, Any]], pack: Pack) -> list[tuple[tuple[str, str], list[tuple[str, ...]]]]:
    ways: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for one in rows:
        share = "" if one["per_cent"] is None else f"{one['per_cent']:.1f} %"
        row = (str(one["year"]), _pence(one["costs_pence"], pack), share, f"{one['people_above']:,}")
        ways.setdefault((one["protection"], one["means"]), []).append(row)
    return list(ways.items())


def _chosen(work: WorkSeen, pack: Pack) -> dict[str, Any]:
    """Return what was written into the pack: the way, its price by year, and what example people are told each year."""
    found = work.found
    days_told = [days.say(date.fromisoformat(day), language()) for day in found["days"]]
    costs = [
        (days_told[one["year"] - 1], _pence(one["costs_pence"], pack), f"{one['people_above']:,}")
        for one in found["rows"]
        if one["year"] <= len(days_told)
    ]
    people = [
        (f"{one['name']} ({one['stands_for']})", *(_pence(pence, pack) for pence in one["sums"]))
        for one in found["people"]
    ]
    return {
        "told": f"{found['told'][:1].upper()}{found['told'][1:]}.",
        "costs": costs,
        "headings": [_("Who"), _("Before"), *(_("From %(day)s") % {"day": day} for day in days_told)],
        "people": people if days_told else [],
    }


def _pence(pence: int, pack: Pack) -> str:
    return money.say(Money(pence, pack.currency), language())


def missing(run: RunSeen) -> list[Stage]:
    """Return the stages that are still to be done before a draft can be kept, in their order."""
    return [one for one in Stage if one not in run.done and one not in (Stage.WEIGH, Stage.PUBLISH, *BESIDE)]
