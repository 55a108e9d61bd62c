"""The rules in the open: every programme's questions, points, sums, tests, limits and timescales (H2)."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.pages import Shown, page, show
from ownway.interfaces.web.design.saying import here
programmes: Any = None
from ownway.values.cannot import NotFound


@page("programmes.see_rules")
def rules(request: HttpRequest) -> Shown:
    """List the programmes whose rules hold today."""
    on = here(request.now)
    return show(
        "public/rules.html",
        title=_("The rules, in the open"),
        programmes=programmes.programmes(on=on),
    )


@page("programmes.see_rules")
def rules_of_programme(request: HttpRequest, programme: str) -> Shown:
    """Tell one programme's rules as they hold today, whole.

    :raises NotFound: when no such programme is in force.
    """
    on = here(request.now)
    for known in programmes.programmes(on=on):
        if known.id == programme:
            pack = programmes.pack(known.version)
            return show("public/rules_of_programme.html", pack=pack, version=known.version)
    raise NotFound("programmes.not_found", programme=programme)
