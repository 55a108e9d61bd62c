"""Beside the stages: another programme on the same people; who comes against the population, and what panels move."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, LongWords, OneOf, Words
from ownway.interfaces.web.design.pages import Shown, page
from ownway.interfaces.web.design.saying import here, language
from ownway.interfaces.web.desks.bench.showing import Asking, division, pence_in_words, stage
from ownway.oversight.bench import queries
from ownway.oversight.bench.queries import Stage, WorkSeen
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack

Rows = list[tuple[str, ...]]
DIVISIONS = ("group", "place", "age", "setting", "today", "need", "sex", "ethnicity")


@page("bench.see_runs")
def compare(request: HttpRequest, run: UUID) -> Shown | HttpResponse:
    """Hold the run's rule against another programme on the same people: who gains and who loses between the two."""
    own = queries.run(request.asker, now=request.now, run=run)
    others = [one for one in programmes.programmes(on=here(request.now)) if one.version != own.version]
    known = sorted((programmes.pack(one.version).say("pack.name", language()), one) for one in others)
    choices = [Choice(one.version, name, programmes.pack(one.version).currency) for name, one in known]
    hint = _("For example 0.86. Left empty, two currencies are compared as if both rules had the same money in all.")
    mapping_hint = _(
        "Only where you know it: question: {from: column, levels: {theirs: ours}}. Left empty, a question of the same "
        "name counts, and all others are answered by how much need people have."
    )
    optional: dict[str, Any] = {"required": False}
    fields = {
        "against": OneOf(_("Which programme is it held against?"), choices=choices),
        "rate": Words(_("What one of the other currency is worth in ours"), hint=hint, longest=20, **optional),
        "mapping": LongWords(_("Which answer means what"), hint=mapping_hint, longest=100_000, rows=4, **optional),
    }

    def told(work: WorkSeen, pack: Pack) -> dict[str, Any]:
        found = work.found
        parts: dict[str, Rows] = {}
        for one in found["tables"]["winners_and_losers"]:
            parts.setdefault(one["dimension"], []).append(
                (
                    str(one["part"]).replace("_", " "),
                    f"{one['people']:,}",
                    f"{one['more']:,}",
                    f"{one['less']:,}",
                    "" if one["per_cent"] is None else f"{one['per_cent']:+.1f} %",
                )
            )
        return {
            "names": [_name(work, "first"), _name(work, "second")],
            "words": found["sentences"],
            "parts": [(division(name), parts[name]) for name in DIVISIONS if name in parts],
            "examples": [
                (
                    f"{one['name']} ({one['stands_for'].replace('_', ' ')})",
                    pence_in_words(one["now_pence"], pack),
                    pence_in_words(one["was_pence"], pack),
                )
                for one in found["tables"]["examples"]
            ],
        }

    last = {
        "against": lambda work: work.settings.get("against", ""),
        "rate": lambda work: work.settings.get("rate", ""),
        "mapping": lambda work: work.settings.get("typed", ""),
    }
    asking = Asking(fields, last, {"others": bool(choices)})
    return stage(request, run, Stage.COMPARE, _("Hold it against another programme"), told, asking=asking)


def _name(work: WorkSeen, which: str) -> str:
    """Return the name of one of the two programmes."""
    if which == "second":
        return programmes.pack(work.settings["against"]).say("pack.name", language())
    return _("This programme, with the fitted table") if work.settings.get("priced") else _("This programme")


@page("bench.see_runs")
def compared(request: HttpRequest, run: UUID) -> HttpResponse:
    """Give the one file that runs the comparison again: tables, both packs, seed, versions and hashes."""
    content = queries.archive_of(request.asker, now=request.now, run=run, stage=Stage.COMPARE)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="ownway-bench-compare.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@page("bench.see_runs")
def who_comes(request: HttpRequest, run: UUID) -> Shown | HttpResponse:
    """Show how often each part comes against the population, and whose sums a panel moved up or down."""
    hint = _(
        "One part a line: division; part; people. The divisions are group, age, sex, ethnicity, place, deprivation, "
        "setting and degree; the parts are named as in your file. For example: sex; woman; 128000"
    )
    typed = LongWords(_("The people who live there"), hint=hint, longest=100_000, rows=6, required=False)

    def told(work: WorkSeen, _pack: Pack) -> dict[str, Any]:
        found = work.found
        few = _("too few to tell")
        shares = {(one["division"], one["part"]): one for one in found["moves"]}
        return {
            "take_up": [
                (
                    _named(one),
                    few if one["people"] is None else f"{one['people']:,}",
                    few if one["ratio"] is None else f"{one['ratio']:.2f}",
                    "" if one["low"] is None else f"{one['low']:.2f} – {one['high']:.2f}",
                )
                for one in found["take_up"]
            ],
            "standing_out": [one["words"] for one in found["take_up"] if "hardly" in one["words"]],
            "moves": found["moves_in_words"],
            "findings": found["findings"],
            "panel": [
                (
                    _named(one),
                    *(_share(shares.get((one["division"], one["part"]), {}).get(name), few) for name in MOVED),
                    few if one["gap_per_cent"] is None else f"{one['gap_per_cent']:+.1f} %",
                    ""
                    if one["low_per_cent"] is None
                    else f"{one['low_per_cent']:+.1f} – {one['high_per_cent']:+.1f} %",
                )
                for one in found["panel"]
            ],
        }

    asking = Asking({"population": typed}, {"population": lambda work: work.settings.get("population", "")})
    return stage(request, run, Stage.WHO_COMES, _("Who comes, and what panels move"), told, asking=asking)


MOVED = ("up_per_cent", "down_per_cent")


def _named(one: dict[str, Any]) -> str:
    return f"{str(one['part']).replace('_', ' ')} ({division(one['division'])})"


def _share(given: float | None, few: str) -> str:
    return few if given is None else f"{given:.1f} %"
