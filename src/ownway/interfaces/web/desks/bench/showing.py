"""The stages beside the price: what each found as tables with pictures, asked for by a button, and the draft."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.forms import Field
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, LongWords, OneOf
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.pictures import Bar, bars
from ownway.interfaces.web.design.saying import here, language, sentence
from ownway.interfaces.web.desks.bench.drawing import drawn
from ownway.interfaces.web.desks.bench.phasing import missing
from ownway.interfaces.web.desks.bench.tasks import names
from ownway.interfaces.web.desks.designing import telling
from ownway.oversight.bench import actions, queries
from ownway.oversight.bench.queries import Stage, WorkSeen
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack
from ownway.values import Money
from ownway.words import money

Rows = list[tuple[str, ...]]
WHOLE = "everyone"
"""The way of dividing people that divides nobody."""


@page("bench.see_runs")
def weigh(request: HttpRequest, run: UUID) -> Shown | HttpResponse:
    """Show what each question counts for, as designed and as past costs would have it, and which buys nothing."""

    asked = programmes.pack(queries.run(request.asker, now=request.now, run=run).version)
    scored = [
        (one.id, asked.say(f"question.{one.id}.label", language()))
        for one in asked.questions
        if one.scored and one.levels
    ]
    hint = _("One comparison a line, the weightier question first: %(one)s > %(other)s. Everybody may write their own.")
    ids = [id for id, _words in scored] + ["", ""]
    typed = LongWords(
        _("What your panel holds weightier"),
        hint=hint % {"one": ids[0], "other": ids[1]},
        longest=200_000,
        rows=8,
        required=False,
    )

    write = OneOf(
        _("Which points does the rule have from here on?"),
        choices=[
            Choice("designed", _("Those it was designed with")),
            Choice("panel", _("Those of your panel")),
            Choice("fitted", _("Those that past costs would have"), _("They may be past unfairness.")),
        ],
        required=False,
    )

    def told(work: WorkSeen, _pack: Pack) -> dict[str, Any]:
        weights, panel = work.found["weights"], work.found.get("panel")
        points = {} if panel is None else panel["points"]
        fitted = {one["question"]: one for one in ([] if weights is None else weights["questions"])}
        rows = [
            (
                id,
                f"{fitted[id]['designed']:.1f}" if id in fitted else "",
                f"{points[id]:.1f}" if id in points else "",
                f"{fitted[id]['fitted']:.1f}" if id in fitted else "",
                f"{fitted[id]['loses']:.1%}" if id in fitted else "",
            )
            for id, _words in scored
            if id in fitted or id in points
        ]
        return {
            "none": weights is None,
            "wrote": work.found.get("wrote", ""),
            "rows": rows,
            "panel": "" if panel is None else panel["words"],
            "nothing": [id for id, one in fitted.items() if one["buys_nothing"]],
            "explained": None
            if weights is None
            else (f"{weights['r_squared_as_designed']:.0%}", f"{weights['r_squared']:.0%}"),
        }

    last = {"panel": _typed, "write": lambda work: work.settings.get("write") or "designed"}
    asking = Asking({"panel": typed, "write": write}, last, {"questions": scored})
    return stage(request, run, Stage.WEIGH, _("Weigh the questions"), told, asking=asking)


def _typed(work: WorkSeen) -> str:
    """Return the comparisons of the last weighing as they are typed."""
    return "\n".join(f"{one} > {other}" for one, other in work.settings.get("pairs", ()))


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
            "pictures": [drawn(one, f"need-{place}") for place, one in enumerate(work.pictures)],
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
        whole = next((one for one in tables["winners_and_losers"] if one["dimension"] == WHOLE), None)
        return {
            "words": work.found["sentences"],
            "parts": [(division(name), rows) for name, rows in by_part.items() if name != WHOLE],
            "picture": "" if whole is None else _more_and_less(whole),
            "pictures": [drawn(one, f"trial-{place}") for place, one in enumerate(work.pictures)],
            "totals": [(one["what"], pence_in_words(one["pence"], pack)) for one in tables["total"]],
            "examples": [
                (
                    f"{one['name']} ({one['stands_for']})",
                    pence_in_words(one["was_pence"], pack),
                    pence_in_words(one["now_pence"], pack),
                )
                for one in tables["examples"]
            ],
            "read": work.found["read"],
        }

    return stage(request, run, Stage.SIMULATE, _("Try it on everyone"), told)


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
        missing=[(names()[one][0], reverse(f"bench:{one.value}", args=[run])) for one in missing(seen)],
        tasks=_still_missing(request, seen.brought) if seen.brought else [],
        verdict=checked.found["words"] if checked is not None and checked.holds else "",
        may_work=queries.may_work(asker, now=now),
        back=reverse("bench:run", args=[run]),
    )


def _still_missing(request: HttpRequest, version: str) -> list[telling.Task]:
    """Return what the draft still needs before another person can publish it (LR7, LR8, LR10)."""
    asker, now = request.asker, request.now
    if not queries.may_work(asker, now=now):
        return []
    return telling.tasks(
        programmes.pack(version),
        programmes.standing(version, on=here(now)),
        audit=programmes.audit_of(version),
        impact=programmes.impact_of(asker, version=version, now=now),
        comments=programmes.comments_on(asker, version=version),
    )


@page("bench.see_runs")
def archive(request: HttpRequest, run: UUID) -> HttpResponse:
    """Give the one file that runs the simulation again: tables, packs, seed, versions and hashes."""
    content = queries.archive_of(request.asker, now=request.now, run=run)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="ownway-bench-run.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@dataclass(frozen=True, slots=True)
class Asking:
    """What a stage asks besides the button: its fields, what stood in each the last time, what the page says more."""

    fields: Mapping[str, Field] = field(default_factory=dict)
    last: Mapping[str, Callable[[WorkSeen], Any]] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)


def stage(
    request: HttpRequest, run: UUID, wanted: Stage, title: str, told: Any, *, asking: Asking | None = None
) -> Shown | HttpResponse:
    """Show what a stage found, or that it is worked on; sent, ask for it with what was typed."""
    asker, now = request.asker, request.now
    seen, asking = queries.run(asker, now=now, run=run), asking or Asking()
    work = seen.works.get(wanted)
    initial = {} if work is None else {name: last(work) for name, last in asking.last.items()}
    form = Form(request, fields=asking.fields, initial=initial)
    if form.carries_out(lambda given: actions.ask_for(asker, now=now, run=run, stage=wanted, settings=given)):
        return go(f"bench:{wanted.value}", run)
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
        may_work=wanted in seen.open and queries.may_work(asker, now=now) and not seen.is_away,
        **asking.more,
        back=reverse("bench:run", args=[run]),
    )


def division(name: str) -> str:
    """Return a way of dividing people in words."""
    said = {
        "age": _("By age"),
        "band": _("By band of need"),
        "degree": _("By how far they hold the money"),
        "deprivation": _("By deprivation of the place, 01 the most deprived tenth"),
        "ethnicity": _("By ethnicity"),
        "group": _("By user group"),
        "group and band": _("By user group and band of need"),
        "need": _("By need"),
        "place": _("By place"),
        "setting": _("By where they live"),
        "sex": _("By sex"),
        "size": _("By the size of today’s sum"),
        "today": _("By the size of today’s sum"),
    }
    return said.get(name, name)


def _more_and_less(whole: dict[str, Any]) -> Any:
    rows = (
        Bar(_("get more"), whole["more"], f"{whole['more']:,}", 3),
        Bar(_("get less"), whole["less"], f"{whole['less']:,}", 2),
        Bar(_("get the same"), whole["same"], f"{whole['same']:,}", 1),
    )
    return bars(_("Who gets more and who gets less"), rows)


def pence_in_words(pence: int | None, pack: Pack) -> str:
    """Return a sum in the pack's currency, or nothing."""
    return "" if pence is None else money.say(Money(pence, pack.currency), language())


def _sum(pounds: float | None, pack: Pack) -> str:
    return _("too few to tell") if pounds is None else pence_in_words(round(pounds) * 100, pack)
