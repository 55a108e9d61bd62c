"""Exchanges the directory in the form of Open Referral UK: given out to anyone, taken over by the keeper."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Words
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, page, show
from ownway.interfaces.web.design.uploads import Upload
from ownway.registers.market import actions, queries
from ownway.rulebook import exact_json
from ownway.values.cannot import NotFound


@page("market.find")
def out(request: HttpRequest) -> HttpResponse:
    """Give the whole directory out as a file that other directories read."""
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    services = queries.services(asker, now=now)
    told = exact_json.write({"contents": list(services), "total_items": len(services)})
    return HttpResponse(
        told,
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="open-referral-services.json"'},
    )


@page("market.take_over")
def take_over(request: HttpRequest) -> Shown | HttpResponse:
    """Take a directory over from a file, and tell row by row what could not be taken over.

    :raises NotFound: for whoever does not keep the directory.
    """
    asker, now = request.asker, request.now  # type: ignore[attr-defined]
    if not queries.may_take_over(asker, now=now):
        raise NotFound("people.not_found")
    fields = {
        "source": Words(
            _("Whose directory is it?"), hint=_("A short name, always the same for the same directory."), longest=80
        ),
        "file": Upload(_("The file"), hint=_("Services of Open Referral UK, as JSON."), accept=".json", most=20),
    }
    form = Form(request, fields=fields)
    done = form.carries_out(
        lambda given: actions.take_over(asker, now=now, content=given["file"], source=given["source"])
    )
    return show(
        "directory/take_over.html",
        title=_("Take over a directory"),
        form=form,
        done=form.result if done else None,
        back=reverse("directory:keep"),
    )
