"""Puts a run away, brings it back, and gives what it found as one page to keep."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.forms import nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.desks.bench.loading import only_who_works
from ownway.oversight.bench import actions, queries


@page("bench.work")
def put_away(request: HttpRequest, run: UUID) -> Shown | HttpResponse:
    """Put a run away so that it is no longer in the list, or bring it back; nothing of it is lost."""
    only_who_works(request)
    asker, now = request.asker, request.now
    seen = queries.run(asker, now=now, run=run)
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.put_away(asker, now=now, run=run, away=not seen.is_away)):
        return go("bench:runs") if not seen.is_away else go("bench:run", run)
    return show(
        "bench/put_away.html",
        title=_("Bring this run back") if seen.is_away else _("Put this run away"),
        caption=seen.name,
        seen=seen,
        form=form,
        back=reverse("bench:run", args=[run]),
    )


@page("bench.see_runs")
def report(request: HttpRequest, run: UUID) -> HttpResponse:
    """Give everything the run found so far as one HTML page with its pictures and tables."""
    content = queries.report_of(request.asker, now=request.now, run=run)
    response = HttpResponse(content, content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ownway-bench-report.html"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
