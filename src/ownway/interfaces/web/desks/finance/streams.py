"""Streams of money: what each pays for, the next report to its funder, and the reports so far, each as a file too."""

import csv
import io
from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Day
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, note, page, show
from ownway.interfaces.web.design.saying import here, language
from ownway.registers.money import queries
from ownway.registers.money.queries import StreamLine
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack
from ownway.steps.spending import actions as spending
from ownway.values.cannot import NotFound

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With one of these a spreadsheet begins a formula; a text that does is set behind an apostrophe."""


@page("money.see_streams")
def streams(request: HttpRequest) -> Shown:
    """Show every stream with what it pays and until when it was reported."""
    rows = [
        (one, name_of(request, one.programme, "stream", one.stream))
        for one in queries.streams(request.asker, now=request.now)
    ]
    return show("finance/streams.html", title=_("Streams of money"), rows=rows, back=reverse("desks:desk"))


@page("money.see_streams")
def stream(request: HttpRequest, programme: str, stream: str) -> Shown | HttpResponse:
    """Show one stream: what it pays and has not reported, and its reports; report up to a day."""
    asker, now = request.asker, request.now
    lines = queries.stream_lines(asker, programme=programme, stream=stream, now=now)
    form = Form(
        request, fields={"until": Day(_("Report the days before"), latest=here(now))}, initial={"until": here(now)}
    )
    if form.carries_out(
        lambda given: spending.report_stream(asker, now=now, programme=programme, stream=stream, until=given["until"])
    ):
        return go("finance:stream_report", form.result)
    return show(
        "finance/stream.html",
        about=StreamLine.people(lines),
        title=name_of(request, programme, "stream", stream),
        form=form,
        rows=_named(request, programme, lines),
        by_kind=_by_kind(request, programme, lines),
        reports=queries.stream_reports(asker, programme=programme, stream=stream, now=now),
        may_report=asker.has("finance"),
        back=reverse("finance:streams"),
    )


@page("money.see_streams")
def report(request: HttpRequest, report: UUID) -> Shown:
    """Show one report as its funder was told."""
    seen = queries.stream_report(request.asker, report=report, now=request.now)
    return show(
        "finance/stream_report.html",
        about=StreamLine.people(seen.lines),
        title=name_of(request, seen.programme, "stream", seen.stream),
        seen=seen,
        rows=_named(request, seen.programme, seen.lines),
        by_kind=_by_kind(request, seen.programme, seen.lines),
        back=reverse("finance:stream", args=[seen.programme, seen.stream]),
    )


@page("money.see_streams")
def report_file(request: HttpRequest, report: UUID) -> HttpResponse:
    """Give one report as a table for people (CSV), without names: whose it is stands as a number."""
    seen = queries.stream_report(request.asker, report=report, now=request.now)
    note(request, "money.see_streams", about=StreamLine.people(seen.lines))
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["stream", "day", "person", "kind", "pence", "currency", "spend"])
    for line in seen.lines:
        whose, spend = (str(one or "") for one in (line.person, line.spend))
        told = (seen.stream, line.on.isoformat(), whose, line.kind, line.money.pence, line.money.currency, spend)
        table.writerow([_guarded(cell) for cell in told])
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{seen.stream}-{seen.end.isoformat()}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def name_of(request: HttpRequest, programme: str, what: str, name: str) -> str:
    """Return the programme's own word for a stream or a kind, or the bare name where it has none any more."""
    try:
        pack: Pack = programmes.pack(programmes.in_force(programme, on=here(request.now)))
        return pack.say(f"{what}.{name}", language()) if name else _("not said")
    except (NotFound, LookupError):
        return name or _("not said")


def _named(request: HttpRequest, programme: str, lines: Iterable[StreamLine]) -> list[tuple[StreamLine, str]]:
    return [(line, name_of(request, programme, "kind", line.kind)) for line in lines]


def _by_kind(request: HttpRequest, programme: str, lines: Iterable[StreamLine]) -> list[tuple[str, object]]:
    told = list(lines)
    kinds = sorted({line.kind for line in told})
    sums = [[line.money for line in told if line.kind == kind] for kind in kinds]
    return [
        (name_of(request, programme, "kind", kind), sum(money[1:], money[0]))
        for kind, money in zip(kinds, sums, strict=True)
    ]


def _guarded(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
