"""The rules in the open: every programme's questions, points, sums, tests, limits and timescales (H2)."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.pages import Shown, page, show
from ownway.interfaces.web.design.saying import here
from ownway.registers.programmes import queries as programmes


@page("programmes.see_rules")
def rules(request: HttpRequest) -> Shown:
    """List the programmes whose rules hold today."""
    on = here(request.now)
    return show(
        "public/rules.html",
        title=_("The rules, in the open"),
        programmes=programmes.programmes(on=on),
    )
