"""The stages beside the price: what each found as tables with pictures, asked for by a button, and the draft."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.forms import nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.pictures import Bar, bars
from ownway.interfaces.web.design.saying import language, sentence
from ownway.oversight.bench import actions, queries
from ownway.oversight.bench.queries import Stage, WorkSeen
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack
from ownway.values import Money
from ownway.words import money

Rows = list[tuple[str, ...]]


@page("bench.see_runs")
def weigh(request: HttpRequest, run: UUID) -> Shown | HttpResponse:
    """Show what each question counts for, as designed and as past costs would have it, and which buys nothing."""

    def told(work: WorkSeen, _pack: Pack) -> dict[str, Any]:
        weights = work.found["weights"]
        if weights is None:
            return {"none": True}
        rows = [
            (one["question"], f"{one['designed']:.1f}", f"{one['fitted']:.1f}", f"{one['loses']:.1%}")
            for one in weights["questions"]
        ]
        return {
            "none": False,
            "rows": rows,
            "nothing": [one["question"] for one in weights["questions"] if one["buys_nothing"]],
            "explained": (f"{weights['r_squared_as_designed']:.0%}", f"{weights['r_squared']:.0%}"),
        }

    return stage(request, run, Stage.WEIGH, _("Weigh the questions"), told)


@page("bench.see_runs")
def check(request: HttpRequest, run: UUID) -> Shown | HttpResponse:
    """Show whether the same need gets the same money under the fitted table, part by part."""

    def told(work: WorkSeen, pack: Pack) -> dict[str, Any]:
        found = work.found
        rows = [
            (f"{one['division']}: {one['part']}", f"{one['need']}", _sum(one["mean_pounds_year"], pack))
            for one in found["tables"]["same_need"]
        ]
        return {
            "passes": found["passes"],
            "words": found["words"],
            "findings": found["findings"],
            "unsure": found["unsure"],
            "measures": [one["words"] for one in found["measures"] if "words" in one],
            "protected": found["protected_questions"],
            "rows": rows,
            "examples": found["examples"],
        }

    return stage(request, run, Stage.CHECK, _("Check that it is fair"), told)


@page("bench.see_runs")
def simulate(request: HttpRequest, run: UUID) -> Shown | HttpResponse:
    """Show who gets more and who less, by every part of the people, and what it all costs."""

    def told(work: WorkSeen, pack: Pack) -> dict[str, Any]:
        tables = work.found["tables"]
        by_part: dict[str, Rows] = {}
        for one in tables["winners_and_losers"]:
            by_part.setdefault(one["dimension"], []).append(
                (
                    one["part"],
                    f"{one['people']:,}",
                    f"{one['more']:,}",
                    f"{one['less']:,}",
                    "" if one["per_cent"] is None else f"{one['per_cent']:+.1f} %",
                )
            )
        whole = next((one for one in tables["winners_and_losers"] if one["people"] == work.found["people"]), None)
        return {
            "words": work.found["sentences"],
            "parts": list(by_part.items()),
            "picture": "" if whole is None else _more_and_less(whole),
            "totals": [(one["what"], _pence(one["pence"], pack)) for one in tables["total"]],
            "examples": [
                (f"{one['name']} ({one['stands_for']})", _pence(one["was_pence"], pack), _pence(one["now_pence"], pack))
                for one in tables["examples"]
            ],
            "read": work.found["read"],
        }

    return stage(request, run, Stage.SIMULATE, _("Try it on everyone"), told)


@page("bench.see_runs")
def phase(request: HttpRequest, run: UUID) -> Shown:
    """Show ways to protect those who would get less, and what each costs year by year."""
    seen = queries.run(request.asker, now=request.now, run=run)
    work = seen.works.get(Stage.SIMULATE)
    pack = programmes.pack(seen.version)
    ways: dict[tuple[str, str], Rows] = {}
    dear: list[Bar] = []
    if work is not None and work.holds:
        for one in work.found["tables"]["protection"]:
            row = (
                str(one["year"]),
                _pence(one["costs_pence"], pack),
                "" if one["per_cent"] is None else f"{one['per_cent']:.1f} %",
                f"{one['people_above']:,}",
            )
            ways.setdefault((one["protection"], one["means"]), []).append(row)
            if one["year"] == 1:
                dear.append(Bar(one["protection"], max(one["costs_pence"], 0), _pence(one["costs_pence"], pack)))
    return show(
        "bench/phase.html",
        title=_("Phase it in"),
        caption=seen.name,
        seen=seen,
        ways=list(ways.items()),
        picture=bars(_("What each way costs in its first year"), dear) if dear else "",
        back=reverse("bench:run", args=[run]),
    )


@page("bench.see_runs")
def publish(request: HttpRequest, run: UUID) -> Shown | HttpResponse:
    """Keep the version that the run made as a draft, with its report; another person publishes it."""
    asker, now = request.asker, request.now
    seen = queries.run(asker, now=now, run=run)
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.bring_version(asker, now=now, run=run)):
        return go("designing:version", seen.programme, form.result)
    checked = seen.works.get(Stage.CHECK)
    return show(
        "bench/publish.html",
        title=_("Keep it as a draft"),
        caption=seen.name,
        seen=seen,
        form=form,
        ready=Stage.PUBLISH in seen.open,
        passes=checked is not None and checked.holds and bool(checked.found["passes"]),
        verdict=checked.found["words"] if checked is not None and checked.holds else "",
        may_work=queries.may_work(asker, now=now),
        back=reverse("bench:run", args=[run]),
    )


@page("bench.see_runs")
def archive(request: HttpRequest, run: UUID) -> HttpResponse:
    """Give the one file that runs the simulation again: tables, packs, seed, versions and hashes."""
    content = queries.archive_of(request.asker, now=request.now, run=run)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="ownway-bench-run.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def stage(request: HttpRequest, run: UUID, wanted: Stage, title: str, told: Any) -> Shown | HttpResponse:
    """Show what a stage found, or that it is worked on; sent, ask for it."""
    asker, now = request.asker, request.now
    seen = queries.run(asker, now=now, run=run)
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.ask_for(asker, now=now, run=run, stage=wanted)):
        return go(f"bench:{wanted.value}", run)
    work = seen.works.get(wanted)
    held = work is not None and work.holds
    return show(
        f"bench/{wanted.value}.html",
        title=title,
        caption=seen.name,
        seen=seen,
        form=form,
        work=work,
        refused="" if work is None or work.refused is None else f"{sentence(work.refused)} {work.refused_help}",
        told=told(work, programmes.pack(seen.version)) if held else None,
        may_work=wanted in seen.open and queries.may_work(asker, now=now),
        back=reverse("bench:run", args=[run]),
    )


def _more_and_less(whole: dict[str, Any]) -> Any:
    rows = (
        Bar(_("get more"), whole["more"], f"{whole['more']:,}", 2),
        Bar(_("get less"), whole["less"], f"{whole['less']:,}", 3),
        Bar(_("get the same"), whole["same"], f"{whole['same']:,}", 1),
    )
    return bars(_("Who gets more and who gets less"), rows)


def _pence(pence: int | None, pack: Pack) -> str:
    return "" if pence is None else money.say(Money(pence, pack.currency), language())


def _sum(pounds: float | None, pack: Pack) -> str:
    return _("too few to tell") if pounds is None else _pence(round(pounds) * 100, pack)
