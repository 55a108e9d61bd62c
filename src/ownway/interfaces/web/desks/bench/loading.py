"""Loads people onto the bench, lists the runs, and shows how far each one is."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Number, Words
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here, language, sentence
from ownway.interfaces.web.design.uploads import Upload
from ownway.interfaces.web.desks.bench.tasks import names_beside, next_of, people_in_words, tasks
from ownway.interfaces.web.open_rules.views import pack_of
from ownway.lab.reports.bars import readable
from ownway.oversight.bench import actions, queries
from ownway.oversight.bench.queries import Stage
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack
from ownway.rulebook.model.steps import Line
from ownway.values import Money
from ownway.values.cannot import NotAllowed
from ownway.words import money

MOST_MEGABYTES = 32


def only_who_works(request: HttpRequest) -> None:
    """Show a form only to one who may send it.

    :raises NotAllowed: when the asker may not work on the bench.
    """
    if not queries.may_work(request.asker, now=request.now):
        raise NotAllowed("people.not_granted", deed="bench.work")


@page("bench.see_runs")
def runs(request: HttpRequest) -> Shown:
    """List the runs, and the programmes that can be worked on."""
    asker, now = request.asker, request.now
    found = queries.runs(asker, now=now)
    may_work = queries.may_work(asker, now=now)
    known = [(one, programmes.pack(one.version)) for one in programmes.programmes(on=here(now))] if may_work else []
    return show(
        "bench/runs.html",
        title=_("The bench"),
        runs=[(one, programmes.pack(one.version), people_in_words(one.read["people"])) for one in found],
        programmes=sorted(
            ((pack.say("pack.name", language()), one.id, one.version) for one, pack in known if has_table(pack)),
        ),
        away=queries.runs(asker, now=now, away=True),
        may_work=may_work,
        back=reverse("desks:desk"),
    )


def has_table(pack: Pack) -> bool:
    """Whether a programme turns points into money by a table that can be fitted."""
    return any(isinstance(step, Line) for step in pack.allocation.steps)


@page("bench.work")
def load(request: HttpRequest, programme: str, version: str) -> Shown | HttpResponse:
    """Load people for a version: a file, of which each bad row is named, or so many made up by a seed."""
    only_who_works(request)
    pack = pack_of(programme, version)
    asker, now = request.asker, request.now
    hint = _(
        "A table (CSV or Parquet) with a row a person: need (points), cost (a year, in pounds), and where you have "
        "them group, place, age, sex, ethnicity, and a column a question named by its id. No names. It is kept sealed."
    )
    fields = {
        "content": Upload(
            _("Your own people, as a table"),
            hint=hint,
            most=MOST_MEGABYTES,
            accept=".csv,.txt,.parquet",
            required=False,
        ),
        "made_up": Number(
            _("Or: how many people are to be made up?"),
            whole=True,
            hint=_("From published figures for England. Nobody in it is real."),
            required=False,
        ),
        "seed": Number(_("The seed"), whole=True, hint=_("The same seed gives the same people."), required=False),
        "name": Words(_("Which people are they, of when?"), hint=_("For example: all who had support in April 2026.")),
    }
    form = Form(request, fields=fields, initial={"seed": "2008"})

    def deed(given: dict[str, Any]) -> UUID:
        return actions.load_people(
            asker,
            now=now,
            version=version,
            name=given["name"],
            content=given["content"] or None,
            made_up=min(int(given["made_up"] or 0), 10**9),
            seed=abs(int(given["seed"] or 2008)) % 2**31,
        )

    if form.carries_out(deed):
        return go("bench:people", form.result)
    return show(
        "bench/load.html",
        title=_("Load people"),
        caption=pack.say("pack.name", language()),
        form=form,
        send_words=_("Load them"),
        back=reverse("bench:runs"),
    )


@page("bench.see_runs")
def run(request: HttpRequest, run: UUID) -> Shown:
    """Show how far a run is, and what is next."""
    seen = queries.run(request.asker, now=request.now, run=run)
    pack = programmes.pack(seen.version)
    may_work = queries.may_work(request.asker, now=request.now)
    return show(
        "bench/run.html",
        title=seen.name,
        caption=pack.say("pack.name", language()),
        seen=seen,
        tasks=tasks(seen),
        beside=tasks(seen, names_beside()),
        next=next_of(seen) if may_work and not seen.is_away else None,
        may_work=may_work,
        people=people_in_words(seen.read["people"]) if seen.is_read else _("The people are not read yet"),
        back=reverse("bench:runs"),
    )


@page("bench.see_runs")
def people(request: HttpRequest, run: UUID) -> Shown:
    """Show what was read of the people: how many, what they cost, and each row that was put aside with its rule."""
    seen = queries.run(request.asker, now=request.now, run=run)
    pack, work = programmes.pack(seen.version), seen.works.get(Stage.LOAD)
    refused = work.refused if work is not None else None
    return show(
        "bench/people.html",
        title=_("The people who were loaded") if seen.is_read else _("The people are being read"),
        caption=seen.name,
        seen=seen,
        work=work,
        refused="" if work is None or refused is None else f"{sentence(refused)} {work.refused_help}",
        again=reverse("bench:load", args=[seen.programme, seen.version]),
        people=people_in_words(seen.read["people"]),
        groups=[readable(one) for one in seen.read["groups"]],
        cost=money.say(Money(seen.read["cost"], pack.currency), language()),
        back=reverse("bench:run", args=[run]),
    )
