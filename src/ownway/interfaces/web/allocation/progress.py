"""Says where allocation stands for one person."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.progress import Progress, Standing
from ownway.interfaces.web.design.saying import language
from ownway.registers.programmes import queries as programmes
from ownway.steps.allocation import queries
from ownway.steps.allocation.queries import FigureSeen
from ownway.values import Asker


def progress(asker: Asker, *, person: UUID, now: datetime) -> Progress:
    """Return where allocation stands for *person*: begun, handed in and with us, or told."""
    overview = reverse("allocation:overview", args=[person])
    lines = queries.my_assessments(asker, person=person, now=now)
    held = queries.figure_of(asker, person=person, now=now)
    if held is not None:
        disclosure.heed(asker, programmes.pack(held.version), person=person)
    going = next((line for line in lines if line.state == "open"), None)
    if held is not None and held.kind != "estimate":
        return Progress(Standing.DONE, overview, _sum(held))
    if held is not None and going is None:
        return Progress(Standing.WAITING, overview, _("Estimate: %(sum)s") % {"sum": _sum(held)})
    if going is not None:
        return Progress(
            Standing.IN_PROGRESS, reverse("allocation:tasks", args=[going.id]), _("Go on where you left off.")
        )
    return Progress(Standing.NOT_STARTED, reverse("allocation:start", args=[person]))


def _sum(held: FigureSeen) -> str:
    if held.money is not None:
        return disclosure.say_per(held.money, held.per, language())
    if held.range is not None:
        ends = {
            "least": disclosure.say(held.range[0], language()),
            "most": disclosure.say_per(held.range[1], held.per, language()),
        }
        return _("between %(least)s and %(most)s") % ends
    return _("some answers are missing")
